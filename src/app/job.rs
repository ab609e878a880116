//! Heavy work in the web worker: what is asked, what is told, and the desk that decides what is asked when.
//!
//! Pure: the desk sees events and gives orders; only the browser's room starts or ends a worker.

mod letter;
mod study;

use std::collections::VecDeque;

pub use self::study::{Finding, Study};

use crate::engine::flip::{self, Flip};
use crate::engine::mission::{Mission, mission};
use crate::engine::report::{Bounded, Exactness, Report};
use crate::engine::spreadsheet::{Reconciled, reconcile};
use crate::engine::weigh::{Weighed, weigh};
use crate::engine::{Budget, Cache, analyse, recommend};
use crate::format::link;
use crate::model::{ComponentId, ZoneId, limits};

/// Which build of the program this is: a hash of its sources, the same in the page and in its worker.
pub const BUILD: &str = env!("NINES_BUILD");

/// A job for the worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Its number; every answer carries it.
    pub id: u32,
    /// What to do.
    pub kind: AskKind,
}

/// What the worker can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskKind {
    /// The report with a larger node budget than a frame allows.
    Analyse {
        /// The plan, as `format::link::encode` writes it.
        link: String,
        /// BDD nodes that may be made.
        bdd_nodes: usize,
    },
    /// The cheapest choice, searched for longer than a frame allows.
    Recommend {
        /// The plan, as `format::link::encode` writes it.
        link: String,
        /// Sets that branch and bound may look at.
        effort: usize,
    },
    /// How much each input matters, and how far the intervals carry the answer.
    Weigh {
        /// The plan, as `format::link::encode` writes it.
        link: String,
        /// Cases to draw from the intervals.
        draws: usize,
    },
    /// The whole system over time.
    Mission {
        /// The plan, as `format::link::encode` writes it.
        link: String,
        /// BDD nodes that may be made.
        bdd_nodes: usize,
    },
    /// What would change the choice for one component.
    Flips {
        /// The plan, as `format::link::encode` writes it.
        link: String,
        /// The component's id.
        component: u32,
        /// Sets that branch and bound may look at, for each of many choices.
        effort: usize,
    },
    /// The way from a spreadsheet to the model.
    Reconcile {
        /// The plan, as `format::link::encode` writes it.
        link: String,
        /// BDD nodes that may be made for each of its steps.
        bdd_nodes: usize,
    },
    /// One part of a study.
    Study {
        /// The plan, as `format::link::encode` writes it.
        link: String,
        /// Which.
        study: Study,
    },
}

impl AskKind {
    /// The plan that it is about.
    pub fn link(&self) -> &str {
        match self {
            Self::Analyse { link, .. }
            | Self::Recommend { link, .. }
            | Self::Weigh { link, .. }
            | Self::Mission { link, .. }
            | Self::Flips { link, .. }
            | Self::Reconcile { link, .. }
            | Self::Study { link, .. } => link,
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        use std::mem::discriminant;
        match (self, other) {
            (Self::Study { study, .. }, Self::Study { study: with, .. }) => discriminant(study) == discriminant(with),
            (one, with) => discriminant(one) == discriminant(with),
        }
    }
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq)]
pub enum Tell {
    /// It has started. Always its first word, because its file name carries no hash.
    Ready {
        /// Its [`BUILD`].
        build: String,
    },
    /// How far it is.
    Progress {
        /// Which job.
        id: u32,
        /// Steps done.
        done: u64,
        /// Steps in all.
        total: u64,
    },
    /// The answer to [`AskKind::Analyse`].
    Analysed {
        /// Which job.
        id: u32,
        /// What it found.
        refinement: Refinement,
    },
    /// The answer to [`AskKind::Recommend`].
    Recommended {
        /// Which job.
        id: u32,
        /// What it found.
        chosen: Chosen,
    },
    /// The answer to [`AskKind::Weigh`].
    Weighed {
        /// Which job.
        id: u32,
        /// What it found.
        weighed: Weighed,
    },
    /// The answer to [`AskKind::Mission`]; without moments where it cannot be had.
    Ahead {
        /// Which job.
        id: u32,
        /// What it found.
        mission: Mission,
    },
    /// The answer to [`AskKind::Flips`].
    Flipped {
        /// Which job.
        id: u32,
        /// The component's id.
        component: u32,
        /// What was found, the nearest first.
        flips: Vec<Flip>,
    },
    /// The answer to [`AskKind::Reconcile`].
    Reconciled {
        /// Which job.
        id: u32,
        /// What was found; none where there are only bounds.
        found: Option<Reconciled>,
    },
    /// The answer to [`AskKind::Study`].
    Studied {
        /// Which job.
        id: u32,
        /// What it found.
        finding: Finding,
    },
    /// The job could not be done.
    Failed {
        /// Which job.
        id: u32,
        /// Why, for a bug report.
        message: String,
    },
}

