//! The units of one component as a chain (DOMAIN §3): active/standby, cluster, quorum, or a single unit.
//!
//! It must never look at another component or at a zone: that is `structure`. The tables of DOMAIN §3 are copied here
//! row by row; a rate that is not in them does not belong here.

use std::fmt;

use super::causes::{Cause, Parts};
use super::lifetime::{self, Unit};
use super::markov::{Chain, Passage, Steady};
use super::numeric;
use super::renewal::{self, Node};
use crate::model::{Lifetime, TestInterval, limits};

/// x = dλτ below which U_s comes from its series.
const SMALL_X: f64 = 0.5;

/// One active unit and one standby. Times in h, rates per h.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StandbyChain {
    /// Mean time to failure of the active unit, in h; ∞: never.
    pub mttf_h: f64,
    /// Mean time to repair one unit, in h; 0: at once.
    pub mttr_h: f64,
    /// d: the standby fails at d·λ.
    pub fault_factor: f64,
    /// c: the chance that a takeover works.
    pub coverage: f64,
    /// β_cc: the share of a unit's faults that take both.
    pub common_cause: f64,
    /// T_detect, in h: the mean in a steady state, the worst case for an RTO.
    pub detect_h: f64,
    /// T_switch, in h.
    pub switch_h: f64,
    /// T_manual, in h.
    pub manual_h: f64,
    /// τ: how often the standby is tested.
    pub test: TestInterval,
    /// r: repair crews.
    pub crews: u32,
    /// f: false takeovers per hour.
    pub false_per_h: f64,
    /// Added to the Latent → One rate, per h: Σ s_z λ_z of the zones whose takeovers find a dead standby (DOMAIN §4).
    pub found_per_h: f64,
}

/// n active units, at least k needed; with a leader, a quorum. Times in h.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterChain {
    /// n: units.
    pub units: u32,
    /// k: units needed; more than `units` is never up.
    pub needed: u32,
    /// Mean time to failure of one unit, in h; ∞: never.
    pub mttf_h: f64,
    /// Mean time to repair one unit, in h; 0: at once.
    pub mttr_h: f64,
    /// c: the chance that the loss of a unit (of the leader) is covered.
    pub coverage: f64,
    /// β_cc: the share of a unit's faults that take every unit.
    pub common_cause: f64,
    /// T_manual, in h.
    pub manual_h: f64,
    /// r: repair crews.
    pub crews: u32,
    /// Only the leader's fault needs a takeover, an election of this length; none: every unit's does.
    pub leader: Option<Leader>,
}

/// The election after the loss of a leader, in h.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leader {
    /// T_detect, in h: the mean in a steady state, the worst case for an RTO.
    pub detect_h: f64,
    /// T_elect, in h.
    pub elect_h: f64,
}

/// How the units of one component cover for each other, resolved to figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Group {
    /// One unit with its true laws.
    Single(Unit),
    /// Active/standby.
    Standby(StandbyChain),
    /// Cluster or quorum.
    Cluster(ClusterChain),
}

/// What the steady state of a group says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupSolution {
    /// Unavailability.
    pub u: f64,
    /// Outages per hour.
    pub outages_per_h: f64,
    /// π of Latent: the standby is dead and nobody knows; 0 where there is no standby.
    pub pi_latent: f64,
    /// π of One: one unit of a pair works and the other is in repair; 0 where there is no standby.
    pub pi_one: f64,
}

/// A group that was new at 0, some time on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// The chance to be down.
    pub down: f64,
    /// The chance of an outage so far; of a single unit, of a fault, be it over at once.
    pub met: f64,
    /// Outages per hour just then.
    pub outages_per_h: f64,
    /// The chance of Latent; 0 where there is no standby.
    pub latent: f64,
    /// The chance of One; 0 where there is no standby.
    pub one: f64,
}

impl GroupSolution {
    /// Mean length of an outage, in h; none when there are no outages.
    #[must_use]
    pub fn mean_outage_h(&self) -> Option<f64> {
        (self.outages_per_h > 0.0).then(|| self.u / self.outages_per_h)
    }

    fn always(u: f64) -> Self {
        Self { u, outages_per_h: 0.0, pi_latent: 0.0, pi_one: 0.0 }
    }

    fn of(steady: Steady) -> Self {
        Self { u: steady.u, outages_per_h: steady.outages_per_h, pi_latent: 0.0, pi_one: 0.0 }
    }
}

