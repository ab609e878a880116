//! What kinds, strategies, zones, windows and sources are called.

use crate::i18n::Lang;
use crate::model::evidence::{Evidence, Level};
use crate::model::strategy::Family;
use crate::model::{Kind, LoadUnit, Mode, NeedKind, Skill, Window, ZoneKind};

/// A kind of component.
pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Users => lang.pick("Users", "用户"),
        Kind::Dns => lang.pick("DNS", "DNS"),
        Kind::Cdn => lang.pick("CDN", "CDN"),
        Kind::Balancer => lang.pick("Load balancer", "负载均衡"),
        Kind::Service => lang.pick("Service", "服务"),
        Kind::Worker => lang.pick("Worker", "后台任务"),
        Kind::Cache => lang.pick("Cache", "缓存"),
        Kind::Sql => lang.pick("SQL database", "SQL 数据库"),
        Kind::KeyValue => lang.pick("Key-value store", "键值存储"),
        Kind::Queue => lang.pick("Queue", "消息队列"),
        Kind::ObjectStorage => lang.pick("Object storage", "对象存储"),
        Kind::BlockStorage => lang.pick("Block storage", "块存储"),
        Kind::Network => lang.pick("Network", "网络"),
        Kind::External => lang.pick("External service", "外部服务"),
        Kind::Power => lang.pick("Power", "供电"),
    }
}

/// A kind of zone.
pub fn zone_kind(lang: Lang, kind: ZoneKind) -> &'static str {
    match kind {
        ZoneKind::Region => lang.pick("Region", "地域"),
        ZoneKind::Zone => lang.pick("Zone", "可用区"),
        ZoneKind::Rack => lang.pick("Rack", "机柜"),
        ZoneKind::ReleaseTrain => lang.pick("Release train", "发布批次"),
    }
}

/// One of the families of strategies.
pub fn family(lang: Lang, family: Family) -> &'static str {
    match family {
        Family::Single => lang.pick("Single", "无冗余"),
        Family::Standby => lang.pick("Active/standby", "主备"),
        Family::Cluster => lang.pick("Cluster", "集群"),
        Family::Distributed => lang.pick("Distributed", "分布式"),
    }
}

/// What a strategy asks of the people who run it, and what a team can do; inside a sentence.
pub fn skill(lang: Lang, skill: Skill) -> &'static str {
    match skill {
        Skill::Basic => lang.pick("basic", "基础"),
        Skill::Practised => lang.pick("practised", "熟练"),
        Skill::Expert => lang.pick("expert", "专家"),
    }
}

/// A strategy with its variant, in full.
pub fn mode(lang: Lang, mode: Mode) -> &'static str {
    match mode {
        Mode::Single => lang.pick("Single", "无冗余"),
        Mode::HotStandby => lang.pick("Active/standby, hot", "主备（热备）"),
        Mode::WarmStandby => lang.pick("Active/standby, warm", "主备（温备）"),
        Mode::ColdStandby => lang.pick("Active/standby, cold", "主备（冷备）"),
        Mode::Cluster => lang.pick("Cluster", "集群"),
        Mode::Quorum => lang.pick("Distributed, quorum", "分布式（多数派）"),
        Mode::MultiSite => lang.pick("Distributed, multi-site", "分布式（多活）"),
    }
}

/// The variant within its family.
pub fn variant(lang: Lang, mode: Mode) -> &'static str {
    match mode {
        Mode::Single => lang.pick("Single", "无冗余"),
        Mode::HotStandby => lang.pick("Hot", "热备"),
        Mode::WarmStandby => lang.pick("Warm", "温备"),
        Mode::ColdStandby => lang.pick("Cold", "冷备"),
        Mode::Cluster => lang.pick("Cluster", "集群"),
        Mode::Quorum => lang.pick("Quorum", "多数派"),
        Mode::MultiSite => lang.pick("Multi-site", "多活"),
    }
}

/// What a strategy is, in one sentence.
pub fn mode_help(lang: Lang, mode: Mode) -> &'static str {
    match mode {
        Mode::Single => lang.pick(
            "One unit; when it fails, the component is down until it is mended",
            "只有一个单元；它故障时组件不可用，直到修好",
        ),
        Mode::HotStandby => {
            lang.pick("A standby runs in step and takes over within a minute or so", "备机实时同步运行，约一分钟内接管")
        }
        Mode::WarmStandby => {
            lang.pick("A standby runs a little behind and takes over in minutes", "备机运行但略有滞后，几分钟内接管")
        }
        Mode::ColdStandby => {
            lang.pick("A standby is started from a backup when it is needed", "需要时才从备份拉起备机")
        }
        Mode::Cluster => {
            lang.pick("Several units share the load; enough of them must be up", "多个单元分担负载，足够多可用即可")
        }
        Mode::Quorum => lang.pick(
            "A majority agrees on every write; a leader is elected anew when it fails",
            "每次写入由多数派确认；主节点失效时重新选主",
        ),
        Mode::MultiSite => lang.pick(
            "Every site serves, and each can carry the whole load alone",
            "各站点同时服务，任一站点都能独立承担全部负载",
        ),
    }
}