/// [`recommend::Picks`] as they travel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chosen {
    /// Component id and the number of its option.
    pub options: Vec<(u32, usize)>,
    /// The goal's targets are met.
    pub feasible: bool,
    /// Nothing cheaper meets them, for certain.
    pub proven: bool,
    /// Cost per month below which nothing meets them, for certain.
    pub bound: f64,
}

impl From<&recommend::Picks> for Chosen {
    fn from(picks: &recommend::Picks) -> Self {
        let options = picks.picks.iter().map(|(id, option)| (id.0, *option)).collect();
        Self { options, feasible: picks.feasible, proven: picks.proven, bound: picks.bound }
    }
}

impl From<&Chosen> for recommend::Picks {
    fn from(chosen: &Chosen) -> Self {
        let picks = chosen.options.iter().map(|(id, option)| (ComponentId(*id), *option)).collect();
        Self { picks, feasible: chosen.feasible, proven: chosen.proven, bound: chosen.bound }
    }
}

/// The figures of a report that a larger budget makes better.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Refinement {
    /// They are exact.
    pub exact: bool,
    /// Lower and upper bound of each journey's unavailability and its outages per hour, in the report's order.
    pub journeys: Vec<(f64, f64, Option<f64>)>,
    /// Lower and upper bound of the share of time that each journey works but not in full; none where no soft link is.
    pub degraded: Vec<Option<(f64, f64)>>,
    /// Component id, what its faults cost the worst journey (unavailability), whether it is a single point of failure.
    pub components: Vec<(u32, f64, bool)>,
    /// Zone id, what its faults cost the worst journey (unavailability).
    pub zones: Vec<(u32, f64)>,
}

impl Refinement {
    /// What `report` says of these figures.
    pub fn of(report: &Report) -> Self {
        Self {
            exact: report.exactness == Exactness::Exact,
            journeys: report
                .journeys
                .iter()
                .map(|journey| (journey.u.low, journey.u.high, journey.outages_per_h))
                .collect(),
            degraded: report
                .journeys
                .iter()
                .map(|journey| journey.degraded_u.map(|degraded| (degraded.low, degraded.high)))
                .collect(),
            components: report
                .components
                .iter()
                .map(|(id, found)| (id.0, found.cost_of_faults_u, found.is_single_point))
                .collect(),
            zones: report.zones.iter().map(|(id, found)| (id.0, found.cost_of_faults_u)).collect(),
        }
    }

    /// Puts these figures into a report of the same plan; whether it is of the same plan. Otherwise nothing changes.
    pub fn apply_to(&self, report: &mut Report) -> bool {
        let components = self.components.iter().map(|(id, ..)| ComponentId(*id));
        let zones = self.zones.iter().map(|(id, _)| ZoneId(*id));
        let is_same = self.journeys.len() == report.journeys.len()
            && components.eq(report.components.keys().copied())
            && zones.eq(report.zones.keys().copied());
        if !is_same {
            return false;
        }
        report.exactness = if self.exact { Exactness::Exact } else { Exactness::Bounds };
        for (journey, (low, high, outages_per_h)) in report.journeys.iter_mut().zip(&self.journeys) {
            journey.u = Bounded { low: *low, high: *high };
            journey.outages_per_h = *outages_per_h;
        }
        for (journey, degraded) in report.journeys.iter_mut().zip(&self.degraded) {
            journey.degraded_u = degraded.map(|(low, high)| Bounded { low, high });
        }
        for (found, (_, cost_of_faults_u, is_single_point)) in report.components.values_mut().zip(&self.components) {
            found.cost_of_faults_u = *cost_of_faults_u;
            found.is_single_point = *is_single_point;
        }
        for (found, (_, cost_of_faults_u)) in report.zones.values_mut().zip(&self.zones) {
            found.cost_of_faults_u = *cost_of_faults_u;
        }
        true
    }
}

