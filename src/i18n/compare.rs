//! Words for two plans side by side, and for what differs between them.

use super::Lang;
use super::figures::{availability, duration, money, number};
use super::input::{Terms, load_unit, show};
use super::panel::{names, params};
use super::reasons::{Context, mode_of};
use crate::model::diff::{Change, GoalPart};
use crate::model::{ComponentId, Goal, Item, LinkId, Mode, Need, NeedKind, Param, Plan};

/// Labels that hold no figure.
pub struct Words {
    /// What it is for.
    pub lead: &'static str,
    /// Keeps the plan as A.
    pub keep: &'static str,
    /// Keeps the present plan as A instead.
    pub keep_again: &'static str,
    /// Puts A back onto the board.
    pub back: &'static str,
    /// A and the board change places.
    pub swap: &'static str,
    /// Forgets A.
    pub forget: &'static str,
    /// The column of what is on the board.
    pub now: &'static str,
    /// The first column's heading, for screen readers.
    pub figure: &'static str,
    /// The cost.
    pub cost: &'static str,
    /// The slowest recovery.
    pub rto: &'static str,
    /// The largest loss of data.
    pub rpo: &'static str,
    /// The largest added latency.
    pub latency: &'static str,
    /// Heading of the differences.
    pub differs: &'static str,
    /// There are none.
    pub same: &'static str,
    /// What the button Apply changes.
    pub will_change: &'static str,
}

const EN: Words = Words {
    lead: "Remember this plan as A, go on editing, and see both side by side",
    keep: "Remember as A",
    keep_again: "Make this A",
    back: "Go back to A",
    swap: "Swap",
    forget: "Forget A",
    now: "B (now)",
    figure: "Figure",
    cost: "Cost",
    rto: "Slowest back, 95 %",
    rpo: "Most data lost",
    latency: "Write latency added",
    differs: "What differs in B",
    same: "A and B are the same",
    will_change: "What will change",
};

const ZH: Words = Words {
    lead: "把当前方案记为 A，继续修改，两者并排对比",
    keep: "记为 A",
    keep_again: "改记当前为 A",
    back: "恢复到 A",
    swap: "互换",
    forget: "忘掉 A",
    now: "B（当前）",
    figure: "指标",
    cost: "成本",
    rto: "最慢恢复（95 %）",
    rpo: "最多丢失的数据",
    latency: "写延迟增加",
    differs: "B 的不同之处",
    same: "A 与 B 相同",
    will_change: "将会改变",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// So many differences are not listed.
pub fn more(lang: Lang, count: usize) -> String {
    lang.pick(format!("and {count} more"), format!("另有 {count} 处"))
}

/// A difference in words: whose it is, and what; both plans are asked for names and values.
pub fn change(lang: Lang, (from, to): (&Plan, &Plan), change: &Change) -> String {
    let (before, now) = (context(lang, from), context(lang, to));
    let colon = lang.pick(": ", "：");
    let of = |item: Item| name(now, item, to);
    match *change {
        Change::Added(item) => lang.pick(format!("{} is new", of(item)), format!("新增 {}", of(item))),
        Change::Removed(item) => {
            let name = name(before, item, from);
            lang.pick(format!("{name} is gone"), format!("移除 {name}"))
        }
        Change::Renamed(item) => format!("{} → {}", name(before, item, from), of(item)),
        Change::Kind(item) => format!("{}{colon}{} → {}", of(item), kind(lang, item, from), kind(lang, item, to)),
        Change::Strategy(id) => {
            let (a, b) = (strategy(before, from, id), strategy(now, to, id));
            format!("{}{colon}{a} → {b}", now.component(id))
        }
        Change::Law(item) => {
            let what = lang.pick("fault or recovery stated in another way", "故障或恢复改用另一种表述");
            format!("{}{colon}{what}", of(item))
        }
        Change::Number { item, param, from: a, to: b } => {
            let label = params::param(lang, param, mode(item, to)).label;
            let [a, b] = [a, b].map(|value| value_text(now, param, value));
            format!("{}{colon}{label} {a} → {b}", of(item))
        }
        Change::Otherwise(item) => {
            let what = lang.pick("set differently", "设置不同");
            format!("{}{colon}{what}", of(item))
        }
        Change::Need(id) => {
            let (a, b) = (need(lang, id, from), need(lang, id, to));
            // Of the same kind: its number differs, or how many suffice.
            let what =
                if a == b { lang.pick("set differently", "设置不同").to_owned() } else { format!("{a} → {b}") };
            format!("{}{colon}{what}", of(Item::Link(id)))
        }
        Change::Goal(part) => goal(lang, part, from, to),
    }
}

fn context(lang: Lang, plan: &Plan) -> Context<'_> {
    Context { lang, topology: &plan.topology, goal: &plan.goal }
}