/// A window of the SLA.
pub fn window(lang: Lang, window: Window) -> &'static str {
    match window {
        Window::Month => lang.pick("Month", "月"),
        Window::Days28 => lang.pick("28 days", "28 天"),
        Window::Days30 => lang.pick("30 days", "30 天"),
        Window::Quarter => lang.pick("Quarter", "季度"),
        Window::Year => lang.pick("Year", "年"),
    }
}

/// A kind of link.
pub fn need(lang: Lang, kind: NeedKind) -> &'static str {
    match kind {
        NeedKind::Hard => lang.pick("Needed", "强依赖"),
        NeedKind::Any => lang.pick("Any of several", "多选一（k 选）"),
        NeedKind::Soft => lang.pick("Soft: degraded without it", "弱依赖（降级）"),
        NeedKind::Cached => lang.pick("Cached for a while", "缓存依赖"),
        NeedKind::Async => lang.pick("Async: never waited for", "异步依赖"),
    }
}

/// What a kind of link means.
pub fn need_means(lang: Lang, kind: NeedKind) -> &'static str {
    match kind {
        NeedKind::Hard => lang.pick("When the target is down, so is this component", "目标不可用时，本组件也不可用"),
        NeedKind::Any => lang.pick("Alternatives: it works while enough of them work", "它们互为替代：足够多可用即可"),
        NeedKind::Soft => lang.pick(
            "Without the target this component works, but not in full: degraded, not down",
            "目标不可用时本组件仍可用，但功能不全：计为降级，不计停机",
        ),
        NeedKind::Cached => lang.pick(
            "This component lives on what it has cached: an outage of the target hurts only after a while",
            "本组件可靠缓存维持一段时间：目标的故障超过这段时间才有影响",
        ),
        NeedKind::Async => lang.pick(
            "This component hands over and never waits: an outage of the target does not take it down",
            "本组件只管投递，从不等待：目标的故障不会使它不可用",
        ),
    }
}

/// A unit of load, as the list of them says it.
pub fn load_unit(lang: Lang, unit: LoadUnit) -> &'static str {
    match unit {
        LoadUnit::RequestsPerSecond => lang.pick("Requests/s", "请求/秒"),
        LoadUnit::TransactionsPerSecond => lang.pick("Transactions/s", "事务/秒"),
        LoadUnit::MessagesPerSecond => lang.pick("Messages/s", "消息/秒"),
        LoadUnit::MegabitsPerSecond => lang.pick("Megabits/s", "兆比特/秒"),
        LoadUnit::Users => lang.pick("Concurrent users", "并发用户"),
    }
}

/// How sure a default is: one word and one sentence.
pub fn level(lang: Lang, level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Quoted => lang.pick(("Quoted", "read in a copy of the primary text"), ("原文引用", "出自原文")),
        Level::Secondary => lang.pick(("Second-hand", "read in a secondary source"), ("二手", "出自转引")),
        Level::Derived => lang.pick(("Derived", "computed from a published figure"), ("推算", "由已发表的数字算出")),
        Level::Unchecked => lang.pick(("Unchecked", "not checked against any text"), ("未核实", "尚未与任何原文核对")),
        Level::Suggested => lang
            .pick(("Suggested", "no measurement; put your own figure here"), ("建议值", "无实测，请换成你自己的数据")),
    }
}

/// A default's evidence as sentences: how sure, the source as published, and that SLA figures want checking.
pub fn evidence(lang: Lang, evidence: Evidence) -> String {
    let (word, what) = level(lang, evidence.level);
    let mut text = match evidence.source {
        // A suggestion may lean on something published without being it.
        Some(source) if evidence.level == Level::Suggested => {
            lang.pick(format!("{word}, after: {source}. No measurement."), format!("{word}，参考：{source}。无实测。"))
        }
        Some(source) => {
            lang.pick(format!("{word}: {what}. Source: {source}."), format!("{word}：{what}。来源：{source}。"))
        }
        None => lang.pick(format!("{word}: {what}."), format!("{word}：{what}。")),
    };
    if evidence.sla {
        text.push_str(lang.pick(
            " An SLA figure as read: a refund threshold, not a measurement; check with the vendor.",
            "SLA 数字按所见转录，是赔付门槛而非实测，请向厂商核实。",
        ));
    }
    text
}
