//! Words of the examples: titles, the names on the canvas, the notes with their sources, and each insight's sentence.
//! Titles of sources stay as published. The figures in an insight come from the engine.

mod sites;
mod stores;

pub use sites::{centres, centres_insight, kubernetes, kubernetes_insight, regions, regions_insight};
pub use stores::{etcd, etcd_insight, kafka, kafka_insight, redis, redis_insight};

use super::Lang;
use super::figures::{availability, downtime, duration, number, percent};
use super::reasons::{Context, mode_of, reason};
use crate::engine::report::{Choice, Reason};
use crate::model::evidence::Level;
use crate::model::{Kind, Window};

const AWS_COMPUTE: &str = "Amazon Compute SLA (May 2022 text, AWS 'historical' page)";
const CLOUDONAUT: &str = "cloudonaut: AWS SLA - are you able to keep your availability promise? (31 Jan 2019, table of AWS SLAs with period/request type)";
const ETCD: &str = "etcd v3.5 tuning";
const PATRONI: &str = "Patroni docs/dynamic_configuration.rst";

/// What a card of the gallery says about one example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// The plan's name.
    pub title: &'static str,
    /// What it shows, in one line.
    pub shows: &'static str,
    /// Titles of its sources; empty: a common pattern.
    pub sources: &'static [&'static str],
}

/// The gallery's own words.
pub struct Words {
    /// Heading.
    pub title: &'static str,
    /// Under the heading.
    pub lead: &'static str,
    /// Button beside it.
    pub empty_board: &'static str,
    /// Button on a card.
    pub open: &'static str,
    /// Before what is recommended.
    pub recommended: &'static str,
    /// Before the sources.
    pub source: &'static str,
    /// Where there is no citable source.
    pub common_pattern: &'static str,
}

/// The gallery's words in a language.
pub fn words(lang: Lang) -> &'static Words {
    const EN: Words = Words {
        title: "Examples",
        lead: "Opening one is a step that Undo takes back",
        empty_board: "Start with an empty board",
        open: "Open",
        recommended: "Recommended",
        source: "Source",
        common_pattern: "a common pattern",
    };
    const ZH: Words = Words {
        title: "示例",
        lead: "打开后可以撤销，当前方案不会丢失",
        empty_board: "从空白画布开始",
        open: "打开",
        recommended: "推荐",
        source: "来源",
        common_pattern: "常见架构",
    };
    lang.pick(&EN, &ZH)
}

/// What is recommended for a component, with the facts about scale, performance and security that speak for it, since
/// strategies are chosen by these; without any, the weightiest fact.
pub fn advice(at: Context<'_>, choice: &Choice) -> String {
    let (lang, name) = (at.lang, at.component(choice.component));
    let mode = mode_of(lang, choice.chosen.strategy.mode(), choice.chosen.figures.units);
    let mut said = lang.pick(format!("{name}: {mode}"), format!("{name}：{mode}"));
    let mut is_bare = true;
    for why in &choice.reasons {
        if let Some(concern) = concern(lang, why) {
            said += &format!(" · {concern}{}{}", lang.pick(": ", "："), reason(at, why));
            is_bare = false;
        }
    }
    if let Some(why) = choice.reasons.first().filter(|_| is_bare) {
        said += &format!(" · {}", reason(at, why));
    }
    said
}

/// Which of scale, performance and security a fact is about, if it is about one.
fn concern(lang: Lang, reason: &Reason) -> Option<&'static str> {
    match reason {
        Reason::CarriesLoad { .. } => Some(lang.pick("Scale", "规模")),
        Reason::WithinRto { .. } | Reason::NoAddedLatency => Some(lang.pick("Performance", "性能")),
        Reason::NoDataLoss => Some(lang.pick("Data security", "数据安全")),
        Reason::FewestSites { .. } => Some(lang.pick("Security", "安全")),
        Reason::Pinned
        | Reason::OnlyOneAllowed
        | Reason::Saves { .. }
        | Reason::Cheaper { .. }
        | Reason::NeededForTarget { .. }
        | Reason::OneIsEnough { .. }
        | Reason::SurvivesZone
        | Reason::AlreadyCheapest => None,
    }
}

