//! Runs jobs on plain threads, each with its own stack and its own one-thread pool.
//!
//! A `par_iter` over jobs would nest: Typst uses rayon inside a compile, and a worker that waits there steals a whole
//! other job on top of the same stack, until it overflows. And since a compile cannot be cancelled, a job past its
//! time is given up by name: its thread is left behind and another takes its place.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::diag::{self, Place};

/// Stack of a worker. Typst needs half a megabyte for its deepest documents.
const STACK: usize = 16 << 20;
/// Pages between two rounds of forgetting cached layout. What Typst remembers grows with what it has set, so pages bound memory
/// where a count of jobs does not, and a slow machine forgets no sooner than a fast one.
const EVICT_EVERY: usize = 30;
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
pub struct RunLimits {
    /// Workers.
    pub threads: usize,
    /// Time that one job may take.
    pub timeout: Duration,
}

/// What a run of jobs asks of whoever has them. All of it is called on the thread that calls [`run`].
pub trait Shift {
    /// What a worker is given.
    type Job: Send + Sync + 'static;
    /// What it makes of it.
    type Result: Send + 'static;

    /// The next job; none when all are given out. Asked for shortly before a worker is free, so that few of them wait.
    fn next(&mut self) -> Option<Self::Job>;

    /// What is heard of a job.
    fn heard(&mut self, job: &Self::Job, event: Event<Self::Result>);
}

/// Does the work of a job, and says how many pages it has set.
type Doing<S> = dyn Fn(&<S as Shift>::Job) -> (<S as Shift>::Result, usize) + Send + Sync;

/// Job, pages that were set, and what is heard of it.
type Heard<T> = (usize, usize, Event<T>);

/// What workers are at, by worker, and since when. One that is given up is not in it any more.
type Running = Arc<Mutex<BTreeMap<usize, (usize, Instant)>>>;

/// Runs `work` on the jobs of a shift.
pub fn run<S: Shift>(shift: &mut S, limits: RunLimits, work: Arc<Doing<S>>) {
    run_until(|_, since| since.elapsed() > limits.timeout, shift, limits.threads, work);
}

