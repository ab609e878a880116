//! Words of the studies: the front of cost against downtime, how sure the choice is, where an input just meets the target.
//! It phrases facts; it never weighs them.

use super::Lang;
use super::figures::{duration, money, number};
use super::flips::third_digit;
use super::input::{Quantity, Terms, show};
use super::panel::params;
use super::reasons::{Context, mode_of};
use crate::engine::front::{Change, Front, Mark};
use crate::engine::inverse::Reach;
use crate::engine::weigh::Input;
use crate::engine::win::Tally;
use crate::model::{Mode, Param};

/// Labels that hold no figure.
#[derive(Debug)]
pub struct Words {
    /// Heading of the front.
    pub front: &'static str,
    /// What the front is and what can be done with it.
    pub front_how: &'static str,
    /// While the worker looks for it.
    pub front_looking: &'static str,
    /// Where the worker found none.
    pub front_none: &'static str,
    /// The slider along it.
    pub along: &'static str,
    /// The plan as it is.
    pub now: &'static str,
    /// The recommendation.
    pub recommended: &'static str,
    /// The target.
    pub target: &'static str,
    /// A stop that changes nothing.
    pub as_it_is: &'static str,
    /// The front is exact.
    pub whole: &'static str,
    /// Every stop is proven, but there may be others between them.
    pub least: &'static str,
    /// It may still grow.
    pub refining: &'static str,
    /// Opens the table.
    pub table: &'static str,
    /// Headings of the table.
    pub columns: [&'static str; 3],
    /// Makes what is looked at.
    pub apply: &'static str,
    /// Stops looking at it.
    pub back: &'static str,
    /// Name of the bar over a plan that is only looked at.
    pub preview: &'static str,
    /// Heading of the win share.
    pub win: &'static str,
    /// While the worker draws.
    pub drawing: &'static str,
    /// Where nothing can be drawn.
    pub nothing_drawn: &'static str,
    /// Heading of where the target is just met.
    pub reach: &'static str,
    /// How that is found.
    pub reach_how: &'static str,
    /// While the worker looks for it.
    pub reach_looking: &'static str,
    /// No input of the component changes anything.
    pub reach_none: &'static str,
    /// Gives an input that value.
    pub set: &'static str,
}

const EN: Words = Words {
    front: "Cost against downtime",
    front_how: "Each point is the least cost for so little downtime. Slide along it or click a point: the canvas shows that plan",
    front_looking: "Looking for the least cost of every downtime…",
    front_none: "Nothing to choose here",
    along: "Along the curve",
    now: "now",
    recommended: "recommended",
    target: "target",
    as_it_is: "the plan as it is",
    whole: "Proven: no point can be had for less, and none is missing",
    least: "Proven: no point can be had for less; between them there may be more",
    refining: "refining…",
    table: "As a table",
    columns: ["Cost", "Downtime", "What changes"],
    apply: "Apply",
    back: "Back to the plan",
    preview: "Preview, not applied yet",
    win: "How sure the choice is",
    drawing: "Drawing the inputs…",
    nothing_drawn: "Nothing to draw: no choice meets the goal, or no input is uncertain",
    reach: "Where the target is just met",
    reach_how: "One input at a time, everything else unchanged",
    reach_looking: "Looking for where the target is just met…",
    reach_none: "No input of this component decides over the target",
    set: "Set",
};

const ZH: Words = Words {
    front: "成本与停机的取舍",
    front_how: "每个点是该停机水平下的最低成本。拖动滑块或点击某点，画布显示对应方案",
    front_looking: "正在求各停机水平的最低成本…",
    front_none: "没有可选的方案",
    along: "沿曲线移动",
    now: "目前",
    recommended: "建议",
    target: "目标",
    as_it_is: "当前方案",
    whole: "已证明：每个点都是最低成本，且没有遗漏",
    least: "已证明：每个点都是最低成本；点与点之间可能还有其他选择",
    refining: "正在细化…",
    table: "以表格查看",
    columns: ["成本", "停机", "变更"],
    apply: "采用",
    back: "回到当前方案",
    preview: "预览，尚未采用",
    win: "这一选择有多可靠",
    drawing: "正在抽样…",
    nothing_drawn: "无法抽样：没有方案能达成目标，或没有不确定的输入",
    reach: "目标的临界值",
    reach_how: "每次只变一个输入，其余不变",
    reach_looking: "正在求目标的临界值…",
    reach_none: "该组件没有能决定是否达标的输入",
    set: "设为此值",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// The downtime of a stop, as short as can be: "26 min/yr".
pub fn downtime_of(at: Context<'_>, mark: &Mark) -> String {
    at.down(mark.u)
}

/// A stop in words: "$420/month, down 26 min/yr, meets the target".
pub fn mark(at: Context<'_>, mark: &Mark) -> String {
    let lang = at.lang;
    let (cost, down) = (at.per_month(mark.cost_per_month), at.down(mark.u));
    let met = mark.strain <= 1.0 + 1e-9;
    let standing =
        lang.pick(if met { "meets the target" } else { "misses the target" }, if met { "达标" } else { "未达标" });
    lang.pick(format!("{cost}, down {down}, {standing}"), format!("{cost}，停机 {down}，{standing}"))
}

/// One change: "Database: hot standby, zone A + zone B".
pub fn change(at: Context<'_>, change: &Change) -> String {
    let lang = at.lang;
    let name = at.component(change.component);
    let mode = mode_of(lang, change.to.strategy.mode(), change.units);
    let zones: Vec<String> = change.to.placement.iter().filter_map(|place| place.zone).map(|id| at.zone(id)).collect();
    let over = if zones.len() > 1 { format!("{}{}", lang.pick(", ", "，"), zones.join(" + ")) } else { String::new() };
    format!("{name}{}{mode}{over}", lang.pick(": ", "："))
}

/// The front in one sentence.
pub fn front_sentence(at: Context<'_>, front: &Front) -> String {
    let lang = at.lang;
    let (Some(first), Some(last)) = (front.stops.first(), front.stops.last()) else { return String::new() };
    let count = front.stops.len();
    let (low, high) = (at.per_month(first.at.cost_per_month), at.per_month(last.at.cost_per_month));
    let (most, least) = (at.down(first.at.u), at.down(last.at.u));
    let met = front.stops.iter().find(|stop| stop.at.strain <= 1.0 + 1e-9);
    let met = met.map_or_else(
        || lang.pick("no point meets the target", "没有点达标").to_owned(),
        |stop| {
            let cost = at.per_month(stop.at.cost_per_month);
            lang.pick(format!("the target is met from {cost} on"), format!("{cost} 起达标"))
        },
    );
    let now = format!("{}{}{}", at.per_month(front.now.cost_per_month), lang.pick(", ", "，"), at.down(front.now.u));
    lang.pick(
        format!("{count} points from {low}, down {most}, to {high}, down {least}; {met}; now {now}"),
        format!("共 {count} 个点，从 {low}（停机 {most}）到 {high}（停机 {least}）；{met}；目前 {now}"),
    )
}

/// How sure the front is: proven, or by how much of the proven bound a point may be too dear.
pub fn front_proof(lang: Lang, front: &Front) -> String {
    if front.is_whole {
        return words(lang).whole.to_owned();
    }
    if front.are_least {
        return words(lang).least.to_owned();
    }
    let gap = front.gap();
    if !gap.is_finite() || gap > 1.0 {
        return lang
            .pick("The best found; a point may be missing or too dear", "目前找到的最优；可能有遗漏或偏贵的点")
            .to_owned();
    }
    // Rounded up: it is a promise.
    let most = number(libm::ceil(gap * 1000.0) / 10.0, 3);
    lang.pick(
        format!("The best found: nowhere more than {most} % above the least there can be"),
        format!("目前找到的最优：任何一点最多比理论最低成本高 {most} %"),
    )
}

/// Heading of the axis of costs.
pub fn costs_axis(at: Context<'_>) -> String {
    at.lang.pick(format!("Cost per month ({})", at.goal.currency), format!("每月成本（{}）", at.goal.currency))
}

/// "Stays the best in 87–93 % of 400 draws".
pub fn win_share(lang: Lang, tally: &Tally) -> String {
    let (low, high) = tally.share();
    // Outwards, in whole per cent unless that says too little: the interval is a promise.
    let steps = if high - low > 0.01 { 100.0 } else { 1000.0 };
    let percent = |share: f64| number(share / steps * 100.0, 3);
    let (low, high) = (percent(libm::floor(low * steps)), percent(libm::ceil(high * steps)));
    let draws = tally.draws;
    lang.pick(
        format!("Stays the best in {low}–{high} % of {draws} draws"),
        format!("{draws} 次抽样中，{low}–{high} % 仍为最优"),
    )
}

/// What else came out of the draws, each in a sentence.
pub fn win_details(at: Context<'_>, tally: &Tally) -> Vec<String> {
    let lang = at.lang;
    let draws = f64::from(tally.draws);
    let share = |count: u32| format!("{} %", number(f64::from(count) / draws * 100.0, 2));
    let mut said = Vec::new();
    if let Some(rival) = tally.rivals.first() {
        let named = rival.changes.iter().take(3).map(|(id, mode, units)| {
            let (name, mode) = (at.component(*id), mode_of(lang, *mode, *units));
            format!("{name}{}{mode}", lang.pick(" as ", "改为"))
        });
        let mut named = named.collect::<Vec<_>>().join(lang.pick(", ", "，"));
        if rival.changes.len() > 3 {
            named.push_str(lang.pick(" and more", "等"));
        }
        let wins = share(rival.wins);
        said.push(lang.pick(format!("The runner-up: {named}, in {wins}"), format!("次优：{named}，占 {wins}")));
    }
    if tally.tied > 0 {
        let tied = share(tally.tied);
        said.push(lang.pick(
            format!("A tie in {tied}: another choice costs the same (counted as staying the best)"),
            format!("{tied} 打平：另一选择成本相同（计入仍为最优）"),
        ));
    }
    if tally.unreachable > 0 {
        let none = share(tally.unreachable);
        said.push(
            lang.pick(format!("No choice meets the goal in {none}"), format!("{none} 的情况下没有方案能达成目标")),
        );
    }
    if tally.unproven > 0 {
        let unproven = share(tally.unproven);
        said.push(lang.pick(
            format!("Best found, not proven, in {unproven}"),
            format!("{unproven} 的情况下为目前找到的最优，未经证明"),
        ));
    }
    said.push(win_how(lang, tally));
    said
}

/// What was drawn, and that the interval is one of 95 %.
pub fn win_how(lang: Lang, tally: &Tally) -> String {
    let inputs = tally.inputs;
    let how = if tally.is_by_intervals {
        lang.pick(format!("{inputs} inputs drawn from their intervals"), format!("从区间中抽取 {inputs} 个输入"))
    } else {
        lang.pick(
            format!(
                "No input has an interval, so {inputs} are drawn from half to twice of what they are (nine cases in ten)"
            ),
            format!("没有输入给出区间，因此 {inputs} 个输入按其一半到两倍（九成情况）抽取"),
        )
    };
    lang.pick(format!("{how}; 95 % interval"), format!("{how}；95 % 置信区间"))
}

/// What an input is called on a component of this mode.
pub fn input_name(lang: Lang, input: Input, mode: Mode) -> &'static str {
    match input {
        Input::FaultTime => lang.pick("Time to failure", "故障间隔"),
        Input::RecoveryTime => lang.pick("Time to recovery", "恢复时间"),
        Input::Param(param) => params::param(lang, param, mode).label,
    }
}

/// What the inputs of a component can do at best where no value of them meets the target.
pub fn reach_best(at: Context<'_>, mode: Mode, best: &Reach, is_alone: bool) -> String {
    let lang = at.lang;
    let (name, down) = (input_name(lang, best.input, mode), at.down(best.best_u));
    match is_alone {
        true => lang.pick(
            format!("No input of this component meets the target alone; the best is {down} (“{name}”)"),
            format!("该组件的任何单项输入都不足以达标；最好为 {down}（「{name}」）"),
        ),
        false => lang.pick(
            format!("None of its other inputs does alone; the best is {down} (“{name}”)"),
            format!("其他单项输入都不足以达标；最好为 {down}（「{name}」）"),
        ),
    }
}

/// Where an input just meets the target, in words, and the value that does, rounded to the side that does and none where
/// it is met already; nothing where no value changes that.
pub fn reach(at: Context<'_>, mode: Mode, reach: &Reach) -> Option<(String, Option<f64>)> {
    let lang = at.lang;
    let to = reach.to?;
    let quantity = Quantity::from(reach.input.like().row().unit);
    let terms = Terms { lang, currency: &at.goal.currency, load_unit: at.goal.load_unit };
    let (name, now) = (input_name(lang, reach.input, mode), show(terms, quantity, reach.from));
    let value = safe(reach, to, quantity);
    let shown = show(terms, quantity, value);
    // An availability rises as the unavailability falls.
    let is_above = (to > reach.from) != (quantity == Quantity::Unavailability);
    let said =
        match (reach.is_met, is_above) {
            (false, true) => lang.pick(
                format!("{name} {now} → meets the target from {shown} on"),
                format!("{name} {now} → 不低于 {shown} 时达标"),
            ),
            (false, false) => lang.pick(
                format!("{name} {now} → meets the target at ≤ {shown}"),
                format!("{name} {now} → 不高于 {shown} 时达标"),
            ),
            (true, true) => lang
                .pick(format!("{name} {now}: still met up to {shown}"), format!("{name} {now}：升至 {shown} 仍达标")),
            (true, false) => lang
                .pick(format!("{name} {now}: still met down to {shown}"), format!("{name} {now}：降至 {shown} 仍达标")),
        };
    Some((said, (!reach.is_met).then_some(value)))
}

/// The button's name for screen readers: "Set time to recovery".
pub fn set_to(lang: Lang, name: &str) -> String {
    lang.pick(format!("Set “{name}”"), format!("设置「{name}」"))
}

/// The value with three digits, rounded to the side where the target is met.
fn safe(reach: &Reach, to: f64, quantity: Quantity) -> f64 {
    // A chance to work is rounded by what is missing from 1.
    let is_of_1 = reach.input == Input::Param(Param::Coverage);
    let place = |value: f64| if is_of_1 { 1.0 - value } else { value };
    let (from, to) = (place(reach.from), place(to));
    let up = (to > from) != reach.is_met;
    if to <= 0.0 {
        return place(to);
    }
    let (unit, scale) = third_digit(quantity, to);
    let digits = to / unit * scale;
    let rounded = if up { libm::ceil(digits - 1e-9) } else { libm::floor(digits + 1e-9) };
    let value = place(rounded / scale * unit);
    reach.input.like().clamp(value).unwrap_or(value)
}

/// The middle of a bar over a plan that is only looked at: "$420/month · down 26 min/yr".
pub fn previewed(at: Context<'_>, cost_per_month: f64, u: Option<f64>) -> String {
    let cost = format!("{}{}", money(&at.goal.currency, cost_per_month), at.lang.pick("/month", "/月"));
    let Some(u) = u else { return cost };
    let down = duration(at.lang, u * crate::model::Window::Year.hours());
    at.lang.pick(format!("{cost}, down {down}/yr"), format!("{cost}，停机 {down}/年"))
}