/// Does one job; runs in the worker. `tell` hears how far it is.
pub fn run(ask: &Ask, tell: &dyn Fn(Tell)) -> Tell {
    let id = ask.id;
    // The engine's work is one step so far; the page learns that it has begun.
    tell(Tell::Progress { id, done: 0, total: 1 });
    let plan = match link::reopen(ask.kind.link()) {
        Ok(decoded) => decoded.plan,
        Err(error) => return Tell::Failed { id, message: format!("{error:?}") },
    };
    let mut cache = Cache::default();
    match &ask.kind {
        AskKind::Analyse { bdd_nodes, .. } => {
            let report = analyse(&plan.topology, &plan.goal, Budget { bdd_nodes: *bdd_nodes }, &mut cache);
            Tell::Analysed { id, refinement: Refinement::of(&report) }
        }
        AskKind::Recommend { effort, .. } => {
            let picks = recommend::optimise(&plan.topology, &plan.goal, *effort, &mut cache);
            Tell::Recommended { id, chosen: Chosen::from(&picks) }
        }
        AskKind::Flips { component, effort, .. } => {
            let settled = flip::settled(&plan.topology, &plan.goal, *effort, &mut cache);
            let flips = flip::flips(&settled, &plan.goal, ComponentId(*component), *effort, &mut cache);
            Tell::Flipped { id, component: *component, flips }
        }
        AskKind::Reconcile { bdd_nodes, .. } => {
            let budget = Budget { bdd_nodes: *bdd_nodes };
            Tell::Reconciled { id, found: reconcile(&plan.topology, &plan.goal, budget, &mut cache) }
        }
        AskKind::Study { study, .. } => Tell::Studied { id, finding: study.run(&plan, &mut cache) },
        AskKind::Mission { bdd_nodes, .. } => {
            let found = mission(&plan.topology, &plan.goal, Budget { bdd_nodes: *bdd_nodes }, &mut cache);
            Tell::Ahead { id, mission: found.unwrap_or_default() }
        }
        AskKind::Weigh { draws, .. } => {
            Tell::Weighed { id, weighed: weigh(&plan.topology, &plan.goal, (*draws).min(limits::DRAWS), &mut cache) }
        }
    }
}

/// What the desk hears.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page has started: have a worker ready, so that no request leaves later.
    Open,
    /// This is wanted now, instead of anything of its kind wanted before.
    Want(AskKind),
    /// Nothing is wanted any more; the worker stops at once.
    Cancel,
    /// Nobody looks at a study any more.
    LookAway,
    /// The worker spoke.
    Told(Tell),
    /// The worker broke.
    Died,
    /// Some time has passed.
    Tick,
}

/// What the desk orders.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    /// Start a worker.
    Spawn,
    /// End the worker.
    Terminate,
    /// Give it this job.
    Post(Ask),
    /// Tell the page.
    Say(News),
}

/// What the page learns.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// How far the job is.
    Progress {
        /// Steps done.
        done: u64,
        /// Steps in all.
        total: u64,
    },
    /// A better report of the plan with this link.
    Analysed {
        /// The plan.
        link: String,
        /// What was found.
        refinement: Refinement,
    },
    /// A better choice for the plan with this link.
    Recommended {
        /// The plan.
        link: String,
        /// What was found.
        chosen: Chosen,
    },
    /// What matters in the plan with this link.
    Weighed {
        /// The plan.
        link: String,
        /// What was found.
        weighed: Weighed,
    },
    /// The whole system over time, of the plan with this link.
    Ahead {
        /// The plan.
        link: String,
        /// What was found.
        mission: Mission,
    },
    /// What would change the choice for a component of the plan with this link.
    Flipped {
        /// The plan.
        link: String,
        /// The component's id.
        component: u32,
        /// What was found, the nearest first.
        flips: Vec<Flip>,
    },
    /// The way from a spreadsheet to the model for the plan with this link.
    Reconciled {
        /// The plan.
        link: String,
        /// What was found; none where there are only bounds.
        found: Option<Reconciled>,
    },
    /// What a part of a study of the plan with this link came to.
    Studied {
        /// The plan.
        link: String,
        /// What was found.
        finding: Finding,
    },
    /// This job could not be done.
    Failed {
        /// Which.
        kind: AskKind,
        /// Why.
        why: Failure,
    },
    /// There is no worker, now and from now on.
    Absent(Absence),
}

/// Why a job was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The worker said so; for a bug report.
    Said(String),
    /// The worker broke twice over it.
    DiedTwice,
    /// It took too long.
    TooSlow,
}

