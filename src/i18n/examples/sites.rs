//! Words of the examples over zones, regions and cities: a Kubernetes service, active-active in two regions, two cities
//! with three data centres.

use super::{CLOUDONAUT, Card};
use crate::i18n::Lang;
use crate::i18n::figures::{downtime, duration, number};
use crate::model::Window;

const TAINT: &str = "Kubernetes: default toleration not-ready/unreachable tolerationSeconds=300";
const NODE: &str = "Kubernetes node-monitor-grace-period default 40s";
const ALB_CHECKS: &str =
    "barkingiguana: aligning ALB and Route 53 health checks (incident: shallow check, no failover for 11 min)";
const ROUTE_53: &str = "AWS News Blog: Route 53 health check improvements";

/// A Kubernetes service: names on the canvas.
pub struct Kubernetes {
    /// The card.
    pub card: Card,
    /// Who asks.
    pub users: &'static str,
    /// Load balancer.
    pub balancer: &'static str,
    /// The pods.
    pub service: &'static str,
    /// Where their figures come from.
    pub service_note: &'static str,
}

/// A Kubernetes service in a language.
pub fn kubernetes(lang: Lang) -> &'static Kubernetes {
    const SOURCES: &[&str] = &[TAINT, NODE, ALB_CHECKS, CLOUDONAUT];
    const EN: Kubernetes = Kubernetes {
        card: Card {
            title: "A Kubernetes service across zones",
            shows: "As many pods as the load needs, and the default timers for a lost node",
            sources: SOURCES,
        },
        users: "Users",
        balancer: "ALB",
        service: "Pods",
        service_note: "A pod goes with its node; its own crashes are left aside. Replaced after node-monitor-grace-period 40 s \
                       (50 s from v1.32, unchecked) and tolerationSeconds 300 s, by default; start 30 s is suggested. Node faults \
                       derived from: Jeff Dean, 'typical first year for a new cluster' (Google I/O 2008), via J. Hamilton. \
                       The balancer's checks, 2 × 30 s, take a lost pod out at once where others can carry the load. \
                       Pods are not moved to other zones here. 1,000 req/s a pod and coverage are suggested",
    };
    const ZH: Kubernetes = Kubernetes {
        card: Card {
            title: "跨可用区的 Kubernetes 服务",
            shows: "Pod 数刚好够负载，节点丢失按默认计时处理",
            sources: SOURCES,
        },
        users: "用户",
        balancer: "ALB",
        service: "Pod",
        service_note: "Pod 随节点一起丢失，自身崩溃不计。默认 node-monitor-grace-period 40 秒（v1.32 起为 50 秒，未核对）加 \
                       tolerationSeconds 300 秒后重建；启动 30 秒为建议值。节点故障推算自：Jeff Dean, 'typical first year for a new cluster' \
                       (Google I/O 2008), via J. Hamilton。负载均衡健康检查 2 × 30 秒摘除失联的 Pod，前提是其余 Pod 扛得住。\
                       此处不把 Pod 迁到其他可用区。每个 Pod 1,000 请求/秒与成功率为建议值",
    };
    lang.pick(&EN, &ZH)
}

/// What the Kubernetes service shows: with no pod to spare, with a short toleration, with a spare pod.
pub fn kubernetes_insight(lang: Lang, wait_h: f64, costs_u: [f64; 3]) -> String {
    let wait = number(wait_h * 3600.0, 3);
    let [now, quick, spare] = costs_u.map(|u| downtime(lang, u, Window::Year));
    lang.pick(
        format!("A lost node's pods are replaced after {wait} s: {now} with none to spare; tolerationSeconds = 30 leaves {quick}, one spare pod {spare}"),
        format!("节点丢失 {wait} 秒后才重建 Pod：没有冗余 Pod 时停机 {now}；tolerationSeconds 改为 30 剩 {quick}，多备一个 Pod 只剩 {spare}"),
    )
}

/// Active-active in two regions: names on the canvas.
pub struct Regions {
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
    /// Two regions.
    pub regions: [&'static str; 2],
    /// Why DNS is not perfect.
    pub entry_note: &'static str,
    /// Where the application's timers come from.
    pub service_note: &'static str,
    /// Where the database's figures come from.
    pub database_note: &'static str,
}

/// Active-active in two regions in a language.
pub fn regions(lang: Lang) -> &'static Regions {
    const SOURCES: &[&str] = &[ROUTE_53, CLOUDONAUT];
    const EN: Regions = Regions {
        card: Card {
            title: "Active-active in two regions",
            shows: "Each region carries the whole load alone; DNS health checks and TTL decide how fast users get there",
            sources: SOURCES,
        },
        users: "Users",
        entry: "DNS",
        service: "Application",
        database: "Database",
        regions: ["Region 1", "Region 2"],
        entry_note: "The SLA says 100 % (cloudonaut: AWS SLA, 31 Jan 2019), a promise of refund: taken as 99.999 %, back within minutes, suggested",
        service_note: "Health checks every 30 s, 3 of them, then a TTL of 60 s (AWS News Blog: Route 53 health check improvements); resolvers may \
                       cache for longer. A release reaches one region after the other: common cause 2 %, suggested as everything else",
        database_note: "Writes go to region 1; the copy in region 2 is 5 s behind, suggested. Timers as of the application. Server faults derived from: \
                        Jeff Dean, 'typical first year for a new cluster' (Google I/O 2008), via J. Hamilton",
    };
    const ZH: Regions = Regions {
        card: Card {
            title: "异地双活（两地域）",
            shows: "任一地域都能独自承载全部负载；用户多快切过去，取决于 DNS 健康检查与 TTL",
            sources: SOURCES,
        },
        users: "用户",
        entry: "DNS 调度",
        service: "应用服务",
        database: "数据库",
        regions: ["地域 1", "地域 2"],
        entry_note: "SLA 写的是 100 %（cloudonaut: AWS SLA, 31 Jan 2019），只是赔付承诺：此处按 99.999 %、数分钟恢复计，建议值",
        service_note: "健康检查每 30 秒一次、连续 3 次，再加 TTL 60 秒（AWS News Blog: Route 53 health check improvements）；解析器缓存可能更久。\
                       两个地域分批发布：共因占比 2 %，与其余参数同为建议值",
        database_note: "写入在地域 1，地域 2 的副本落后 5 秒（建议值）。计时参数同应用服务。服务器故障推算自：\
                        Jeff Dean, 'typical first year for a new cluster' (Google I/O 2008), via J. Hamilton",
    };
    lang.pick(&EN, &ZH)
}

