//! A component's figures with their formulas and the values put in, and what the inputs rest on. The figures themselves come
//! from the engine; what is written here is how they follow, one line each.

use super::Lang;
use super::figures::{duration, frequency, money, number, percent, scientific, times};
use super::panel::names;
use super::reasons::Context;
use crate::engine::lifetime::Unit;
use crate::engine::report::Figures;
use crate::model::{Component, Fault, Strategy};

/// What the fold with the formulas is called.
pub fn heading(lang: Lang) -> &'static str {
    lang.pick("How these figures come about", "这些数字的算法")
}

/// A component's own figures, run as `component` says: a formula with its values to a line, then what the inputs rest on.
pub fn own(at: Context<'_>, component: &Component, figures: &Figures) -> Vec<String> {
    let lines = [
        unit(at.lang, component),
        chain(at.lang, component, figures),
        Some(down(at, figures)),
        outages(at.lang, figures),
        again(at.lang, component, figures),
        lost(at.lang, component, figures),
        carried(at, component, figures),
        Some(cost(at, component, figures)),
        Some(rests_on(at.lang, component)),
    ];
    lines.into_iter().flatten().collect()
}

/// An unavailability to three digits.
pub(super) fn small(u: f64) -> String {
    if u > 0.0 && u < 1e-3 { scientific(u, 3) } else { number(u, 3) }
}

/// One unit alone.
fn unit(lang: Lang, component: &Component) -> Option<String> {
    let unit = Unit::new(&component.fault, &component.recovery);
    let u = small(unit.unavailability());
    match component.fault {
        Fault::Never => None,
        Fault::Published { .. } => Some(lang.pick(
            format!("Of one unit: u₁ = 1 − the published availability = {u}"),
            format!("单个单元：u₁ = 1 − 公布的可用性 = {u}"),
        )),
        Fault::Law(_) => {
            let (mttf, mttr) = (duration(lang, unit.mttf_h()), duration(lang, unit.mttr_h()));
            Some(lang.pick(
                format!("Of one unit: u₁ = MTTR / (MTTF + MTTR) = {mttr} / ({mttf} + {mttr}) = {u}"),
                format!("单个单元：u₁ = MTTR ÷ (MTTF + MTTR) = {mttr} ÷ ({mttf} + {mttr}) = {u}"),
            ))
        }
    }
}

/// The strategy's chain with what it is given.
fn chain(lang: Lang, component: &Component, figures: &Figures) -> Option<String> {
    let redundancy = component.strategy.redundancy()?;
    let detect_h = redundancy.detection.mean_h();
    let values = [
        ("n", figures.units.to_string()),
        ("k", figures.needed.to_string()),
        ("c", percent(redundancy.coverage)),
        ("β_cc", percent(redundancy.common_cause)),
        ("T_detect = (m − ½)·i + t", duration(lang, detect_h)),
        (
            if matches!(component.strategy, Strategy::Quorum { .. }) { "T_elect" } else { "T_switch" },
            duration(lang, redundancy.switch_h),
        ),
        ("T_manual", duration(lang, redundancy.manual_h)),
        ("r", redundancy.crews.to_string()),
    ];
    let values = values.map(|(name, value)| format!("{name} = {value}")).join(lang.pick(", ", "，"));
    let mode = names::mode(lang, component.strategy.mode());
    Some(lang.pick(
        format!(
            "{mode}: a Markov chain in steady state, π·Q = 0 and u = Σ π over the states that are down, with {values}"
        ),
        format!("{mode}：马尔可夫链稳态，π·Q = 0，u = 不可用状态的 π 之和；其中 {values}"),
    ))
}

fn down(at: Context<'_>, figures: &Figures) -> String {
    let (u, down) = (small(figures.u), at.down(figures.u));
    at.lang.pick(
        format!("With faults of its zones, changes and planned windows: u = {u}; u × 8,766 h/yr = {down}"),
        format!("计入故障域故障、变更与计划窗口：u = {u}；u × 8,766 小时/年 = {down}"),
    )
}

fn outages(lang: Lang, figures: &Figures) -> Option<String> {
    let each_h = figures.mean_outage_h?;
    let (often, each) = (frequency(lang, figures.outages_per_h), duration(lang, each_h));
    Some(lang.pick(
        format!("Outages: w = Σ π × rate over the steps from up to down = {often}; u / w = {each} each"),
        format!("停机次数：w = 由可用到不可用的各步 π × 速率之和 = {often}；u ÷ w = 每次 {each}"),
    ))
}

