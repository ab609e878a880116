//! Words of the outline: the plan as a tree and as a table.

use super::Lang;
use super::figures::duration;
use crate::model::Need;

/// The outline's labels.
pub struct Words {
    /// Heading of the tree.
    pub tree: &'static str,
    /// Heading of the table.
    pub table: &'static str,
    /// Column: name.
    pub name: &'static str,
    /// Column: kind.
    pub kind: &'static str,
    /// Column: strategy.
    pub strategy: &'static str,
    /// Column: units.
    pub units: &'static str,
    /// Column: downtime.
    pub downtime: &'static str,
    /// Column: cost per month.
    pub cost: &'static str,
    /// Column: what it needs.
    pub needs: &'static str,
    /// Shown where there is nothing.
    pub empty: &'static str,
    /// Components that stand in no zone.
    pub no_zone: &'static str,
}

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    const EN: Words = Words {
        tree: "Zones and components",
        table: "All components",
        name: "Name",
        kind: "Kind",
        strategy: "Strategy",
        units: "Units",
        downtime: "Own downtime",
        cost: "Cost per month",
        needs: "Needs",
        empty: "The plan is empty: add a component from the palette",
        no_zone: "Outside every zone",
    };
    const ZH: Words = Words {
        tree: "故障域与组件",
        table: "全部组件",
        name: "名称",
        kind: "类型",
        strategy: "策略",
        units: "单元",
        downtime: "自身停机",
        cost: "每月成本",
        needs: "依赖",
        empty: "方案为空：从组件库添加组件",
        no_zone: "不在任何故障域",
    };
    lang.pick(&EN, &ZH)
}

/// A button's name: "Rename Database".
pub fn rename(lang: Lang, name: &str) -> String {
    lang.pick(format!("Rename {name}"), format!("重命名「{name}」"))
}

/// A button's name: "Delete Database".
pub fn delete(lang: Lang, name: &str) -> String {
    lang.pick(format!("Delete {name}"), format!("删除「{name}」"))
}

/// A need that is not hard: "A (degraded without it)", "A (cached for 15 min)".
pub fn need(lang: Lang, need: Need, name: &str) -> String {
    match need {
        Need::Hard | Need::OneOf(_) => name.to_owned(),
        Need::Soft => lang.pick(format!("{name} (soft)"), format!("{name}（弱依赖）")),
        Need::Cached { hours } => {
            let time = duration(lang, hours);
            lang.pick(format!("{name} (cached for {time})"), format!("{name}（缓存 {time}）"))
        }
        Need::Async => lang.pick(format!("{name} (async)"), format!("{name}（异步）")),
    }
}

/// What a component needs, when any of a set is enough: "1 of: A, B".
pub fn any_of(lang: Lang, needed: u32, names: &[String]) -> String {
    lang.pick(format!("{needed} of: {}", names.join(", ")), format!("任 {needed} 个：{}", names.join("、")))
}