/// Three-tier web on EC2: names on the canvas.
pub struct Web {
    /// The card.
    pub card: Card,
    /// Who asks.
    pub users: &'static str,
    /// Load balancer.
    pub balancer: &'static str,
    /// Web service.
    pub service: &'static str,
    /// Database.
    pub database: &'static str,
    /// Object storage.
    pub storage: &'static str,
    /// First region.
    pub home: &'static str,
    /// Second region.
    pub other: &'static str,
    /// Why the regions do not fail by themselves here.
    pub region_note: &'static str,
}

/// Three-tier web on EC2 in a language.
pub fn web(lang: Lang) -> &'static Web {
    const SOURCES: &[&str] = &[AWS_COMPUTE, CLOUDONAUT];
    const EN: Web = Web {
        card: Card {
            title: "Three-tier web on EC2",
            shows: "ALB, EC2, RDS Multi-AZ and S3 in a row: what their SLAs promise together",
            sources: SOURCES,
        },
        users: "Shoppers",
        balancer: "ALB",
        service: "Web on EC2",
        database: "RDS Multi-AZ",
        storage: "Images in S3",
        home: "Region 1",
        other: "Region 2",
        region_note: "Never fails by itself here: the SLA figures already hold the outages of a region",
    };
    const ZH: Web = Web {
        card: Card {
            title: "EC2 三层网站",
            shows: "ALB、EC2、RDS 多可用区与 S3 串联：几份 SLA 合起来承诺了什么",
            sources: SOURCES,
        },
        users: "购物者",
        balancer: "ALB",
        service: "EC2 网站服务",
        database: "RDS 多可用区",
        storage: "S3 商品图片",
        home: "地域 1",
        other: "地域 2",
        region_note: "此处不单独计故障：SLA 数字已包含地域级中断",
    };
    lang.pick(&EN, &ZH)
}

/// The note of a component whose availability is a vendor's SLA.
pub fn sla_note(lang: Lang, unavailability: f64, sla: Sla) -> String {
    let (share, title) = (availability(unavailability), sla.title());
    lang.pick(
        format!("SLA {share}, as read in: {title}; check with the vendor. A refund threshold, not a measurement"),
        format!("SLA {share}，摘自：{title}；请向厂商核对。这是赔付门槛，不是实测值"),
    )
}

/// A table of SLAs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sla {
    /// The vendor's own text.
    AwsCompute,
    /// A table of SLAs by others.
    Cloudonaut,
}

impl Sla {
    /// Title as published.
    pub fn title(self) -> &'static str {
        match self {
            Self::AwsCompute => AWS_COMPUTE,
            Self::Cloudonaut => CLOUDONAUT,
        }
    }
}

/// The note of a component with the defaults of its kind.
pub fn default_note(lang: Lang, kind: Kind) -> String {
    let evidence = kind.row().fault_evidence;
    match evidence.source {
        Some(title) => lang.pick(
            format!(
                "Faults by default, {}: {title}. Everything else is suggested, no measurement",
                level(lang, evidence.level)
            ),
            format!("故障参数为默认值，{}：{title}。其余为建议值，非实测", level(lang, evidence.level)),
        ),
        None => {
            lang.pick("Defaults of this kind: suggested, no measurement", "此类组件的默认值：建议值，非实测").to_owned()
        }
    }
}

fn level(lang: Lang, level: Level) -> &'static str {
    match level {
        Level::Quoted => lang.pick("quoted", "原文摘录"),
        Level::Secondary => lang.pick("from a secondary source", "二手来源"),
        Level::Derived => lang.pick("derived", "据来源推算"),
        Level::Unchecked => lang.pick("unchecked", "未核对"),
        Level::Suggested => lang.pick("suggested", "建议值"),
    }
}

/// What the web example shows.
pub fn web_insight(lang: Lang, u: f64, weakest: &str, share: f64) -> String {
    let (down, share) = (downtime(lang, u, Window::Year), percent(round_share(share)));
    lang.pick(
        format!("Four good SLAs in a row still allow {down} of downtime, and {weakest} alone is {share} of it"),
        format!("四份不错的 SLA 串联，合计停机可达 {down}，其中仅「{weakest}」就占 {share}"),
    )
}

