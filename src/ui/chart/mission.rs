//! R(t) and 1 − A(t) of the whole system, everything new at 0: each over the shortest span that shows what there is to see.

use super::availability::decades;
use super::{Axis, Chart, Figure, Level};
use crate::engine::mission::{Mission, Moment, SPANS_H};
use crate::i18n::Lang;
use crate::i18n::chart::{self as say, share_of};
use crate::i18n::figures::duration;
use crate::i18n::terms::Term;
use crate::model::Window;

/// A chance of no outage below which nothing more is to be seen.
const OVER: f64 = 0.03;

/// As near to the long run, the chance of being down has settled.
const SETTLED: f64 = 0.01;

/// Both charts, R(t) first; none without moments.
pub(super) fn figures(lang: Lang, mission: &Mission, journey: Option<&str>, target_u: f64) -> Vec<Figure> {
    let Some(month) = at(mission, Window::Month.hours()) else { return Vec::new() };
    let words = say::words(lang);
    let ends: Vec<Moment> = SPANS_H.iter().filter_map(|span_h| at(mission, *span_h)).collect();
    let span_h = ends.iter().find(|end| end.unbroken < OVER).or(ends.last()).map_or(1.0, |end| end.t_h);
    let shown = |span_h: f64| mission.moments.iter().filter(move |moment| moment.t_h <= span_h * (1.0 + 1e-9));
    let rows = |cell: &dyn Fn(&Moment) -> String| ends.iter().map(|end| [duration(lang, end.t_h), cell(end)]).collect();
    let at_least = (!mission.is_series).then_some(month.at_least);
    let unbroken = Figure {
        title: words.unbroken,
        about: Term::Availability,
        note: Some(if mission.is_series { words.in_series } else { words.in_part }),
        sentence: say::month_sentence(lang, journey, month.unbroken, at_least),
        chart: Chart {
            span_h,
            axis: Axis::Share,
            curve: std::iter::once((0.0, 1.0))
                .chain(shown(span_h).map(|moment| (moment.t_h, moment.unbroken)))
                .collect(),
            shade: None,
            moment: (month.t_h <= span_h).then(|| {
                let label = format!("{} · {}", duration(lang, month.t_h), share_of(month.unbroken));
                (month.t_h, month.unbroken, label)
            }),
            levels: Vec::new(),
        },
        headings: [words.after_new, words.no_outage],
        rows: rows(&|end| say::share_at_least(lang, end.unbroken, end.at_least)),
    };
    let day = ends.first().map_or(0.0, |day| day.down);
    let is_settled = |moment: &Moment| (moment.down - mission.u).abs() <= SETTLED * mission.u;
    let settles_h = mission.moments.iter().rev().take_while(|moment| is_settled(moment)).last().map(|first| first.t_h);
    let span_h = ends.iter().find(|end| settles_h.is_some_and(|at| at <= end.t_h)).or(ends.last());
    let span_h = span_h.map_or(1.0, |end| end.t_h);
    let highest = shown(span_h).map(|moment| moment.down).fold(mission.u.max(target_u), f64::max);
    if highest <= 0.0 {
        return vec![unbroken];
    }
    let lowest = shown(span_h).map(|moment| moment.down).chain([mission.u, target_u]).filter(|u| *u > 0.0);
    let (low, high) = decades(lowest.fold(highest, f64::min), highest);
    let level =
        |value: f64, name: &str, is_target| Level { value, label: format!("{name} {}", share_of(value)), is_target };
    let levels = [level(mission.u, words.long_run, false), level(target_u, words.target, true)];
    let down = Figure {
        title: words.system_down,
        about: Term::Downtime,
        note: Some(words.system_down_note),
        sentence: say::system_sentence(lang, day, month.down, mission.u),
        chart: Chart {
            span_h,
            axis: Axis::Decades { low, high },
            curve: shown(span_h).map(|moment| (moment.t_h, moment.down)).collect(),
            shade: None,
            moment: None,
            levels: levels.into_iter().filter(|level| libm::log10(level.value) >= f64::from(low)).collect(),
        },
        headings: [words.after_new, words.down],
        rows: rows(&|end| share_of(end.down)),
    };
    vec![unbroken, down]
}

/// The moment at the end of a span.
fn at(mission: &Mission, span_h: f64) -> Option<Moment> {
    mission.moments.iter().find(|moment| (moment.t_h / span_h - 1.0).abs() < 1e-9).copied()
}
