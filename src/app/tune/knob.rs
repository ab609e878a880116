//! Knobs: every number that a person can turn, read and written in one way, with its default and what that rests on.

use std::rc::Rc;

use super::range::Range;
use super::several;
use crate::engine::lifetime::logistic_from_median_t90;
use crate::i18n::input::Quantity;
use crate::model::evidence::Evidence;
use crate::model::param::count;
use crate::model::{
    Component, Edit, Fault, Goal, JourneyId, Lifetime, Link, LinkSet, Need, Param, Recovery, Scale, Span, Zone, limits,
};

/// What a person turns: a row of the table of parameters, or a number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knob {
    /// A row of the table.
    Param(Param),
    /// A point of a logistic law.
    Quantile(Quantile),
    /// A zone's round trip to a sibling, in s.
    RoundTrip,
    /// How long a cached link may do without its target, in h.
    CachedFor,
    /// The chance that the switch of a set works.
    Switching,
    /// A number of the goal.
    Goal(GoalKnob),
}

/// A point of a logistic law, in h.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantile {
    /// The median of a fault law, its shape κ kept: the 90 % point moves along.
    FaultHalf,
    /// The time by which 90 % have failed, the median kept.
    FaultMost,
    /// The median of a recovery law, its shape κ kept.
    RecoveryHalf,
    /// The time by which 90 % have recovered, the median kept.
    RecoveryMost,
}

/// A number of the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalKnob {
    /// The target, as an unavailability.
    Target,
    /// A journey's own target, as an unavailability.
    JourneyTarget(JourneyId),
    /// How much a journey counts beside the others.
    JourneyWeight(JourneyId),
    /// RTO, in h.
    Rto,
    /// RPO, in h.
    Rpo,
    /// Peak load today, in the goal's unit.
    PeakLoad,
    /// Growth of the load, a factor.
    Growth,
    /// Room above the peak, a factor.
    Headroom,
    /// Most that may be spent per month.
    Budget,
    /// Most latency that a strategy may add to a write, in s.
    Latency,
    /// Most places that may hold one component's data.
    Sites,
    /// Most endpoints of one component.
    Endpoints,
    /// What traffic between zones adds to the price of units, as a share.
    BetweenSites,
}

/// Whose number it is, as last committed.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// A component's.
    Component(Rc<Component>),
    /// A zone's.
    Zone(Rc<Zone>),
    /// The goal's.
    Goal(Rc<Goal>),
    /// A link's.
    Link(Link),
    /// A set of alternatives'.
    Set(LinkSet),
    /// Of each of several components.
    Several(Rc<[Rc<Component>]>),
}

const fn range(
    quantity: Quantity,
    (min, max): (f64, f64),
    (slider_min, slider_max): (f64, f64),
    scale: Scale,
) -> Range {
    Range { quantity, min, max, slider_min, slider_max, scale }
}

