//! Published values where a number can be turned: which there are, and which one a slider that is dragged falls on.

use std::rc::Rc;

use super::knob::{GoalKnob, Knob, Quantile, Subject};
use super::range::Range;
use super::several::common;
use crate::engine::numeric::softplus;
use crate::i18n::input::Quantity;
use crate::model::ordered;
use crate::model::typical::{About, TYPICAL, Typical};
use crate::model::{Component, Fault, Lifetime, Param, Recovery};

/// A slider falls on a published value that is at most so far away, in px.
const REACH_PX: f64 = 6.0;

/// The published values of a number in its own unit, in the order of its slider; those beyond its range are left out.
pub fn typical(subject: &Subject, knob: Knob) -> Vec<(f64, &'static Typical)> {
    let range = subject.range(knob);
    let mut found: Vec<(f64, &Typical)> = TYPICAL
        .iter()
        .filter_map(|(about, typical)| Some((value(subject, knob, *about, typical.value)?, typical)))
        .filter(|(value, _)| (range.min..=range.max).contains(value))
        .collect();
    let is_falling = range.quantity == Quantity::Unavailability;
    ordered::sort_by(&mut found, |a, b| if is_falling { b.0.total_cmp(&a.0) } else { a.0.total_cmp(&b.0) });
    found
}

/// What a published value comes to in a knob; none where it is about something else, or comes to other values for others
/// of several.
fn value(subject: &Subject, knob: Knob, about: About, value: f64) -> Option<f64> {
    match (subject, knob, about) {
        (Subject::Goal(_), Knob::Goal(GoalKnob::Target | GoalKnob::JourneyTarget(_)), About::Target) => Some(value),
        (Subject::Component(component), Knob::Param(param), About::Part(own, kinds)) => {
            (param == own && (kinds.is_empty() || kinds.contains(&component.kind))).then_some(value)
        }
        (Subject::Component(component), knob, About::Life(kinds)) if kinds.contains(&component.kind) => {
            life(component, knob, value)
        }
        (Subject::Component(component), knob, About::Recovery(kinds)) if kinds.contains(&component.kind) => {
            recovery(component, knob, value)
        }
        (Subject::Several(components), knob, about) => {
            let own =
                |component: &Rc<Component>| self::value(&Subject::Component(Rc::clone(component)), knob, about, value);
            common(components, |component| own(component).map(f64::to_bits)).map(f64::from_bits)
        }
        (
            Subject::Component(_) | Subject::Zone(_) | Subject::Goal(_) | Subject::Link(_) | Subject::Set(_),
            Knob::Param(_) | Knob::Quantile(_) | Knob::RoundTrip | Knob::CachedFor | Knob::Switching | Knob::Goal(_),
            About::Part(..) | About::Life(_) | About::Recovery(_) | About::Target,
        ) => None,
    }
}

/// What a mean time to failure comes to in the way the law is stated.
fn life(component: &Component, knob: Knob, mean_h: f64) -> Option<f64> {
    let law = if let Fault::Law(law) = &component.fault { Some(law) } else { None };
    stated(law, knob, mean_h, (Param::FaultMean, Quantile::FaultHalf, Param::FaultMedian))
}

/// What a mean time to recovery comes to in the way the law is stated.
fn recovery(component: &Component, knob: Knob, mean_h: f64) -> Option<f64> {
    let law = if let Recovery::Law(law) = &component.recovery { Some(law) } else { None };
    stated(law, knob, mean_h, (Param::RecoveryMean, Quantile::RecoveryHalf, Param::RecoveryMedian))
}

/// What a mean comes to in the knob that states the law by its mean, by its quantiles or by its median; none in others.
fn stated(law: Option<&Lifetime>, knob: Knob, mean_h: f64, by: (Param, Quantile, Param)) -> Option<f64> {
    let (mean, half, median) = by;
    if knob == Knob::Param(mean) {
        return Some(mean_h);
    }
    let is_kappa_kept = knob == Knob::Quantile(half);
    if is_kappa_kept || knob == Knob::Param(median) { median_h(law?, mean_h, is_kappa_kept) } else { None }
}

/// The median of a logistic law that has this mean, in h: with its κ kept, or with its steepness kept.
///
/// The mean is sp(κ)/α with κ = αβ, so β = mean·κ/sp(κ), or β = ln(e^(α·mean) − 1)/α.
fn median_h(law: &Lifetime, mean_h: f64, is_kappa_kept: bool) -> Option<f64> {
    let Lifetime::Logistic { steepness_per_h, .. } = *law else { return None };
    let kappa = law.kappa().filter(|kappa| *kappa > 0.0)?;
    if is_kappa_kept {
        return Some(mean_h * kappa / softplus(kappa));
    }
    let scaled = steepness_per_h * mean_h;
    let median = if scaled > 30.0 { scaled } else { libm::log(libm::expm1(scaled)) };
    (median > 0.0).then_some(median / steepness_per_h)
}

/// The published value that a slider dragged to `position` falls on: the nearest within a few px of its `way_px`.
pub fn caught(values: &[(f64, &'static Typical)], range: &Range, position: u32, way_px: f64) -> Option<f64> {
    let px = way_px / f64::from(range.stops().max(1));
    let inside = values.iter().filter(|(value, _)| range.shows(*value));
    let away = inside.map(|(value, _)| (f64::from(range.position(*value).abs_diff(position)) * px, *value));
    away.filter(|(px, _)| *px <= REACH_PX).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, value)| value)
}
