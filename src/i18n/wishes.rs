//! Words for what a person settles about the recommendation, for the limits of people and data, and for growth.

use super::Lang;
use super::figures::number;
use super::panel::Words as Field;
use super::reasons::{Context, mode_of};
use crate::engine::scale::{Over, Step};
use crate::model::{Component, Skill};

/// Labels that hold no figure.
pub struct Words {
    /// Section: what a recommendation must respect.
    pub title: &'static str,
    /// The switch that keeps a component.
    pub pin: &'static str,
    /// What it does.
    pub pin_hint: &'static str,
    /// The modes that may be chosen.
    pub may: &'static str,
    /// How to read them.
    pub may_hint: &'static str,
    /// Units that are looked at.
    pub up_to: &'static str,
    /// It is pinned, in a word.
    pub pinned: &'static str,
    /// Some modes are ruled out or added, in a word.
    pub narrowed: &'static str,
    /// Most places with data.
    pub sites: Field,
    /// Most endpoints.
    pub endpoints: Field,
    /// What traffic between zones adds.
    pub between_sites: Field,
    /// The menu of what the team can do.
    pub skill: &'static str,
    /// The switch of a zone.
    pub data: &'static str,
    /// What it does.
    pub data_hint: &'static str,
    /// Heading of growth.
    pub scale: &'static str,
    /// Growth is not known.
    pub no_scale: &'static str,
    /// All components carry it.
    pub holds: &'static str,
}

const EN: Words = Words {
    title: "Recommendation",
    pin: "Keep it as it is",
    pin_hint: "Nothing else is recommended for it",
    may: "May be recommended",
    may_hint: "Switch off what is ruled out, switch on what is unusual for this kind",
    up_to: "Clusters up to",
    pinned: "pinned",
    narrowed: "narrowed",
    sites: Field {
        label: "Places with data, at most",
        symbol: "",
        help: "In how many places the data of one component may lie: each has to be protected. Left empty, it does not matter.",
    },
    endpoints: Field {
        label: "Endpoints, at most",
        symbol: "",
        help: "How many units of one component may be reached from outside: each has to be protected. Left empty, it does not matter.",
    },
    between_sites: Field {
        label: "Encryption between zones",
        symbol: "",
        help: "What encrypted traffic adds to the price of the units of a component that lies in several zones.",
    },
    skill: "The team is",
    data: "Data may be kept here",
    data_hint: "Switched off, no component that holds data is recommended a place in it",
    scale: "When the load grows",
    no_scale: "State a peak load and what a unit carries to see what breaks first",
    holds: "everything carries it",
};

const ZH: Words = Words {
    title: "推荐范围",
    pin: "保持现状",
    pin_hint: "不再为它推荐其他策略",
    may: "可推荐的策略",
    may_hint: "关闭要排除的策略，打开此类组件不常用的策略",
    up_to: "集群最多单元数",
    pinned: "已固定",
    narrowed: "已限定",
    sites: Field {
        label: "数据站点数上限",
        symbol: "",
        help: "一个组件的数据最多可分布在几处：每处都需要防护。留空表示不限。",
    },
    endpoints: Field {
        label: "接入点数上限",
        symbol: "",
        help: "一个组件最多有几个单元可从外部访问：每个都需要防护。留空表示不限。",
    },
    between_sites: Field {
        label: "跨故障域加密成本",
        symbol: "",
        help: "组件分布在多个故障域时，加密通信使单元价格增加的比例。",
    },
    skill: "团队水平",
    data: "允许存放数据",
    data_hint: "关闭后，不会推荐把存有数据的组件放在这里",
    scale: "负载增长时",
    no_scale: "填写峰值负载和单元容量后，可看到最先撑不住的组件",
    holds: "全部承载得住",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// What a team can do, as a choice of a menu.
pub fn team(lang: Lang, skill: Skill) -> &'static str {
    match skill {
        Skill::Basic => lang.pick("basic: restarts and restores", "基础：重启与恢复备份"),
        Skill::Practised => lang.pick("practised: takeovers and clusters", "熟练：主备与集群"),
        Skill::Expert => lang.pick("expert: no limit", "专家：不设限"),
    }
}

/// What a component's wishes come to, in a word.
pub fn digest(lang: Lang, component: &Component) -> &'static str {
    let wishes = &component.wishes;
    if wishes.is_pinned {
        words(lang).pinned
    } else if wishes.modes.is_some() || wishes.most_units.is_some() {
        words(lang).narrowed
    } else {
        ""
    }
}

/// "At 5×" as the beginning of a line.
pub fn at_factor(lang: Lang, step: &Step) -> String {
    let factor = number(step.factor, 2);
    lang.pick(format!("At {factor}×"), format!("{factor} 倍时"))
}

/// "carries 3.2× at most; a cluster of 12 would do".
pub fn breaks(at: Context<'_>, over: &Over) -> String {
    let lang = at.lang;
    // Rounded down: it is a promise.
    let most = number(floored(over.carries), 2);
    match over.still {
        Some((mode, units)) => {
            let still = mode_of(lang, mode, units);
            lang.pick(
                format!("carries {most}× at most; {still} would do"),
                format!("最多承载 {most} 倍；可改用：{still}"),
            )
        }
        None => lang.pick(
            format!("carries {most}× at most; no strategy does: larger units, or several components"),
            format!("最多承载 {most} 倍；没有策略可承载，需加大单元或拆分组件"),
        ),
    }
}

/// The next number below with two digits.
fn floored(figure: f64) -> f64 {
    if figure <= 0.0 {
        return 0.0;
    }
    let unit = libm::pow(10.0, libm::floor(libm::log10(figure)) - 1.0);
    libm::floor(figure / unit * (1.0 + 1e-12)) * unit
}
