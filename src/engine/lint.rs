//! What people forget: a table of rules, each with the figure that shows it. They never block and change no figure, and
//! what `diagnose` says of a plan they do not say again.

use std::rc::Rc;

use super::lifetime::Unit;
use super::report::{ComponentReport, Report};
use crate::model::ordered::Map;
use crate::model::strategy::Family;
use crate::model::{
    Component, ComponentId, Detection, Fault, Goal, JourneyId, Kind, Link, LinkId, Need, Recovery, Strategy,
    TestInterval, Topology, ZoneId, ZoneKind, limits,
};

/// The least chance that a standby is dead when it is wanted that is worth a word.
const DEAD_WARNED: f64 = 0.01;
/// How near a time must be to a known one, in s.
const SAME_S: f64 = 0.5;

/// Something forgotten, with the figure that shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lint {
    /// All units are needed: redundant in name only.
    NoSpare {
        /// Which component.
        component: ComponentId,
        /// n = k.
        units: u32,
    },
    /// Most voters lie in one zone: the quorum goes with it.
    MajorityInZone {
        /// Which component.
        component: ComponentId,
        /// The zone.
        zone: ZoneId,
        /// Voters in it.
        inside: u32,
        /// Voters in all.
        units: u32,
    },
    /// With one of its zones gone too few units are left.
    ThinWithoutZone {
        /// Which component.
        component: ComponentId,
        /// The zone.
        zone: ZoneId,
        /// Units left.
        left: u32,
        /// k.
        needed: u32,
    },
    /// More takeovers without need than faults.
    EagerTakeover {
        /// Which component.
        component: ComponentId,
        /// False takeovers per hour.
        false_per_h: f64,
        /// Faults of the active unit per hour.
        fault_per_h: f64,
    },
    /// One takeover takes more than the target allows in the goal's window.
    SlowTakeover {
        /// Which component.
        component: ComponentId,
        /// The worst detection and the switch, in h.
        takeover_h: f64,
        /// Downtime allowed in the window, in h.
        allowed_h: f64,
    },
    /// It waits as long as a product does by default.
    KnownTimer {
        /// Which component.
        component: ComponentId,
        /// Whose default.
        timer: Timer,
        /// It is the detection of a recovery, not of a takeover.
        is_recovery: bool,
    },
    /// A takeover does not cut the old primary off.
    Unfenced {
        /// Which component.
        component: ComponentId,
    },
    /// The standby is tested so seldom that it is often dead when wanted.
    RareTests {
        /// Which component.
        component: ComponentId,
        /// τ, in h.
        every_h: f64,
        /// U_s: the chance that it is dead.
        dead: f64,
    },
    /// c = 1: every takeover is taken to work.
    PerfectTakeover {
        /// Which component.
        component: ComponentId,
    },
    /// β_cc = 0: nothing is taken to hit all units at once.
    NoCommonCause {
        /// Which component.
        component: ComponentId,
    },
    /// A cache that runs out before the takeover that it should hide is over.
    ShortCache {
        /// The link.
        link: LinkId,
        /// The one that lives on the cache.
        from: ComponentId,
        /// The one that takes over.
        to: ComponentId,
        /// How long the cache lasts, in h.
        cached_h: f64,
        /// Mean time of a takeover, in h.
        takeover_h: f64,
    },
    /// What spreads load needs every one of several alike, where any one may be meant.
    EveryTarget {
        /// The first of their links.
        link: LinkId,
        /// The one that spreads load.
        from: ComponentId,
        /// The first that it needs.
        first: ComponentId,
        /// The second.
        second: ComponentId,
        /// How many in all.
        targets: usize,
    },
    /// The recovery has no time until somebody knows.
    NoDetection {
        /// Which component.
        component: ComponentId,
    },
    /// A takeover may lose data, and the goal does not say how much may be lost.
    LossWithoutLimit {
        /// Which component.
        component: ComponentId,
        /// Data that may be lost, in h.
        lag_h: f64,
    },
    /// Nothing is linked to it.
    Unlinked {
        /// Which component.
        component: ComponentId,
    },
    /// All units of all components lie in one zone.
    OneGround {
        /// The first component in it.
        component: ComponentId,
        /// The zone.
        zone: ZoneId,
    },
    /// Copies without zones: nothing that they share is drawn.
    NoGround {
        /// The first with copies.
        component: ComponentId,
    },
    /// No load is stated, so one unit is taken to be enough.
    NoLoad {
        /// The first component that this is about.
        component: ComponentId,
    },
    /// Nobody ever changes anything, and nothing is ever serviced.
    NoChanges {
        /// The first component that is sure to change.
        component: ComponentId,
    },
    /// Every time to recover is a default: nobody has stopped one's own.
    UntimedRecovery {
        /// The first.
        component: ComponentId,
        /// How many.
        components: usize,
    },
    /// One of several journeys has no target of its own.
    NoTarget {
        /// Which.
        journey: JourneyId,
    },
}

