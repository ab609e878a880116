//! Tuning: where a slider stands for a value and back, and the edit that a changed number makes.
//!
//! Pure. It takes all mathematics of lifetimes from the engine and never reads text.

mod form;
mod link;
mod place;

pub use form::{
    FaultForm, RecoveryForm, fault_form, recovery_form, with_fault_form, with_kind, with_mode, with_recovery_form,
    with_zone_kind,
};
pub use link::{members, with_hard, with_member, with_needed};
pub use place::{add_place, next_zone, remove_place, with_total, with_units, with_zone};

use std::rc::Rc;

use crate::engine::lifetime::logistic_from_median_t90;
use crate::i18n::input::{Quantity, spoken_unit_h};
use crate::model::evidence::Evidence;
use crate::model::{Component, Edit, Fault, Goal, JourneyId, Lifetime, Param, Recovery, Scale, Zone};

/// What a person turns: a row of the table of parameters, or a number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knob {
    /// A row of the table.
    Param(Param),
    /// The median of a logistic fault law, its shape κ kept: the 90 % point moves along.
    FaultHalf,
    /// The time by which 90 % have failed, the median kept.
    FaultMost,
    /// The median of a logistic recovery law, its shape κ kept.
    RecoveryHalf,
    /// The time by which 90 % have recovered, the median kept.
    RecoveryMost,
    /// A zone's round trip to a sibling.
    RoundTrip,
    /// The goal's target.
    Target,
    /// A journey's own target.
    JourneyTarget(JourneyId),
    /// The goal's RTO.
    Rto,
    /// The goal's RPO.
    Rpo,
    /// Peak load today.
    PeakLoad,
    /// Growth of the load.
    Growth,
    /// Room above the peak.
    Headroom,
    /// Most that may be spent per month.
    Budget,
    /// Most latency that a strategy may add to a write.
    Latency,
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
}

/// What a number may be, and how its slider runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// What it counts.
    pub quantity: Quantity,
    /// Smallest value accepted.
    pub min: f64,
    /// Largest value accepted.
    pub max: f64,
    /// Left end of the slider.
    pub slider_min: f64,
    /// Right end of the slider.
    pub slider_max: f64,
    /// How the slider runs.
    pub scale: Scale,
}

/// Slider stops in a tenfold: one is 2.3 %, coarser than the rounding to three digits.
const STOPS_PER_TENFOLD: f64 = 100.0;
/// The same for unavailabilities, which are rounded to two digits: one is 12 %.
const STOPS_PER_NINE: f64 = 20.0;
/// A stop of an even slider over shares.
const SHARE_STEP: f64 = 0.001;

impl Range {
    /// A row's range.
    pub fn of(param: Param) -> Self {
        let row = param.row();
        Self {
            quantity: row.unit.into(),
            min: row.min,
            max: row.max,
            slider_min: row.slider_min,
            slider_max: row.slider_max,
            scale: row.scale,
        }
    }

    /// The slider's last position; the first is 0.
    pub fn stops(&self) -> u32 {
        let stops = match self.scale {
            Scale::Linear => (self.slider_max - self.slider_min) / self.even_step(),
            Scale::Log => self.tenfolds() * self.stops_per_tenfold(),
            Scale::LogFromZero => self.tenfolds() * self.stops_per_tenfold() + 1.0,
        };
        whole(stops.max(1.0))
    }

    /// Where the slider stands for `value`; beyond its ends it stands at the end.
    pub fn position(&self, value: f64) -> u32 {
        let stops = f64::from(self.stops());
        let inside = value.clamp(self.slider_min, self.slider_max);
        let way = libm::log(inside / self.slider_min) / libm::log(self.slider_max / self.slider_min);
        let at = match self.scale {
            Scale::Linear => (inside - self.slider_min) / self.even_step(),
            Scale::Log => way * stops,
            // Half of the first stop and below is 0.
            Scale::LogFromZero if value < self.slider_min / 2.0 => 0.0,
            Scale::LogFromZero => 1.0 + way * (stops - 1.0),
        };
        whole(if self.is_falling() { stops - at } else { at })
    }

    /// The value where the slider stands, rounded as a person would say it.
    pub fn value(&self, position: u32) -> f64 {
        let stops = f64::from(self.stops());
        let at = f64::from(position).min(stops);
        let at = if self.is_falling() { stops - at } else { at };
        let along = |way: f64| self.slider_min * libm::pow(self.slider_max / self.slider_min, way);
        let raw = match self.scale {
            Scale::Linear => self.slider_min + at * self.even_step(),
            Scale::Log => along(at / stops),
            Scale::LogFromZero if at < 0.5 => 0.0,
            Scale::LogFromZero => along((at - 1.0) / (stops - 1.0).max(1.0)),
        };
        self.rounded(raw).clamp(self.min, self.max)
    }