/// A state of a group, by the names of DOMAIN §3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Both units work.
    Both,
    /// The active unit is dead, the takeover runs.
    Switching,
    /// The takeover failed; people do it.
    Manual,
    /// Neither unit works.
    None,
    /// The standby is dead and nobody knows.
    Latent,
    /// A takeover without need.
    False,
    /// One works, the other is in repair.
    One,
    /// F_i: i units failed.
    Failed(u32),
    /// M_i: stalled by an uncovered failure, i failed.
    Stalled(u32),
    /// E_i: electing a leader, i failed.
    Electing(u32),
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Both => f.write_str("Both"),
            Self::Switching => f.write_str("Switching"),
            Self::Manual => f.write_str("Manual"),
            Self::None => f.write_str("None"),
            Self::Latent => f.write_str("Latent"),
            Self::False => f.write_str("False"),
            Self::One => f.write_str("One"),
            Self::Failed(i) => write!(f, "F{i}"),
            Self::Stalled(i) => write!(f, "M{i}"),
            Self::Electing(i) => write!(f, "E{i}"),
        }
    }
}

/// What a disruption takes, for an RTO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// This many units at once, the active unit or the leader among them.
    Units(u32),
    /// Every unit.
    All,
}

/// Quantiles of the time from a disruption until the component serves again, in h; ∞ when it never does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rto {
    /// Half of the disruptions are over by then.
    pub p50_h: f64,
    /// 95 % of them are.
    pub p95_h: f64,
}

impl Rto {
    fn of(passage: &Passage) -> Self {
        Self { p50_h: passage.quantile_h(0.5), p95_h: passage.quantile_h(0.95) }
    }
}

impl Group {
    /// Unavailability and outages; `chain` is scratch, reused between calls.
    #[must_use]
    pub fn solve(&self, chain: &mut Chain) -> GroupSolution {
        match self {
            Self::Single(unit) => {
                GroupSolution { outages_per_h: unit.outages_per_h(), ..GroupSolution::always(unit.unavailability()) }
            }
            Self::Standby(standby) => standby.solve(chain),
            Self::Cluster(cluster) => cluster.solve(chain),
        }
    }

    /// Unavailability by what the outages start with: each is charged, its whole length, to the step that left the up
    /// states. What is always or never down has no steps: that is its units'.
    #[must_use]
    pub fn causes(&self, chain: &mut Chain) -> Parts {
        let u = self.solve(chain).u;
        let mut parts = Parts::default();
        // The chain is solved, its steps are listed anew; mean lengths are those of the steady state's own chain.
        let lengths_h = chain.mean_down_h();
        let mut charge = |from: usize, to: usize, per_h: f64, cause: Cause| {
            let pi = chain.pi().get(from).copied().unwrap_or(0.0);
            let length_h = lengths_h.get(to).copied().unwrap_or(0.0);
            if chain.is_up(from) && pi > 0.0 && per_h > 0.0 && length_h > 0.0 {
                parts.add(cause, pi * per_h * length_h);
            }
        };
        match self {
            Self::Single(_) => {}
            Self::Standby(standby) if chain.order() > 0 => standby.steps(&mut charge),
            Self::Cluster(cluster) if chain.order() > 0 => cluster.steps(&mut charge),
            Self::Standby(_) | Self::Cluster(_) => {}
        }
        parts.scaled_to(u, Cause::Units)
    }

    /// The way of a group that is new at 0, after each of `steps` steps of `step_h` hours. A single unit by its true laws;
    /// `chain` is scratch.
    #[must_use]
    pub fn onward(&self, step_h: f64, steps: usize, chain: &mut Chain) -> Vec<Way> {
        let never_up = match self {
            Self::Single(unit) => return single_onward(unit, step_h, steps),
            Self::Standby(standby) => standby.mttf_h <= 0.0,
            Self::Cluster(cluster) => cluster.mttf_h <= 0.0 || cluster.needed > cluster.units,
        };
        if never_up {
            let down = self.solve(chain).u;
            return vec![Way { down, met: 1.0, outages_per_h: 0.0, latent: 0.0, one: 0.0 }; steps];
        }
        let is_pair = match self {
            Self::Single(_) => false,
            Self::Standby(standby) => {
                standby.build(chain);
                true
            }
            Self::Cluster(cluster) => {
                cluster.build(chain);
                false
            }
        };
        let way = chain.onward(step_h, steps).into_iter().map(|now| {
            let of = |state: usize| if is_pair { now.at.get(state).copied().unwrap_or(0.0) } else { 0.0 };
            let (latent, one) = (of(LATENT), of(ONE));
            Way { down: now.down, met: now.met, outages_per_h: now.outages_per_h, latent, one }
        });
        way.collect()
    }