fn name(at: Context<'_>, item: Item, plan: &Plan) -> String {
    match item {
        Item::Component(id) => at.component(id),
        Item::Zone(id) => at.zone(id),
        Item::Link(id) => {
            let link = plan.topology.links.get(&id);
            link.map_or(String::new(), |link| format!("{} → {}", at.component(link.from), at.component(link.to)))
        }
    }
}

fn kind(lang: Lang, item: Item, plan: &Plan) -> &'static str {
    match item {
        Item::Component(id) => plan.topology.components.get(&id).map_or("", |of| names::kind(lang, of.kind)),
        Item::Zone(id) => plan.topology.zones.get(&id).map_or("", |of| names::zone_kind(lang, of.kind)),
        Item::Link(_) => "",
    }
}

fn mode(item: Item, plan: &Plan) -> Mode {
    match item {
        Item::Component(id) => plan.topology.components.get(&id).map_or(Mode::Single, |of| of.strategy.mode()),
        Item::Zone(_) | Item::Link(_) => Mode::Single,
    }
}

/// A component's strategy, with the places of its units, as many as there are.
fn strategy(at: Context<'_>, plan: &Plan, id: ComponentId) -> String {
    let Some(component) = plan.topology.components.get(&id) else { return String::new() };
    let mode = mode_of(at.lang, component.strategy.mode(), component.units());
    let zones = component.placement.iter().filter_map(|place| Some((place.zone?, place.units)));
    let zones: Vec<String> = zones
        .map(|(zone, units)| if units > 1 { format!("{units} × {}", at.zone(zone)) } else { at.zone(zone) })
        .collect();
    if zones.is_empty() { mode } else { format!("{mode} · {}", zones.join(" + ")) }
}

fn value_text(at: Context<'_>, param: Param, value: f64) -> String {
    let terms = Terms { lang: at.lang, currency: &at.goal.currency, load_unit: at.goal.load_unit };
    show(terms, param.row().unit.into(), value)
}

fn need(lang: Lang, id: LinkId, plan: &Plan) -> String {
    match plan.topology.links.get(&id).map(|link| link.need) {
        Some(Need::Cached { hours }) => {
            let (name, time) = (names::need(lang, NeedKind::Cached), duration(lang, hours));
            lang.pick(format!("{name} ({time})"), format!("{name}（{time}）"))
        }
        Some(need) => names::need(lang, NeedKind::of(need)).to_owned(),
        None => String::new(),
    }
}

/// A part of the goal, before and after.
fn goal(lang: Lang, part: GoalPart, from: &Plan, to: &Plan) -> String {
    let none = || lang.pick("none", "无").to_owned();
    let time = |hours: Option<f64>| hours.map_or_else(none, |hours| duration(lang, hours));
    let (a, b) = (&from.goal, &to.goal);
    let (label, ends) = match part {
        GoalPart::Target => (lang.pick("Target", "目标"), Some([a, b].map(|goal| availability(goal.target_u)))),
        GoalPart::Window => {
            let window = |goal: &Goal| names::window(lang, goal.window).to_owned();
            (lang.pick("Window", "统计窗口"), Some([window(a), window(b)]))
        }
        GoalPart::Rto => ("RTO", Some([time(a.rto_h), time(b.rto_h)])),
        GoalPart::Rpo => ("RPO", Some([time(a.rpo_h), time(b.rpo_h)])),
        GoalPart::Load => {
            let load = |goal: &Goal| {
                let factors = format!("× {} × {}", number(goal.growth, 3), number(goal.headroom, 3));
                format!("{} {} {factors}", number(goal.peak_load, 4), load_unit(lang, goal.load_unit))
            };
            (lang.pick("Load × growth × headroom", "负载 × 增长 × 余量"), Some([load(a), load(b)]))
        }
        GoalPart::Budget => {
            let budget = |goal: &Goal| goal.budget_per_month.map_or_else(none, |budget| money(&goal.currency, budget));
            (lang.pick("Budget", "预算"), Some([budget(a), budget(b)]))
        }
        GoalPart::Latency => {
            let latency = |goal: &Goal| {
                goal.latency_ms.map_or_else(none, |ms| format!("{} {}", number(ms, 3), lang.pick("ms", "毫秒")))
            };
            (lang.pick("Latency limit", "延迟上限"), Some([latency(a), latency(b)]))
        }
        GoalPart::Journeys => (lang.pick("Journeys", "业务路径"), None),
        GoalPart::Rest => (lang.pick("Goal", "目标"), None),
    };
    let what = match ends {
        Some([a, b]) => format!("{a} → {b}"),
        None => lang.pick("set differently", "设置不同").to_owned(),
    };
    format!("{label}{}{what}", lang.pick(": ", "："))
}

/// What applying a recommendation comes to: "3 changes, +$200/month".
pub fn applying(lang: Lang, changes: usize, more_per_month: &str) -> String {
    let noun = if changes == 1 { "change" } else { "changes" };
    lang.pick(format!("{changes} {noun}, {more_per_month}"), format!("{changes} 处改变，{more_per_month}"))
}
