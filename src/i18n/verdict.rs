//! Words of the verdict, of the live region and of the what-if bar: the answer first, then what to do.

use super::Lang;
use super::figures::{availability, downtime, duration, frequency, number};
use super::formulas::small;
use super::reasons::{Context, mode_of, why_not};
use crate::engine::report::{
    Bounded, Choice, Diagnostic, Exactness, JourneyReport, Obstacle, Outcome, Recommendation, Report, Standing,
};
use crate::engine::report::{WhatIf, WhyNot, Works};
use crate::model::ordered;
use crate::model::{Plan, Window};

/// Labels that hold no figure.
pub struct Words {
    /// Name of the region.
    pub verdict: &'static str,
    /// Heading of other journeys.
    pub journeys: &'static str,
    /// The journey that nobody named.
    pub whole_system: &'static str,
    /// Label of the cost.
    pub cost: &'static str,
    /// Beside a cost while prices are defaults.
    pub equal_prices: &'static str,
    /// While the worker computes.
    pub refining: &'static str,
    /// In the place of a recommendation while the worker looks for it.
    pub choosing: &'static str,
    /// In its place when the worker gave none.
    pub not_chosen: &'static str,
    /// Primary button.
    pub apply: &'static str,
    /// Primary button when the target stays out of reach.
    pub apply_best: &'static str,
    /// In the place of Apply.
    pub undo: &'static str,
    /// Beside Undo.
    pub applied: &'static str,
    /// Heading of the list of strategies.
    pub strategies: &'static str,
    /// Opens the rejected strategies.
    pub why_not_others: &'static str,
    /// A choice that changes nothing.
    pub keep: &'static str,
    /// Heading of diagnostics.
    pub look_at: &'static str,
    /// Heading of the bars.
    pub costs_most: &'static str,
    /// Explains the bars.
    pub costs_most_how: &'static str,
    /// Opens a formula.
    pub how: &'static str,
    /// Title of the downtime.
    pub downtime_title: &'static str,
    /// Title of the window figure.
    pub window_title: &'static str,
    /// Title of the cost.
    pub cost_title: &'static str,
    /// The recommendation is the cheapest for certain.
    pub proven: &'static str,
    /// The search ended before it had any bound.
    pub unproven: &'static str,
    /// A zone in a list.
    pub zone: &'static str,
    /// Button of the what-if bar.
    pub mend_all: &'static str,
    /// Name of the what-if bar.
    pub what_if: &'static str,
}

const EN: Words = Words {
    verdict: "Verdict",
    journeys: "Other journeys",
    whole_system: "whole system",
    cost: "Cost",
    equal_prices: "with equal unit prices",
    refining: "refining…",
    choosing: "Looking for the cheapest choice that meets the target…",
    not_chosen: "No recommendation: the background calculation gave none",
    apply: "Apply",
    apply_best: "Apply the best there is",
    undo: "Undo",
    applied: "Applied",
    strategies: "Strategy by component",
    why_not_others: "Why not the others",
    keep: "stays",
    look_at: "Worth a look",
    costs_most: "What costs the most downtime",
    costs_most_how: "How much of the downtime would go if it never failed: U − U(pᵢ = 0)",
    how: "How it is computed",
    downtime_title: "Mean time per year in which the journey does not work",
    window_title: "Mean downtime in the window of the goal, and what the target allows",
    cost_title: "Units × price of a unit × the strategy's multiplier (suggested) + extras, summed over all components",
    proven: "No cheaper choice meets the goal: proven",
    unproven: "Best found; the search ended before it was proven",
    zone: "zone",
    mend_all: "Mend all",
    what_if: "Failed by hand",
};