    /// RTO after a loss. The detection times of the chain should be worst cases here, not means (DOMAIN §3).
    #[must_use]
    pub fn rto(&self, loss: Loss, chain: &mut Chain) -> Rto {
        match self {
            Self::Single(unit) => Rto { p50_h: unit.recovery.quantile_h(0.5), p95_h: unit.recovery.quantile_h(0.95) },
            Self::Standby(standby) => standby.rto(loss, chain),
            Self::Cluster(cluster) => cluster.rto(loss, chain),
        }
    }
}

/// A single unit new at 0: by renewal, in closed form where both laws are exponential, and by the law of its first fault.
fn single_onward(unit: &Unit, step_h: f64, steps: usize) -> Vec<Way> {
    let failed_by = |t_h: f64| unit.fault.map_or(0.0, |fault| fault.cdf(t_h));
    let times = (1..=steps).map(|step| step_h * numeric::count(step));
    if let (Some(Lifetime::Exponential { mean_h }), Lifetime::Exponential { mean_h: repair_h }) =
        (unit.fault, unit.recovery)
        && mean_h > 0.0
        && repair_h > 0.0
    {
        let (lambda, u) = (1.0 / mean_h, unit.unavailability());
        let way = times.map(|t_h| {
            let down = u * -libm::expm1(-(lambda + 1.0 / repair_h) * t_h);
            Way { down, met: failed_by(t_h), outages_per_h: lambda * (1.0 - down), latent: 0.0, one: 0.0 }
        });
        return way.collect();
    }
    let nodes = renewal::nodes(unit, step_h * numeric::count(steps), steps);
    // The curve's nodes lie closer at its start; between two of them it runs by ratio.
    let at = |t_h: f64, of: &dyn Fn(&Node) -> f64| {
        let after = nodes.partition_point(|node| node.t_h < t_h * (1.0 - 1e-9));
        let before = after.checked_sub(1).and_then(|before| nodes.get(before));
        match (before, nodes.get(after).or(nodes.last())) {
            (Some(from), Some(to)) if of(from) > 0.0 && of(to) > 0.0 && to.t_h > from.t_h => {
                let way = limits::clamped((t_h - from.t_h) / (to.t_h - from.t_h), 0.0, 1.0);
                of(from) * libm::pow(of(to) / of(from), way)
            }
            (_, at) => at.map_or(0.0, of),
        }
    };
    let way = times.map(|t_h| {
        let (down, outages_per_h) = (at(t_h, &|node| node.down), at(t_h, &|node| node.outages_per_h));
        Way { down, met: failed_by(t_h), outages_per_h, latent: 0.0, one: 0.0 }
    });
    way.collect()
}

const BOTH: usize = 0;
const SWITCHING: usize = 1;
const MANUAL: usize = 2;
const NONE: usize = 3;
const LATENT: usize = 4;
const FALSE: usize = 5;
const ONE: usize = 6;

/// The states of a pair, by index.
const PAIR: [State; 7] =
    [State::Both, State::Switching, State::Manual, State::None, State::Latent, State::False, State::One];

impl StandbyChain {
    /// Steady state; `chain` is scratch, reused between calls, and holds π afterwards.
    #[must_use]
    pub fn solve(&self, chain: &mut Chain) -> GroupSolution {
        if self.mttf_h <= 0.0 {
            chain.reset(0);
            return GroupSolution::always(lifetime::unavailability(self.mttf_h, self.mttr_h));
        }
        self.build(chain);
        let solution = GroupSolution::of(chain.solve());
        let pi = |state: usize| chain.pi().get(state).copied().unwrap_or(0.0);
        GroupSolution { pi_latent: pi(LATENT), pi_one: pi(ONE), ..solution }
    }

    /// The steady state by state, those left out or contracted not listed.
    #[must_use]
    pub fn states(&self) -> Vec<(State, f64)> {
        let mut chain = Chain::default();
        self.build(&mut chain);
        chain.solve();
        listed(&chain, PAIR.into_iter())
    }

    /// RTO: from Switching with chance c, else Manual; after the loss of both, from None.
    #[must_use]
    pub fn rto(&self, loss: Loss, chain: &mut Chain) -> Rto {
        self.build(chain);
        let start: &[(usize, f64)] = match loss {
            Loss::Units(0) => &[(BOTH, 1.0)],
            Loss::Units(1) => &[(SWITCHING, self.coverage), (MANUAL, 1.0 - self.coverage)],
            Loss::Units(_) | Loss::All => &[(NONE, 1.0)],
        };
        Rto::of(&chain.passage(start))
    }

    fn build(&self, chain: &mut Chain) {
        chain.reset(PAIR.len());
        for state in [SWITCHING, MANUAL, NONE, FALSE] {
            chain.down(state);
        }
        self.steps(&mut |from, to, per_h, _| chain.add(from, to, per_h));
    }