/// Why there is no worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// It did not start, twice.
    NeverReady,
    /// It belongs to another build: offer a reload.
    WrongBuild {
        /// The build that it says.
        found: String,
    },
}

/// Decides which job is asked of the one worker, and which answers still count.
#[derive(Debug, Clone, PartialEq)]
pub struct Desk {
    build: String,
    seat: Seat,
    next_id: u32,
    /// At most one of each kind, oldest first.
    waiting: VecDeque<Job>,
    running: Option<Running>,
}

#[derive(Debug, Clone, PartialEq)]
enum Seat {
    Empty,
    Starting { since_ms: f64, is_second: bool },
    Ready,
    Closed(Absence),
}

#[derive(Debug, Clone, PartialEq)]
struct Job {
    kind: AskKind,
    /// The worker has broken over it once.
    died_once: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Running {
    id: u32,
    job: Job,
    since_ms: f64,
    /// Nobody wants its answer since then. It may end by itself, since a new worker costs more than a short wait.
    stale_since_ms: Option<f64>,
}

impl Desk {
    /// A desk whose worker must be of `build`.
    pub fn new(build: &str) -> Self {
        Self { build: build.to_owned(), seat: Seat::Empty, next_id: 1, waiting: VecDeque::new(), running: None }
    }

    /// Something is awaited, so ticks are needed.
    pub fn is_busy(&self) -> bool {
        self.running.is_some() || matches!(self.seat, Seat::Starting { .. })
    }

    /// A wanted job is waiting or running.
    pub fn is_wanted(&self) -> bool {
        !self.waiting.is_empty() || self.running.as_ref().is_some_and(|running| running.stale_since_ms.is_none())
    }

    /// What to do about an event. Times are in ms from any origin and never fall.
    pub fn on(&mut self, event: Event, now_ms: f64) -> Vec<Order> {
        let mut orders = Vec::new();
        match event {
            Event::Open => self.seat_one(now_ms, &mut orders),
            Event::Want(kind) => self.want(kind, now_ms, &mut orders),
            Event::Cancel => {
                self.waiting.clear();
                if self.running.take().is_some() {
                    self.respawn(false, now_ms, &mut orders);
                }
            }
            Event::LookAway => {
                let is_study = |job: &Job| matches!(job.kind, AskKind::Study { .. });
                self.waiting.retain(|job| !is_study(job));
                if let Some(running) = self.running.as_mut().filter(|running| is_study(&running.job)) {
                    running.stale_since_ms.get_or_insert(now_ms);
                }
            }
            Event::Told(tell) => self.told(tell, &mut orders),
            Event::Died => self.died(now_ms, &mut orders),
            Event::Tick => self.tick(now_ms, &mut orders),
        }
        if self.seat == Seat::Ready && self.running.is_none() {
            self.post(now_ms, &mut orders);
        }
        orders
    }

    fn want(&mut self, kind: AskKind, now_ms: f64, orders: &mut Vec<Order>) {
        if let Seat::Closed(absence) = &self.seat {
            orders.push(Order::Say(News::Absent(absence.clone())));
            return;
        }
        self.waiting.retain(|job| !job.kind.is_like(&kind));
        if let Some(running) = &mut self.running
            && running.job.kind.is_like(&kind)
        {
            if running.job.kind == kind {
                running.stale_since_ms = None;
                return;
            }
            running.stale_since_ms.get_or_insert(now_ms);
        }
        self.waiting.push_back(Job { kind, died_once: false });
        self.seat_one(now_ms, orders);
    }

