//! Published values of parameters: what a field may be compared with, each with its source. Nothing without one is here.
//!
//! From the reference file of presets; what that file calls unchecked or suggested is left out.

use super::evidence::{Evidence, Level};
use super::kind::Kind;
use super::param::Param;

/// Whose figure it is; `i18n` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// A hard disk in a cloud's fleet.
    HardDisk,
    /// A block volume by its design.
    BlockVolume,
    /// A server of a new cluster, any failure.
    Server,
    /// A switch at the top of a rack.
    RackSwitch,
    /// A switch that aggregates.
    AggregationSwitch,
    /// A switch of a cloud's data centre.
    CloudSwitch,
    /// A hardware load balancer.
    HardwareBalancer,
    /// The SLA of a CDN of AWS.
    CloudFront,
    /// The SLA of a CDN of Azure.
    FrontDoor,
    /// The SLA of a load balancer of AWS.
    AwsBalancer,
    /// The SLA of a load balancer of Azure.
    AzureBalancer,
    /// The SLA of a load balancer of Alibaba Cloud.
    AliBalancer,
    /// The SLA of a single machine of AWS.
    AwsInstance,
    /// The SLA of machines of AWS in two zones.
    AwsZones,
    /// The SLA of a single machine of Azure with fast disks.
    AzureMachine,
    /// The SLA of machines of Azure in two zones.
    AzureZones,
    /// The SLA of a single machine of Alibaba Cloud.
    AliMachine,
    /// The SLA of functions of AWS.
    AwsLambda,
    /// The SLA of a database of AWS in two zones.
    AwsSql,
    /// The SLA of a database of Azure.
    AzureSql,
    /// The SLA of a database of Alibaba Cloud in several zones.
    AliSql,
    /// The SLA of a key-value store of AWS.
    DynamoDb,
    /// The SLA of a stream of AWS.
    Kinesis,
    /// The SLA of object storage of AWS.
    S3,
    /// The SLA of object storage of Alibaba Cloud.
    AliOss,
    /// The SLA of a cloud disk of Alibaba Cloud.
    AliDisk,
    /// A database of AWS takes over in another zone.
    RdsFailover,
    /// Aurora takes over.
    AuroraFailover,
    /// A replica set of MongoDB elects.
    MongoElection,
    /// etcd elects.
    EtcdElection,
    /// How often etcd's leader is heard.
    EtcdHeartbeat,
    /// How often a broker of Kafka is heard.
    KafkaHeartbeat,
    /// How often Patroni looks.
    PatroniLoop,
    /// VRRP: its advertisements, and how many may be missed.
    Vrrp,
    /// DNS failover with standard health checks.
    DnsStandard,
    /// DNS failover with fast health checks.
    DnsFast,
    /// How long answers of DNS are kept.
    DnsTtl,
    /// Health checks of a load balancer of AWS.
    AwsHealth,
    /// Redundant parts alike in hardware, software and place.
    CauseIdentical,
    /// Redundant parts apart from each other, or of other software.
    CauseSeparated,
    /// Redundant parts of other hardware and software, apart.
    CauseDiverse,
    /// Changes that fail, elite teams.
    ChangesElite,
    /// Changes that fail, high performers.
    ChangesHigh,
    /// Changes that fail, medium performers.
    ChangesMedium,
    /// A failed change is undone, elite teams.
    UndoElite,
    /// A failed change is undone, high performers.
    UndoHigh,
    /// Somebody answers a page about what users feel.
    PageUsers,
    /// Somebody answers a page that is less urgent.
    PageOther,
    /// A rack is back.
    RackBack,
    /// A power distribution unit is back.
    PowerBack,
    /// A target for batch work.
    TierBatch,
    /// A target for internal tools.
    TierInternal,
    /// A target for shops.
    TierCommerce,
    /// A target for video.
    TierVideo,
    /// A target for cash machines and telephony.
    TierTelecom,
}

/// One published value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Typical {
    /// Whose figure.
    pub case: Case,
    /// The figure, in the parameter's unit.
    pub value: f64,
    /// How sure it is, and its source.
    pub evidence: Evidence,
}