    /// To the right is more available, so an unavailability falls.
    fn is_falling(&self) -> bool {
        self.quantity == Quantity::Unavailability
    }

    fn even_step(&self) -> f64 {
        match self.quantity {
            Quantity::Count => 1.0,
            Quantity::Ratio => 0.05,
            Quantity::PerHour
            | Quantity::Hours
            | Quantity::Seconds
            | Quantity::Share
            | Quantity::Unavailability
            | Quantity::Plain
            | Quantity::Money
            | Quantity::Load => SHARE_STEP,
        }
    }

    fn tenfolds(&self) -> f64 {
        libm::log10(self.slider_max / self.slider_min)
    }

    fn stops_per_tenfold(&self) -> f64 {
        if self.is_falling() { STOPS_PER_NINE } else { STOPS_PER_TENFOLD }
    }

    fn rounded(&self, value: f64) -> f64 {
        match self.quantity {
            Quantity::Hours => {
                let unit_h = spoken_unit_h(value);
                to_digits(value / unit_h, 3.0) * unit_h
            }
            Quantity::Seconds => {
                let unit_s = spoken_unit_h(value / 3600.0) * 3600.0;
                to_digits(value / unit_s, 3.0) * unit_s
            }
            Quantity::Unavailability => to_digits(value, 2.0),
            Quantity::Count => value.round(),
            Quantity::Share | Quantity::Plain | Quantity::Ratio if self.scale == Scale::Linear => {
                (value / SHARE_STEP).round() / (1.0 / SHARE_STEP)
            }
            Quantity::PerHour
            | Quantity::Share
            | Quantity::Plain
            | Quantity::Ratio
            | Quantity::Money
            | Quantity::Load => to_digits(value, 3.0),
        }
    }
}

/// `value` to so many significant digits, as the nearest double to that decimal.
fn to_digits(value: f64, digits: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let below = digits - 1.0 - libm::floor(libm::log10(value.abs()));
    let scale = libm::pow(10.0, below.abs());
    // Dividing by a power of ten rounds once; multiplying by its inverse would round twice.
    if below >= 0.0 { (value * scale).round() / scale } else { (value / scale).round() * scale }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a slider's few thousand stops")]
fn whole(value: f64) -> u32 {
    value.round().clamp(0.0, 100_000.0) as u32
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
const ROUND_TRIP: Range = range(Quantity::Seconds, (0.0, 60.0), (1e-4, 0.3), Scale::LogFromZero);
const RTO: Range = range(Quantity::Hours, (0.0, 8766.0), (1.0 / 360.0, 72.0), Scale::LogFromZero);
const PEAK_LOAD: Range = range(Quantity::Load, (0.0, 1e12), (1.0, 1e6), Scale::LogFromZero);
const GROWTH: Range = range(Quantity::Ratio, (1.0, 1000.0), (1.0, 10.0), Scale::Linear);
const HEADROOM: Range = range(Quantity::Ratio, (1.0, 10.0), (1.0, 3.0), Scale::Linear);
const BUDGET: Range = range(Quantity::Money, (0.0, 1e12), (1.0, 1e6), Scale::LogFromZero);
const LATENCY: Range = range(Quantity::Seconds, (0.0, 60.0), (1e-4, 0.3), Scale::LogFromZero);

impl Knob {
    /// Its name in the page's markup.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Param(param) => param.row().slug,
            Self::FaultHalf => "fault-half",
            Self::FaultMost => "fault-most",
            Self::RecoveryHalf => "recovery-half",
            Self::RecoveryMost => "recovery-most",
            Self::RoundTrip => "round-trip",
            Self::Target => "target",
            Self::JourneyTarget(_) => "journey-target",
            Self::Rto => "rto",
            Self::Rpo => "rpo",
            Self::PeakLoad => "peak-load",
            Self::Growth => "growth",
            Self::Headroom => "headroom",
            Self::Budget => "budget",
            Self::Latency => "latency",
        }
    }

    /// It may be left empty.
    pub fn is_optional(self) -> bool {
        matches!(self, Self::JourneyTarget(_) | Self::Rto | Self::Rpo | Self::Budget | Self::Latency)
    }
}

impl Subject {
    /// Its value; none where there is no such number, or none was given.
    pub fn read(&self, knob: Knob) -> Option<f64> {
        match self {
            Self::Component(component) => match knob {
                Knob::Param(param) => param.read(component),
                _ => read_law(&component.fault, &component.recovery, knob),
            },
            Self::Zone(zone) => match knob {
                Knob::Param(param) => param.read_zone(zone),
                Knob::RoundTrip => Some(zone.round_trip_ms / 1000.0),
                _ => read_law(&zone.fault, &zone.recovery, knob),
            },
            Self::Goal(goal) => read_goal(goal, knob),
        }
    }

