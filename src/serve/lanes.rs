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
pub enum Order {
    /// On a screen.
    Watched,
    /// Asked for by a request.
    Asked,
    /// For the list of problems.
    Idle,
}

type Task = Box<dyn FnOnce(Result<(), Message>) + Send>;

#[derive(Default)]
struct Queue {
    /// By order and number: the first is next.
    waiting: BTreeMap<(Order, u64), (String, Task)>,
    running: BTreeMap<u64, (String, Instant)>,
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
        let shared = Arc::new((Mutex::new(Queue::default()), Condvar::new()));
        let threads = threads.max(2);
        for n in 0..threads {
            spawn(shared.clone(), n > 0);
        }
        let watched = Arc::downgrade(&shared);
        let watch = move || {
            while let Some(shared) = watched.upgrade() {
                give_up(&shared);
                drop(shared);
                std::thread::sleep(Duration::from_millis(500));
            }
        };
        std::thread::Builder::new().name("lane-watch".into()).spawn(watch).ok();
        Self { shared }
    }

    /// Puts a task in line. It is told whether it may run; one that hung before may not, while two others hang.
    pub fn put(&self, name: &str, order: Order, task: impl FnOnce(Result<(), Message>) + Send + 'static) {
        let (queue, bell) = &*self.shared;
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.stuck.len() >= MOST_STUCK && queue.stuck.iter().any(|stuck| stuck == name) {
            drop(queue);
            return task(Err(msg!("serve-stuck", output = name)));
        }
        queue.next += 1;
        let number = queue.next;
        queue.waiting.insert((order, number), (name.to_string(), Box::new(task)));
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
            let ((_, number), (name, task)) = loop {
                let next =
                    locked.waiting.keys().next().copied().filter(|(order, _)| takes_idle || *order != Order::Idle);
                match next.and_then(|key| locked.waiting.remove_entry(&key)) {
                    Some(found) => break found,
                    None => locked = bell.wait(locked).unwrap_or_else(PoisonError::into_inner),
                }
            };
            locked.running.insert(number, (name, Instant::now()));
            drop(locked);
            // A panic drops the task, and whoever waits for it hears of that.
            let _ = catch_unwind(AssertUnwindSafe(|| task(Ok(()))));
            let mut locked = queue.lock().unwrap_or_else(PoisonError::into_inner);
            if locked.running.remove(&number).is_none() {
                // Given up meanwhile: another thread has taken this one's place.
                locked.stuck.pop();
                return;
            }
        }
    };
    std::thread::Builder::new().name("lane".into()).stack_size(STACK).spawn(body).ok();
}

/// Replaces threads whose work takes too long.
fn give_up(shared: &Arc<(Mutex<Queue>, Condvar)>) {
    let mut queue = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
    let late: Vec<u64> =
        queue.running.iter().filter(|(_, (_, since))| since.elapsed() > TIMEOUT).map(|(number, _)| *number).collect();
    for number in late {
        if queue.stuck.len() >= MOST_STUCK {
            return;
        }
        if let Some((name, _)) = queue.running.remove(&number) {
            queue.stuck.push(name);
            spawn(shared.clone(), true);
        }
    }
}