const ZH: Words = Words {
    verdict: "结论",
    journeys: "其他业务路径",
    whole_system: "整个系统",
    cost: "成本",
    equal_prices: "按单价相同估算",
    refining: "正在细化…",
    choosing: "正在寻找达标的最低成本方案…",
    not_chosen: "暂无建议：后台计算没有给出结果",
    apply: "采用",
    apply_best: "采用可达到的最优",
    undo: "撤销",
    applied: "已采用",
    strategies: "各组件的容错策略",
    why_not_others: "为何不选其他策略",
    keep: "保持不变",
    look_at: "值得留意",
    costs_most: "停机主要来自哪里",
    costs_most_how: "若它从不故障，停机可减少多少：U − U(pᵢ = 0)",
    how: "计算方法",
    downtime_title: "业务路径每年平均不可用的时间",
    window_title: "目标窗口内的平均停机时间，以及目标允许的上限",
    cost_title: "单元数 × 单价 × 策略系数（建议值）+ 其他费用，按组件求和",
    proven: "没有更便宜的选择能达标：已证明",
    unproven: "目前找到的最优，搜索在证明之前结束",
    zone: "故障域",
    mend_all: "全部恢复",
    what_if: "手动置为故障",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// The largest text on the page: "Down 8.1 h/yr".
pub fn answer(lang: Lang, u: Bounded) -> String {
    if u.high <= 0.0 {
        return lang.pick("Never down", "不会停机").to_owned();
    }
    if u.low >= 1.0 {
        return lang.pick("Always down", "始终不可用").to_owned();
    }
    let high = downtime(lang, u.high, Window::Year);
    if u.low >= u.high {
        return lang.pick(format!("Down {high}"), format!("停机 {high}"));
    }
    let low = duration(lang, u.low * Window::Year.hours());
    lang.pick(format!("Down between {low} and {high}"), format!("停机在 {low}与 {high}之间"))
}

/// "target 4.4 h/yr".
pub fn target(lang: Lang, target_u: f64) -> String {
    let allowed = downtime(lang, target_u, Window::Year);
    lang.pick(format!("target {allowed}"), format!("目标 {allowed}"))
}

/// "about 13 outages a year, 70 min each"; none where it is not known how often, or never or always down.
pub fn outages(lang: Lang, journey: &JourneyReport) -> Option<String> {
    let mean_h = journey.mean_outage_h()?;
    let per_year = Window::Year.hours() * journey.outages_per_h?;
    let each = duration(lang, mean_h);
    if per_year >= 0.95 {
        let count = number(per_year, 2);
        let outages = if count == "1" { "outage" } else { "outages" };
        return Some(lang.pick(
            format!("about {count} {outages} a year, {each} each"),
            format!("每年约停机 {count} 次，平均每次 {each}"),
        ));
    }
    let every = duration(lang, Window::Year.hours() / per_year);
    Some(lang.pick(format!("one outage of {each} every {every}"), format!("约每 {every}停机一次，平均每次 {each}")))
}

/// What of the goal is missed besides the downtime: "also missed: RTO, budget"; none where nothing is.
pub fn also_missed(lang: Lang, report: &Report) -> Option<String> {
    let missed = |is: fn(&Diagnostic) -> bool, word| report.diagnostics.iter().any(is).then_some(word);
    let words = [
        missed(|one| matches!(one, Diagnostic::Breaks { limit: WhyNot::BreaksRto { .. }, .. }), "RTO"),
        missed(|one| matches!(one, Diagnostic::Breaks { limit: WhyNot::BreaksRpo { .. }, .. }), "RPO"),
        missed(
            |one| matches!(one, Diagnostic::Breaks { limit: WhyNot::BreaksLatency { .. }, .. }),
            lang.pick("write latency", "写入延迟"),
        ),
        missed(
            |one| matches!(one, Diagnostic::Breaks { limit: WhyNot::ClosedToData { .. }, .. }),
            lang.pick("where data may be kept", "数据存放地"),
        ),
        missed(
            |one| matches!(one, Diagnostic::Breaks { limit: WhyNot::TooManySites { .. }, .. }),
            lang.pick("places with data", "数据站点数"),
        ),
        missed(
            |one| matches!(one, Diagnostic::Breaks { limit: WhyNot::TooManyEndpoints { .. }, .. }),
            lang.pick("endpoints", "接入点数"),
        ),
        missed(
            |one| matches!(one, Diagnostic::Breaks { limit: WhyNot::NeedsSkill { .. }, .. }),
            lang.pick("skill", "运维水平"),
        ),
        missed(|one| matches!(one, Diagnostic::OverBudget), lang.pick("budget", "预算")),
    ];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    let is_met = report.worst().is_none_or(|worst| worst.standing() == Standing::Met);
    let (en, zh) = if is_met { ("but missed", "但未满足") } else { ("also missed", "同时未满足") };
    let list = words.join(lang.pick(", ", "、"));
    (!words.is_empty()).then(|| lang.pick(format!("{en}: {list}"), format!("{zh}：{list}")))
}

/// The glyph of a standing; the word stands beside it.
pub fn glyph(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "●",
        Standing::Missed => "✖",
        Standing::Unknown => "◌",
    }
}