const TARGET: Range = range(Quantity::Unavailability, (1e-12, 0.5), (1e-6, 0.1), Scale::Log);
const FAULT_TIME: Range = range(Quantity::Hours, (1e-3, 1e9), (10.0, 1e6), Scale::Log);
const RECOVERY_TIME: Range = range(Quantity::Hours, (1e-6, 1e5), (1.0 / 360.0, 240.0), Scale::Log);
const ROUND_TRIP: Range = range(Quantity::Seconds, (0.0, 60.0), (1e-4, 0.3), Scale::LogFromZero);
const CACHED_FOR: Range = range(Quantity::Hours, (0.0, limits::CACHED_H), (1.0 / 360.0, 240.0), Scale::LogFromZero);
const SWITCHING: Range = range(Quantity::Share, (0.0, 1.0), (0.5, 1.0), Scale::Linear);
const WEIGHT: Range = range(Quantity::Plain, (limits::WEIGHT_LEAST, limits::WEIGHT_MOST), (0.1, 100.0), Scale::Log);
const RTO: Range = range(Quantity::Hours, (0.0, 8766.0), (1.0 / 360.0, 72.0), Scale::LogFromZero);
const PEAK_LOAD: Range = range(Quantity::Load, (0.0, 1e12), (1.0, 1e6), Scale::LogFromZero);
const GROWTH: Range = range(Quantity::Ratio, (1.0, 1000.0), (1.0, 10.0), Scale::Linear);
const HEADROOM: Range = range(Quantity::Ratio, (1.0, 10.0), (1.0, 3.0), Scale::Linear);
const BUDGET: Range = range(Quantity::Money, (0.0, 1e12), (1.0, 1e6), Scale::LogFromZero);
const PLACES: Range = range(Quantity::Count, (1.0, 64.0), (1.0, 8.0), Scale::Linear);
const BETWEEN_SITES: Range = range(Quantity::Share, (0.0, 1.0), (0.0, 0.5), Scale::Linear);
const LATENCY: Range = range(Quantity::Seconds, (0.0, 60.0), (1e-4, 0.3), Scale::LogFromZero);

impl Knob {
    /// Its name in the page's markup.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Param(param) => param.row().slug,
            Self::Quantile(Quantile::FaultHalf) => "fault-half",
            Self::Quantile(Quantile::FaultMost) => "fault-most",
            Self::Quantile(Quantile::RecoveryHalf) => "recovery-half",
            Self::Quantile(Quantile::RecoveryMost) => "recovery-most",
            Self::RoundTrip => "round-trip",
            Self::CachedFor => "cached-for",
            Self::Switching => "switching",
            Self::Goal(GoalKnob::Target) => "target",
            Self::Goal(GoalKnob::JourneyTarget(_)) => "journey-target",
            Self::Goal(GoalKnob::JourneyWeight(_)) => "journey-weight",
            Self::Goal(GoalKnob::Rto) => "rto",
            Self::Goal(GoalKnob::Rpo) => "rpo",
            Self::Goal(GoalKnob::PeakLoad) => "peak-load",
            Self::Goal(GoalKnob::Growth) => "growth",
            Self::Goal(GoalKnob::Headroom) => "headroom",
            Self::Goal(GoalKnob::Budget) => "budget",
            Self::Goal(GoalKnob::Latency) => "latency",
            Self::Goal(GoalKnob::Sites) => "sites",
            Self::Goal(GoalKnob::Endpoints) => "endpoints",
            Self::Goal(GoalKnob::BetweenSites) => "between-sites",
        }
    }

    /// It may be given as an interval.
    pub fn may_be_uncertain(self) -> bool {
        matches!(self, Self::Param(param) if param.may_be_uncertain())
    }

    /// It may be left empty.
    pub fn is_optional(self) -> bool {
        use GoalKnob::{Budget, Endpoints, JourneyTarget, Latency, Rpo, Rto, Sites};
        matches!(self, Self::Goal(JourneyTarget(_) | Rto | Rpo | Budget | Latency | Sites | Endpoints))
    }
}

impl Subject {
    /// Its value; none where there is no such number, or none was given.
    pub fn read(&self, knob: Knob) -> Option<f64> {
        match (self, knob) {
            (Self::Component(component), Knob::Param(param)) => param.read(component),
            (Self::Component(component), Knob::Quantile(at)) => read_law(&component.fault, &component.recovery, at),
            (Self::Zone(zone), Knob::Param(param)) => param.read_zone(zone),
            (Self::Zone(zone), Knob::Quantile(at)) => read_law(&zone.fault, &zone.recovery, at),
            (Self::Zone(zone), Knob::RoundTrip) => Some(zone.round_trip_ms / 1000.0),
            (Self::Goal(goal), Knob::Goal(number)) => read_goal(goal, number),
            (Self::Link(link), Knob::CachedFor) => match link.need {
                Need::Cached { hours } => Some(hours),
                Need::Hard | Need::OneOf(_) | Need::Soft | Need::Async => None,
            },
            (Self::Set(set), Knob::Switching) => Some(set.switching),
            (Self::Several(components), _) => several::read(components, knob),
            (Self::Component(_), Knob::RoundTrip | Knob::Goal(_))
            | (Self::Zone(_), Knob::Goal(_))
            | (Self::Goal(_), Knob::Param(_) | Knob::Quantile(_) | Knob::RoundTrip)
            | (Self::Link(_) | Self::Set(_), _)
            | (_, Knob::CachedFor | Knob::Switching) => None,
        }
    }