/// A default of a product that is longer than people think.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timer {
    /// Pods of a lost Kubernetes node.
    KubernetesNode,
    /// PostgreSQL crashing under Patroni on a live host.
    PatroniCrash,
    /// A Redis primary under Sentinel.
    RedisSentinel,
    /// DNS failover by Route 53's standard health checks.
    Route53,
}

/// One row of the table of timers.
#[derive(Debug, Clone, Copy)]
pub struct TimerRow {
    /// Whose.
    pub timer: Timer,
    /// The wait by default, in s.
    pub wait_s: f64,
    /// What runs it.
    kinds: &'static [Kind],
    /// Where the default is documented.
    pub source: &'static str,
}

/// The table of timers.
pub const TIMERS: [TimerRow; 4] = [
    TimerRow {
        timer: Timer::KubernetesNode,
        wait_s: 340.0,
        kinds: &[Kind::Service, Kind::Worker],
        source: "Kubernetes: node-monitor-grace-period default 40s; default toleration not-ready/unreachable tolerationSeconds=300",
    },
    TimerRow {
        timer: Timer::PatroniCrash,
        wait_s: 320.0,
        kinds: &[Kind::Sql],
        source: "Patroni docs/dynamic_configuration.rst: loop_wait + primary_start_timeout + loop_wait",
    },
    TimerRow {
        timer: Timer::RedisSentinel,
        wait_s: 30.0,
        kinds: &[Kind::Cache, Kind::KeyValue],
        source: "Redis sentinel.conf comments ('Default is 30 seconds.')",
    },
    TimerRow {
        timer: Timer::Route53,
        wait_s: 90.0,
        kinds: &[Kind::Dns, Kind::Cdn, Kind::Balancer, Kind::Service],
        source: "Amazon Route 53: interval 30 s, 3 observations by default",
    },
];

impl Timer {
    /// This timer's row of the table.
    pub fn row(self) -> &'static TimerRow {
        TIMERS.iter().find(|row| row.timer == self).unwrap_or(&TIMERS[0])
    }
}

/// Where it is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// How many units.
    Units,
    /// Where they are.
    Places,
    /// The misses before a takeover.
    Misses,
    /// The time between polls.
    PollInterval,
    /// The old primary is cut off.
    Fencing,
    /// How often the standby is tested.
    Tests,
    /// The chance that a takeover works.
    Coverage,
    /// The share of common causes.
    CommonCause,
    /// How long a cache lasts.
    CachedFor,
    /// How a link is needed.
    Need,
    /// Until somebody knows.
    Detect,
    /// Changes per week.
    Deploys,
    /// The component as a whole.
    Whole,
    /// The goal's limit on lost data.
    Rpo,
    /// The goal's peak load.
    PeakLoad,
    /// A journey's own target.
    JourneyTarget(JourneyId),
}

/// Whose field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A component's.
    Component(ComponentId),
    /// A link's.
    Link(LinkId),
    /// The goal's.
    Goal,
}