/// What a published value is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A parameter of components of these kinds; of none: of all.
    Part(Param, &'static [Kind]),
    /// How long a unit serves on the average, however its law is stated, in h.
    Life(&'static [Kind]),
    /// How long a recovery takes on the average, however its law is stated, in h.
    Recovery(&'static [Kind]),
    /// The target of a journey.
    Target,
}

const fn row(about: About, case: Case, value: f64, evidence: Evidence) -> (About, Typical) {
    (about, Typical { case, value, evidence })
}

const fn derived(source: &'static str) -> Evidence {
    Evidence { level: Level::Derived, source: Some(source), sla: false }
}

const BACKBLAZE: &str = "Backblaze Drive Stats Q3 2025";
const EBS: &str = "Amazon EBS features";
const DEAN: &str = "Jeff Dean, Google I/O 2008";
const GILL: &str = "Gill, Jain, Nagappan, SIGCOMM 2011";
const SINGH: &str = "Singh et al., CCR 2021";
const AWS_2019: &str = "cloudonaut, table of AWS SLAs, 2019";
const AWS_ZONES: &str = "Amazon Compute SLA, May 2022";
const AWS_ONE: &str = "dev-toolbox: AWS EC2 SLA";
const AZURE: &str = "4beginner: composite SLA for Azure";
const AZURE_VM: &str = "2azure.nl: Azure virtual machines SLA";
const AZURE_NET: &str = "dev-toolbox: Azure VM SLA";
const ALIBABA: &str = "sla.directory: Alibaba Cloud SLA";
const RDS: &str = "Amazon RDS User Guide, Multi-AZ";
const AURORA: &str = "Amazon Aurora User Guide, high availability";
const MONGO: &str = "MongoDB manual, replication";
const ETCD: &str = "etcd v3.5 tuning";
const KAFKA: &str = "Apache Kafka documentation, broker configs";
const PATRONI: &str = "Patroni, dynamic configuration";
const VRRP: &str = "VRRP, RFC 5798";
const ROUTE_53: &str = "AWS News Blog: Route 53 health checks";
const ALB: &str = "barkingiguana: ALB and Route 53 health checks";
const FTA: &str = "FTA Studio glossary: beta-factor";
const DORA: &str = "gitintel, DORA 2024";
const DEVLAKE: &str = "Apache DevLake, quoting DORA 2023";
const SRE: &str = "Google SRE book, ch. 11";
const PILLAR: &str = "AWS Reliability Pillar: Availability";

/// The table, in the order of the page's lists.
pub const TYPICAL: &[(About, Typical)] = {
    use About::{Life, Part, Recovery, Target};
    use Kind::{
        Balancer, BlockStorage, Cache, Cdn, Dns, KeyValue, Network, ObjectStorage, Power, Queue, Service, Sql, Worker,
    };
    use Param as P;
    const fn down(kinds: &'static [Kind]) -> About {
        Part(P::FaultUnavailability, kinds)
    }
    &[
        row(Part(P::AnnualFailure, &[BlockStorage]), Case::BlockVolume, 0.002, Evidence::secondary(EBS)),
        row(
            Part(P::AnnualFailure, &[BlockStorage, ObjectStorage]),
            Case::HardDisk,
            0.0157,
            Evidence::quoted(BACKBLAZE),
        ),
        row(Life(&[Balancer]), Case::HardwareBalancer, 39_284.0, Evidence::secondary(GILL)),
        row(Life(&[Service, Worker, Cache, Sql, KeyValue, Queue]), Case::Server, 15_766.0, derived(DEAN)),
        row(Life(&[Network]), Case::AggregationSwitch, 83_200.0, Evidence::secondary(GILL)),
        row(Life(&[Network]), Case::CloudSwitch, 108_522.0, derived(SINGH)),
        row(Life(&[Network]), Case::RackSwitch, 170_900.0, Evidence::secondary(GILL)),
        row(Life(&[BlockStorage]), Case::HardDisk, 553_949.0, Evidence::quoted(BACKBLAZE)),
        row(down(&[Cdn]), Case::CloudFront, 1e-3, Evidence::sla(AWS_2019)),
        row(down(&[Cdn]), Case::FrontDoor, 1e-4, Evidence::sla(AZURE)),
        row(down(&[Balancer]), Case::AwsBalancer, 1e-4, Evidence::sla(AWS_2019)),
        row(down(&[Balancer]), Case::AzureBalancer, 1e-4, Evidence::sla(AZURE_NET)),
        row(down(&[Balancer]), Case::AliBalancer, 5e-5, Evidence::sla(ALIBABA)),
        row(down(&[Service, Worker]), Case::AwsInstance, 5e-3, Evidence::sla(AWS_ONE)),
        row(down(&[Service, Worker]), Case::AzureMachine, 1e-3, Evidence::sla(AZURE_VM)),
        row(down(&[Service, Worker]), Case::AwsLambda, 5e-4, Evidence::sla(AWS_2019)),
        row(down(&[Service, Worker]), Case::AliMachine, 2.5e-4, Evidence::sla(ALIBABA)),
        row(
            down(&[Service, Worker]),
            Case::AwsZones,
            1e-4,
            Evidence { level: Level::Quoted, source: Some(AWS_ZONES), sla: true },
        ),
        row(down(&[Service, Worker]), Case::AzureZones, 1e-4, Evidence::sla(AZURE_VM)),
        row(down(&[Sql]), Case::AwsSql, 5e-4, Evidence::sla(AWS_2019)),
        row(down(&[Sql]), Case::AzureSql, 1e-4, Evidence::sla(AZURE)),
        row(down(&[Sql]), Case::AliSql, 5e-5, Evidence::sla(ALIBABA)),
        row(down(&[KeyValue]), Case::DynamoDb, 1e-4, Evidence::sla(AWS_2019)),
        row(down(&[Queue]), Case::Kinesis, 1e-3, Evidence::sla(AWS_2019)),
        row(down(&[ObjectStorage]), Case::S3, 1e-3, Evidence::sla(AWS_2019)),
        row(down(&[ObjectStorage]), Case::AliOss, 5e-5, Evidence::sla(ALIBABA)),
        row(down(&[BlockStorage]), Case::AliDisk, 5e-5, Evidence::sla(ALIBABA)),
        row(Part(P::PartDetect, &[]), Case::PageUsers, 5.0 / 60.0, Evidence::secondary(SRE)),
        row(Part(P::PartDetect, &[]), Case::PageOther, 0.5, Evidence::secondary(SRE)),
        row(Recovery(&[Power]), Case::RackBack, 3.0, Evidence::quoted(DEAN)),
        row(Recovery(&[Power]), Case::PowerBack, 6.0, Evidence::quoted(DEAN)),
        row(Part(P::PollInterval, &[KeyValue]), Case::EtcdHeartbeat, 0.1, derived(ETCD)),
        row(Part(P::PollInterval, &[Balancer, Network]), Case::Vrrp, 1.0, Evidence::quoted(VRRP)),
        row(Part(P::PollInterval, &[Queue]), Case::KafkaHeartbeat, 2.0, Evidence::quoted(KAFKA)),
        row(Part(P::PollInterval, &[Sql]), Case::PatroniLoop, 10.0, Evidence::quoted(PATRONI)),
        row(Part(P::PollInterval, &[Dns, Cdn, Balancer, Service]), Case::DnsFast, 10.0, Evidence::quoted(ROUTE_53)),
        row(Part(P::PollInterval, &[Dns, Cdn, Balancer]), Case::DnsStandard, 30.0, Evidence::quoted(ROUTE_53)),
        row(Part(P::PollInterval, &[Service, Worker, Cache]), Case::AwsHealth, 30.0, Evidence::secondary(ALB)),
        row(Part(P::Misses, &[Service, Worker, Cache]), Case::AwsHealth, 2.0, Evidence::secondary(ALB)),
        row(Part(P::Misses, &[Balancer, Network]), Case::Vrrp, 3.0, Evidence::quoted(VRRP)),
        row(Part(P::Misses, &[Dns, Cdn, Service]), Case::DnsStandard, 3.0, Evidence::quoted(ROUTE_53)),
        row(Part(P::Switch, &[KeyValue]), Case::EtcdElection, 1.0 / 3600.0, derived(ETCD)),
        row(Part(P::Switch, &[KeyValue]), Case::MongoElection, 12.0 / 3600.0, Evidence::quoted(MONGO)),
        row(Part(P::Switch, &[Sql]), Case::AuroraFailover, 30.0 / 3600.0, Evidence::secondary(AURORA)),
        row(Part(P::Switch, &[Dns, Cdn, Balancer, Service]), Case::DnsTtl, 60.0 / 3600.0, Evidence::quoted(ROUTE_53)),
        row(Part(P::Switch, &[Sql]), Case::RdsFailover, 90.0 / 3600.0, Evidence::secondary(RDS)),
        row(Part(P::CommonCause, &[]), Case::CauseDiverse, 0.01, Evidence::secondary(FTA)),
        row(Part(P::CommonCause, &[]), Case::CauseSeparated, 0.05, Evidence::secondary(FTA)),
        row(Part(P::CommonCause, &[]), Case::CauseIdentical, 0.1, Evidence::secondary(FTA)),
        row(Part(P::BadChanges, &[]), Case::ChangesElite, 0.05, Evidence::secondary(DORA)),
        row(Part(P::BadChanges, &[]), Case::ChangesHigh, 0.1, Evidence::secondary(DORA)),
        row(Part(P::BadChanges, &[]), Case::ChangesMedium, 0.15, Evidence::secondary(DORA)),
        row(Part(P::Undo, &[]), Case::UndoElite, 1.0, Evidence::secondary(DEVLAKE)),
        row(Part(P::Undo, &[]), Case::UndoHigh, 24.0, Evidence::secondary(DEVLAKE)),
        row(Target, Case::TierBatch, 1e-2, Evidence::quoted(PILLAR)),
        row(Target, Case::TierInternal, 1e-3, Evidence::quoted(PILLAR)),
        row(Target, Case::TierCommerce, 5e-4, Evidence::quoted(PILLAR)),
        row(Target, Case::TierVideo, 1e-4, Evidence::quoted(PILLAR)),
        row(Target, Case::TierTelecom, 1e-5, Evidence::quoted(PILLAR)),
    ]
};