    /// Each of several has it, and not all the same.
    pub fn is_mixed(&self, knob: Knob) -> bool {
        match self {
            Self::Several(_) => self.read(knob).is_none(),
            Self::Component(_) | Self::Zone(_) | Self::Goal(_) | Self::Link(_) | Self::Set(_) => false,
        }
    }

    /// The interval that it was given as.
    pub fn span(&self, knob: Knob) -> Option<Span> {
        let Knob::Param(param) = knob else { return None };
        match self {
            Self::Component(component) => component.spans.get(&param).copied(),
            Self::Several(components) => several::common(components, |one| one.spans.get(&param).copied()),
            Self::Zone(zone) => zone.spans.get(&param).copied(),
            Self::Goal(_) | Self::Link(_) | Self::Set(_) => None,
        }
    }

    /// The edit that says it lies between two numbers; none where it cannot be uncertain.
    pub fn edit_between(&self, knob: Knob, a: f64, b: f64) -> Option<Edit> {
        let Knob::Param(param) = knob else { return None };
        let span = Span::of(param, a, b)?;
        match self {
            Self::Component(component) => {
                let mut next = (**component).clone();
                param.write_span(&mut next, span)?;
                Some(Edit::PutComponent(Rc::new(next)))
            }
            Self::Zone(zone) => {
                let mut next = (**zone).clone();
                param.write_zone_span(&mut next, span)?;
                Some(Edit::PutZone(Rc::new(next)))
            }
            Self::Several(components) => several::each(components, |one| one.edit_between(knob, a, b)),
            Self::Goal(_) | Self::Link(_) | Self::Set(_) => None,
        }
    }

    /// What it may be. The 90 % point lies after the median, so its range moves with it.
    pub fn range(&self, knob: Knob) -> Range {
        match knob {
            Knob::Param(param) => Range::of(param),
            Knob::Quantile(Quantile::FaultHalf) => FAULT_TIME,
            Knob::Quantile(Quantile::RecoveryHalf) => RECOVERY_TIME,
            Knob::Quantile(Quantile::FaultMost) => self.range_after(Quantile::FaultHalf, FAULT_TIME),
            Knob::Quantile(Quantile::RecoveryMost) => self.range_after(Quantile::RecoveryHalf, RECOVERY_TIME),
            Knob::RoundTrip => ROUND_TRIP,
            Knob::CachedFor => CACHED_FOR,
            Knob::Switching => SWITCHING,
            Knob::Goal(GoalKnob::JourneyWeight(_)) => WEIGHT,
            Knob::Goal(GoalKnob::Target | GoalKnob::JourneyTarget(_)) => TARGET,
            Knob::Goal(GoalKnob::Rto | GoalKnob::Rpo) => RTO,
            Knob::Goal(GoalKnob::PeakLoad) => PEAK_LOAD,
            Knob::Goal(GoalKnob::Growth) => GROWTH,
            Knob::Goal(GoalKnob::Headroom) => HEADROOM,
            Knob::Goal(GoalKnob::Budget) => BUDGET,
            Knob::Goal(GoalKnob::Latency) => LATENCY,
            Knob::Goal(GoalKnob::Sites | GoalKnob::Endpoints) => PLACES,
            Knob::Goal(GoalKnob::BetweenSites) => BETWEEN_SITES,
        }
    }