    /// What it may be. The 90 % point lies after the median, so its range moves with it.
    pub fn range(&self, knob: Knob) -> Range {
        let most = |half: Knob, wide: Range| {
            let median_h = self.read(half).unwrap_or(0.0);
            // Up to κ = 700, as steep as a recovery in parts may be.
            let least = (median_h * (1.0 + libm::log(9.0) / 700.0)).max(wide.min);
            Range {
                min: least,
                slider_min: (median_h * 1.02).max(wide.slider_min),
                slider_max: (median_h * 20.0).max(wide.slider_min * 100.0),
                scale: Scale::Log,
                ..wide
            }
        };
        match knob {
            Knob::Param(param) => Range::of(param),
            Knob::FaultHalf => Range { min: 1e-3, ..Range::of(Param::FaultMedian) },
            Knob::RecoveryHalf => Range { min: 1e-6, scale: Scale::Log, ..Range::of(Param::RecoveryMedian) },
            Knob::FaultMost => most(Knob::FaultHalf, Range { min: 1e-3, ..Range::of(Param::FaultMedian) }),
            Knob::RecoveryMost => most(Knob::RecoveryHalf, Range { min: 1e-6, ..Range::of(Param::RecoveryMedian) }),
            Knob::RoundTrip => ROUND_TRIP,
            Knob::Target | Knob::JourneyTarget(_) => TARGET,
            Knob::Rto | Knob::Rpo => RTO,
            Knob::PeakLoad => PEAK_LOAD,
            Knob::Growth => GROWTH,
            Knob::Headroom => HEADROOM,
            Knob::Budget => BUDGET,
            Knob::Latency => LATENCY,
        }
    }

    /// The edit that gives it `value`; none where it has no such number.
    pub fn edit(&self, knob: Knob, value: Option<f64>) -> Option<Edit> {
        match self {
            Self::Component(component) => {
                let mut next = (**component).clone();
                let done = match knob {
                    Knob::Param(param) => param.write(&mut next, value?),
                    _ => write_law(&mut next.fault, &mut next.recovery, knob, value?),
                };
                done.then(|| Edit::PutComponent(Rc::new(next)))
            }
            Self::Zone(zone) => {
                let mut next = (**zone).clone();
                let done = match knob {
                    Knob::Param(param) => param.write_zone(&mut next, value?),
                    Knob::RoundTrip => {
                        next.round_trip_ms = value? * 1000.0;
                        true
                    }
                    _ => write_law(&mut next.fault, &mut next.recovery, knob, value?),
                };
                done.then(|| Edit::PutZone(Rc::new(next)))
            }
            Self::Goal(goal) => {
                let mut next = (**goal).clone();
                write_goal(&mut next, knob, value)?;
                Some(Edit::PutGoal(Rc::new(next)))
            }
        }
    }

    /// Its laws of fault and recovery; a goal has none.
    pub fn laws(&self) -> Option<(Fault, Recovery)> {
        match self {
            Self::Component(component) => Some((component.fault, component.recovery)),
            Self::Zone(zone) => Some((zone.fault, zone.recovery)),
            Self::Goal(_) => None,
        }
    }

    /// The edit that gives it another law of fault.
    pub fn with_fault(&self, fault: Fault) -> Option<Edit> {
        match self {
            Self::Component(component) => {
                Some(Edit::PutComponent(Rc::new(Component { fault, ..(**component).clone() })))
            }
            Self::Zone(zone) => Some(Edit::PutZone(Rc::new(Zone { fault, ..(**zone).clone() }))),
            Self::Goal(_) => None,
        }
    }

    /// The edit that gives it another law of recovery.
    pub fn with_recovery(&self, recovery: Recovery) -> Option<Edit> {
        match self {
            Self::Component(component) => {
                Some(Edit::PutComponent(Rc::new(Component { recovery, ..(**component).clone() })))
            }
            Self::Zone(zone) => Some(Edit::PutZone(Rc::new(Zone { recovery, ..(**zone).clone() }))),
            Self::Goal(_) => None,
        }
    }

    /// Its default, where there is one to go back to.
    pub fn default_of(&self, knob: Knob) -> Option<f64> {
        match (self, knob) {
            (Self::Component(component), Knob::Param(param)) => param.default_on(component),
            (Self::Component(component), _) => {
                let row = component.kind.row();
                read_law(&row.fault, &row.recovery, knob)
            }
            (Self::Zone(zone), Knob::RoundTrip) => Some(zone.kind.row().round_trip_ms / 1000.0),
            (Self::Zone(zone), _) => {
                let row = zone.kind.row();
                let fresh = Zone { fault: row.fault, recovery: row.recovery, ..(**zone).clone() };
                Self::Zone(Rc::new(fresh)).read(knob)
            }
            (Self::Goal(_), Knob::Growth | Knob::Headroom) => read_goal(&Goal::default(), knob),
            (Self::Goal(_), _) => None,
        }
    }

