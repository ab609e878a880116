//! Words for flip points: how far an input may move before another strategy is chosen.
//! It phrases facts; it never weighs them.

use super::Lang;
use super::input::{Quantity, Terms, show, spoken_unit_h};
use super::panel::params::param;
use super::reasons::{Context, mode_of};
use crate::engine::flip::{Flip, Input};
use crate::model::Mode;

/// Labels that hold no figure.
pub struct Words {
    /// The button that asks.
    pub ask: &'static str,
    /// While the worker looks.
    pub looking: &'static str,
    /// When no input has a flip point.
    pub none: &'static str,
}

const EN: Words = Words {
    ask: "What would change this",
    looking: "Looking for what would change this…",
    none: "No single input of this component would change it",
};

const ZH: Words = Words {
    ask: "什么会改变这一选择",
    looking: "正在寻找会改变这一选择的因素…",
    none: "该组件的任何单项输入都不会改变这一选择",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// "Stays best until “Switch-over” goes above 210 s (then: a cluster of 3)". `mode` is what is chosen now.
pub fn sentence(at: Context<'_>, mode: Mode, flip: &Flip) -> String {
    let lang = at.lang;
    let (name, quantity) = match flip.input {
        Input::Param(of) => (param(lang, of, mode).label, Quantity::from(of.row().unit)),
        Input::Target => (lang.pick("availability target", "可用性目标"), Quantity::Unavailability),
    };
    let terms = Terms { lang, currency: &at.goal.currency, load_unit: at.goal.load_unit };
    let value = show(terms, quantity, three_digits(quantity, flip.to));
    // An availability rises as the unavailability falls.
    let rises = (flip.to > flip.from) != (quantity == Quantity::Unavailability);
    let then = flip.chosen.map_or_else(
        || lang.pick("the goal is out of reach", "目标无法达成").to_owned(),
        |(then, units)| match then == mode {
            true => lang
                .pick(format!("{units} of it, or in other places"), format!("同一策略，改为 {units} 个单元或换位置")),
            false => mode_of(lang, then, units),
        },
    );
    match (quantity == Quantity::Count, rises) {
        (true, _) => lang.pick(
            format!("Stays best until “{name}” is {value} (then: {then})"),
            format!("「{name}」变为 {value} 之前保持最优（之后：{then}）"),
        ),
        (false, true) => lang.pick(
            format!("Stays best until “{name}” goes above {value} (then: {then})"),
            format!("「{name}」高于 {value} 之前保持最优（之后：{then}）"),
        ),
        (false, false) => lang.pick(
            format!("Stays best until “{name}” drops below {value} (then: {then})"),
            format!("「{name}」低于 {value} 之前保持最优（之后：{then}）"),
        ),
    }
}

/// As many digits of a flip point as are sure, in the unit in which it is said.
fn three_digits(quantity: Quantity, value: f64) -> f64 {
    let unit = match quantity {
        Quantity::Hours => spoken_unit_h(value),
        Quantity::Seconds => spoken_unit_h(value / 3600.0) * 3600.0,
        Quantity::PerHour
        | Quantity::Share
        | Quantity::Unavailability
        | Quantity::Count
        | Quantity::Plain
        | Quantity::Ratio
        | Quantity::Money
        | Quantity::Load => 1.0,
    };
    if value <= 0.0 {
        return value;
    }
    let scale = libm::pow(10.0, 2.0 - libm::floor(libm::log10(value / unit)));
    (value / unit * scale).round() / scale * unit
}