    /// What a 90 % point may be that lies after this median.
    fn range_after(&self, half: Quantile, wide: Range) -> Range {
        let median_h = self.read(Knob::Quantile(half)).unwrap_or(0.0);
        Range {
            // Up to κ = 700, as steep as a recovery in parts may be.
            min: (median_h * (1.0 + libm::log(9.0) / 700.0)).max(wide.min),
            slider_min: (median_h * 1.02).max(wide.slider_min),
            slider_max: (median_h * 20.0).max(wide.slider_min * 100.0),
            ..wide
        }
    }

    /// The edit that gives it `value`; none where it has no such number, or where it may not be empty.
    pub fn edit(&self, knob: Knob, value: Option<f64>) -> Option<Edit> {
        match self {
            Self::Component(component) => {
                let mut next = (**component).clone();
                match knob {
                    Knob::Param(param) => param.write(&mut next, value?).then_some(())?,
                    Knob::Quantile(at) => write_law(&mut next.fault, &mut next.recovery, at, value?)?,
                    Knob::RoundTrip | Knob::Goal(_) | Knob::CachedFor | Knob::Switching => return None,
                }
                Some(Edit::PutComponent(Rc::new(next)))
            }
            Self::Zone(zone) => {
                let mut next = (**zone).clone();
                match knob {
                    Knob::Param(param) => param.write_zone(&mut next, value?).then_some(())?,
                    Knob::Quantile(at) => write_law(&mut next.fault, &mut next.recovery, at, value?)?,
                    Knob::RoundTrip => next.round_trip_ms = value? * 1000.0,
                    Knob::Goal(_) | Knob::CachedFor | Knob::Switching => return None,
                }
                Some(Edit::PutZone(Rc::new(next)))
            }
            Self::Goal(goal) => {
                let Knob::Goal(number) = knob else { return None };
                let mut next = (**goal).clone();
                write_goal(&mut next, number, value)?;
                Some(Edit::PutGoal(Rc::new(next)))
            }
            Self::Link(link) => {
                self.read(knob)?;
                Some(Edit::PutNeed { link: link.id, need: Need::Cached { hours: value? } })
            }
            Self::Set(set) => {
                self.read(knob)?;
                Some(Edit::PutSwitching { set: set.id, switching: value? })
            }
            Self::Several(components) => several::each(components, |one| one.edit(knob, value)),
        }
    }

    /// Its laws of fault and recovery; a goal has none.
    pub fn laws(&self) -> Option<(Fault, Recovery)> {
        match self {
            Self::Component(component) => Some((component.fault, component.recovery)),
            Self::Zone(zone) => Some((zone.fault, zone.recovery)),
            Self::Goal(_) | Self::Link(_) | Self::Set(_) | Self::Several(_) => None,
        }
    }

    /// The edit that gives it another law of fault.
    pub fn with_fault(&self, fault: Fault) -> Option<Edit> {
        match self {
            Self::Component(component) => {
                Some(Edit::PutComponent(Rc::new(Component { fault, ..(**component).clone() })))
            }
            Self::Zone(zone) => Some(Edit::PutZone(Rc::new(Zone { fault, ..(**zone).clone() }))),
            Self::Several(components) => several::each(components, |one| one.with_fault(fault)),
            Self::Goal(_) | Self::Link(_) | Self::Set(_) => None,
        }
    }

    /// The edit that gives it another law of recovery.
    pub fn with_recovery(&self, recovery: Recovery) -> Option<Edit> {
        match self {
            Self::Component(component) => {
                Some(Edit::PutComponent(Rc::new(Component { recovery, ..(**component).clone() })))
            }
            Self::Zone(zone) => Some(Edit::PutZone(Rc::new(Zone { recovery, ..(**zone).clone() }))),
            Self::Several(components) => several::each(components, |one| one.with_recovery(recovery)),
            Self::Goal(_) | Self::Link(_) | Self::Set(_) => None,
        }
    }

