//! The table of component kinds: defaults with their evidence, and the strategies that make sense for each.

use super::evidence::{Evidence, Level};
use super::lifetime::{Fault, Lifetime, Recovery, RecoveryParts};
use super::limits;
use super::strategy::Mode;
use super::topology::ZoneKind;

/// What a component is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// People, or whatever calls the system: an entry that does not fail.
    Users,
    /// Name resolution.
    Dns,
    /// Content delivery network.
    Cdn,
    /// Load balancer.
    Balancer,
    /// A service that answers requests.
    Service,
    /// A worker that takes jobs.
    Worker,
    /// A cache.
    Cache,
    /// An SQL database.
    Sql,
    /// A key-value store.
    KeyValue,
    /// A queue or a stream.
    Queue,
    /// Object storage.
    ObjectStorage,
    /// Block storage.
    BlockStorage,
    /// A network device or path.
    Network,
    /// A dependency that somebody else runs.
    External,
    /// Power or a rack.
    Power,
}

/// One row of the table of kinds.
#[derive(Debug, Clone, Copy)]
pub struct KindRow {
    /// The kind.
    pub kind: Kind,
    /// Name in links, files and icons; never changes once published.
    pub slug: &'static str,
    /// The letter that adds one on the canvas.
    pub letter: char,
    /// It holds data, so RPO and synchronous writes matter.
    pub stateful: bool,
    /// Default fault of one unit.
    pub fault: Fault,
    /// Default recovery of one unit.
    pub recovery: Recovery,
    /// Evidence for the default fault.
    pub fault_evidence: Evidence,
    /// Evidence for the default recovery.
    pub recovery_evidence: Evidence,
    /// Default load that one unit carries, in the goal's load unit.
    pub capacity: f64,
    /// Default price of one unit per month, in the plan's currency.
    pub price_per_month: f64,
    /// The strategies that a recommendation may choose, cheapest idea first.
    pub menu: &'static [Mode],
}

/// κ = αβ = γδ of default logistic laws: the mass at 0 is 0.25 %, below the 1 % at which a warning starts.
pub const DEFAULT_KAPPA: f64 = 6.0;

/// sp(6) = ln(1 + e⁶): mean × steepness of a logistic law with κ = 6.
const SOFTPLUS_KAPPA: f64 = 6.002_475_685_137_73;

/// A logistic law with this mean and the default κ.
const fn logistic(mean_h: f64) -> Lifetime {
    let steepness_per_h = SOFTPLUS_KAPPA / mean_h;
    Lifetime::Logistic { steepness_per_h, median_h: DEFAULT_KAPPA / steepness_per_h }
}

const fn every(mean_h: f64) -> Fault {
    Fault::Law(logistic(mean_h))
}

const fn published(unavailability: f64) -> Fault {
    Fault::Published { unavailability }
}

/// Recovery in parts that add up; shares of detect, diagnose, repair, verify are editorial (1 : 3 : 5 : 1).
const fn parts(mean_h: f64) -> Recovery {
    Recovery::Parts(RecoveryParts {
        kappa: DEFAULT_KAPPA,
        detect_h: mean_h * 0.1,
        diagnose_h: mean_h * 0.3,
        repair_h: mean_h * 0.5,
        verify_h: mean_h * 0.1,
    })
}

const NETWORK_2011: &str = "Gill, Jain, Nagappan, Understanding Network Failures in Data Centers (SIGCOMM 2011)";
const CLUSTER_2008: &str = "Jeff Dean, 'typical first year for a new cluster' (Google I/O 2008), via J. Hamilton";
const SLA_2019: &str = "cloudonaut: AWS SLA - are you able to keep your availability promise? (31 Jan 2019, table of AWS SLAs with period/request type)";
const EBS: &str = "Amazon EBS design AFR 0.1-0.2% (AWS text quoted in many repos; second-hand)";

const ONE: &[Mode] = &[Mode::Single];
const MANAGED: &[Mode] = &[Mode::Single, Mode::MultiSite];
const STATELESS: &[Mode] =
    &[Mode::Single, Mode::ColdStandby, Mode::WarmStandby, Mode::HotStandby, Mode::Cluster, Mode::MultiSite];