/// Whether and by how much the target is met.
pub fn standing(lang: Lang, journey: &JourneyReport) -> String {
    match journey.standing() {
        Standing::Missed => {
            let by = ratio(lang, journey.u.low / journey.target_u);
            lang.pick(format!("misses by {by}"), format!("未达标，停机是目标的 {by}"))
        }
        Standing::Met => {
            let spare = duration(lang, (journey.target_u - journey.u.high).max(0.0) * Window::Year.hours());
            lang.pick(format!("meets the target, {spare} to spare"), format!("达标，每年余量 {spare}"))
        }
        Standing::Unknown => lang
            .pick("not certain: the bounds lie on both sides of the target", "尚不确定：上下界跨在目标两侧")
            .to_owned(),
    }
}

/// A ratio above 1 that never reads "1×".
fn ratio(lang: Lang, ratio: f64) -> String {
    // Close to 1 it takes more digits to say anything.
    let digits = if ratio < 1.01 {
        4
    } else if ratio < 1.1 {
        3
    } else {
        2
    };
    let figure = number(ratio, digits);
    lang.pick(format!("{figure}×"), format!("{figure} 倍"))
}

/// The downtime per window of the goal: "40 min/30 d of 22 min allowed".
pub fn window(lang: Lang, u: Bounded, target_u: f64, window: Window) -> String {
    let spent = downtime(lang, u.high, window);
    let allowed = duration(lang, target_u * window.hours());
    lang.pick(format!("{spent} of {allowed} allowed"), format!("{spent}，允许 {allowed}"))
}

/// A journey's name.
pub fn journey_name(lang: Lang, plan: &Plan, journey: &JourneyReport) -> String {
    let named = journey.journey.and_then(|id| plan.goal.journeys.iter().find(|journey| journey.id == id));
    named.map_or_else(|| words(lang).whole_system.to_owned(), |journey| journey.name.clone())
}

/// Names joined as a person would: "A, B and C".
pub fn list(lang: Lang, names: &[String]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => {
            lang.pick(format!("{} and {last}", rest.join(", ")), format!("{}、{last}", rest.join("、")))
        }
    }
}

/// How a choice reads inside a sentence: "the database as hot standby over A and B".
pub fn choice_phrase(at: Context<'_>, choice: &Choice) -> String {
    let name = at.component(choice.component);
    let mode = mode_of(at.lang, choice.chosen.strategy.mode(), choice.chosen.figures.units);
    let zones: Vec<String> =
        choice.chosen.placement.iter().filter_map(|place| place.zone).map(|id| at.zone(id)).collect();
    if zones.len() < 2 {
        return at.lang.pick(format!("{name} as {mode}"), format!("「{name}」改为{mode}"));
    }
    let over = list(at.lang, &zones);
    at.lang.pick(format!("{name} as {mode} over {over}"), format!("「{name}」改为{mode}（{over}）"))
}

/// The one sentence of recommendation.
pub fn recommendation(at: Context<'_>, plan: &Plan, report: &Report, recommended: &Recommendation) -> String {
    let lang = at.lang;
    match recommended.outcome {
        Outcome::Empty => lang
            .pick(
                "Add a component from the palette, connect it to what it needs, then set a target",
                "从组件库添加组件，连上它的依赖，再设定目标",
            )
            .to_owned(),
        Outcome::Keep if recommended.proven => {
            lang.pick("Nothing cheaper meets the target", "没有更便宜的方案能达标").to_owned()
        }
        Outcome::Keep => {
            lang.pick("Nothing cheaper was found that meets the target", "没有找到更便宜且达标的方案").to_owned()
        }
        Outcome::Change => change_sentence(at, report, recommended),
        Outcome::OverBudget => over_budget_sentence(at, report, recommended),
        Outcome::Unreachable => unreachable_sentence(at, plan, report, recommended),
    }
}