    /// Its default, where there is one to go back to.
    pub fn default_of(&self, knob: Knob) -> Option<f64> {
        match (self, knob) {
            (Self::Component(component), Knob::Param(param)) => param.default_on(component),
            (Self::Component(component), Knob::Quantile(at)) => {
                let row = component.kind.row();
                read_law(&row.fault, &row.recovery, at)
            }
            (Self::Zone(zone), Knob::Param(_) | Knob::Quantile(_) | Knob::RoundTrip) => {
                let row = zone.kind.row();
                let (fault, recovery, round_trip_ms) = (row.fault, row.recovery, row.round_trip_ms);
                Self::Zone(Rc::new(Zone { fault, recovery, round_trip_ms, ..(**zone).clone() })).read(knob)
            }
            (Self::Goal(_), Knob::Goal(number @ (GoalKnob::Growth | GoalKnob::Headroom | GoalKnob::BetweenSites))) => {
                read_goal(&Goal::default(), number)
            }
            (Self::Link(link), Knob::CachedFor) => Self::Link(Link { need: Need::CACHED_DEFAULT, ..*link }).read(knob),
            (Self::Set(_), Knob::Switching) => Some(1.0),
            (Self::Several(components), _) => {
                let default = |one: &Rc<Component>| Self::Component(Rc::clone(one)).default_of(knob).map(f64::to_bits);
                several::common(components, default).map(f64::from_bits)
            }
            (Self::Goal(_), Knob::Goal(GoalKnob::JourneyWeight(_))) => Some(1.0),
            (Self::Component(_), Knob::RoundTrip)
            | (Self::Goal(_), Knob::Param(_) | Knob::Quantile(_) | Knob::RoundTrip)
            | (Self::Link(_) | Self::Set(_), _)
            | (_, Knob::Goal(_) | Knob::CachedFor | Knob::Switching) => None,
        }
    }

    /// What its default rests on; none for what only a person can know.
    pub fn evidence_of(&self, knob: Knob) -> Option<Evidence> {
        match self {
            Self::Component(component) => {
                let row = component.kind.row();
                match knob {
                    Knob::Param(param) => Some(param.evidence_on(component)),
                    Knob::Quantile(at) => Some(at.of(row.fault_evidence, row.recovery_evidence)),
                    Knob::RoundTrip | Knob::Goal(_) | Knob::CachedFor | Knob::Switching => None,
                }
            }
            Self::Zone(zone) => {
                let row = zone.kind.row();
                match knob {
                    // The slug's first letter says which law it belongs to.
                    Knob::Param(param) if param.row().slug.starts_with('f') => Some(row.fault_evidence),
                    Knob::Param(_) => Some(row.recovery_evidence),
                    Knob::Quantile(at) => Some(at.of(row.fault_evidence, row.recovery_evidence)),
                    Knob::RoundTrip => Some(Evidence::SUGGESTED),
                    Knob::Goal(_) | Knob::CachedFor | Knob::Switching => None,
                }
            }
            Self::Link(_) | Self::Set(_) => Some(Evidence::SUGGESTED),
            Self::Several(components) => {
                several::common(components, |one| Self::Component(Rc::clone(one)).evidence_of(knob))
            }
            Self::Goal(_) => {
                matches!(knob, Knob::Goal(GoalKnob::Growth | GoalKnob::Headroom)).then_some(Evidence::SUGGESTED)
            }
        }
    }
}

impl Quantile {
    /// The fault's or the recovery's of two values.
    fn of<T>(self, fault: T, recovery: T) -> T {
        match self {
            Self::FaultHalf | Self::FaultMost => fault,
            Self::RecoveryHalf | Self::RecoveryMost => recovery,
        }
    }

    /// It is the median, not the 90 % point.
    fn is_half(self) -> bool {
        matches!(self, Self::FaultHalf | Self::RecoveryHalf)
    }
}