/// The same with a judge of which job, begun then, is past its time.
fn run_until<S: Shift>(is_late: impl Fn(usize, Instant) -> bool, shift: &mut S, threads: usize, work: Arc<Doing<S>>) {
    let running = Running::default();
    let (sender, results) = mpsc::channel();
    let (give, jobs) = mpsc::channel();
    let jobs = Arc::new(Mutex::new(jobs));
    let mut workers = 0;
    let mut start = || {
        workers += 1;
        spawn::<S>(workers, jobs.clone(), running.clone(), work.clone(), sender.clone());
    };
    let threads = threads.max(1);
    let mut out: BTreeMap<usize, Arc<S::Job>> = BTreeMap::new();
    let (mut given, mut pages) = (0, 0);
    let mut is_dry = false;
    loop {
        // One more than can be worked at: nobody waits for the next.
        while !is_dry && out.len() <= threads {
            let Some(job) = shift.next() else {
                is_dry = true;
                break;
            };
            let job = Arc::new(job);
            // Their end is held here, so that it is never refused.
            let _ = give.send((given, job.clone()));
            out.insert(given, job);
            given += 1;
            if given <= threads {
                start();
            }
        }
        if out.is_empty() {
            break;
        }
        match results.recv_timeout(TICK) {
            Ok((index, _, Event::Started)) => {
                if let Some(job) = out.get(&index) {
                    shift.heard(job, Event::Started);
                }
            }
            // Of one that was given up nothing more is heard.
            Ok((index, set, ended)) => {
                let Some(job) = out.remove(&index) else { continue };
                pages += set;
                if pages >= EVICT_EVERY {
                    pages = 0;
                    typst::comemo::evict(EVICT_AGE);
                }
                shift.heard(&job, ended);
            }
            Err(RecvTimeoutError::Timeout) => {
                let mut late: Vec<usize> = vec![];
                lock(&running).retain(|_, (index, since)| {
                    let is_late = is_late(*index, *since);
                    late.extend(is_late.then_some(*index));
                    !is_late
                });
                for job in late.into_iter().filter_map(|index| out.remove(&index)) {
                    shift.heard(&job, Event::TimedOut);
                    start();
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn spawn<S: Shift>(
    worker: usize,
    jobs: Arc<Mutex<Receiver<(usize, Arc<S::Job>)>>>,
    running: Running,
    work: Arc<Doing<S>>,
    sender: Sender<Heard<S::Result>>,
) {
    let body = move || {
        // The pool is this thread alone: what Typst runs "in parallel" stays here.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        loop {
            let Ok((index, job)) = lock(&jobs).recv() else { break };
            lock(&running).insert(worker, (index, Instant::now()));
            let _ = sender.send((index, 0, Event::Started));
            let (ended, pages) = match catch_unwind(AssertUnwindSafe(|| work(&job))) {
                Ok((result, pages)) => (Event::Done(result), pages),
                Err(panic) => (Event::Panicked(words(&*panic), diag::take_fault()), 1),
            };
            // One that was given up has been replaced: another job would be one too many.
            if lock(&running).remove(&worker).is_none() || sender.send((index, pages, ended)).is_err() {
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

    /// Numbers up to six, and what became of each.
    #[derive(Default)]
    struct Six {
        given: usize,
        outcomes: [&'static str; 6],
        /// Most that were given out and had not come back.
        most: usize,
    }

    impl Shift for Six {
        type Job = usize;
        type Result = ();

        fn next(&mut self) -> Option<usize> {
            let next = (self.given < self.outcomes.len()).then_some(self.given)?;
            self.given += 1;
            let back = self.outcomes.iter().filter(|told| !["", "started"].contains(told)).count();
            self.most = self.most.max(self.given - back);
            Some(next)
        }

        fn heard(&mut self, job: &usize, event: Event<()>) {
            self.outcomes[*job] = match event {
                Event::Started => "started",
                Event::Done(()) => "done",
                Event::Panicked(..) => "panicked",
                Event::TimedOut => "late",
            };
        }
    }

    const EXPECTED: [&str; 6] = ["done", "panicked", "late", "done", "done", "done"];

    #[test]
    fn a_panic_or_an_endless_job_stops_no_other() {
        for threads in [1, 3] {
            // The endless one ends with the test. It is called late by its number: a slow machine may stop any other for a while.
            let (hold, held) = mpsc::channel::<()>();
            let held = Mutex::new(held);
            let work = move |index: &usize| {
                match index {
                    1 => panic!("broken"),
                    2 => {
                        let _ = held.lock().map(|held| held.recv());
                    }
                    _ => {}
                }
                ((), 1)
            };
            let mut six = Six::default();
            run_until(|index, _| index == 2, &mut six, threads, Arc::new(work));
            drop(hold);
            assert_eq!(six.outcomes, EXPECTED);
            assert!(six.most <= threads + 1, "{} jobs wait for {threads} workers", six.most);
        }
    }

    /// It comes back while others run: they are told of all the same.
    #[test]
    fn a_worker_that_is_given_up_and_comes_back_takes_no_job_with_it() {
        let (hold, held) = mpsc::channel::<()>();
        let (hold, held) = (Mutex::new(Some(hold)), Mutex::new(held));
        let work = move |index: &usize| {
            match index {
                1 => panic!("broken"),
                2 => {
                    let _ = held.lock().map(|held| held.recv());
                }
                3 => drop(lock(&hold).take()),
                _ => {}
            }
            ((), 1)
        };
        let mut six = Six::default();
        run_until(|index, _| index == 2, &mut six, 1, Arc::new(work));
        assert_eq!(six.outcomes, EXPECTED);
    }

    #[test]
    fn no_jobs_is_no_work() {
        let mut none = Six { given: 6, ..Six::default() };
        run(&mut none, RunLimits { threads: 4, timeout: TICK }, Arc::new(|_| ((), 0)));
        assert_eq!(none.outcomes, [""; 6]);
    }
}