/// How sure it is that nothing cheaper meets the goal.
pub fn proof(lang: Lang, recommended: &Recommendation) -> String {
    let words = words(lang);
    if recommended.proven {
        return words.proven.to_owned();
    }
    let gap = recommended.gap();
    if !gap.is_finite() || gap > MOST_SAID {
        return words.unproven.to_owned();
    }
    // Rounded up: it is a promise.
    let most = number(shown_above(gap * 100.0), 2);
    lang.pick(
        format!("Best found: at most {most} % above the cheapest there can be"),
        format!("目前找到的最优：最多比理论最低成本高 {most}%"),
    )
}

/// A larger gap says nothing.
const MOST_SAID: f64 = 1.0;

/// The next number with two digits.
fn shown_above(figure: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(figure.max(1e-4))) - 1.0);
    libm::ceil(figure / unit * (1.0 - 1e-12)) * unit
}

/// What could be left aside to bring the goal into reach; that a target itself could is no news where it is the only one.
fn in_reach_without(at: Context<'_>, plan: &Plan, obstacles: &[Obstacle]) -> Option<String> {
    let lang = at.lang;
    let journeys = &plan.goal.journeys;
    let name = |obstacle: &Obstacle| {
        Some(match obstacle {
            Obstacle::Target(at) => {
                let journey = journeys.get(*at).filter(|_| journeys.len() > 1)?;
                lang.pick(format!("the target of {}", journey.name), format!("「{}」的目标", journey.name))
            }
            Obstacle::Load => lang.pick("the peak load", "峰值负载").to_owned(),
            Obstacle::Rto => "RTO".to_owned(),
            Obstacle::Rpo => "RPO".to_owned(),
            Obstacle::Latency => lang.pick("the latency limit", "延迟上限").to_owned(),
            Obstacle::Data => lang.pick("the limits on where data may be kept", "数据存放地的限制").to_owned(),
            Obstacle::Sites => lang.pick("the limit on places with data", "数据站点数上限").to_owned(),
            Obstacle::Endpoints => lang.pick("the limit on endpoints", "接入点数上限").to_owned(),
            Obstacle::Skill => lang.pick("the limit of the team's skill", "团队运维水平的限制").to_owned(),
            Obstacle::Wishes => lang.pick("what is pinned and ruled out", "已固定和已排除的选择").to_owned(),
        })
    };
    let names: Vec<String> = obstacles.iter().filter_map(name).collect();
    let names = names.join(lang.pick(" or ", "或"));
    (!names.is_empty()).then(|| lang.pick(format!("Within reach without {names}"), format!("放宽{names}即可达成")))
}

fn change_sentence(at: Context<'_>, report: &Report, recommended: &Recommendation) -> String {
    let lang = at.lang;
    let changes: Vec<&Choice> = recommended.choices.iter().filter(|choice| choice.is_change).collect();
    let what = if changes.len() <= 2 {
        let phrases: Vec<String> = changes.iter().map(|choice| choice_phrase(at, choice)).collect();
        lang.pick(format!("Run {}", list(lang, &phrases)), phrases.join("，"))
    } else {
        let names: Vec<String> = changes.iter().take(3).map(|choice| at.component(choice.component)).collect();
        let (count, names) = (changes.len(), list(lang, &names));
        if count > 3 {
            lang.pick(
                format!("Change {count} components, {names} among them"),
                format!("调整「{names}」等 {count} 个组件"),
            )
        } else {
            lang.pick(format!("Change {names}"), format!("调整「{names}」"))
        }
    };
    let cost = at.per_month_more(recommended.cost_after_per_month - report.cost_per_month);
    let Some(after) = worst_after(report, recommended) else { return what };
    let down = at.down(after.u.high);
    let met = after.standing() == Standing::Met;
    let result = lang.pick(if met { "target met" } else { "target missed" }, if met { "达标" } else { "未达标" });
    lang.pick(format!("{what}: down {down}, {result}, {cost}"), format!("{what}：停机 {down}，{result}，{cost}"))
}

/// The worst journey as it would be once the recommendation is applied.
pub fn worst_after(report: &Report, recommended: &Recommendation) -> Option<JourneyReport> {
    let after = report.journeys.iter().zip(&recommended.u_after);
    after
        .map(|(journey, u)| JourneyReport { u: Bounded { low: *u, high: *u }, ..journey.clone() })
        .max_by(|a, b| a.strain().total_cmp(&b.strain()))
}