    fn told(&mut self, tell: Tell, orders: &mut Vec<Order>) {
        let link = |kind: &AskKind| kind.link().to_owned();
        match tell {
            Tell::Ready { build } if build == self.build => {
                if matches!(self.seat, Seat::Starting { .. }) {
                    self.seat = Seat::Ready;
                }
            }
            Tell::Ready { build } => self.close(Absence::WrongBuild { found: build }, orders),
            Tell::Progress { id, done, total } => {
                let is_awaited = |running: &Running| running.id == id && running.stale_since_ms.is_none();
                if self.running.as_ref().is_some_and(is_awaited) {
                    orders.push(Order::Say(News::Progress { done, total }));
                }
            }
            Tell::Analysed { id, refinement } => {
                self.answered(id, orders, |kind| News::Analysed { link: link(&kind), refinement });
            }
            Tell::Recommended { id, chosen } => {
                self.answered(id, orders, |kind| News::Recommended { link: link(&kind), chosen });
            }
            Tell::Flipped { id, component, flips } => {
                self.answered(id, orders, |kind| News::Flipped { link: link(&kind), component, flips });
            }
            Tell::Reconciled { id, found } => {
                self.answered(id, orders, |kind| News::Reconciled { link: link(&kind), found });
            }
            Tell::Ahead { id, mission } => {
                self.answered(id, orders, |kind| News::Ahead { link: link(&kind), mission });
            }
            Tell::Weighed { id, weighed } => {
                self.answered(id, orders, |kind| News::Weighed { link: link(&kind), weighed });
            }
            Tell::Studied { id, finding } => {
                self.answered(id, orders, |kind| News::Studied { link: link(&kind), finding });
            }
            Tell::Failed { id, message } => {
                self.answered(id, orders, |kind| News::Failed { kind, why: Failure::Said(message) });
            }
        }
    }

    /// Passes on the answer to the running job; any other answer comes too late.
    fn answered(&mut self, id: u32, orders: &mut Vec<Order>, news: impl FnOnce(AskKind) -> News) {
        if self.running.as_ref().is_some_and(|running| running.id == id)
            && let Some(running) = self.running.take()
            && running.stale_since_ms.is_none()
        {
            orders.push(Order::Say(news(running.job.kind)));
        }
    }

    fn died(&mut self, now_ms: f64, orders: &mut Vec<Order>) {
        match self.seat {
            Seat::Empty | Seat::Closed(_) => {}
            Seat::Starting { is_second: false, .. } => self.respawn(true, now_ms, orders),
            Seat::Starting { is_second: true, .. } => self.close(Absence::NeverReady, orders),
            Seat::Ready => {
                match self.running.take() {
                    Some(Running { job, stale_since_ms: None, .. }) if job.died_once => {
                        orders.push(Order::Say(failed(&job, Failure::DiedTwice)));
                    }
                    Some(Running { job, stale_since_ms: None, .. }) => {
                        self.waiting.push_front(Job { died_once: true, ..job });
                    }
                    Some(_) | None => {}
                }
                self.respawn(false, now_ms, orders);
            }
        }
    }

    fn tick(&mut self, now_ms: f64, orders: &mut Vec<Order>) {
        if let Seat::Starting { since_ms, .. } = self.seat {
            if now_ms - since_ms > limits::WORKER_READY_MS {
                self.died(now_ms, orders);
            }
            return;
        }
        let Some(running) = &self.running else { return };
        let is_stale = running.stale_since_ms.is_some_and(|since| now_ms - since > limits::WORKER_STALE_MS);
        let is_slow = now_ms - running.since_ms > limits::WORKER_JOB_MS;
        if is_slow && running.stale_since_ms.is_none() {
            orders.push(Order::Say(failed(&running.job, Failure::TooSlow)));
        }
        if is_stale || is_slow {
            self.running = None;
            self.respawn(false, now_ms, orders);
        }
    }

    fn seat_one(&mut self, now_ms: f64, orders: &mut Vec<Order>) {
        if self.seat == Seat::Empty {
            self.seat = Seat::Starting { since_ms: now_ms, is_second: false };
            orders.push(Order::Spawn);
        }
    }

    fn respawn(&mut self, is_second: bool, now_ms: f64, orders: &mut Vec<Order>) {
        self.seat = Seat::Starting { since_ms: now_ms, is_second };
        orders.extend([Order::Terminate, Order::Spawn]);
    }

    fn close(&mut self, absence: Absence, orders: &mut Vec<Order>) {
        self.seat = Seat::Closed(absence.clone());
        self.waiting.clear();
        self.running = None;
        orders.extend([Order::Terminate, Order::Say(News::Absent(absence))]);
    }

    fn post(&mut self, now_ms: f64, orders: &mut Vec<Order>) {
        let Some(job) = self.waiting.pop_front() else { return };
        let id = self.next_id;
        self.next_id = self.next_id.wrapping_add(1);
        orders.push(Order::Post(Ask { id, kind: job.kind.clone() }));
        self.running = Some(Running { id, job, since_ms: now_ms, stale_since_ms: None });
    }
}

fn failed(job: &Job, why: Failure) -> News {
    News::Failed { kind: job.kind.clone(), why }
}
