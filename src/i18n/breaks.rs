//! The words of the panel that says what breaks a journey: causes, steps, cut sets, importances.

use super::Lang;
use super::figures::{downtime, duration, number};
use super::verdict::list;
use crate::engine::causes::{Cause, Step};
use crate::engine::importance::Importance;
use crate::model::Window;

/// Labels that hold no figure.
pub struct Words {
    /// Heading of the bar.
    pub by_cause: &'static str,
    /// Headings of its table.
    pub columns: [&'static str; 3],
    /// Opens the rule.
    pub rule: &'static str,
    /// The rule, sentence by sentence.
    pub rules: &'static [&'static str],
    /// Heading of the list of what to fix.
    pub fix_first: &'static str,
    /// What its figures are.
    pub fix_first_how: &'static str,
    /// Heading of single points of failure.
    pub single_points: &'static str,
    /// There are none.
    pub no_single_points: &'static str,
    /// Heading of cut sets.
    pub together: &'static str,
    /// What a click does.
    pub together_how: &'static str,
    /// Opens the rest.
    pub more: &'static str,
    /// Heading of importances.
    pub importances: &'static str,
    /// Headings of their table, and what each means.
    pub measures: [(&'static str, &'static str); 6],
    /// Heading of downtime by window.
    pub windows: &'static str,
    /// Headings of its table.
    pub window_columns: [&'static str; 3],
    /// The plan has no journey that can go down.
    pub nothing: &'static str,
    /// The figures are bounds.
    pub too_large: &'static str,
    /// Sets are not listed here.
    pub no_sets: &'static str,
}

const EN: Words = Words {
    by_cause: "Downtime by cause",
    columns: ["Cause", "Down", "Share"],
    rule: "How it is split",
    rules: &[
        "Within a component an outage is charged, its whole length, to what started it: a fault, a takeover, a common cause, a change, a window",
        "Downtime that several parts make only together is shared equally among them: a share is ∫₀¹ p·∂U/∂p(t·p) dt, all chances scaled by t (Aumann and Shapley)",
        "So the parts add up to the whole, and one cause alone is charged with just what would go without it",
    ],
    fix_first: "Fix first",
    fix_first_how: "How much of the downtime would go if it never failed, U − U(pᵢ = 0), and which step costs most",
    single_points: "Single points of failure",
    no_single_points: "None: no component or zone takes a journey down alone",
    together: "What takes it down together",
    together_how: "Click to fail just these on the canvas and see what still works",
    more: "Show more",
    importances: "Importance measures",
    measures: [
        ("", ""),
        ("Birnbaum", "∂U/∂p: the chance that the journey hangs on it"),
        ("Criticality", "The share of the downtime that would go if it never failed"),
        ("Fussell–Vesely", "The share of the downtime in which a cut set that holds it is down"),
        ("RAW", "Risk achievement worth: how many times worse while it is down"),
        ("RRW", "Risk reduction worth: how many times better if it never failed"),
    ],
    windows: "Downtime by window",
    window_columns: ["Window", "Down", "Allowed"],
    nothing: "Nothing in this plan can fail",
    too_large: "The plan is too large to be split exactly: its figures are bounds",
    no_sets: "What goes down together is not listed: there is too much of it",
};

const ZH: Words = Words {
    by_cause: "停机按原因分解",
    columns: ["原因", "停机", "占比"],
    rule: "如何分摊",
    rules: &[
        "组件内部：每次停机的全部时长计入引发它的原因，如故障、切换、共因、变更或计划窗口",
        "几个部分同时失效才造成的停机由它们均摊：份额为 ∫₀¹ p·∂U/∂p(t·p) dt，所有概率同乘 t（Aumann 与 Shapley）",
        "因此各部分之和恰为总停机；若只有一个原因，记给它的正是没有它时能省去的",
    ],
    fix_first: "优先改进",
    fix_first_how: "若它从不故障，停机可减少多少：U − U(pᵢ = 0)；以及哪个环节耗时最多",
    single_points: "单点",
    no_single_points: "没有：任何单个组件或故障域失效都不会中断业务路径",
    together: "哪些一起失效会停",
    together_how: "单击即在画布上只让这些失效，看还有什么可用",
    more: "显示更多",
    importances: "重要度指标",
    measures: [
        ("", ""),
        ("Birnbaum", "∂U/∂p：业务路径取决于它的概率"),
        ("关键度", "若它从不故障，停机减少的比例"),
        ("Fussell–Vesely", "含有它的割集失效的时间占停机的比例"),
        ("RAW", "风险增加值：它失效期间停机概率是原来的多少倍"),
        ("RRW", "风险降低值：若它从不故障，停机降为原来的几分之一"),
    ],
    windows: "各窗口的停机",
    window_columns: ["窗口", "停机", "允许"],
    nothing: "方案里没有会故障的部分",
    too_large: "方案过大，目前只有上下界，无法精确分解",
    no_sets: "组合过多，不列出会一起致停的组合",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// What a cause is called.
pub fn cause(lang: Lang, cause: Cause) -> &'static str {
    match cause {
        Cause::Units => lang.pick("Faults of units", "单元故障"),
        Cause::TakeoversWorked => lang.pick("Takeovers that worked", "成功的切换"),
        Cause::TakeoversFailed => lang.pick("Takeovers that failed", "失败的切换"),
        Cause::CommonCause => lang.pick("Common causes", "共因故障"),
        Cause::Zones => lang.pick("Zones", "故障域"),
        Cause::Changes => lang.pick("Changes", "变更"),
        Cause::Planned => lang.pick("Planned windows", "计划窗口"),
        Cause::Load => lang.pick("Too few units for the load", "单元不足以承载负载"),
    }
}

/// Which step costs most: "most of it: repair (50 %)".
pub fn costliest(lang: Lang, step: Step, share: f64) -> String {
    let name = match step {
        Step::Detect => lang.pick("detecting", "发现"),
        Step::Diagnose => lang.pick("diagnosing", "定位"),
        Step::Repair => lang.pick("repairing", "修复"),
        Step::Verify => lang.pick("verifying", "验证"),
        Step::Recover => lang.pick("recovery", "恢复"),
        Step::TakeOver => lang.pick("takeovers while they run", "切换过程"),
        Step::TakeOverByHand => lang.pick("takeovers that fail", "切换失败后的人工处理"),
        Step::Undo => lang.pick("undoing bad changes", "回退变更"),
        Step::Window => lang.pick("planned windows", "计划窗口"),
        Step::Load => lang.pick("too few units for the load", "单元不足"),
    };
    let share = whole_percent(share);
    lang.pick(format!("mostly {name}, {share} of it"), format!("主要耗在{name}，占 {share}"))
}

/// A share without fractions of a per cent, below one with one digit.
pub fn whole_percent(share: f64) -> String {
    let percent = share * 100.0;
    format!("{} %", if percent >= 1.0 { number(percent.round(), 3) } else { number(percent, 1) })
}

/// What a screen reader says of the bar: each cause with its figure.
pub fn sentence(lang: Lang, whole: f64, parts: &[(Cause, f64)]) -> String {
    let year = |u: f64| downtime(lang, u, Window::Year);
    let each: Vec<String> = parts.iter().map(|(it, u)| format!("{} {}", cause(lang, *it), year(*u))).collect();
    let (all, each) = (year(whole), each.join(lang.pick(", ", "，")));
    lang.pick(format!("Down {all}: {each}"), format!("停机 {all}：{each}"))
}

/// A cut set as a sentence: "Checkout is down when Zone A and the replica are". Without a journey: the whole system.
pub fn cut_set(lang: Lang, journey: Option<&str>, names: &[String]) -> String {
    if names.len() == 1 {
        let only = names.concat();
        let what = journey.unwrap_or(lang.pick("The whole system", "整个系统"));
        return lang.pick(format!("{what} is down when {only} is"), format!("「{only}」不可用时，{what}停机"));
    }
    let what = journey.unwrap_or(lang.pick("The whole system", "整个系统"));
    match lang {
        Lang::En => format!("{what} is down when {} are", list(lang, names)),
        Lang::Zh => {
            let quoted: Vec<String> = names.iter().map(|name| format!("「{name}」")).collect();
            format!("{}同时不可用时，{what}停机", quoted.concat())
        }
    }
}

/// Something in a cut set.
pub enum Member {
    /// This is down, for longer than so many hours.
    Down(String, f64),
    /// The switch to these does not work.
    Switch(String),
}

/// A cut set in which time or a switch matters: "Checkout is down when the database is down for longer than 30 min and the
/// switch to B fails". Without a journey: the whole system.
pub fn lasting_cut_set(lang: Lang, journey: Option<&str>, members: &[Member]) -> String {
    let what = journey.unwrap_or(lang.pick("The whole system", "整个系统"));
    let clause = |member: &Member| match (member, lang) {
        (Member::Down(name, hours), Lang::En) if *hours > 0.0 => {
            format!("{name} is down for longer than {}", duration(lang, *hours))
        }
        (Member::Down(name, hours), Lang::Zh) if *hours > 0.0 => {
            format!("「{name}」不可用超过 {}", duration(lang, *hours))
        }
        (Member::Down(name, _), Lang::En) => format!("{name} is down"),
        (Member::Down(name, _), Lang::Zh) => format!("「{name}」不可用"),
        (Member::Switch(to), Lang::En) => format!("the switch to {to} fails"),
        (Member::Switch(to), Lang::Zh) => format!("切换到「{to}」失败"),
    };
    let clauses: Vec<String> = members.iter().map(clause).collect();
    match lang {
        Lang::En => format!("{what} is down when {}", list(lang, &clauses)),
        Lang::Zh => format!("{}时，{what}停机", clauses.join("，且")),
    }
}

/// How many cut sets there are: "12 minimal cut sets in all, 9 of at most 3 things".
pub fn cut_set_count(lang: Lang, all: &str, short: usize, has_more: bool) -> String {
    let all = digits(all);
    let short = format!("{}{short}", if has_more { lang.pick("more than ", "超过 ") } else { "" });
    let sets = if all == "1" { "set" } else { "sets" };
    lang.pick(
        format!("{all} minimal cut {sets} in all, {short} of at most three things"),
        format!("最小割集共 {all} 个，其中不超过三项的 {short} 个"),
    )
}

/// A long whole number: grouped, and from sixteen digits on its size only.
fn digits(whole: &str) -> String {
    match (whole.len(), whole.get(..1)) {
        (16.., Some(first)) => format!("≈ {first} × 10^{}", whole.len() - 1),
        _ => whole.parse().map_or_else(|_| whole.to_owned(), |value: f64| number(value, 16)),
    }
}

/// The cells of one row of importances, after the name.
pub fn measures(it: &Importance) -> [String; 5] {
    let figure = |value: f64| {
        if value > 0.0 && value < 1e-4 { super::figures::scientific(value, 2) } else { number(value, 3) }
    };
    [
        figure(it.birnbaum),
        figure(it.criticality),
        it.fussell_vesely.map_or_else(|| "–".to_owned(), figure),
        figure(it.achievement),
        figure(it.reduction),
    ]
}
