//! 1 − A(t) of one unit, new at 0, by renewal, on a log axis; with the long-run level and the target across.

use super::{Axis, Chart, Figure, Level, nine};
use crate::engine::lifetime::Unit;
use crate::engine::renewal;
use crate::i18n::Lang;
use crate::i18n::chart::{self as say, share_of};
use crate::i18n::figures::duration;
use crate::i18n::terms::Term;
use crate::model::Component;
use crate::model::limits;

/// Even steps of the curve.
const STEPS: usize = 160;

/// The time axis ends after so many mean lives: the waves of a steep law have settled by then.
const LIVES: f64 = 4.0;

/// Decades shown at most.
const DECADES: i32 = 5;

/// The chart; none of a unit that never fails or is never down.
pub(super) fn figure(lang: Lang, component: &Component, target_u: Option<f64>) -> Option<Figure> {
    let unit = Unit::new(&component.fault, &component.recovery);
    let (long_run, span_h) = (unit.unavailability(), unit.mttf_h() * LIVES);
    if !(span_h.is_finite() && span_h > 0.0 && long_run > 0.0 && long_run < 1.0) {
        return None;
    }
    let words = say::words(lang);
    let curve = renewal::down_curve(&unit, span_h, STEPS);
    // What a dead start leaves is over after a few recoveries; the peak that matters comes later.
    let later = curve.iter().copied().filter(|(t_h, _)| *t_h > 20.0 * unit.mttr_h());
    let (peak_h, peak) = later.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0.0, long_run));
    let highest = curve.iter().map(|(_, u)| *u).fold(long_run, f64::max).max(target_u.unwrap_or(0.0));
    let lowest = curve.iter().map(|(_, u)| *u).filter(|u| *u > 0.0).fold(long_run, f64::min);
    let lowest = lowest.min(target_u.unwrap_or(lowest));
    let (low, high) = decades(lowest, highest);
    let mut levels =
        vec![Level { value: long_run, label: format!("{} {}", words.long_run, share_of(long_run)), is_target: false }];
    let target = target_u.filter(|target| libm::log10(*target) >= f64::from(low));
    levels.extend(target.map(|value| Level {
        value,
        label: format!("{} {}", words.target, share_of(value)),
        is_target: true,
    }));
    let at = |t_h: f64| {
        let after = curve.partition_point(|(t, _)| *t < t_h);
        curve.get(after).or(curve.last()).map_or(long_run, |(_, u)| *u)
    };
    Some(Figure {
        title: words.renewal,
        about: Term::Renewal,
        note: Some(words.renewal_note),
        sentence: say::renewal_sentence(lang, long_run, peak, peak_h),
        headings: [words.after_start, words.down],
        rows: nine(span_h, |t_h| [duration(lang, t_h), share_of(at(t_h))]),
        chart: Chart { span_h, axis: Axis::Decades { low, high }, curve, shade: None, moment: None, levels },
    })
}

/// The exponents of an axis from the lowest to the highest chance.
pub(super) fn decades(lowest: f64, highest: f64) -> (i32, i32) {
    let high = exponent(libm::ceil(libm::log10(highest))).min(0);
    (exponent(libm::floor(libm::log10(lowest))).clamp(high - DECADES, high - 1), high)
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to the exponents of an f64")]
fn exponent(value: f64) -> i32 {
    if value.is_finite() { limits::clamped(value, -300.0, 0.0) as i32 } else { -1 }
}