impl Lint {
    /// Where it is mended: whose field, and which.
    pub fn place(&self) -> (Whose, Field) {
        let (component, field) = match *self {
            Self::ShortCache { link, .. } => return (Whose::Link(link), Field::CachedFor),
            Self::EveryTarget { link, .. } => return (Whose::Link(link), Field::Need),
            Self::LossWithoutLimit { .. } => return (Whose::Goal, Field::Rpo),
            Self::NoLoad { .. } => return (Whose::Goal, Field::PeakLoad),
            Self::NoTarget { journey } => return (Whose::Goal, Field::JourneyTarget(journey)),
            Self::NoSpare { component, .. } => (component, Field::Units),
            Self::MajorityInZone { component, .. }
            | Self::ThinWithoutZone { component, .. }
            | Self::OneGround { component, .. }
            | Self::NoGround { component } => (component, Field::Places),
            Self::EagerTakeover { component, .. } => (component, Field::Misses),
            Self::SlowTakeover { component, .. } | Self::KnownTimer { component, is_recovery: false, .. } => {
                (component, Field::PollInterval)
            }
            Self::KnownTimer { component, is_recovery: true, .. }
            | Self::NoDetection { component }
            | Self::UntimedRecovery { component, .. } => (component, Field::Detect),
            Self::Unfenced { component } => (component, Field::Fencing),
            Self::RareTests { component, .. } => (component, Field::Tests),
            Self::PerfectTakeover { component } => (component, Field::Coverage),
            Self::NoCommonCause { component } => (component, Field::CommonCause),
            Self::Unlinked { component } => (component, Field::Whole),
            Self::NoChanges { component } => (component, Field::Deploys),
        };
        (Whose::Component(component), field)
    }
}

/// What the rules look at.
#[derive(Clone, Copy)]
struct Plan<'a> {
    topology: &'a Topology,
    goal: &'a Goal,
    report: &'a Report,
}

/// One component of it.
#[derive(Clone, Copy)]
struct Part<'a> {
    plan: Plan<'a>,
    of: &'a Component,
    report: &'a ComponentReport,
}

