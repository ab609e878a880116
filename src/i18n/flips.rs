//! Words for flip points: how far an input may move before another strategy is chosen.
//! It phrases facts; it never weighs them.

use super::Lang;
use super::input::{Quantity, Terms, show, spoken_unit_h};
use super::panel::params::param;
use super::reasons::{Context, mode_of};
use crate::engine::flip::{Flip, Input};
use crate::model::{Item, Mode};

/// Labels that hold no figure.
pub struct Words {
    /// The button that asks.
    pub ask: &'static str,
    /// While the worker looks.
    pub looking: &'static str,
    /// When no input has a flip point.
    pub none: &'static str,
    /// Before those of everything else.
    pub others: &'static str,
    /// While the worker looks for those.
    pub looking_at_others: &'static str,
    /// When none of everything else has one.
    pub none_of_others: &'static str,
}

const EN: Words = Words {
    ask: "What would change this",
    looking: "Looking for what would change this…",
    none: "No single input of this component would change it",
    others: "Inputs of others, of the ten that move the answer most:",
    looking_at_others: "Looking at the ten most influential others…",
    none_of_others: "Nor would any of the ten most influential others",
};

const ZH: Words = Words {
    ask: "什么会改变这一选择",
    looking: "正在寻找会改变这一选择的因素…",
    none: "该组件的任何单项输入都不会改变这一选择",
    others: "其他组件中对结果影响最大的十项输入：",
    looking_at_others: "正在查看其他影响最大的十项输入…",
    none_of_others: "其他影响最大的十项输入也不会改变它",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// "Stays best until “Switch-over” goes above 210 s (then: a cluster of 3)", or “Database · Switch-over” where the input
/// is not its own. `mode` is what is chosen now for the component `own`.
pub fn sentence(at: Context<'_>, (own, mode): (Item, Mode), flip: &Flip) -> String {
    let lang = at.lang;
    let mode_of_item = match flip.item {
        item if item == own => mode,
        Item::Component(id) => at.topology.components.get(&id).map_or(mode, |component| component.strategy.mode()),
        Item::Zone(_) | Item::Link(_) => Mode::Single,
    };
    let (name, quantity) = match flip.input {
        Input::Param(of) => (param(lang, of, mode_of_item).label, Quantity::from(of.row().unit)),
        Input::Target => (lang.pick("availability target", "可用性目标"), Quantity::Unavailability),
        Input::FaultTime => (lang.pick("time to failure", "故障间隔"), Quantity::Hours),
        Input::RecoveryTime => (lang.pick("time to recovery", "恢复时间"), Quantity::Hours),
    };
    let name = match flip.item {
        item if item == own => name.to_owned(),
        Item::Component(id) => format!("{} · {name}", at.component(id)),
        Item::Zone(id) => format!("{} · {name}", at.zone(id)),
        Item::Link(_) => name.to_owned(),
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
    if value <= 0.0 {
        return value;
    }
    let (unit, scale) = third_digit(quantity, value);
    (value / unit * scale).round() / scale * unit
}

/// The unit in which a positive value is said, and what makes its third digit there a whole number.
pub(super) fn third_digit(quantity: Quantity, value: f64) -> (f64, f64) {
    let unit = match quantity {
        Quantity::Hours => spoken_unit_h(value),
        Quantity::Seconds => spoken_unit_h(value / 3600.0) * 3600.0,
        Quantity::PerHour
        | Quantity::Share
        | Quantity::Unavailability
        | Quantity::Count
        | Quantity::Plain
        | Quantity::PerWeek
        | Quantity::PerYear
        | Quantity::Ratio
        | Quantity::Money
        | Quantity::Load => 1.0,
    };
    (unit, libm::pow(10.0, 2.0 - libm::floor(libm::log10(value / unit))))
}