/// A unit without state that runs may as well serve: a standby that waits half awake saves nothing there.
const SERVING: &[Mode] = &[Mode::Single, Mode::HotStandby, Mode::Cluster, Mode::MultiSite];
const STATEFUL: &[Mode] =
    &[Mode::Single, Mode::ColdStandby, Mode::WarmStandby, Mode::HotStandby, Mode::Quorum, Mode::MultiSite];
const PAIRED: &[Mode] = &[Mode::Single, Mode::HotStandby, Mode::Cluster];

/// The table of kinds, in the order of the palette.
pub const KINDS: [KindRow; 15] = [
    KindRow {
        kind: Kind::Users,
        slug: "users",
        letter: 'u',
        stateful: false,
        fault: Fault::Never,
        recovery: parts(1.0),
        fault_evidence: Evidence::SUGGESTED,
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 0.0,
        menu: ONE,
    },
    KindRow {
        kind: Kind::Dns,
        slug: "dns",
        letter: 'd',
        stateful: false,
        fault: published(1e-5),
        recovery: parts(0.5),
        fault_evidence: Evidence::SUGGESTED,
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: MANAGED,
    },
    KindRow {
        kind: Kind::Cdn,
        slug: "cdn",
        letter: 'n',
        stateful: false,
        fault: published(1e-3),
        recovery: parts(0.5),
        fault_evidence: Evidence::sla(SLA_2019),
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: MANAGED,
    },
    KindRow {
        kind: Kind::Balancer,
        slug: "balancer",
        letter: 'b',
        stateful: false,
        fault: every(39_284.0),
        recovery: parts(0.5),
        fault_evidence: Evidence::secondary(NETWORK_2011),
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: PAIRED,
    },
    KindRow {
        kind: Kind::Service,
        slug: "service",
        letter: 's',
        stateful: false,
        fault: every(2_191.5),
        recovery: parts(0.1),
        fault_evidence: Evidence::SUGGESTED,
        recovery_evidence: Evidence::SUGGESTED,
        capacity: 1_000.0,
        price_per_month: 100.0,
        menu: SERVING,
    },
    KindRow {
        kind: Kind::Worker,
        slug: "worker",
        letter: 'w',
        stateful: false,
        fault: every(2_191.5),
        recovery: parts(0.1),
        fault_evidence: Evidence::SUGGESTED,
        recovery_evidence: Evidence::SUGGESTED,
        capacity: 1_000.0,
        price_per_month: 100.0,
        menu: STATELESS,
    },
    KindRow {
        kind: Kind::Cache,
        slug: "cache",
        letter: 'a',
        stateful: false,
        fault: every(2_191.5),
        recovery: parts(0.1),
        fault_evidence: Evidence::SUGGESTED,
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: SERVING,
    },
    KindRow {
        kind: Kind::Sql,
        slug: "sql",
        letter: 'q',
        stateful: true,
        fault: every(15_766.0),
        recovery: parts(1.0),
        fault_evidence: Evidence::derived(CLUSTER_2008),
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: STATEFUL,
    },
    KindRow {
        kind: Kind::KeyValue,
        slug: "kv",
        letter: 'k',
        stateful: true,
        fault: every(15_766.0),
        recovery: parts(1.0),
        fault_evidence: Evidence::derived(CLUSTER_2008),
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: STATEFUL,
    },
    KindRow {
        kind: Kind::Queue,
        slug: "queue",
        letter: 'e',
        stateful: true,
        fault: every(15_766.0),
        recovery: parts(1.0),
        fault_evidence: Evidence::derived(CLUSTER_2008),
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: STATEFUL,
    },
    KindRow {
        kind: Kind::ObjectStorage,
        slug: "object",
        letter: 'o',
        stateful: true,
        fault: published(1e-3),
        recovery: parts(1.0),
        fault_evidence: Evidence::sla(SLA_2019),
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: MANAGED,
    },
    KindRow {
        kind: Kind::BlockStorage,
        slug: "block",
        letter: 'l',
        stateful: true,
        fault: every(4_378_616.0),
        recovery: parts(1.0),
        fault_evidence: Evidence::secondary(EBS),
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: PAIRED,
    },
    KindRow {
        kind: Kind::Network,
        slug: "network",
        letter: 't',
        stateful: false,
        fault: every(170_900.0),
        recovery: parts(4.0),
        fault_evidence: Evidence::secondary(NETWORK_2011),
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: PAIRED,
    },
    KindRow {
        kind: Kind::External,
        slug: "external",
        letter: 'x',
        stateful: false,
        fault: published(1e-3),
        recovery: parts(1.0),
        fault_evidence: Evidence::SUGGESTED,
        recovery_evidence: Evidence::SUGGESTED,
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: ONE,
    },
    KindRow {
        kind: Kind::Power,
        slug: "power",
        letter: 'p',
        stateful: false,
        fault: every(8_766.0),
        recovery: parts(6.0),
        fault_evidence: Evidence::quoted(CLUSTER_2008),
        recovery_evidence: Evidence::quoted(CLUSTER_2008),
        capacity: limits::UNLIMITED_LOAD,
        price_per_month: 100.0,
        menu: PAIRED,
    },
];