fn again(lang: Lang, component: &Component, figures: &Figures) -> Option<String> {
    let times_h = [figures.rto_h.median_h, figures.rto_h.p95_h];
    if component.fault == Fault::Never || times_h.iter().any(|time| !time.is_finite()) {
        return None;
    }
    let [half, most] = times_h.map(|time| duration(lang, time));
    Some(match component.strategy.redundancy() {
        None => lang.pick(
            format!("RTO: R(t) = 50 % at {half}, 95 % at {most}, R the law of recovery"),
            format!("RTO：恢复分布 R(t) 在 {half}时达 50 %，在 {most}时达 95 %"),
        ),
        Some(redundancy) => {
            let worst = duration(lang, redundancy.detection.worst_h());
            lang.pick(
                format!("RTO: first passage to serving after the loss of a unit, detection at its worst m·i + t = {worst}: 50 % by {half}, 95 % by {most}"),
                format!("RTO：失去一个单元后首次恢复服务的时间，检测按最差 m·i + t = {worst}：50 % 不超过 {half}，95 % 不超过 {most}"),
            )
        }
    })
}

fn lost(lang: Lang, component: &Component, figures: &Figures) -> Option<String> {
    let time = duration(lang, figures.rpo_h?);
    Some(match component.strategy.redundancy() {
        None => lang.pick(format!("RPO: a backup every {time}"), format!("RPO：每 {time}备份一次")),
        Some(_) => lang.pick(format!("RPO: the replication lag = {time}"), format!("RPO：复制延迟 = {time}")),
    })
}

fn carried(at: Context<'_>, component: &Component, figures: &Figures) -> Option<String> {
    let most = figures.ceiling_load;
    if !most.is_finite() {
        return None;
    }
    let (load, capacity) = (at.load(most), at.load(component.capacity));
    let room = [times(at.goal.growth), times(at.goal.headroom), percent(component.load_share)];
    let [growth, headroom, share] = room;
    Some(at.lang.pick(
        format!(
            "Carries: units that serve × {capacity} / (growth {growth} × headroom {headroom} × share {share}) = {load}"
        ),
        format!("承载：服务单元数 × {capacity} ÷（增长 {growth} × 余量 {headroom} × 份额 {share}）= {load}"),
    ))
}

fn cost(at: Context<'_>, component: &Component, figures: &Figures) -> String {
    let sign = &at.goal.currency;
    let mut text = format!("{} × {}", figures.units, money(sign, component.price_per_month));
    let mode = component.strategy.mode().cost_multiplier();
    if (mode - 1.0).abs() > 0.0 {
        text.push_str(&at.lang.pick(
            format!(" × {} for the mode (suggested)", number(mode, 3)),
            format!(" × 模式系数 {}（建议值）", number(mode, 3)),
        ));
    }
    if component.is_spread() && at.goal.between_sites > 0.0 {
        text.push_str(&at.lang.pick(
            format!(" × {} between zones", number(1.0 + at.goal.between_sites, 3)),
            format!(" × 跨域系数 {}", number(1.0 + at.goal.between_sites, 3)),
        ));
    }
    if component.extra_per_month > 0.0 {
        text.push_str(&format!(" + {}", money(sign, component.extra_per_month)));
    }
    let total = at.per_month(figures.cost_per_month);
    at.lang.pick(format!("Cost: {text} = {total}"), format!("成本：{text} = {total}"))
}

/// What the laws of fault and recovery rest on.
fn rests_on(lang: Lang, component: &Component) -> String {
    let row = component.kind.row();
    let of = |is_default: bool, evidence| {
        if is_default {
            names::evidence(lang, evidence)
        } else {
            lang.pick("set in this plan", "由本方案填写").to_owned()
        }
    };
    let fault = of(component.fault == row.fault, row.fault_evidence);
    let recovery = of(component.recovery == row.recovery, row.recovery_evidence);
    lang.pick(
        format!("Source of the fault: {fault} Of the recovery: {recovery}").replace("plan Of", "plan. Of"),
        format!("故障数据：{fault}恢复数据：{recovery}").replace("填写恢复", "填写。恢复"),
    )
}
