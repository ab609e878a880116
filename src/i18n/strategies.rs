//! Words of the table that compares strategies for one component, and of what to buy next.

use super::Lang;
use super::figures::{downtime, duration, money, number};
use super::panel::names;
use super::reasons::{Context, mode_of};
use crate::engine::placement::again::{Again, Disruption};
use crate::engine::report::{Alternative, Buy, Figures, WhyNot, Worst};
use crate::model::{Place, Window};

/// Labels that hold no figure.
pub struct Words {
    /// Name of the section and of the table.
    pub title: &'static str,
    /// What the table takes for granted.
    pub how: &'static str,
    /// Headings of the columns, each with what it is.
    pub columns: [(&'static str, &'static str); 9],
    /// The recommended one.
    pub recommended: &'static str,
    /// It is recommended, but does not meet the goal.
    pub best_there_is: &'static str,
    /// The one that is there.
    pub now: &'static str,
    /// The one that is looked at.
    pub seen: &'static str,
    /// It meets the goal at the same cost.
    pub meets: &'static str,
    /// Heading of the times to serve again.
    pub again: &'static str,
    /// Headings of their columns.
    pub again_columns: [&'static str; 3],
    /// The button that runs the component so.
    pub apply: &'static str,
    /// In its place where it is so already.
    pub is_so: &'static str,
    /// Strategies that make no sense for the kind.
    pub senseless: &'static str,
    /// Heading of what to buy next.
    pub buy: &'static str,
    /// What its figures are.
    pub buy_how: &'static str,
    /// Nothing saves downtime.
    pub buy_nothing: &'static str,
}

const EN: Words = Words {
    title: "Compare strategies",
    how: "Each row is the best variant of a strategy here, all other components as recommended. Click a row to see it on the canvas",
    columns: [
        ("Strategy", ""),
        ("Down", "Downtime of the worst journey with it"),
        ("Cost", "Of this component per month"),
        ("RTO 50 · 95 %", "Time to serve again after the loss of a unit: half of them, and 95 %"),
        ("RPO", "Data that a takeover may lose"),
        ("Write", "What a write waits for other zones"),
        ("Carries", "The largest peak load, growth and headroom included"),
        ("Sites · endpoints", "Places that hold it, and endpoints to protect"),
        ("Skill", "What it asks of the people who run it"),
    ],
    recommended: "recommended",
    best_there_is: "the best there is",
    now: "now",
    seen: "preview",
    meets: "meets the goal",
    again: "Serves again after the loss of…",
    again_columns: ["", "50 %", "95 %"],
    apply: "Use this",
    is_so: "It runs like this now",
    senseless: "Makes no sense for this kind",
    buy: "Buy next",
    buy_how: "Single changes of the plan as it stands, by downtime saved for the money",
    buy_nothing: "No single change within the goal's limits saves downtime",
};

const ZH: Words = Words {
    title: "策略对比",
    how: "每行是该策略在此处的最佳形式，其他组件按推荐配置。点击一行即可在画布上预览",
    columns: [
        ("策略", ""),
        ("停机", "采用后最差业务路径的停机"),
        ("成本", "该组件每月成本"),
        ("RTO 50 · 95 %", "失去一个单元后恢复服务的时间：50 % 与 95 % 分位"),
        ("RPO", "切换可能丢失的数据"),
        ("写延迟", "写入等待其他故障域的时间"),
        ("承载", "可承载的最大峰值，已计增长与余量"),
        ("站点 · 接入点", "分布的站点数，需防护的接入点数"),
        ("水平", "对运维人员的要求"),
    ],
    recommended: "推荐",
    best_there_is: "可达到的最优",
    now: "当前",
    seen: "预览",
    meets: "达标",
    again: "失去以下部分后恢复服务",
    again_columns: ["", "50 %", "95 %"],
    apply: "采用此策略",
    is_so: "当前即为此策略",
    senseless: "不适用于此类组件",
    buy: "下一步值得投入",
    buy_how: "在当前方案上只改一处，按每单位成本减少的停机排序",
    buy_nothing: "在目标的限制内，没有单项改动能减少停机",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// The cells of a strategy's row, after its name.
pub fn cells(at: Context<'_>, figures: &Figures, worst: Worst) -> [String; 8] {
    let lang = at.lang;
    let time = |hours: f64| if hours.is_finite() { duration(lang, hours) } else { "∞".to_owned() };
    let none = || "–".to_owned();
    [
        downtime(lang, worst.u, Window::Year),
        money(&at.goal.currency, figures.cost_per_month),
        format!("{} · {}", time(figures.rto_h.median_h), time(figures.rto_h.p95_h)),
        figures.rpo_h.map_or_else(none, |rpo_h| if rpo_h > 0.0 { time(rpo_h) } else { "0".to_owned() }),
        if figures.write_latency_ms > 0.0 {
            format!("+{} {}", number(figures.write_latency_ms, 2), lang.pick("ms", "毫秒"))
        } else {
            "0".to_owned()
        },
        if figures.ceiling_load.is_finite() { at.load(figures.ceiling_load) } else { none() },
        format!("{} · {}", figures.sites, figures.endpoints),
        names::skill(lang, figures.skill).to_owned(),
    ]
}

/// Why a strategy was not chosen, in two or three words.
pub fn short(at: Context<'_>, why: &WhyNot) -> String {
    let lang = at.lang;
    match *why {
        WhyNot::NotOnMenu => lang.pick("not for this kind", "不适用").to_owned(),
        WhyNot::Pinned => lang.pick("pinned", "已固定").to_owned(),
        WhyNot::RuledOut => lang.pick("ruled out", "已排除").to_owned(),
        WhyNot::NeedsZones => lang.pick("needs two zones", "需要两个故障域").to_owned(),
        WhyNot::OverCapacity { .. } => lang.pick("load too high", "承载不了").to_owned(),
        WhyNot::BreaksRto { .. } => lang.pick("breaks the RTO", "超出 RTO").to_owned(),
        WhyNot::BreaksRpo { .. } => lang.pick("breaks the RPO", "超出 RPO").to_owned(),
        WhyNot::BreaksLatency { .. } => lang.pick("writes too slow", "写入太慢").to_owned(),
        WhyNot::ClosedToData { .. } => lang.pick("data not allowed there", "数据不可存放").to_owned(),
        WhyNot::TooManySites { .. } => lang.pick("too many sites", "站点过多").to_owned(),
        WhyNot::TooManyEndpoints { .. } => lang.pick("too many endpoints", "接入点过多").to_owned(),
        WhyNot::NeedsSkill { .. } => lang.pick("asks too much skill", "水平不足").to_owned(),
        WhyNot::MissesTarget { .. } => lang.pick("misses the target", "不达标").to_owned(),
        WhyNot::CostsMore { per_month } => {
            let more = money(&at.goal.currency, per_month);
            lang.pick(format!("meets, +{more}"), format!("达标，+{more}"))
        }
        WhyNot::NoBetter => lang.pick("meets, no better", "达标，没有更好").to_owned(),
    }
}

/// The name of a row: the strategy with its units.
pub fn row_name(lang: Lang, alternative: &Alternative) -> String {
    let mode = alternative.strategy.mode();
    let (name, units) = (names::mode(lang, mode), alternative.figures.units);
    if units == mode.units_range().0 && units == mode.units_range().1 {
        name.to_owned()
    } else {
        format!("{name} × {units}")
    }
}

/// Where the units are: "2 in zone a, 1 in zone b".
pub fn placed(at: Context<'_>, placement: &[Place]) -> String {
    let lang = at.lang;
    let place = |place: &Place| {
        let units = place.units;
        match place.zone.map(|zone| at.zone(zone)) {
            Some(zone) => lang.pick(format!("{units} in {zone}"), format!("{zone} {units} 个")),
            None => lang.pick(format!("{units} outside every zone"), format!("故障域外 {units} 个")),
        }
    };
    placement.iter().map(place).collect::<Vec<_>>().join(lang.pick(", ", "，"))
}

/// What has been lost.
pub fn disruption(lang: Lang, again: &Again) -> String {
    let lost = match again.after {
        Disruption::Unit => lang.pick("a unit: process or host", "一个单元：进程或主机").to_owned(),
        Disruption::Zone(kind) => {
            let name = names::zone_kind(lang, kind);
            lang.pick(format!("a {}", name.to_lowercase()), format!("一个{name}"))
        }
        Disruption::All => lang.pick("all units at once", "全部单元同时").to_owned(),
        Disruption::Data => lang.pick("the data: a backup is restored", "数据损坏：从备份恢复").to_owned(),
    };
    match again.loses_h {
        Some(hours) => {
            let time = duration(lang, hours);
            lang.pick(format!("{lost}, up to {time} lost"), format!("{lost}，最多丢失 {time}"))
        }
        None => lost,
    }
}

/// A time to serve again.
pub fn time(lang: Lang, hours: f64) -> String {
    if hours.is_finite() { duration(lang, hours) } else { lang.pick("never", "不会").to_owned() }
}

/// What a change is: "Images in S3 as active-active sites".
pub fn buy_name(at: Context<'_>, buy: &Buy) -> String {
    let (name, mode) = (at.component(buy.component), buy.to.strategy.mode());
    let mode = mode_of(at.lang, mode, buy.to.figures.units);
    at.lang.pick(format!("{name} as {mode}"), format!("「{name}」改为{mode}"))
}

/// What it saves and costs: "+$150/month: 3.5 min/yr for each $1/month".
pub fn buy_worth(at: Context<'_>, buy: &Buy) -> String {
    let more = at.per_month_more(buy.more_per_month);
    let worth = buy.per_money();
    if !worth.is_finite() {
        return more;
    }
    let (time, one) = (downtime(at.lang, worth, Window::Year), at.per_month(1.0));
    at.lang.pick(format!("{more}: {time} for each {one}"), format!("{more}：每 {one} 减少停机 {time}"))
}

/// What it takes off the downtime: "−8.7 h/yr".
pub fn saves(at: Context<'_>, buy: &Buy) -> String {
    format!("−{}", at.down(buy.saves_u))
}