    /// What its default rests on; none for what only a person can know.
    pub fn evidence_of(&self, knob: Knob) -> Option<Evidence> {
        let of_law = |fault: Evidence, recovery: Evidence| match knob {
            Knob::FaultHalf | Knob::FaultMost => Some(fault),
            Knob::RecoveryHalf | Knob::RecoveryMost => Some(recovery),
            Knob::Param(param) if param.is_of_law() => {
                Some(if param.row().slug.starts_with('f') { fault } else { recovery })
            }
            _ => Some(Evidence::SUGGESTED),
        };
        match (self, knob) {
            (Self::Component(component), Knob::Param(param)) => Some(param.evidence_on(component)),
            (Self::Component(component), _) => {
                let row = component.kind.row();
                of_law(row.fault_evidence, row.recovery_evidence)
            }
            (Self::Zone(zone), _) => of_law(zone.kind.row().fault_evidence, zone.kind.row().recovery_evidence),
            (Self::Goal(_), Knob::Growth | Knob::Headroom) => Some(Evidence::SUGGESTED),
            (Self::Goal(_), _) => None,
        }
    }
}

/// Median and 90 % point of the logistic laws.
fn read_law(fault: &Fault, recovery: &Recovery, knob: Knob) -> Option<f64> {
    let (law, q) = match (knob, fault, recovery) {
        (Knob::FaultHalf, Fault::Law(law), _) | (Knob::RecoveryHalf, _, Recovery::Law(law)) => (law, 0.5),
        (Knob::FaultMost, Fault::Law(law), _) | (Knob::RecoveryMost, _, Recovery::Law(law)) => (law, 0.9),
        _ => return None,
    };
    matches!(law, Lifetime::Logistic { .. }).then(|| law.quantile_h(q))
}

fn write_law(fault: &mut Fault, recovery: &mut Recovery, knob: Knob, value: f64) -> bool {
    let (law, half) = match (knob, fault, recovery) {
        (Knob::FaultHalf, Fault::Law(law), _) | (Knob::RecoveryHalf, _, Recovery::Law(law)) => (law, true),
        (Knob::FaultMost, Fault::Law(law), _) | (Knob::RecoveryMost, _, Recovery::Law(law)) => (law, false),
        _ => return false,
    };
    let Lifetime::Logistic { steepness_per_h, median_h } = *law else { return false };
    let next = if half {
        // κ = αβ stays, so the 90 % point moves in proportion; a median of 0 has no κ to keep.
        let kappa = law.kappa().filter(|kappa| *kappa > 0.0);
        let steepness_per_h = kappa.map_or(steepness_per_h, |kappa| kappa / value);
        Some(Lifetime::Logistic { steepness_per_h, median_h: value })
    } else {
        logistic_from_median_t90(median_h, value)
    };
    next.map(|next| *law = next).is_some()
}

fn read_goal(goal: &Goal, knob: Knob) -> Option<f64> {
    match knob {
        Knob::Target => Some(goal.target_u),
        Knob::JourneyTarget(id) => goal.journeys.iter().find(|journey| journey.id == id)?.target_u,
        Knob::Rto => goal.rto_h,
        Knob::Rpo => goal.rpo_h,
        Knob::PeakLoad => Some(goal.peak_load),
        Knob::Growth => Some(goal.growth),
        Knob::Headroom => Some(goal.headroom),
        Knob::Budget => goal.budget_per_month,
        Knob::Latency => goal.latency_ms.map(|ms| ms / 1000.0),
        Knob::Param(_)
        | Knob::FaultHalf
        | Knob::FaultMost
        | Knob::RecoveryHalf
        | Knob::RecoveryMost
        | Knob::RoundTrip => None,
    }
}

/// Sets a number of the goal; none where it has no such number or may not be empty.
fn write_goal(goal: &mut Goal, knob: Knob, value: Option<f64>) -> Option<()> {
    match knob {
        Knob::Target => goal.target_u = value?,
        Knob::JourneyTarget(id) => goal.journeys.iter_mut().find(|journey| journey.id == id)?.target_u = value,
        Knob::Rto => goal.rto_h = value,
        Knob::Rpo => goal.rpo_h = value,
        Knob::PeakLoad => goal.peak_load = value?,
        Knob::Growth => goal.growth = value?,
        Knob::Headroom => goal.headroom = value?,
        Knob::Budget => goal.budget_per_month = value,
        Knob::Latency => goal.latency_ms = value.map(|seconds| seconds * 1000.0),
        Knob::Param(_)
        | Knob::FaultHalf
        | Knob::FaultMost
        | Knob::RecoveryHalf
        | Knob::RecoveryMost
        | Knob::RoundTrip => return None,
    }
    Some(())
}
