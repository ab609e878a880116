//! Words of the decision record and of the printed page.

use super::Lang;
use super::figures::number;

/// Labels that hold no figure.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after what it says")]
pub struct Words {
    pub unnamed: &'static str,
    pub status: &'static str,
    pub date: &'static str,
    pub goal: &'static str,
    pub options: &'static str,
    pub recommendation: &'static str,
    pub would_change: &'static str,
    pub assumptions: &'static str,
    pub plan: &'static str,
    pub latency: &'static str,
    pub budget: &'static str,
    pub as_it_stands: &'static str,
    pub recommended: &'static str,
    pub columns: [&'static str; 7],
    pub columns_note: &'static str,
    pub assumption_columns: [&'static str; 4],
    pub met: &'static str,
    pub missed: &'static str,
    pub not_certain: &'static str,
    pub stays: &'static str,
    pub not_chosen: &'static str,
    pub entered: &'static str,
    pub none: &'static str,
    // The part of the share dialog.
    pub record: &'static str,
    pub record_lead: &'static str,
    pub copy: &'static str,
    pub save: &'static str,
    pub print: &'static str,
    // The printed page.
    pub components: &'static str,
    pub component_columns: [&'static str; 6],
}

const EN: Words = Words {
    unnamed: "unnamed plan",
    status: "Status: proposed  ",
    date: "Date: ",
    goal: "Goal",
    options: "Options considered",
    recommendation: "Recommendation",
    would_change: "What would change it",
    assumptions: "Assumptions",
    plan: "The plan",
    latency: "added write latency",
    budget: "budget",
    as_it_stands: "As it stands",
    recommended: "Recommended",
    columns: ["Option", "Downtime", "Availability", "Target", "Cost per month", "RTO (95 %)", "RPO"],
    columns_note: "Downtime of the journey that misses its target by most, or meets it by least. RTO and RPO of the slowest component, after the loss of one unit.",
    assumption_columns: ["Assumption", "Value", "For", "Source"],
    met: "met",
    missed: "missed",
    not_certain: "not certain",
    stays: " (stays)",
    not_chosen: "Not chosen: ",
    entered: "Entered for this plan.",
    none: "None: nothing in the plan can fail.",
    record: "Decision record",
    record_lead: "Goal, options with their numbers, recommendation with reasons, assumptions with sources; as Markdown for a wiki or a repository",
    copy: "Copy record",
    save: "Save record",
    print: "Print or save as PDF",
    components: "Components",
    component_columns: ["Component", "Strategy", "Zones", "Own downtime", "RTO (95 %)", "Cost"],
};

const ZH: Words = Words {
    unnamed: "未命名方案",
    status: "状态：提议  ",
    date: "日期：",
    goal: "目标",
    options: "备选方案",
    recommendation: "建议",
    would_change: "什么会改变这个选择",
    assumptions: "假设",
    plan: "方案链接",
    latency: "写入附加延迟",
    budget: "预算",
    as_it_stands: "现状",
    recommended: "建议方案",
    columns: ["方案", "停机", "可用性", "目标", "每月成本", "RTO（95 %）", "RPO"],
    columns_note: "停机取最不达标（或余量最小）的业务路径；RTO 与 RPO 取最慢的组件，以损失一个单元计。",
    assumption_columns: ["假设", "取值", "适用于", "来源"],
    met: "达标",
    missed: "未达标",
    not_certain: "尚不确定",
    stays: "（保持不变）",
    not_chosen: "未选：",
    entered: "为本方案填写。",
    none: "无：方案中没有会故障的部分。",
    record: "决策记录",
    record_lead: "目标、备选方案及其数字、建议与理由、假设与来源；Markdown 格式，可放进知识库或代码仓库",
    copy: "复制记录",
    save: "保存记录",
    print: "打印或存为 PDF",
    components: "组件",
    component_columns: ["组件", "容错策略", "故障域", "自身停机", "RTO（95 %）", "成本"],
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// The record's title.
pub fn title(lang: Lang, name: &str) -> String {
    lang.pick(format!("Decision record: {name}"), format!("决策记录：{name}"))
}

/// "checkout: at most 4.4 h/yr down (99.95 %)".
pub fn target(lang: Lang, journey: &str, allowed: &str, availability: &str) -> String {
    lang.pick(
        format!("{journey}: at most {allowed} down ({availability})"),
        format!("{journey}：停机不超过 {allowed}（{availability}）"),
    )
}

/// "RTO: at most 15 min".
pub fn limit(lang: Lang, what: &str, most: &str) -> String {
    lang.pick(format!("{what}: at most {most}"), format!("{what}：不超过 {most}"))
}

/// The load to be carried.
pub fn load(lang: Lang, peak: &str, growth: f64, headroom: f64) -> String {
    let (growth, headroom) = (number(growth, 3), number(headroom, 3));
    lang.pick(
        format!("peak load {peak}, growth × {growth}, headroom × {headroom}"),
        format!("峰值负载 {peak}，增长 × {growth}，余量 × {headroom}"),
    )
}

/// The name of the record's file.
pub fn file_name(lang: Lang, plan: &str) -> String {
    let words = plan.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-");
    let record = lang.pick("decision-record", "决策记录");
    if name.is_empty() { format!("{record}.md") } else { format!("{name}-{record}.md") }
}