fn over_budget_sentence(at: Context<'_>, report: &Report, recommended: &Recommendation) -> String {
    let lang = at.lang;
    let budget = at.per_month(at.goal.budget_per_month.unwrap_or(0.0));
    let cost = at.per_month(recommended.cost_after_per_month);
    let down = worst_after(report, recommended).map_or_else(String::new, |after| at.down(after.u.high));
    lang.pick(
        format!(
            "The goal does not fit the budget of {budget}: the cheapest that meets all of it costs {cost}, down {down}"
        ),
        format!("预算 {budget} 内无法满足目标：能全部满足的最低成本为 {cost}，停机 {down}"),
    )
}

fn unreachable_sentence(at: Context<'_>, plan: &Plan, report: &Report, recommended: &Recommendation) -> String {
    let lang = at.lang;
    let Some(after) = worst_after(report, recommended) else {
        return lang.pick("No strategy on the menu meets the goal", "可选策略都无法满足目标").to_owned();
    };
    let best = at.down(after.u.high);
    let is_met = after.standing() == Standing::Met;
    let head = if is_met {
        lang.pick(
            format!("The target can be met ({best}), but not within the other limits of the goal"),
            format!("停机目标可达（{best}），但无法同时满足其他限制"),
        )
    } else {
        let by = ratio(lang, after.strain());
        lang.pick(
            match recommended.proven {
                true => format!("No strategy on the menu meets the target; the best is {best}, {by} the target"),
                false => format!("No choice was found that meets the target; the best is {best}, {by} the target"),
            },
            match recommended.proven {
                true => format!("可选策略都达不到目标，最好为 {best}，是目标的 {by}"),
                false => format!("没有找到能达标的选择，最好为 {best}，是目标的 {by}"),
            },
        )
    };
    let in_the_way = obstacles(at, report, recommended, is_met);
    let mut sentences = vec![head];
    if !in_the_way.is_empty() && !plan.topology.components.is_empty() {
        let names = list(lang, &in_the_way);
        sentences.push(lang.pick(format!("In the way: {names}"), format!("主要障碍：{names}")));
    }
    sentences.extend(in_reach_without(at, plan, &recommended.obstacles));
    sentences.join(lang.pick(". ", "。"))
}

/// At most two things in the way of the goal: what keeps the worst journey down even at its best, or, where its target
/// could be met, what breaks another limit even so.
fn obstacles(at: Context<'_>, report: &Report, recommended: &Recommendation, is_met: bool) -> Vec<String> {
    let choice_of = |id| recommended.choices.iter().find(|choice| choice.component == id);
    if is_met {
        let chosen = recommended.choices.iter().filter_map(|choice| Some((choice.component, choice.breaks?)));
        let fixed = report.diagnostics.iter().filter_map(|one| {
            let Diagnostic::Breaks { component, limit } = one else { return None };
            choice_of(*component).is_none().then_some((*component, *limit))
        });
        let named = chosen.chain(fixed).map(|(id, limit)| aside(at.lang, &at.component(id), &why_not(at, &limit)));
        return named.take(2).collect();
    }
    let zones = report.zones.iter().map(|(id, zone)| (zone.cost_of_faults_u, at.zone(*id)));
    let parts = report.components.iter().map(|(id, now)| {
        let best = choice_of(*id).map_or(now.figures.u, |choice| choice.chosen.figures.u);
        // While several are always down, none of them alone would help.
        (if best < 1.0 { best.min(now.cost_of_faults_u) } else { best }, at.component(*id))
    });
    let mut all: Vec<(f64, String)> = zones.chain(parts).filter(|(u, _)| *u > 0.0).collect();
    ordered::sort_by(&mut all, |a, b| b.0.total_cmp(&a.0));
    let named = |(u, name): &(f64, String)| {
        let always = || at.lang.pick("always down", "始终不可用").to_owned();
        aside(at.lang, name, &if *u < 1.0 { at.down(*u) } else { always() })
    };
    all.iter().take(2).map(named).collect()
}

/// A name and, in the language's own brackets, what is said of it.
fn aside(lang: Lang, name: &str, said: &str) -> String {
    lang.pick(format!("{name} ({said})"), format!("{name}（{said}）"))
}