/// The rules for each component, the gravest first.
const PART_RULES: [fn(Part<'_>) -> Option<Lint>; 14] = [
    no_spare,
    every_target,
    majority_in_zone,
    thin_without_zone,
    eager_takeover,
    slow_takeover,
    known_timer,
    unfenced,
    rare_tests,
    perfect_takeover,
    no_common_cause,
    no_detection,
    loss_without_limit,
    unlinked,
];

/// The rules for the plan as a whole.
const PLAN_RULES: [fn(Plan<'_>) -> Option<Lint>; 6] =
    [one_ground, no_ground, no_load, no_changes, untimed_recovery, no_target];

/// All that is forgotten: by rule in the order of the tables, then in order of ids.
pub fn lints(topology: &Topology, goal: &Goal, report: &Report) -> Vec<Lint> {
    let plan = Plan { topology, goal, report };
    let mut found = Vec::new();
    for rule in PART_RULES {
        found.extend(plan.parts().filter_map(rule));
    }
    found.extend(topology.links.keys().filter_map(|link| short_cache(plan, *link)));
    found.extend(PLAN_RULES.iter().filter_map(|rule| rule(plan)));
    found
}

impl<'a> Plan<'a> {
    /// Components that can fail, with their figures.
    fn parts(self) -> impl Iterator<Item = Part<'a>> {
        let can_fail = self.topology.components.values().filter(|of| of.fault != Fault::Never);
        can_fail.filter_map(move |of| {
            let report = self.report.components.get(&of.id)?;
            Some(Part { plan: self, of, report })
        })
    }

    /// A zone that can fail.
    fn can_fail(self, zone: ZoneId) -> bool {
        self.report.zones.get(&zone).is_some_and(|zone| zone.u > 0.0)
    }
}

impl Part<'_> {
    fn id(&self) -> ComponentId {
        self.of.id
    }

    fn units(&self) -> u32 {
        self.report.figures.units
    }

    /// Units by zone.
    fn by_zone(&self) -> Map<ZoneId, u32> {
        let mut by_zone = Map::new();
        for place in &self.of.placement {
            if let Some(zone) = place.zone {
                *by_zone.or_default(zone) += place.units;
            }
        }
        by_zone
    }

    /// The zone that can fail and holds the most units, where there are several zones.
    fn fullest_zone(&self) -> Option<(ZoneId, u32)> {
        let by_zone = self.by_zone();
        if by_zone.len() < 2 {
            return None;
        }
        by_zone.into_iter().filter(|(zone, _)| self.plan.can_fail(*zone)).max_by_key(|(zone, units)| {
            // Of equals the first.
            (*units, std::cmp::Reverse(*zone))
        })
    }

    /// The loop of a strategy in which one unit takes over from another.
    fn takeover(&self) -> Option<&Detection> {
        match &self.of.strategy {
            Strategy::Standby { redundancy, .. } | Strategy::Quorum { redundancy } => Some(&redundancy.detection),
            Strategy::Single | Strategy::Cluster { .. } | Strategy::MultiSite { .. } => None,
        }
    }
}

fn no_spare(part: Part<'_>) -> Option<Lint> {
    let is_cluster = matches!(part.of.strategy, Strategy::Cluster { .. });
    let units = part.units();
    (is_cluster && units > 1 && part.report.figures.needed == units)
        .then_some(Lint::NoSpare { component: part.id(), units })
}

fn every_target(part: Part<'_>) -> Option<Lint> {
    if !matches!(part.of.kind, Kind::Balancer | Kind::Dns) {
        return None;
    }
    let topology = part.plan.topology;
    let kind = |id| topology.components.get(&id).map(|target| target.kind);
    let hard: Vec<_> =
        topology.links.values().filter(|link| link.from == part.id() && link.need == Need::Hard).collect();
    let alike = |link: &Link| hard.iter().filter(|other| kind(other.to) == kind(link.to)).copied().collect::<Vec<_>>();
    let group = hard.iter().map(|link| alike(link)).find(|group| group.len() > 1)?;
    let [one, other, ..] = group.as_slice() else { return None };
    let (first, second, targets) = (one.to, other.to, group.len());
    Some(Lint::EveryTarget { link: one.id, from: part.id(), first, second, targets })
}

fn majority_in_zone(part: Part<'_>) -> Option<Lint> {
    let (zone, inside) = part.fullest_zone()?;
    let units = part.units();
    let is_quorum = matches!(part.of.strategy, Strategy::Quorum { .. });
    (is_quorum && units - inside.min(units) < part.report.figures.needed).then_some(Lint::MajorityInZone {
        component: part.id(),
        zone,
        inside,
        units,
    })
}

fn thin_without_zone(part: Part<'_>) -> Option<Lint> {
    let (zone, inside) = part.fullest_zone()?;
    let needed = part.report.figures.needed;
    let left = match part.of.strategy {
        Strategy::Cluster { .. } => part.units() - inside.min(part.units()),
        // Each site carries the load alone: the best of the others.
        Strategy::MultiSite { .. } => {
            part.by_zone().into_iter().filter(|(other, _)| *other != zone).map(|(_, units)| units).max()?
        }
        Strategy::Single | Strategy::Standby { .. } | Strategy::Quorum { .. } => return None,
    };
    // Too few as it stands, or none to spare at all, is said elsewhere.
    let has_spare = part.units() > needed && inside >= 1;
    (has_spare && left < needed).then_some(Lint::ThinWithoutZone { component: part.id(), zone, left, needed })
}

fn eager_takeover(part: Part<'_>) -> Option<Lint> {
    let false_per_h = part.takeover()?.false_per_h();
    let fault_per_h = Unit::new(&part.of.fault, &part.of.recovery).fault_rate_per_h();
    (false_per_h > fault_per_h).then_some(Lint::EagerTakeover { component: part.id(), false_per_h, fault_per_h })
}

fn slow_takeover(part: Part<'_>) -> Option<Lint> {
    let switch_h = part.of.strategy.redundancy()?.switch_h;
    let takeover_h = part.takeover()?.worst_h() + switch_h;
    let allowed_h = part.plan.goal.target_u * part.plan.goal.window.hours();
    (takeover_h > allowed_h).then_some(Lint::SlowTakeover { component: part.id(), takeover_h, allowed_h })
}

fn known_timer(part: Part<'_>) -> Option<Lint> {
    let is = |row: &TimerRow, wait_h: f64| (wait_h * 3600.0 - row.wait_s).abs() < SAME_S;
    let polled_h = part.of.strategy.redundancy().map(|redundancy| redundancy.detection.worst_h());
    let detected_h = match part.of.recovery {
        Recovery::Parts(parts) => Some(parts.detect_h),
        Recovery::Law(_) => None,
    };
    TIMERS.iter().filter(|row| row.kinds.contains(&part.of.kind)).find_map(|row| {
        let is_recovery = detected_h.is_some_and(|wait_h| is(row, wait_h));
        let is_known = is_recovery || polled_h.is_some_and(|wait_h| is(row, wait_h));
        is_known.then_some(Lint::KnownTimer { component: part.id(), timer: row.timer, is_recovery })
    })
}

fn unfenced(part: Part<'_>) -> Option<Lint> {
    // A quorum fences by itself: who has no majority stops.
    let is_standby = part.of.strategy.mode().family() == Family::Standby;
    let is_open = part.takeover().is_some_and(|detection| !detection.fenced);
    (is_standby && is_open).then_some(Lint::Unfenced { component: part.id() })
}

fn rare_tests(part: Part<'_>) -> Option<Lint> {
    let Strategy::Standby { fault_factor, test: TestInterval::Every { hours }, redundancy, .. } = part.of.strategy
    else {
        return None;
    };
    let unit = Unit::new(&part.of.fault, &part.of.recovery);
    let aged = fault_factor * unit.fault_rate_per_h() * hours;
    let dead = if aged > 0.0 { 1.0 + libm::expm1(-aged) / aged } else { 0.0 };
    let is_much = dead > DEAD_WARNED && dead > 1.0 - redundancy.coverage;
    is_much.then_some(Lint::RareTests { component: part.id(), every_h: hours, dead })
}

fn perfect_takeover(part: Part<'_>) -> Option<Lint> {
    let is_perfect = part.of.strategy.redundancy().is_some_and(|redundancy| redundancy.coverage >= 1.0);
    (is_perfect && part.units() > 1).then_some(Lint::PerfectTakeover { component: part.id() })
}

fn no_common_cause(part: Part<'_>) -> Option<Lint> {
    let has_none = part.of.strategy.redundancy().is_some_and(|redundancy| redundancy.common_cause <= 0.0);
    (has_none && part.units() > 1).then_some(Lint::NoCommonCause { component: part.id() })
}

fn no_detection(part: Part<'_>) -> Option<Lint> {
    let Recovery::Parts(parts) = part.of.recovery else { return None };
    let rest_h = parts.diagnose_h + parts.repair_h + parts.verify_h;
    (parts.detect_h <= 0.0 && rest_h > 0.0).then_some(Lint::NoDetection { component: part.id() })
}

fn loss_without_limit(part: Part<'_>) -> Option<Lint> {
    let lag_h = part.of.strategy.redundancy()?.lag_h;
    let is_unlimited = part.plan.goal.rpo_h.is_none() && part.of.kind.row().stateful;
    (is_unlimited && lag_h > 0.0).then_some(Lint::LossWithoutLimit { component: part.id(), lag_h })
}

fn unlinked(part: Part<'_>) -> Option<Lint> {
    let topology = part.plan.topology;
    let has_link = topology.links.values().any(|link| link.from == part.id() || link.to == part.id());
    (!has_link && topology.components.len() > 1).then_some(Lint::Unlinked { component: part.id() })
}

fn short_cache(plan: Plan<'_>, id: LinkId) -> Option<Lint> {
    let link = plan.topology.links.get(&id)?;
    let Need::Cached { hours: cached_h } = link.need else { return None };
    let target = plan.parts().find(|part| part.id() == link.to)?;
    let takeover_h = target.takeover()?.mean_h() + target.of.strategy.redundancy()?.switch_h;
    let (from, to) = (link.from, link.to);
    (cached_h < takeover_h).then_some(Lint::ShortCache { link: id, from, to, cached_h, takeover_h })
}

/// Kinds that somebody else runs, or that are nowhere in particular.
fn is_elsewhere(kind: Kind) -> bool {
    matches!(kind, Kind::Users | Kind::Dns | Kind::Cdn | Kind::External | Kind::ObjectStorage)
}

fn one_ground(plan: Plan<'_>) -> Option<Lint> {
    let here: Vec<Part<'_>> = plan.parts().filter(|part| !is_elsewhere(part.of.kind)).collect();
    let mut grounds = here.iter().flat_map(|part| part.of.placement.iter().map(|place| place.zone));
    let (first, zone) = (here.first()?, grounds.next()??);
    let is_ground = grounds.all(|other| other == Some(zone)) && here.len() > 1 && plan.can_fail(zone);
    is_ground.then_some(Lint::OneGround { component: first.id(), zone })
}

fn no_ground(plan: Plan<'_>) -> Option<Lint> {
    if plan.parts().any(|part| !part.by_zone().is_empty()) {
        return None;
    }
    let first = plan.parts().find(|part| part.units() > 1)?;
    Some(Lint::NoGround { component: first.id() })
}

fn no_load(plan: Plan<'_>) -> Option<Lint> {
    if plan.goal.peak_load > 0.0 {
        return None;
    }
    let by_load = |part: &Part<'_>| {
        let is_by_load = match part.of.strategy {
            Strategy::Cluster { needed, .. } | Strategy::MultiSite { needed, .. } => needed.is_none(),
            Strategy::Single | Strategy::Standby { .. } | Strategy::Quorum { .. } => false,
        };
        is_by_load && part.of.capacity < limits::UNLIMITED_LOAD
    };
    plan.parts().find(by_load).map(|part| Lint::NoLoad { component: part.id() })
}