impl Kind {
    /// This kind's row of the table.
    pub fn row(self) -> &'static KindRow {
        // Every kind has its row: the test `every_kind_has_its_row` walks the enum.
        KINDS.iter().find(|row| row.kind == self).unwrap_or(&KINDS[0])
    }

    /// The kind of a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        KINDS.iter().find(|row| row.slug == slug).map(|row| row.kind)
    }
}

/// One row of the table of zone kinds.
#[derive(Debug, Clone, Copy)]
pub struct ZoneKindRow {
    /// The kind of zone.
    pub kind: ZoneKind,
    /// Name in links and files.
    pub slug: &'static str,
    /// Default fault of the whole zone.
    pub fault: Fault,
    /// Default recovery of the whole zone.
    pub recovery: Recovery,
    /// Evidence for the default fault.
    pub fault_evidence: Evidence,
    /// Evidence for the default recovery.
    pub recovery_evidence: Evidence,
    /// Round trip to a sibling, in ms (suggested).
    pub round_trip_ms: f64,
}

/// The table of zone kinds, outermost first.
pub const ZONE_KINDS: [ZoneKindRow; 4] = [
    ZoneKindRow {
        kind: ZoneKind::Region,
        slug: "region",
        fault: every(87_660.0),
        recovery: parts(4.0),
        fault_evidence: Evidence::SUGGESTED,
        recovery_evidence: Evidence::SUGGESTED,
        round_trip_ms: 30.0,
    },
    ZoneKindRow {
        kind: ZoneKind::Zone,
        slug: "zone",
        fault: every(43_830.0),
        recovery: parts(3.0),
        fault_evidence: Evidence::SUGGESTED,
        recovery_evidence: Evidence::SUGGESTED,
        round_trip_ms: 1.0,
    },
    ZoneKindRow {
        kind: ZoneKind::Rack,
        slug: "rack",
        fault: every(13_149.0),
        recovery: parts(3.0),
        fault_evidence: Evidence { level: Level::Derived, source: Some(CLUSTER_2008), sla: false },
        recovery_evidence: Evidence::quoted(CLUSTER_2008),
        round_trip_ms: 0.2,
    },
    ZoneKindRow {
        kind: ZoneKind::ReleaseTrain,
        slug: "release",
        fault: every(4_383.0),
        recovery: parts(1.0),
        fault_evidence: Evidence::SUGGESTED,
        recovery_evidence: Evidence::SUGGESTED,
        round_trip_ms: 0.0,
    },
];

impl ZoneKind {
    /// This kind's row of the table.
    pub fn row(self) -> &'static ZoneKindRow {
        ZONE_KINDS.iter().find(|row| row.kind == self).unwrap_or(&ZONE_KINDS[0])
    }

    /// The kind of a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        ZONE_KINDS.iter().find(|row| row.slug == slug).map(|row| row.kind)
    }
}