    /// The table of DOMAIN §3, active/standby: from, to, rate per h, and what an outage that starts so is charged to.
    fn steps(&self, add: &mut dyn FnMut(usize, usize, f64, Cause)) {
        use Cause::{CommonCause, TakeoversFailed, TakeoversWorked, Units};
        let lambda = 1.0 / self.mttf_h;
        let mu = 1.0 / self.mttr_h;
        let standby = self.fault_factor * lambda;
        let own = 1.0 - self.common_cause;
        let silent = if matches!(self.theta(), Theta::AtOnce) { ONE } else { LATENT };

        add(BOTH, SWITCHING, own * lambda * self.coverage, TakeoversWorked);
        add(BOTH, MANUAL, own * lambda * (1.0 - self.coverage), TakeoversFailed);
        add(BOTH, NONE, self.common_cause * lambda, CommonCause);
        add(BOTH, silent, own * standby, Units);
        // A takeover without need works too.
        add(BOTH, FALSE, self.false_per_h, TakeoversWorked);
        add(FALSE, BOTH, 1.0 / self.switch_h, Units);
        if let Theta::PerHour(theta) = self.theta() {
            add(LATENT, ONE, theta, Units);
        }
        add(LATENT, ONE, self.found_per_h, Units);
        // The takeover finds a standby that has died in silence.
        add(LATENT, NONE, lambda, TakeoversFailed);
        add(SWITCHING, ONE, 1.0 / (self.detect_h + self.switch_h), Units);
        add(SWITCHING, BOTH, mu, Units);
        add(SWITCHING, NONE, standby, Units);
        add(MANUAL, ONE, 1.0 / self.manual_h, Units);
        add(MANUAL, BOTH, mu, Units);
        add(MANUAL, NONE, standby, Units);
        add(ONE, BOTH, mu, Units);
        add(ONE, NONE, lambda, Units);
        add(NONE, ONE, f64::from(self.crews.clamp(1, 2)) * mu, Units);
    }

    /// The rate at which a silent death of the standby is found: `θ = dλ(1−U_s)/U_s`, `U_s = 1 − (1−e^{−x})/x`, `x = dλτ`.
    fn theta(&self) -> Theta {
        let test_h = match self.test {
            TestInterval::Monitored => return Theta::AtOnce,
            TestInterval::Never => return Theta::PerHour(0.0),
            TestInterval::Every { hours } => hours,
        };
        if test_h <= 0.0 {
            return Theta::AtOnce;
        }
        let x = self.fault_factor / self.mttf_h * test_h;
        if x.is_nan() || x.is_infinite() {
            return Theta::PerHour(0.0);
        }
        // (1 − U_s) / (U_s / x) / τ, which tends to 2/τ; U_s / x by its series where U_s itself would cancel.
        let (works, dead_by_x) = if x < SMALL_X {
            let (mut term, mut sum, mut k) = (0.5, 0.5, 2.0);
            while f64::abs(term) > f64::EPSILON * 1e-2 {
                k += 1.0;
                term *= -x / k;
                sum += term;
            }
            (1.0 - x * sum, sum)
        } else {
            let works = -libm::expm1(-x) / x;
            (works, (1.0 - works) / x)
        };
        Theta::PerHour(works / dead_by_x / test_h)
    }
}

/// How a standby's silent death is found.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Theta {
    /// It is monitored.
    AtOnce,
    /// At this rate per h.
    PerHour(f64),
}

impl ClusterChain {
    /// Steady state; `chain` is scratch, reused between calls, and holds π afterwards.
    #[must_use]
    pub fn solve(&self, chain: &mut Chain) -> GroupSolution {
        if self.needed > self.units || self.mttf_h <= 0.0 {
            chain.reset(0);
            let enough = self.needed <= self.units;
            return GroupSolution::always(if enough {
                lifetime::unavailability(self.mttf_h, self.mttr_h)
            } else {
                1.0
            });
        }
        self.build(chain);
        GroupSolution::of(chain.solve())
    }

    /// The steady state by state, those left out or contracted not listed.
    #[must_use]
    pub fn states(&self) -> Vec<(State, f64)> {
        let mut chain = Chain::default();
        self.build(&mut chain);
        chain.solve();
        let spare = self.spare();
        let names = (0..=self.units)
            .map(State::Failed)
            .chain((1..=spare).map(State::Stalled))
            .chain((1..=spare).map(State::Electing));
        listed(&chain, names)
    }

