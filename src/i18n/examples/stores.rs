//! Words of the examples of stores that agree on who may write: Redis with Sentinel, etcd, Kafka.

use super::{Card, ETCD};
use crate::i18n::Lang;
use crate::i18n::figures::{downtime, duration, number};
use crate::model::Window;

const SENTINEL: &str = "Redis sentinel.conf comments ('Default is 30 seconds.')";
const KAFKA: &str = "Kafka config log / docs: broker.heartbeat.interval.ms=2000, broker.session.timeout.ms=9000";

/// Redis with Sentinel: names on the canvas.
pub struct Redis {
    /// The card.
    pub card: Card,
    /// Who asks.
    pub users: &'static str,
    /// What uses the store.
    pub service: &'static str,
    /// The store.
    pub store: &'static str,
    /// What watches it.
    pub sentinel: &'static str,
    /// Where the store's timers come from.
    pub store_note: &'static str,
    /// Why nothing needs them.
    pub sentinel_note: &'static str,
}

/// Redis with Sentinel in a language.
pub fn redis(lang: Lang) -> &'static Redis {
    const EN: Redis = Redis {
        card: Card {
            title: "Redis with Sentinel",
            shows: "A primary, a replica that is a second behind, three Sentinels with the default patience",
            sources: &[SENTINEL],
        },
        users: "Clients",
        service: "API",
        store: "Redis",
        sentinel: "Sentinels",
        store_note: "down-after-milliseconds 30 s (Redis sentinel.conf comments: 'Default is 30 seconds.'). Poll of 1 s, election and \
                     promotion 3 s, replication 1 s behind and coverage, the Sentinels' majority included, are suggested, no measurement. \
                     No fencing: a primary that was cut off goes on taking writes that are lost later",
        sentinel_note: "Redis serves without them; only a takeover needs their majority, so the link is asynchronous. Timers are suggested",
    };
    const ZH: Redis = Redis {
        card: Card {
            title: "Redis 哨兵",
            shows: "一主一从，异步复制落后一秒，三个哨兵采用默认等待时间",
            sources: &[SENTINEL],
        },
        users: "客户端",
        service: "API 服务",
        store: "Redis",
        sentinel: "哨兵",
        store_note: "down-after-milliseconds 为 30 秒（Redis sentinel.conf comments: 'Default is 30 seconds.'）。探测间隔 1 秒、选举与提升 3 秒、\
                     复制落后 1 秒，以及切换成功率（已含哨兵多数派）均为建议值，非实测。无隔离（fencing）：被隔开的旧主仍会接收写入，这些写入随后丢失",
        sentinel_note: "没有哨兵 Redis 照常服务，只有切换才需要其多数派，因此是异步依赖。计时参数为建议值",
    };
    lang.pick(&EN, &ZH)
}

/// What Redis with Sentinel shows.
pub fn redis_insight(lang: Lang, takeover_h: f64, lost: f64, saved_u: f64) -> String {
    let (takeover, lost) = (duration(lang, takeover_h), number(lost, 2));
    let saved = downtime(lang, saved_u, Window::Year);
    lang.pick(
        format!("Sentinel takes over after {takeover} and {lost} writes are lost each time; a down-after of 5 s saves {saved} and not one write"),
        format!("哨兵平均 {takeover}完成切换，每次丢失 {lost} 次写入；down-after 改为 5 秒，停机减少 {saved}，写入却一次也不少丢"),
    )
}

/// etcd on three zones: names on the canvas.
pub struct Etcd {
    /// The card.
    pub card: Card,
    /// Who asks.
    pub users: &'static str,
    /// What uses the store.
    pub service: &'static str,
    /// The store.
    pub store: &'static str,
    /// Where its timers come from.
    pub store_note: &'static str,
}