/// Primary and backup: names on the canvas.
pub struct Pair {
    /// The card.
    pub card: Card,
    /// Who asks.
    pub users: &'static str,
    /// The pair.
    pub service: &'static str,
    /// Where its parameters come from.
    pub note: &'static str,
}

/// Primary and backup in a language.
pub fn pair(lang: Lang) -> &'static Pair {
    const EN: Pair = Pair {
        card: Card {
            title: "Primary and backup",
            shows: "The plainest takeover loop: ask once a second, take over at the first missed answer",
            sources: &[],
        },
        users: "Users",
        service: "Primary and backup",
        note: "Fault prediction P(t) with α = 0.5 per month and β = 12 months: the worked example of the logistic law. \
               One poll a second, takeover at the first miss, no fencing: the plain loop. \
               Lost polls 0.1 %, switch 5 s, recovery and coverage are suggested, no measurement",
    };
    const ZH: Pair = Pair {
        card: Card {
            title: "主节点与备节点", shows: "最朴素的主备循环：每秒探测一次，一次无应答就切换", sources: &[]
        },
        users: "用户",
        service: "主备服务",
        note: "故障预测 P(t) 取 α = 0.5/月、β = 12 个月，即 logistic 规律的算例。每秒探测一次，一次丢失即切换，无隔离（fencing）。\
               探测丢失率 0.1 %、切换 5 秒、恢复与切换成功率均为建议值，非实测",
    };
    lang.pick(&EN, &ZH)
}

/// What the primary and backup show.
pub fn pair_insight(lang: Lang, false_per_year: f64, u: f64, u_patient: f64) -> String {
    let many = number(false_per_year, 2);
    let [down, patient] = [u, u_patient].map(|u| duration(lang, u * Window::Year.hours()));
    lang.pick(
        format!("Taking over at the first lost poll makes about {many} false takeovers and {down} of downtime a year; waiting for three leaves {patient}"),
        format!("丢一次探测就切换，每年误切换约 {many} 次、停机 {down}；等三次再切换只剩 {patient}"),
    )
}

/// PostgreSQL with Patroni: names on the canvas.
pub struct Patroni {
    /// The card.
    pub card: Card,
    /// Who asks.
    pub users: &'static str,
    /// What uses the database.
    pub service: &'static str,
    /// The database.
    pub database: &'static str,
    /// The store of the leader lock.
    pub lock: &'static str,
    /// Three zones.
    pub zones: [&'static str; 3],
    /// Where the database's timers come from.
    pub database_note: &'static str,
    /// Why the store matters.
    pub lock_note: &'static str,
}

/// PostgreSQL with Patroni in a language.
pub fn patroni(lang: Lang) -> &'static Patroni {
    const SOURCES: &[&str] = &[PATRONI];
    const EN: Patroni = Patroni {
        card: Card {
            title: "PostgreSQL with Patroni on three zones",
            shows: "A primary and a replica, the leader's lock in etcd, the timers of the documentation",
            sources: SOURCES,
        },
        users: "Clients",
        service: "API",
        database: "PostgreSQL + Patroni",
        lock: "etcd",
        zones: ["AZ1", "AZ2", "AZ3"],
        database_note: "A crash of postgres on a live host: loop_wait 10 s + primary_start_timeout 300 s + loop_wait 10 s = 320 s at worst \
                        with the defaults (Patroni docs/dynamic_configuration.rst); 10 s with primary_start_timeout = 0. This plan takes the worst case for every fault. \
                        A lost host: ttl 30 s and loop_wait 10 s. Switch and coverage are suggested, no measurement",
        lock_note: "Without the lock's majority Patroni's leader steps down once ttl 30 s less loop_wait 10 s have gone, so PostgreSQL needs it. Timers as of etcd v3.5 tuning, suggested",
    };
    const ZH: Patroni = Patroni {
        card: Card {
            title: "PostgreSQL + Patroni，三可用区",
            shows: "一主一从，leader 锁放在 etcd，计时参数取自文档",
            sources: SOURCES,
        },
        users: "客户端",
        service: "API 服务",
        database: "PostgreSQL + Patroni",
        lock: "etcd",
        zones: ["A 区", "B 区", "C 区"],
        database_note: "主机存活而 postgres 崩溃：默认参数下最坏 loop_wait 10 秒 + primary_start_timeout 300 秒 + loop_wait 10 秒 = 320 秒\
                        （Patroni docs/dynamic_configuration.rst）；primary_start_timeout = 0 时为 10 秒。此方案对每次故障都按最坏情况计。主机丢失：ttl 30 秒、loop_wait 10 秒。\
                        切换时间与成功率为建议值，非实测",
        lock_note: "失去多数派后 Patroni 的 leader 最早在 ttl 30 秒减 loop_wait 10 秒后主动降级，因此 PostgreSQL 依赖它。计时参数参考 etcd v3.5 tuning，属建议值",
    };
    lang.pick(&EN, &ZH)
}