/// What the live region says: the answer, the target, the cost.
pub fn spoken(lang: Lang, plan: &Plan, report: &Report) -> String {
    let Some(worst) = report.worst() else {
        return lang.pick("The plan is empty", "方案为空").to_owned();
    };
    let at = Context { lang, topology: &plan.topology, goal: &plan.goal };
    let (answer, target) = (answer(lang, worst.u), target(lang, worst.target_u));
    let (standing, cost) = (standing(lang, worst), at.per_month(report.cost_per_month));
    let parts = [answer, target, standing].into_iter().chain(also_missed(lang, report)).chain([cost]);
    parts.collect::<Vec<_>>().join(lang.pick(", ", "，"))
}

/// Heading of the verdict when several journeys have targets: which one leads.
pub fn leads(lang: Lang, name: &str) -> String {
    lang.pick(format!("Worst journey: {name}"), format!("最差业务路径：{name}"))
}

/// Title of the percentage.
pub fn availability_title(lang: Lang, u: Bounded) -> String {
    let share = availability(u.high);
    lang.pick(
        format!("1 − u = {share}, with two digits of what is missing"),
        format!("1 − u = {share}，缺失部分保留两位有效数字"),
    )
}

/// The downtime's formula with the values put in, and how sure it is.
pub fn downtime_formula(lang: Lang, journey: &JourneyReport, exactness: Exactness) -> Vec<String> {
    let u = small(journey.u.high);
    let down = downtime(lang, journey.u.high, Window::Year);
    let (target_u, allowed) = (small(journey.target_u), downtime(lang, journey.target_u, Window::Year));
    let strain = number(journey.strain(), 2);
    let how = match exactness {
        Exactness::Exact => lang.pick(
            "u = P(the journey does not work), exact over all components and zones by a decision diagram",
            "u = P(业务路径不可用)，由决策图对全部组件与故障域精确求得",
        ),
        Exactness::Bounds => lang.pick(
            "u = P(the journey does not work), between bounds: the plan is too large for an exact figure at once",
            "u = P(业务路径不可用)，给出上下界：方案过大，暂无精确值",
        ),
    };
    vec![
        how.to_owned(),
        lang.pick(
            format!("u × 8,766 h/year = {u} × 8,766 h = {down}"),
            format!("u × 8,766 小时/年 = {u} × 8,766 = {down}"),
        ),
        lang.pick(
            format!("target: {target_u} × 8,766 h = {allowed}; u / target = {strain}"),
            format!("目标：{target_u} × 8,766 小时 = {allowed}；u / 目标 = {strain}"),
        ),
        lang.pick(
            "Source: binary decision diagrams (Bryant 1986); each component's own figure is in its details".to_owned(),
            "方法出处：二元决策图（Bryant 1986）；各组件自身的数字见其详情".to_owned(),
        ),
    ]
}

/// The availability's formula with the values put in.
pub fn availability_formula(lang: Lang, journey: &JourneyReport, window: Window) -> Vec<String> {
    let (u, hours) = (small(journey.u.high), number(window.hours(), 5));
    let (share, in_window) = (availability(journey.u.high), downtime(lang, journey.u.high, window));
    let allowed = downtime(lang, journey.target_u, window);
    vec![
        lang.pick(
            format!("1 − u = 1 − {u} = {share}, with two digits of what is missing"),
            format!("1 − u = 1 − {u} = {share}，缺失部分保留两位有效数字"),
        ),
        lang.pick(
            format!("u × {hours} h = {in_window}; the target allows {allowed}"),
            format!("u × {hours} 小时 = {in_window}；目标允许 {allowed}"),
        ),
    ]
}

/// How often and how long the outages are, with the values put in.
pub fn outages_formula(lang: Lang, journey: &JourneyReport) -> Vec<String> {
    let Some((per_h, mean_h)) = journey.outages_per_h.zip(journey.mean_outage_h()) else { return Vec::new() };
    let (often, each, u) = (frequency(lang, per_h), duration(lang, mean_h), small(journey.u.high));
    vec![
        lang.pick(
            format!("w = Σ Bᵢ·wᵢ + Σ of zones' faults = {often}: each component's outages times how much hangs on it (Birnbaum)"),
            format!("w = Σ Bᵢ·wᵢ + 故障域的故障 = {often}：各组件停机次数 × 其 Birnbaum 重要度"),
        ),
        lang.pick(
            format!("u / w = {u} / ({often}) = {each} each"),
            format!("u ÷ w = {u} ÷（{often}）= 每次 {each}"),
        ),
    ]
}