/// Median and 90 % point of the logistic laws, in h.
fn read_law(fault: &Fault, recovery: &Recovery, at: Quantile) -> Option<f64> {
    let fault = if let Fault::Law(law) = fault { Some(law) } else { None };
    let recovery = if let Recovery::Law(law) = recovery { Some(law) } else { None };
    let law = at.of(fault, recovery)?;
    matches!(law, Lifetime::Logistic { .. }).then(|| law.quantile_h(if at.is_half() { 0.5 } else { 0.9 }))
}

/// Moves the median or the 90 % point of a logistic law; none where there is no such law.
fn write_law(fault: &mut Fault, recovery: &mut Recovery, at: Quantile, value_h: f64) -> Option<()> {
    let fault = if let Fault::Law(law) = fault { Some(law) } else { None };
    let recovery = if let Recovery::Law(law) = recovery { Some(law) } else { None };
    let law = at.of(fault, recovery)?;
    let Lifetime::Logistic { steepness_per_h, median_h } = *law else { return None };
    *law = if at.is_half() {
        // κ = αβ stays, so the 90 % point moves in proportion; a median of 0 has no κ to keep.
        let kappa = law.kappa().filter(|kappa| *kappa > 0.0);
        Lifetime::Logistic {
            steepness_per_h: kappa.map_or(steepness_per_h, |kappa| kappa / value_h),
            median_h: value_h,
        }
    } else {
        logistic_from_median_t90(median_h, value_h)?
    };
    Some(())
}

fn read_goal(goal: &Goal, number: GoalKnob) -> Option<f64> {
    match number {
        GoalKnob::Target => Some(goal.target_u),
        GoalKnob::JourneyTarget(id) => goal.journeys.iter().find(|journey| journey.id == id)?.target_u,
        GoalKnob::JourneyWeight(id) => {
            goal.journeys.iter().find(|journey| journey.id == id).map(|journey| journey.weight)
        }
        GoalKnob::Rto => goal.rto_h,
        GoalKnob::Rpo => goal.rpo_h,
        GoalKnob::PeakLoad => Some(goal.peak_load),
        GoalKnob::Growth => Some(goal.growth),
        GoalKnob::Headroom => Some(goal.headroom),
        GoalKnob::Budget => goal.budget_per_month,
        GoalKnob::Latency => goal.latency_ms.map(|ms| ms / 1000.0),
        GoalKnob::Sites => goal.most_sites.map(f64::from),
        GoalKnob::Endpoints => goal.most_endpoints.map(f64::from),
        GoalKnob::BetweenSites => Some(goal.between_sites),
    }
}

/// Sets a number of the goal; none where it has no such number or may not be empty.
fn write_goal(goal: &mut Goal, number: GoalKnob, value: Option<f64>) -> Option<()> {
    match number {
        GoalKnob::Target => goal.target_u = value?,
        GoalKnob::JourneyTarget(id) => goal.journeys.iter_mut().find(|journey| journey.id == id)?.target_u = value,
        GoalKnob::JourneyWeight(id) => {
            goal.journeys.iter_mut().find(|journey| journey.id == id)?.weight = value?;
        }
        GoalKnob::Rto => goal.rto_h = value,
        GoalKnob::Rpo => goal.rpo_h = value,
        GoalKnob::PeakLoad => goal.peak_load = value?,
        GoalKnob::Growth => goal.growth = value?,
        GoalKnob::Headroom => goal.headroom = value?,
        GoalKnob::Budget => goal.budget_per_month = value,
        GoalKnob::Latency => goal.latency_ms = value.map(|seconds| seconds * 1000.0),
        GoalKnob::Sites => goal.most_sites = value.map(count),
        GoalKnob::Endpoints => goal.most_endpoints = value.map(count),
        GoalKnob::BetweenSites => goal.between_sites = value?,
    }
    Some(())
}