/// etcd on three zones in a language.
pub fn etcd(lang: Lang) -> &'static Etcd {
    const EN: Etcd = Etcd {
        card: Card {
            title: "etcd on three zones",
            shows: "Three members or five, on two zones or three: a majority must be left",
            sources: &[ETCD],
        },
        users: "Clusters",
        service: "API servers",
        store: "etcd",
        store_note: "A lost leader is noticed after the election timeout, 1 s by default (etcd v3.5 tuning). Length of an election and coverage \
                     are suggested, no measurement. Server faults derived from: Jeff Dean, 'typical first year for a new cluster' \
                     (Google I/O 2008), via J. Hamilton",
    };
    const ZH: Etcd = Etcd {
        card: Card {
            title: "etcd 三可用区",
            shows: "三节点还是五节点，两个可用区还是三个：关键是剩下多数派",
            sources: &[ETCD],
        },
        users: "集群用户",
        service: "API Server",
        store: "etcd",
        store_note: "leader 丢失后经选举超时察觉，默认 1 秒（etcd v3.5 tuning）。选举时长与成功率为建议值，非实测。\
                     服务器故障推算自：Jeff Dean, 'typical first year for a new cluster' (Google I/O 2008), via J. Hamilton",
    };
    lang.pick(&EN, &ZH)
}

/// What etcd shows.
pub fn etcd_insight(lang: Lang, u: f64, u_five: f64) -> String {
    let [three, five] = [u, u_five].map(|u| downtime(lang, u, Window::Year));
    lang.pick(
        format!("Five members on two zones are down {five}, three on three only {three}: the zone that holds three takes the majority along"),
        format!("五个节点放在两个可用区，停机 {five}；三个节点分到三个可用区，只有 {three}：放了三个节点的区一失效，多数派就没了"),
    )
}

/// Kafka: names on the canvas.
pub struct Kafka {
    /// The card.
    pub card: Card,
    /// Who asks.
    pub users: &'static str,
    /// What keeps the messages.
    pub brokers: &'static str,
    /// What elects their leaders.
    pub controllers: &'static str,
    /// Where the brokers' figures come from.
    pub brokers_note: &'static str,
    /// Why the controllers count.
    pub controllers_note: &'static str,
}

/// Kafka in a language.
pub fn kafka(lang: Lang) -> &'static Kafka {
    const EN: Kafka = Kafka {
        card: Card {
            title: "Kafka with KRaft",
            shows: "Three brokers with a copy each, of which two must be in step, and a quorum of controllers",
            sources: &[KAFKA],
        },
        users: "Producers",
        brokers: "Brokers",
        controllers: "Controllers",
        brokers_note: "Three copies, acks=all, min.insync.replicas=2: at least two brokers must work. A lost broker is fenced after \
                       broker.session.timeout.ms 9 s, heartbeats every 2 s (Kafka config log / docs). Capacity of a broker and \
                       coverage are suggested, no measurement",
        controllers_note: "Without their majority no partition gets a new leader. Brokers go on for a while, so counting controllers as needed is \
                           a little too strict. Timers are suggested",
    };
    const ZH: Kafka = Kafka {
        card: Card {
            title: "Kafka 集群（KRaft）",
            shows: "三个 Broker 各存一份副本，至少两份同步，另有控制器多数派",
            sources: &[KAFKA],
        },
        users: "生产者",
        brokers: "Broker",
        controllers: "控制器",
        brokers_note: "三副本、acks=all、min.insync.replicas=2：至少两个 Broker 可用。Broker 丢失后 broker.session.timeout.ms 9 秒被隔离，\
                       心跳 2 秒一次（Kafka config log / docs）。单个 Broker 的容量与成功率为建议值，非实测",
        controllers_note: "失去多数派后分区无法选出新 leader。Broker 还能撑一阵，因此按硬依赖计算略偏保守。计时参数为建议值",
    };
    lang.pick(&EN, &ZH)
}

/// What Kafka shows.
pub fn kafka_insight(lang: Lang, u: f64, u_all: f64, saved_u: f64) -> String {
    let [two, all, saved] = [u, u_all, saved_u].map(|u| downtime(lang, u, Window::Year));
    lang.pick(
        format!("With min.insync.replicas = 2 writes stop for {two}, with 3 for {all}; 1 saves only {saved} and may lose what was acknowledged"),
        format!("min.insync.replicas = 2 时写入中断 {two}，设为 3 则为 {all}；设为 1 只少 {saved}，却可能丢失已确认的消息"),
    )
}
