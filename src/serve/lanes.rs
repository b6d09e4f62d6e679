//! Threads that set pages: what somebody looks at first, what nobody looks at when there is time.
//!
//! A compile cannot be cancelled. One that takes too long is given up by name and its thread is left behind; of those there
//! are two at most, and then what hung is not tried again.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::diag::Message;
use crate::msg;

/// Stack of a thread that compiles, as in a build.
const STACK: usize = 16 << 20;
/// Time that one document may take.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Threads that may hang.
const MOST_STUCK: usize = 2;

/// What is done first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// On a screen.
    Watched,
    /// Asked for by a request.
    Asked,
    /// For the list of problems.
    Idle,
}

type Task = Box<dyn FnOnce(Result<(), Message>) + Send>;
/// Tells whoever waits that the work was given up.
type Late = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queue {
    /// By order and number: the first is next.
    waiting: BTreeMap<(Urgency, u64), (String, Task, Late)>,
    running: BTreeMap<u64, (String, Instant, Option<Late>)>,
    next: u64,
    stuck: Vec<String>,
}

/// See the [module](self).
pub struct Lanes {
    shared: Arc<(Mutex<Queue>, Condvar)>,
}

impl Lanes {
    /// So many threads, one of them free of work that nobody looks at.
    pub fn new(threads: usize) -> Self {
        Self::with_timeout(threads, TIMEOUT)
    }

    fn with_timeout(threads: usize, timeout: Duration) -> Self {
        let shared = Arc::new((Mutex::new(Queue::default()), Condvar::new()));
        let threads = threads.max(2);
        for n in 0..threads {
            spawn(shared.clone(), n > 0);
        }
        let watched = Arc::downgrade(&shared);
        let watch = move || {
            while let Some(shared) = watched.upgrade() {
                give_up(&shared, timeout);
                drop(shared);
                std::thread::sleep(timeout / 40);
            }
        };
        std::thread::Builder::new().name("lane-watch".into()).spawn(watch).ok();
        Self { shared }
    }

    /// Puts a task in line. It is told whether it may run: one that hangs already may not, once two hang. `late` is called if it
    /// is given up.
    pub fn put(
        &self,
        name: &str,
        order: Urgency,
        task: impl FnOnce(Result<(), Message>) + Send + 'static,
        late: impl FnOnce() + Send + 'static,
    ) {
        let (queue, bell) = &*self.shared;
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.stuck.len() >= MOST_STUCK && queue.stuck.iter().any(|stuck| stuck == name) {
            drop(queue);
            return task(Err(msg!("serve-stuck", output = name)));
        }
        queue.next += 1;
        let number = queue.next;
        queue.waiting.insert((order, number), (name.to_string(), Box::new(task), Box::new(late)));
        drop(queue);
        bell.notify_all();
    }
}

fn spawn(shared: Arc<(Mutex<Queue>, Condvar)>, takes_idle: bool) {
    let body = move || {
        // What Typst runs "in parallel" stays on this thread: see `workers`.
        let _pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        let (queue, bell) = &*shared;
        loop {
            let mut locked = queue.lock().unwrap_or_else(PoisonError::into_inner);
            let ((_, number), (name, task, late)) = loop {
                let next =
                    locked.waiting.keys().next().copied().filter(|(order, _)| takes_idle || *order != Urgency::Idle);
                match next.and_then(|key| locked.waiting.remove_entry(&key)) {
                    Some(found) => break found,
                    None => locked = bell.wait(locked).unwrap_or_else(PoisonError::into_inner),
                }
            };
            locked.running.insert(number, (name.clone(), Instant::now(), Some(late)));
            drop(locked);
            // A panic drops the task, and whoever waits for it hears of that.
            let _ = catch_unwind(AssertUnwindSafe(|| task(Ok(()))));
            let mut locked = queue.lock().unwrap_or_else(PoisonError::into_inner);
            if locked.running.remove(&number).is_none() {
                // Given up meanwhile: another thread has taken this one's place.
                if let Some(at) = locked.stuck.iter().position(|stuck| *stuck == name) {
                    locked.stuck.remove(at);
                }
                return;
            }
        }
    };
    std::thread::Builder::new().name("lane".into()).stack_size(STACK).spawn(body).ok();
}

/// Tells who waits for work that takes too long, and replaces its thread while few have been lost.
fn give_up(shared: &Arc<(Mutex<Queue>, Condvar)>, timeout: Duration) {
    let mut queue = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
    let late: Vec<u64> =
        queue.running.iter().filter(|(_, running)| running.1.elapsed() > timeout).map(|(number, _)| *number).collect();
    let mut told = Vec::new();
    for number in late {
        told.extend(queue.running.get_mut(&number).and_then(|running| running.2.take()));
        if queue.stuck.len() < MOST_STUCK
            && let Some((name, ..)) = queue.running.remove(&number)
        {
            queue.stuck.push(name);
            spawn(shared.clone(), true);
        }
    }
    drop(queue);
    told.into_iter().for_each(|late| late());
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn what_hangs_is_told_and_stops_no_other() {
        let lanes = Lanes::with_timeout(2, Duration::from_millis(200));
        // What is heard late is heard all the same: these waits only end a test that would hang.
        const LONG: Duration = Duration::from_secs(600);
        let (sender, heard) = mpsc::channel();
        let (hold, held) = mpsc::channel::<()>();
        let held = Arc::new(Mutex::new(held));
        for n in 0..3 {
            let (held, sender) = (held.clone(), sender.clone());
            let hang = move |_| {
                let _ = held.lock().map(|held| held.recv());
            };
            lanes.put(&format!("hangs-{n}"), Urgency::Asked, hang, move || sender.send(n).expect("heard"));
        }
        // Each of the three waiters is told, and the next one still finds a thread: two were replaced.
        let mut late: Vec<i32> = (0..3).map(|_| heard.recv_timeout(LONG).expect("told")).collect();
        late.sort_unstable();
        assert_eq!(late, [0, 1, 2]);
        let (done, is_done) = mpsc::channel();
        lanes.put("fine", Urgency::Watched, move |may| done.send(may.is_ok()).expect("heard"), || {});
        assert!(is_done.recv_timeout(LONG).expect("it ran"));
        // One that hangs already is not tried a third time.
        let (refused, is_refused) = mpsc::channel();
        lanes.put("hangs-0", Urgency::Asked, move |may| refused.send(may.is_err()).expect("heard"), || {});
        assert!(is_refused.recv_timeout(LONG).expect("it was refused"));
        drop(hold);
    }

    #[test]
    fn what_is_watched_comes_before_what_nobody_looks_at() {
        let lanes = Lanes::with_timeout(2, TIMEOUT);
        let (sender, heard) = mpsc::channel();
        // Both threads are busy until the others are in line.
        let (hold, held) = mpsc::channel::<()>();
        let held = Arc::new(Mutex::new(held));
        for _ in 0..2 {
            let held = held.clone();
            let busy = move |_| {
                let _ = held.lock().map(|held| held.recv());
            };
            lanes.put("busy", Urgency::Asked, busy, || {});
        }
        for (name, order) in [("idle", Urgency::Idle), ("asked", Urgency::Asked), ("watched", Urgency::Watched)] {
            let sender = sender.clone();
            lanes.put(name, order, move |_| sender.send(name).expect("heard"), || {});
        }
        drop(hold);
        assert_eq!(heard.recv_timeout(Duration::from_secs(600)), Ok("watched"));
    }
}
