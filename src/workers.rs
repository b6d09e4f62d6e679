//! Runs jobs on plain threads, each with its own stack and its own one-thread pool.
//!
//! A `par_iter` over jobs would nest: Typst uses rayon inside a compile, and a worker that waits there steals a whole
//! other job on top of the same stack, until it overflows. And since a compile cannot be cancelled, a job past its
//! time is given up by name: its thread is left behind and another takes its place.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::diag::{self, Place};

/// Stack of a worker. Typst needs half a megabyte for its deepest documents.
const STACK: usize = 16 << 20;
/// Pages between two rounds of forgetting cached layout. What Typst remembers grows with what it has set, so pages bound memory
/// where a count of jobs does not, and a slow machine forgets no sooner than a fast one.
const EVICT_EVERY: usize = 20;
/// Rounds that cached layout may stay unused.
const EVICT_AGE: usize = 2;
/// How often running jobs are looked at.
const TICK: Duration = Duration::from_millis(100);

/// What is heard of a job.
#[derive(Debug)]
pub enum Event<T> {
    /// A worker took it up.
    Started,
    /// It came back.
    Done(T),
    /// It panicked, with these words, at this place of its texts if that is known.
    Panicked(String, Option<Place>),
    /// It was given up after its time.
    TimedOut,
}

/// How to run.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Workers.
    pub threads: usize,
    /// Time that one job may take.
    pub timeout: Duration,
}

/// Worker, job, pages that were set, and what is heard of it.
type Report<T> = (usize, usize, usize, Event<T>);

type Running = Arc<Mutex<BTreeMap<usize, (usize, Instant)>>>;

/// Runs `work(0..count)` and tells `each`, on the calling thread, when a job starts and how it ended. Work says how many pages
/// it has set.
pub fn run<T: Send + 'static>(
    count: usize,
    limits: Limits,
    work: Arc<dyn Fn(usize) -> (T, usize) + Send + Sync>,
    each: impl FnMut(usize, Event<T>),
) {
    run_until(|_, since| since.elapsed() > limits.timeout, count, limits.threads, work, each);
}

/// The same with a judge of which job, begun then, is past its time.
fn run_until<T: Send + 'static>(
    is_late: impl Fn(usize, Instant) -> bool,
    count: usize,
    threads: usize,
    work: Arc<dyn Fn(usize) -> (T, usize) + Send + Sync>,
    mut each: impl FnMut(usize, Event<T>),
) {
    let next = Arc::new(AtomicUsize::new(0));
    let running = Running::default();
    let (sender, results) = mpsc::channel();
    let mut workers = 0;
    let mut start = |sender: &Sender<Report<T>>| {
        workers += 1;
        spawn(workers, count, next.clone(), running.clone(), work.clone(), sender.clone());
    };
    for _ in 0..threads.clamp(1, count.max(1)) {
        start(&sender);
    }
    let mut given_up: Vec<usize> = Vec::new();
    let mut left = count;
    let mut pages = 0;
    while left > 0 {
        match results.recv_timeout(TICK) {
            Ok((worker, ..)) if given_up.contains(&worker) => {}
            Ok((_, index, _, Event::Started)) => each(index, Event::Started),
            Ok((_, index, set, ended)) => {
                left -= 1;
                pages += set;
                if pages >= EVICT_EVERY {
                    pages = 0;
                    typst::comemo::evict(EVICT_AGE);
                }
                each(index, ended);
            }
            Err(RecvTimeoutError::Timeout) => {
                let late: Vec<(usize, usize)> = lock(&running)
                    .iter()
                    .filter(|(worker, (index, since))| !given_up.contains(worker) && is_late(*index, *since))
                    .map(|(worker, (index, _))| (*worker, *index))
                    .collect();
                for (worker, index) in late {
                    given_up.push(worker);
                    left -= 1;
                    each(index, Event::TimedOut);
                    start(&sender);
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
}

fn lock(running: &Running) -> std::sync::MutexGuard<'_, BTreeMap<usize, (usize, Instant)>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}

fn spawn<T: Send + 'static>(
    worker: usize,
    count: usize,
    next: Arc<AtomicUsize>,
    running: Running,
    work: Arc<dyn Fn(usize) -> (T, usize) + Send + Sync>,
    sender: Sender<Report<T>>,
) {
    let body = move || {
        // The pool is this thread alone: what Typst runs "in parallel" stays here.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                break;
            }
            lock(&running).insert(worker, (index, Instant::now()));
            let _ = sender.send((worker, index, 0, Event::Started));
            let (ended, pages) = match catch_unwind(AssertUnwindSafe(|| work(index))) {
                Ok((result, pages)) => (Event::Done(result), pages),
                Err(panic) => (Event::Panicked(words(&*panic), diag::take_fault()), 1),
            };
            lock(&running).remove(&worker);
            if sender.send((worker, index, pages, ended)).is_err() {
                break;
            }
        }
        drop(pool);
    };
    // Without a thread no job runs, and the caller would wait for ever.
    if let Err(error) = thread::Builder::new().name(format!("job-{worker}")).stack_size(STACK).spawn(body) {
        panic!("the system gives no thread ({error})");
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(threads: usize) -> Vec<&'static str> {
        // The endless one ends with the test. It is called late by its number: a slow machine may stop any other for a while.
        let (hold, held) = mpsc::channel::<()>();
        let held = Mutex::new(held);
        let work = move |index: usize| {
            match index {
                1 => panic!("broken"),
                2 => {
                    let _ = held.lock().map(|held| held.recv());
                }
                _ => {}
            }
            ((), 1)
        };
        let mut outcomes = vec![""; 6];
        run_until(
            |index, _| index == 2,
            6,
            threads,
            Arc::new(work),
            |index, ended| {
                outcomes[index] = match ended {
                    Event::Started => "started",
                    Event::Done(()) => "done",
                    Event::Panicked(..) => "panicked",
                    Event::TimedOut => "late",
                };
            },
        );
        drop(hold);
        outcomes
    }

    #[test]
    fn a_panic_or_an_endless_job_stops_no_other() {
        let expected = vec!["done", "panicked", "late", "done", "done", "done"];
        assert_eq!(outcomes(1), expected);
        assert_eq!(outcomes(3), expected);
    }

    #[test]
    fn no_jobs_is_no_work() {
        run(0, Limits { threads: 4, timeout: TICK }, Arc::new(|_| ((), 0)), |_, _| panic!("nothing to hear"));
    }
}