fn no_changes(plan: Plan<'_>) -> Option<Lint> {
    let is_train = |zone: &Rc<crate::model::Zone>| zone.kind == ZoneKind::ReleaseTrain;
    let has_work = |part: Part<'_>| part.of.work.deploys_per_week > 0.0 || part.of.work.windows_per_year > 0.0;
    if plan.parts().any(has_work) || plan.topology.zones.values().any(is_train) {
        return None;
    }
    let changes = |part: &Part<'_>| matches!(part.of.kind, Kind::Service | Kind::Worker);
    plan.parts().find(changes).map(|part| Lint::NoChanges { component: part.id() })
}

fn untimed_recovery(plan: Plan<'_>) -> Option<Lint> {
    let own: Vec<Part<'_>> = plan.parts().filter(|part| !is_elsewhere(part.of.kind)).collect();
    let first = own.first()?;
    let is_untimed = own.len() > 1 && own.iter().all(|part| part.of.recovery == part.of.kind.row().recovery);
    is_untimed.then_some(Lint::UntimedRecovery { component: first.id(), components: own.len() })
}

fn no_target(plan: Plan<'_>) -> Option<Lint> {
    let journeys = &plan.goal.journeys;
    let open = journeys.iter().find(|journey| journey.target_u.is_none())?;
    // Where none has a target of its own, one for all is what was meant.
    let is_mixed = journeys.iter().any(|journey| journey.target_u.is_some());
    is_mixed.then_some(Lint::NoTarget { journey: open.id })
}
