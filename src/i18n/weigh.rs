//! The words for what is not known exactly: the band of the answer, and how much each input moves it.

use super::Lang;
use super::figures::{downtime, duration, percent};
use super::input::{Terms, show};
use super::panel::params;
use super::reasons::Context;
use crate::engine::weigh::{Band, Input, Swing};
use crate::model::{Item, Mode, Param, Window};

/// The fixed labels.
#[derive(Debug)]
pub struct Words {
    /// Heading of the inputs by how much they move the answer.
    pub swings: &'static str,
    /// How they are turned.
    pub how: &'static str,
    /// The same while the worker has not answered.
    pub weighing: &'static str,
    /// Nothing moves it.
    pub nothing: &'static str,
    /// How to give a number as an interval.
    pub hint: &'static str,
    /// Said of an input that has one.
    pub interval: &'static str,
}

const EN: Words = Words {
    swings: "What moves the answer most",
    how: "One input at a time: first those given as an interval, over it; then the others, at half and at twice of what they are",
    weighing: "Weighing the inputs…",
    nothing: "No input moves it",
    hint: "Not sure about a number? Type an interval such as [25, 35] min: the answer becomes a band",
    interval: "interval",
};

const ZH: Words = Words {
    swings: "哪些输入最影响结果",
    how: "每次只变一个输入：先列有区间的，取区间两端；其余取一半和两倍",
    weighing: "正在比较各输入…",
    nothing: "没有输入会影响结果",
    hint: "数字拿不准？可以填区间，如 [25, 35] 分钟，结果会变成一个范围",
    interval: "区间",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// "9 in 10 cases: 52 min to 3.1 h/yr; the target is met in 34 %".
pub fn band(lang: Lang, band: &Band) -> String {
    let low = duration(lang, band.low_u * Window::Year.hours());
    let (upper, high) = (duration(lang, band.high_u * Window::Year.hours()), downtime(lang, band.high_u, Window::Year));
    let meets = percent(band.meets);
    if low == upper {
        return lang.pick(
            format!("in 9 of 10 cases about {high}; target met in {meets}"),
            format!("九成情况下约为 {high}；{meets} 的情况达标"),
        );
    }
    lang.pick(
        format!("in 9 of 10 cases {low} to {high}; target met in {meets}"),
        format!("九成情况下为 {low}至 {high}；{meets} 的情况达标"),
    )
}

/// How the band was found.
pub fn band_title(lang: Lang, band: &Band) -> String {
    let Band { draws, .. } = band;
    lang.pick(
        format!("{draws} cases drawn from the intervals of the inputs, each on its own"),
        format!("从各输入的区间独立抽取 {draws} 种情况"),
    )
}

/// Whose input it is, and which: "Database · time to recovery".
pub fn input(at: Context<'_>, swing: &Swing) -> (String, &'static str) {
    let (name, mode) = match swing.item {
        Item::Component(id) => {
            let component = at.topology.components.get(&id);
            (at.component(id), component.map_or(Mode::Single, |component| component.strategy.mode()))
        }
        Item::Zone(id) => (at.zone(id), Mode::Single),
        Item::Link(_) => (String::new(), Mode::Single),
    };
    let lang = at.lang;
    let what = match swing.input {
        Input::FaultTime => lang.pick("time to failure", "故障间隔"),
        Input::RecoveryTime => lang.pick("time to recovery", "恢复时间"),
        Input::Param(param) => params::param(lang, param, mode).label,
    };
    (name, what)
}

/// Between which values it is turned: "30 min to 2 h".
pub fn turned(at: Context<'_>, swing: &Swing) -> String {
    let terms = Terms { lang: at.lang, currency: &at.goal.currency, load_unit: at.goal.load_unit };
    let quantity = match swing.input {
        Input::FaultTime => Param::FaultMean,
        Input::RecoveryTime => Param::RecoveryMean,
        Input::Param(param) => param,
    };
    let text = |value: f64| match swing.input {
        Input::FaultTime | Input::RecoveryTime => duration(at.lang, value),
        Input::Param(_) => show(terms, quantity.row().unit.into(), value),
    };
    // Of availabilities the lower one is the larger unavailability.
    let is_falling = swing.input == Input::Param(Param::FaultUnavailability);
    let (low, high) = if is_falling { (swing.high, swing.low) } else { (swing.low, swing.high) };
    at.lang.pick(format!("{} to {}", text(low), text(high)), format!("{} 至 {}", text(low), text(high)))
}

/// Downtime at both ends, the smaller one first: "1.2 h – 4.8 h/yr".
pub fn outcome(lang: Lang, swing: &Swing) -> String {
    let (low, high) = (swing.u_at_low.min(swing.u_at_high), swing.u_at_low.max(swing.u_at_high));
    format!("{} – {}", duration(lang, low * Window::Year.hours()), downtime(lang, high, Window::Year))
}
