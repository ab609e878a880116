//! P(t) with the unit's age and the risk ahead, and R(t) with its 95 % point.

use super::{Axis, Chart, Figure, nine};
use crate::engine::RISK_AHEAD_H;
use crate::engine::lifetime::Unit;
use crate::i18n::Lang;
use crate::i18n::chart::{self as say, share_of};
use crate::i18n::figures::duration;
use crate::i18n::terms::Term;
use crate::model::ordered;
use crate::model::{Component, Lifetime};

/// Steps of a curve.
const STEPS: u32 = 200;

/// What share of the units the time axis follows to the end.
const SHOWN: f64 = 0.995;

/// Both charts; none of a unit that never fails.
pub(super) fn figures(lang: Lang, component: &Component) -> Vec<Figure> {
    let unit = Unit::new(&component.fault, &component.recovery);
    let Some(fault) = unit.fault else { return Vec::new() };
    vec![fault_figure(lang, &fault, component.age_h), recovery_figure(lang, &unit.recovery)]
}

fn fault_figure(lang: Lang, law: &Lifetime, age_h: f64) -> Figure {
    let words = say::words(lang);
    let ahead_h = age_h + RISK_AHEAD_H;
    let span_h = positive(law.quantile_h(SHOWN).max(ahead_h * 1.05));
    let risk = law.risk_ahead(age_h, RISK_AHEAD_H);
    // The curve has nodes where the shade begins and ends.
    let mut curve = curve(law, span_h);
    curve.extend([age_h, ahead_h].map(|t_h| (t_h, law.cdf(t_h))));
    ordered::sort_by(&mut curve, |a, b| a.0.total_cmp(&b.0));
    let label = format!("{} {} · {}", words.now, duration(lang, age_h), say::risk(lang, risk));
    Figure {
        title: words.fault,
        about: Term::FaultPrediction,
        note: None,
        sentence: say::fault_sentence(lang, law.quantile_h(0.5), age_h, risk),
        chart: Chart {
            span_h,
            axis: Axis::Share,
            curve,
            shade: Some((age_h, ahead_h)),
            moment: Some((age_h, law.cdf(age_h), label)),
            levels: Vec::new(),
        },
        headings: [words.after_start, words.failed],
        rows: nine(span_h, |t_h| [duration(lang, t_h), share_of(law.cdf(t_h))]),
    }
}

fn recovery_figure(lang: Lang, law: &Lifetime) -> Figure {
    let words = say::words(lang);
    let (median_h, p95_h) = (law.quantile_h(0.5), law.quantile_h(0.95));
    let span_h = positive(law.quantile_h(SHOWN));
    Figure {
        title: words.recovery,
        about: Term::FaultRecovery,
        note: None,
        sentence: say::recovery_sentence(lang, median_h, p95_h),
        chart: Chart {
            span_h,
            axis: Axis::Share,
            curve: curve(law, span_h),
            shade: None,
            moment: Some((p95_h, law.cdf(p95_h), format!("95 % · {}", duration(lang, p95_h)))),
            levels: Vec::new(),
        },
        headings: [words.after_fault, words.recovered],
        rows: nine(span_h, |t_h| [duration(lang, t_h), share_of(law.cdf(t_h))]),
    }
}

fn curve(law: &Lifetime, span_h: f64) -> Vec<(f64, f64)> {
    let time = |step: u32| span_h * f64::from(step) / f64::from(STEPS);
    (0..=STEPS).map(|step| (time(step), law.cdf(time(step)))).collect()
}

/// A span that an axis can have.
fn positive(span_h: f64) -> f64 {
    if span_h.is_finite() && span_h > 0.0 { span_h } else { 1.0 }
}