    /// RTO. While enough units remain: stalled with chance 1 − c, and electing with chance c where there is a leader,
    /// else serving at once; otherwise from as many failed as were lost.
    #[must_use]
    pub fn rto(&self, loss: Loss, chain: &mut Chain) -> Rto {
        if self.needed > self.units {
            return Rto { p50_h: f64::INFINITY, p95_h: f64::INFINITY };
        }
        self.build(chain);
        let lost = match loss {
            Loss::Units(lost) => lost.min(self.units),
            Loss::All => self.units,
        };
        if lost == 0 || lost > self.spare() {
            return Rto::of(&chain.passage(&[(self.failed(lost), 1.0)]));
        }
        let covered = if self.leader.is_some() { self.electing(lost) } else { self.failed(lost) };
        Rto::of(&chain.passage(&[(covered, self.coverage), (self.stalled(lost), 1.0 - self.coverage)]))
    }

    /// How many units may be missing.
    fn spare(&self) -> u32 {
        self.units.saturating_sub(self.needed)
    }

    fn failed(&self, i: u32) -> usize {
        index(i)
    }

    fn stalled(&self, i: u32) -> usize {
        index(self.units) + index(i)
    }

    fn electing(&self, i: u32) -> usize {
        index(self.units) + index(self.spare()) + index(i)
    }

    fn build(&self, chain: &mut Chain) {
        let (n, spare) = (self.units, self.spare());
        chain.reset(index(n) + 2 * index(spare) + 1);
        for i in (0..=n).filter(|i| *i > spare || self.needed > n) {
            chain.down(self.failed(i));
        }
        for i in 1..=spare {
            chain.down(self.stalled(i));
            chain.down(self.electing(i));
        }
        self.steps(&mut |from, to, per_h, _| chain.add(from, to, per_h));
    }

    /// The table of DOMAIN §3, cluster and quorum: from, to, rate per h, and what an outage that starts so is charged to.
    fn steps(&self, add: &mut dyn FnMut(usize, usize, f64, Cause)) {
        use Cause::{CommonCause, TakeoversFailed, TakeoversWorked, Units};
        let (n, spare) = (self.units, self.spare());
        let lambda = 1.0 / self.mttf_h;
        let mu = 1.0 / self.mttr_h;
        let own = (1.0 - self.common_cause) * lambda;
        let repaired = |i: u32| f64::from(i.min(self.crews.max(1))) * mu;
        for i in 0..=n {
            let here = self.failed(i);
            if i < n {
                let alive = f64::from(n - i);
                let next = self.failed(i + 1);
                if i < spare {
                    // The takeovers: of every unit's fault, or of the leader's only.
                    let takeovers = if self.leader.is_some() { 1.0 } else { alive };
                    let covered = if self.leader.is_some() { self.electing(i + 1) } else { next };
                    add(here, covered, takeovers * own * self.coverage, TakeoversWorked);
                    add(here, self.stalled(i + 1), takeovers * own * (1.0 - self.coverage), TakeoversFailed);
                    add(here, next, (alive - takeovers) * own, Units);
                } else {
                    add(here, next, alive * own, Units);
                }
                add(here, self.failed(n), self.common_cause * lambda, CommonCause);
            }
            if i > 0 {
                add(here, self.failed(i - 1), repaired(i), Units);
            }
        }
        for i in 1..=spare {
            add(self.stalled(i), self.failed(i), 1.0 / self.manual_h, Units);
            add(self.stalled(i), self.failed(i - 1), repaired(i), Units);
            if let Some(leader) = self.leader {
                add(self.electing(i), self.failed(i), 1.0 / (leader.detect_h + leader.elect_h), Units);
            }
        }
    }
}

/// A count as an index.
fn index(i: u32) -> usize {
    usize::try_from(i).unwrap_or(usize::MAX)
}

/// π by name, without what was left out.
fn listed(chain: &Chain, names: impl Iterator<Item = State>) -> Vec<(State, f64)> {
    names.zip(chain.pi().iter().copied()).filter(|&(_, pi)| pi > 0.0).collect()
}

/// k, the units needed for a load: `max(1, ceil(x(1 − 1e-9)))`, `x = peak · growth · headroom / capacity` (DOMAIN §3).
#[must_use]
pub fn units_needed(load: f64, capacity: f64) -> u32 {
    if capacity >= crate::model::limits::UNLIMITED_LOAD {
        return 1;
    }
    let exact = libm::ceil(load / capacity * (1.0 - 1e-9));
    // A load that nothing can carry needs more units than there may be.
    let most = crate::model::limits::UNITS + 1;
    (1..most).find(|&k| numeric::count(index(k)) >= exact).unwrap_or(most)
}
