//! One run: a world, its steps, and what was wrong. And the same for many seeds.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;

use crate::auditor::{Counts, Violation};
use crate::fault::Log;
use crate::workload::{Sizes, Step, generate};
use crate::world::{Tally, World};

/// Processes on the database of a world, if nobody says how many.
const WORKERS: usize = 2;

/// A run that can be made again: the seed, and which of its steps are done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The seed.
    pub seed: u64,
    /// The steps, in their order.
    pub steps: Vec<Step>,
    /// Processes on the database.
    pub workers: usize,
    /// A rule that does not exist, to be violated in tests: no service is renewed so many times.
    pub planted: Option<usize>,
}

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    /// What is wrong, and the place of the step after which it was found: that after the last one, if it was at the end.
    pub failure: Option<Failure>,
    /// What happened.
    pub tally: Tally,
    /// What was audited.
    pub counts: Counts,
    /// Everything that stands in the database.
    pub dump: String,
}

/// Something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// After how many steps.
    pub after: usize,
    /// What.
    pub violations: Vec<Violation>,
}

impl Failure {
    /// The rules that are violated, each once: what tells one failure from another.
    #[must_use]
    pub fn rules(&self) -> Vec<&'static str> {
        let mut rules: Vec<&str> = self.violations.iter().map(|violation| violation.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }
}

impl Plan {
    /// All steps of a seed.
    #[must_use]
    pub fn of_seed(seed: u64, sizes: Sizes) -> Self {
        Self::of_steps(seed, generate(seed, sizes))
    }

    /// Steps in a world of a seed.
    #[must_use]
    pub const fn of_steps(seed: u64, steps: Vec<Step>) -> Self {
        Self { seed, steps, workers: WORKERS, planted: None }
    }

    /// Makes the run. `watch` hears of each step before it is done. A panic, whoever has it, is a failure like others.
    #[must_use]
    pub fn run(&self, mut watch: impl FnMut(usize, &Step)) -> Outcome {
        let begun = Cell::new(0);
        let mut count = |place: usize, step: &Step| {
            begun.set(place + 1);
            watch(place, step);
        };
        // What is half done is thrown away with the world.
        let made = catch_unwind(AssertUnwindSafe(|| self.play(&mut count)));
        made.unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("without a word");
            let violations = vec![Violation::new("panic", text)];
            Outcome {
                failure: Some(Failure { after: begun.get(), violations }),
                tally: Tally::default(),
                counts: Counts::default(),
                dump: String::new(),
            }
        })
    }

    fn play(&self, watch: &mut impl FnMut(usize, &Step)) -> Outcome {
        let log = Log::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let runtime = runtime.expect("a runtime");
        log.during(|| runtime.block_on(self.play_in(&log, watch)))
    }

    async fn play_in(&self, log: &Log, watch: &mut impl FnMut(usize, &Step)) -> Outcome {
        let mut world = World::new(self.seed, self.workers, log.clone()).await;
        world.auditor.planted = self.planted;
        let mut failure = None;
        for (place, step) in self.steps.iter().enumerate() {
            watch(place, step);
            let violations = world.step(step).await;
            if !violations.is_empty() {
                failure = Some(Failure { after: place + 1, violations });
                break;
            }
        }
        if failure.is_none() {
            let violations = world.end().await;
            let is_wrong = !violations.is_empty();
            let after = self.steps.len() + 1;
            failure = is_wrong.then_some(Failure { after, violations });
        }
        let (tally, counts) = (world.tally(), world.auditor.counts);
        Outcome { failure, tally, counts, dump: world.dump() }
    }
}

/// Makes the runs of many seeds, some at once, and sends each outcome as it comes.
pub fn run_all(plans: &[Plan], jobs: usize, outcomes: &Sender<(usize, Outcome)>) {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(outcomes.clone());
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::SeqCst);
                    let Some(plan) = plans.get(place) else { return };
                    let outcome = plan.run(|_, _| ());
                    let sender = outcomes.lock().unwrap_or_else(PoisonError::into_inner).clone();
                    if sender.send((place, outcome)).is_err() {
                        return;
                    }
                }
            });
        }
    });
}