/// What the Patroni example shows.
pub fn patroni_insight(
    lang: Lang,
    worst_h: f64,
    outage_now_h: f64,
    outage_without_h: f64,
    down_saved_u: f64,
) -> String {
    let worst = number(worst_h * 3600.0, 3);
    let (now, without) = (duration(lang, outage_now_h), duration(lang, outage_without_h));
    let saved = downtime(lang, down_saved_u, Window::Year);
    lang.pick(
        format!("A crash may wait {worst} s before the replica takes over; primary_start_timeout = 0 cuts a takeover from {now} to {without} and saves {saved}"),
        format!("崩溃后最坏要等 {worst} 秒备库才接管；primary_start_timeout = 0 可把切换从 {now}缩短到 {without}，停机减少 {saved}"),
    )
}

/// Active-active in one city: names on the canvas.
pub struct City {
    /// The card.
    pub card: Card,
    /// Who asks.
    pub users: &'static str,
    /// What steers the traffic.
    pub entry: &'static str,
    /// The application.
    pub service: &'static str,
    /// The database.
    pub database: &'static str,
    /// What the application can do without.
    pub extras: &'static str,
    /// Two data centres.
    pub centres: [&'static str; 2],
    /// What reaches both at once.
    pub release: &'static str,
    /// Why it is there.
    pub release_note: &'static str,
}

/// Active-active in one city in a language.
pub fn city(lang: Lang) -> &'static City {
    const EN: City = City {
        card: Card {
            title: "Active-active in one city",
            shows: "Two data centres that both serve, and one release that reaches both",
            sources: &[],
        },
        users: "Users",
        entry: "GSLB",
        service: "Application",
        database: "Database",
        extras: "Recommendations",
        centres: ["DC 1", "DC 2"],
        release: "Same release at the same time",
        release_note: "A bad release or config takes both data centres at once. How often is suggested; about 70 % of outages come from \
                       changes (Google SRE book ch.1: ~70% of outages due to changes in a live system)",
    };
    const ZH: City = City {
        card: Card {
            title: "同城双活", shows: "两个机房同时对外服务，但同一次发布会同时到达两边", sources: &[]
        },
        users: "用户",
        entry: "流量调度",
        service: "应用服务",
        database: "数据库",
        extras: "推荐服务",
        centres: ["机房 1", "机房 2"],
        release: "同批发布",
        release_note: "一次错误的发布或配置会同时击中两个机房。频率为建议值；约 70 % 的故障由变更引发\
                       （Google SRE book ch.1: ~70% of outages due to changes in a live system）",
    };
    lang.pick(&EN, &ZH)
}

/// What active-active in one city shows.
pub fn city_insight(lang: Lang, u: f64, u_staged: f64, share: f64) -> String {
    let (down, staged) = (downtime(lang, u, Window::Year), downtime(lang, u_staged, Window::Year));
    let share = percent(round_share(share));
    lang.pick(
        format!("Two data centres help little while one release reaches both: it is {share} of {down}; released one after the other, {staged} remains"),
        format!("只要一次发布同时到达两个机房，双活就帮助有限：同批发布占全部停机（{down}）的 {share}；分批发布后只剩 {staged}"),
    )
}

/// A share to whole per cent.
fn round_share(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}
