//! What published values are called, and how a field says that it stands on one.

use super::Lang;
use super::panel::names::level;
use crate::model::typical::{Case, Typical};

/// Heading of a field's published values.
pub fn heading(lang: Lang) -> &'static str {
    lang.pick("Published values", "已发表的数值")
}

/// Whose figure it is.
pub fn name(lang: Lang, case: Case) -> &'static str {
    let (en, zh) = match case {
        Case::HardDisk => ("Hard disk, cloud fleet", "机械硬盘，云机队"),
        Case::BlockVolume => ("Cloud block volume, by design 0.1–0.2 % a year", "云盘，设计值每年 0.1–0.2 %"),
        Case::Server => ("Server, any failure", "服务器，任何故障"),
        Case::RackSwitch => ("Top-of-rack switch", "机架交换机"),
        Case::AggregationSwitch => ("Aggregation switch", "汇聚交换机"),
        Case::CloudSwitch => ("Switch of a cloud data centre", "云数据中心交换机"),
        Case::HardwareBalancer => ("Hardware load balancer", "硬件负载均衡"),
        Case::CloudFront => ("AWS CloudFront", "AWS CloudFront"),
        Case::FrontDoor => ("Azure Front Door", "Azure Front Door"),
        Case::AwsBalancer => ("AWS load balancers", "AWS 负载均衡"),
        Case::AzureBalancer => ("Azure Load Balancer, standard", "Azure 负载均衡，标准版"),
        Case::AliBalancer => ("Alibaba Cloud ALB", "阿里云 ALB"),
        Case::AwsInstance => ("AWS EC2, one instance", "AWS EC2 单实例"),
        Case::AwsZones => ("AWS compute in two or more zones", "AWS 计算，多可用区"),
        Case::AzureMachine => ("Azure VM, one machine, premium SSD", "Azure 单虚拟机，高级 SSD"),
        Case::AzureZones => ("Azure VM in two or more zones", "Azure 虚拟机，多可用区"),
        Case::AliMachine => ("Alibaba Cloud ECS, one instance", "阿里云 ECS 单实例"),
        Case::AwsLambda => ("AWS Lambda", "AWS Lambda"),
        Case::AwsSql => ("AWS RDS Multi-AZ", "AWS RDS 多可用区"),
        Case::AzureSql => ("Azure SQL Database", "Azure SQL 数据库"),
        Case::AliSql => ("Alibaba Cloud RDS, several zones", "阿里云 RDS 多可用区"),
        Case::DynamoDb => ("AWS DynamoDB, one region", "AWS DynamoDB 单区域"),
        Case::Kinesis => ("AWS Kinesis Data Streams", "AWS Kinesis 数据流"),
        Case::S3 => ("AWS S3 Standard", "AWS S3 标准"),
        Case::AliOss => ("Alibaba Cloud OSS", "阿里云 OSS"),
        Case::AliDisk => ("Alibaba Cloud disk", "阿里云云盘"),
        Case::RdsFailover => ("RDS Multi-AZ failover, 60–120 s with detection", "RDS 多可用区切换，含检测 60–120 秒"),
        Case::AuroraFailover => ("Aurora failover, 10–30 s with detection", "Aurora 切换，含检测 10–30 秒"),
        Case::MongoElection => {
            ("MongoDB election, median at most 12 s with detection", "MongoDB 选主，含检测中位数不超过 12 秒")
        }
        Case::EtcdElection => ("etcd election timeout", "etcd 选举超时"),
        Case::EtcdHeartbeat => ("etcd heartbeat", "etcd 心跳"),
        Case::KafkaHeartbeat => ("Kafka broker heartbeat", "Kafka Broker 心跳"),
        Case::PatroniLoop => ("Patroni loop_wait", "Patroni loop_wait"),
        Case::Vrrp => ("VRRP: an advertisement a second, 3 missed", "VRRP：每秒一次通告，丢失 3 次"),
        Case::DnsStandard => {
            ("Route 53 health check, standard: 30 s, 3 in a row", "Route 53 标准健康检查：30 秒，连续 3 次")
        }
        Case::DnsFast => ("Route 53 health check, fast: 10 s, 3 in a row", "Route 53 快速健康检查：10 秒，连续 3 次"),
        Case::DnsTtl => ("DNS failover: answers kept for 60 s", "DNS 切换：TTL 60 秒"),
        Case::AwsHealth => ("ALB health check: 30 s, 2 in a row", "ALB 健康检查：30 秒，连续 2 次"),
        Case::CauseIdentical => ("Same hardware, software and place", "同硬件、同软件、同地点"),
        Case::CauseSeparated => ("Places apart, or other software", "异地，或软件不同"),
        Case::CauseDiverse => ("Other hardware and software, apart", "软硬件皆不同且隔离"),
        Case::ChangesElite => ("Change failure rate, elite", "变更失败率，精英团队"),
        Case::ChangesHigh => ("Change failure rate, high", "变更失败率，高水平"),
        Case::ChangesMedium => ("Change failure rate, medium", "变更失败率，中等水平"),
        Case::UndoElite => ("Failed deployment recovery, elite: less than 1 h", "失败部署恢复，精英团队：1 小时以内"),
        Case::UndoHigh => ("Failed deployment recovery, high: less than a day", "失败部署恢复，高水平：1 天以内"),
        Case::PageUsers => ("Answer to a page that users feel", "响应告警，面向用户"),
        Case::PageOther => ("Answer to a less urgent page", "响应告警，不太紧急"),
        Case::RackBack => ("Rack failure, 1–6 h", "机架故障，1–6 小时"),
        Case::PowerBack => ("Power distribution unit failure, about 6 h", "配电单元故障，约 6 小时"),
        Case::TierBatch => ("Batch processing", "批处理"),
        Case::TierInternal => ("Internal tools", "内部工具"),
        Case::TierCommerce => ("Online commerce, point of sale", "电商、收银"),
        Case::TierVideo => ("Video delivery, broadcast", "视频分发、广播"),
        Case::TierTelecom => ("ATM transactions, telecom", "ATM 交易、电信"),
    };
    lang.pick(en, zh)
}

/// What stands before and after a source, which is quoted as published: whose figure it is and how sure, as in "Hard disk,
/// cloud fleet (quoted: Backblaze Drive Stats Q3 2025)".
pub fn around_source(lang: Lang, typical: &Typical) -> (String, &'static str) {
    let name = name(lang, typical.case);
    let word = level(lang, typical.evidence.level).0.to_lowercase();
    let sla = if typical.evidence.sla { lang.pick("SLA, ", "SLA，") } else { "" };
    lang.pick((format!("{name} ({sla}{word}: "), ")"), (format!("{name}（{sla}{word}："), "）"))
}
