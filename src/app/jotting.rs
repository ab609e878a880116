//! A list that a person types or pastes, "web → api, cache" or one name a line, as a part of a plan. What a thing is, is
//! guessed from the words of its name, in both languages; what is not known is a service.

use super::geometry::{COMPONENT_HEIGHT, COMPONENT_WIDTH};
use crate::model::ordered::Set;
use crate::model::{ComponentId, Edit, Kind, Plan, Point, limits};

/// So many stand beside each other before the next row begins.
const IN_A_ROW: u32 = 6;
/// From one to the next, in canvas px.
const STEP: (f64, f64) = (COMPONENT_WIDTH + 80.0, COMPONENT_HEIGHT + 40.0);

/// What words mean, the surer first. Latin ones are whole words, or begin one when they are long; others are found anywhere.
const MEANINGS: [(Kind, &[&str]); 14] = [
    (Kind::Cache, &["cache", "redis", "memcached", "valkey", "缓存"]),
    (Kind::Queue, &["queue", "kafka", "sqs", "rabbitmq", "mq", "stream", "pubsub", "topic", "队列", "消息"]),
    (Kind::KeyValue, &["kv", "dynamodb", "cassandra", "etcd", "mongo", "consul", "zookeeper", "键值"]),
    (
        Kind::Sql,
        &["db", "sql", "database", "mysql", "mariadb", "postgres", "rds", "aurora", "oracle", "tidb", "数据库", "库表"],
    ),
    (Kind::ObjectStorage, &["s3", "bucket", "blob", "oss", "images", "files", "对象存储", "图片", "文件"]),
    (Kind::BlockStorage, &["disk", "ebs", "volume", "磁盘", "硬盘", "块存储"]),
    (Kind::Worker, &["worker", "job", "jobs", "cron", "batch", "consumer", "scheduler", "任务", "后台", "批处理"]),
    (Kind::Cdn, &["cdn", "cloudfront", "akamai", "fastly", "内容分发"]),
    (Kind::Dns, &["dns", "route53", "域名"]),
    (
        Kind::Balancer,
        &[
            "lb",
            "alb",
            "elb",
            "nlb",
            "slb",
            "balancer",
            "nginx",
            "haproxy",
            "ingress",
            "envoy",
            "gateway",
            "负载均衡",
            "网关",
        ],
    ),
    (Kind::Users, &["user", "users", "client", "customer", "shopper", "browser", "用户", "客户", "顾客"]),
    (Kind::External, &["external", "stripe", "paypal", "partner", "vendor", "第三方", "外部"]),
    (Kind::Network, &["network", "vpn", "router", "switch", "网络", "专线"]),
    (Kind::Power, &["power", "ups", "供电", "电源"]),
];

/// A Latin word that is as long as this also counts where it only begins a word.
const LONG: usize = 4;

/// What a thing with this name probably is.
pub fn kind_of(name: &str) -> Kind {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
    let says = |meaning: &str| {
        if meaning.is_ascii() {
            words.iter().any(|word| *word == meaning || (meaning.len() >= LONG && word.starts_with(meaning)))
        } else {
            name.contains(meaning)
        }
    };
    let row = MEANINGS.iter().find(|(_, meanings)| meanings.iter().any(|meaning| says(meaning)));
    row.map_or(Kind::Service, |(kind, _)| *kind)
}

/// The components and links of a list, in rows from the origin; none where it names nothing, or more than
/// [`limits::JOTTED`].
pub fn read(text: &str) -> Option<Plan> {
    let mut names: Vec<String> = Vec::new();
    let mut links: Set<(usize, usize)> = Set::new();
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut row = 0;
    for line in text.lines() {
        let mut column = 0;
        let mut before: Vec<usize> = Vec::new();
        let has_arrow = arrows(line).len() > 1;
        for step in arrows(line) {
            let mut here = Vec::new();
            for name in step.split([',', ';', '、', '，', '；', '\t', '|']).map(clean).filter(|name| !name.is_empty())
            {
                let index = names.iter().position(|other| other == name).unwrap_or_else(|| {
                    names.push(name.to_owned());
                    places.push((column % IN_A_ROW, row + column / IN_A_ROW));
                    column += 1;
                    names.len() - 1
                });
                here.push(index);
            }
            if names.len() > limits::JOTTED {
                return None;
            }
            if has_arrow {
                links.extend(before.iter().flat_map(|from| here.iter().map(move |to| (*from, *to))));
                if links.len() > limits::LINKS {
                    return None;
                }
            }
            before = here;
        }
        row += column.div_ceil(IN_A_ROW);
    }
    (!names.is_empty()).then(|| drawn(&names, &places, &links))
}

fn arrows(line: &str) -> Vec<&str> {
    let mut steps = vec![line];
    for arrow in ["->", "=>", "→", "⇒"] {
        steps = steps.into_iter().flat_map(|step| step.split(arrow)).collect();
    }
    steps
}

/// A name without the bullet or the number of a list before it.
fn clean(name: &str) -> &str {
    let name = name.trim();
    let bare = name.trim_start_matches(['-', '*', '•', '·']).trim_start();
    let rest = bare.trim_start_matches(|letter: char| letter.is_ascii_digit());
    match rest.strip_prefix(['.', ')', '、']) {
        Some(rest) if rest.len() + 1 < bare.len() => rest.trim_start(),
        Some(_) | None => bare,
    }
}

fn drawn(names: &[String], places: &[(u32, u32)], links: &Set<(usize, usize)>) -> Plan {
    let mut plan = Plan::default();
    let mut edits = Vec::new();
    for (name, (column, row)) in names.iter().zip(places) {
        let at = Point { x: f64::from(*column) * STEP.0, y: f64::from(*row) * STEP.1 };
        edits.push(Edit::AddComponent { kind: kind_of(name), name: name.clone(), at, zone: None });
    }
    for (from, to) in links {
        let id = |index: &usize| u32::try_from(*index).map(|index| ComponentId(index + 1));
        if let (Ok(from), Ok(to)) = (id(from), id(to))
            && from != to
        {
            edits.push(Edit::Connect { from, to });
        }
    }
    for edit in edits {
        if let Ok(next) = edit.apply(&plan) {
            plan = next;
        }
    }
    plan
}