/// What active-active in two regions shows: requests that fail with the checks as they are, and with the faster ones.
pub fn regions_insight(lang: Lang, u: f64, away_h: f64, failed: [f64; 2]) -> String {
    let (down, away) = (downtime(lang, u, Window::Year), duration(lang, away_h));
    let [now, fast] = failed.map(|failed| number(failed, 2));
    lang.pick(
        format!("Down only {down}, yet each lost region fails {now} requests in the {away} until DNS points away; checks every 10 s leave {fast}"),
        format!("整体停机只有 {down}；但每丢一个地域，DNS 要 {away}才切走，其间 {now} 个请求失败；改为每 10 秒检查一次则剩 {fast} 个"),
    )
}

/// Two cities with three data centres: names on the canvas.
pub struct Centres {
    /// The card.
    pub card: Card,
    /// Who asks.
    pub users: &'static str,
    /// The application.
    pub service: &'static str,
    /// The database.
    pub database: &'static str,
    /// Its copy in the other city.
    pub copy: &'static str,
    /// Two cities.
    pub cities: [&'static str; 2],
    /// Three data centres, two in the first city.
    pub centres: [&'static str; 3],
    /// Why a lost city is back so soon.
    pub city_note: &'static str,
    /// What the copy stands for.
    pub copy_note: &'static str,
}

/// Two cities with three data centres in a language.
pub fn centres(lang: Lang) -> &'static Centres {
    const EN: Centres = Centres {
        card: Card {
            title: "Two cities, three data centres",
            shows: "Two centres of one city in step, a copy in another city some seconds behind",
            sources: &[],
        },
        users: "Users",
        service: "Application",
        database: "Database",
        copy: "Remote copy",
        cities: ["City 1", "City 2"],
        centres: ["DC 1", "DC 2", "DC 3"],
        city_note: "Its recovery is the move to city 2, done by people: 5 min to answer the page (Google SRE book ch.11 Being On-Call), then \
                    decide 15 min, start 30 min, check 10 min, suggested as is how often a city is lost",
        copy_note: "10 s behind, servers in city 2 started when needed: suggested. No write waits for it, so its link is asynchronous; its servers' own \
                    faults matter only while city 1 is lost and are left aside. Its time to take over is the recovery of city 1",
    };
    const ZH: Centres = Centres {
        card: Card {
            title: "两地三中心", shows: "同城两个机房同步复制，异地机房异步复制、落后数秒", sources: &[]
        },
        users: "用户",
        service: "应用服务",
        database: "数据库",
        copy: "异地副本",
        cities: ["城市 1", "城市 2"],
        centres: ["机房 1", "机房 2", "机房 3"],
        city_note: "恢复时间即人工切换到城市 2 的时间：响应告警 5 分钟（Google SRE book ch.11 Being On-Call），决策 15 分钟、\
                    启动 30 分钟、验证 10 分钟，与城市级灾难的频率同为建议值",
        copy_note: "落后 10 秒，城市 2 的服务器需要时才启动：建议值。写入不等待它，因此是异步依赖；其自身故障只在城市 1 失效期间有影响，\
                    此处不计。接管时间即城市 1 的恢复时间",
    };
    lang.pick(&EN, &ZH)
}

/// What two cities with three data centres show: time after a lost centre, after a lost city, and data lost with it.
pub fn centres_insight(lang: Lang, times_h: [f64; 3], in_step_ms: f64) -> String {
    let [centre, city, lost] = times_h.map(|hours| duration(lang, hours));
    let wait = number(in_step_ms, 2);
    lang.pick(
        format!("A lost centre: back within {centre}, no data lost; a lost city: {city} and the last {lost} of data, or every write waits {wait} ms for the other city"),
        format!("丢一个机房：{centre}内恢复，不丢数据；丢整座城市：{city}恢复，丢失最后 {lost}的数据；要不丢，每次写入都得多等异地 {wait} 毫秒"),
    )
}