/// One component's line in the formula of the cost.
pub fn cost_line(at: Context<'_>, name: &str, units: u32, cost_per_month: f64) -> String {
    let cost = at.per_month(cost_per_month);
    let lang = at.lang;
    if lang == Lang::En && units == 1 {
        return format!("{name}: 1 unit, {cost}");
    }
    lang.pick(format!("{name}: {units} units, {cost}"), format!("{name}：{units} 个单元，{cost}"))
}

/// A button's name for screen readers: "Apply to Database".
pub fn apply_to(lang: Lang, name: &str) -> String {
    lang.pick(format!("Apply to {name}"), format!("对{name}采用"))
}

/// A journey beside the worst: its downtime, whether that meets its target, and how long it is degraded.
pub fn other_journey(lang: Lang, journey: &JourneyReport) -> String {
    let mut text = format!("{}, {}", answer(lang, journey.u), standing(lang, journey));
    if let Some(degraded) = degraded(lang, journey) {
        text.push_str(lang.pick(", ", "，"));
        text.push_str(&degraded);
    }
    text
}

/// How much of the time the journey works, but not in full; none where no soft link lies on it.
pub fn degraded(lang: Lang, journey: &JourneyReport) -> Option<String> {
    let u = journey.degraded_u?.high;
    if u <= 0.0 {
        return Some(lang.pick("never degraded", "不会降级").to_owned());
    }
    let time = downtime(lang, u, Window::Year);
    Some(lang.pick(format!("degraded for another {time}"), format!("另有 {time}降级运行")))
}

/// The figure over all journeys by their weights; none with fewer than two.
pub fn weighted(lang: Lang, report: &Report) -> Option<String> {
    let time = downtime(lang, report.weighted_u()?.high, Window::Year);
    Some(lang.pick(format!("Weighted over all: {time}"), format!("按权重合计：{time}")))
}

/// What still works with what has been failed by hand, journey by journey.
pub fn what_if_journeys(lang: Lang, plan: &Plan, report: &Report, what_if: &WhatIf) -> Vec<(String, Works)> {
    report
        .journeys
        .iter()
        .zip(&what_if.journeys)
        .map(|(journey, works)| (journey_name(lang, plan, journey), *works))
        .collect()
}

/// "still works", "works, degraded", "works for 15 min" or "down".
pub fn works(lang: Lang, works: Works) -> String {
    match works {
        Works::Up | Works::LostUnits => lang.pick("still works", "仍可用").to_owned(),
        Works::Degraded(_) => lang.pick("works, degraded", "降级可用").to_owned(),
        Works::UpFor(_, hours) => up_for(lang, hours),
        Works::DownByItself | Works::DownByNeed(_) => lang.pick("down", "不可用").to_owned(),
    }
}

/// "works for 15 min more": until the cache runs out.
pub fn up_for(lang: Lang, hours: f64) -> String {
    let time = duration(lang, hours);
    lang.pick(format!("works for {time} more"), format!("还可用 {time}"))
}

/// "3 components down, 5 lost units".
pub fn what_if_counts(lang: Lang, what_if: &WhatIf) -> String {
    let count = |wanted: &dyn Fn(Works) -> bool| what_if.components.values().filter(|works| wanted(**works)).count();
    let down = count(&|works| !works.is_up());
    let lost = count(&|works| works == Works::LostUnits);
    let lives = count(&|works| matches!(works, Works::UpFor(..)));
    let degraded = count(&|works| matches!(works, Works::Degraded(_)));
    let components = if down == 1 { "component" } else { "components" };
    let mut text = lang.pick(format!("{down} {components} down"), format!("{down} 个组件不可用"));
    let more = [
        (degraded, lang.pick(", {} degraded", "，{} 个降级")),
        (lives, lang.pick(", {} on their caches", "，{} 个靠缓存维持")),
        (lost, lang.pick(", {} lost units and still work", "，{} 个失去部分单元但仍可用")),
    ];
    for (count, phrase) in more.into_iter().filter(|(count, _)| *count > 0) {
        text.push_str(&phrase.replace("{}", &count.to_string()));
    }
    text
}
