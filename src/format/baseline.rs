//! What version 1 takes for granted: a value equal to the one here is left out of a link.
//!
//! Frozen, and apart from the model's defaults on purpose: when a default of the model is improved, every link ever
//! shared still opens as the same plan. A row here never changes once a link has been published; a new kind or mode
//! adds one.

use crate::model::strategy::{Detection, Redundancy, Temperature, TestInterval};
use crate::model::topology::Work;
use crate::model::{
    Component, ComponentId, Fault, Goal, Kind, Lifetime, LoadUnit, Mode, Place, Recovery, RecoveryParts, Skill, Spans,
    Storage, Strategy, Window, Wishes, ZoneKind,
};

/// Forms that a law can have on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Logistic,
    Exponential,
    Weibull,
    Lognormal,
    Published,
    Never,
    Parts,
}

impl Form {
    const ALL: [Self; 7] =
        [Self::Logistic, Self::Exponential, Self::Weibull, Self::Lognormal, Self::Published, Self::Never, Self::Parts];

    /// Name on the wire.
    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::Logistic => "logistic",
            Self::Exponential => "exp",
            Self::Weibull => "weibull",
            Self::Lognormal => "lognormal",
            Self::Published => "sla",
            Self::Never => "never",
            Self::Parts => "parts",
        }
    }

    /// The form of a name.
    pub(super) fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.slug() == slug)
    }

    pub(super) fn of_fault(fault: &Fault) -> Self {
        match fault {
            Fault::Law(law) => Self::of_law(law),
            Fault::Published { .. } => Self::Published,
            Fault::Never => Self::Never,
        }
    }

    pub(super) fn of_recovery(recovery: &Recovery) -> Self {
        match recovery {
            Recovery::Law(law) => Self::of_law(law),
            Recovery::Parts(_) => Self::Parts,
        }
    }

    fn of_law(law: &Lifetime) -> Self {
        match law {
            Lifetime::Logistic { .. } => Self::Logistic,
            Lifetime::Exponential { .. } => Self::Exponential,
            Lifetime::Weibull { .. } => Self::Weibull,
            Lifetime::Lognormal { .. } => Self::Lognormal,
        }
    }

    /// A fault of this form with the numbers that version 1 takes for granted; none when faults have no such form.
    pub(super) fn fault(self) -> Option<Fault> {
        match self {
            Self::Published => Some(Fault::Published { unavailability: 1e-3 }),
            Self::Never => Some(Fault::Never),
            Self::Parts => None,
            Self::Logistic | Self::Exponential | Self::Weibull | Self::Lognormal => self.law(8766.0).map(Fault::Law),
        }
    }

    /// The same of a recovery.
    pub(super) fn recovery(self) -> Option<Recovery> {
        match self {
            Self::Published | Self::Never => None,
            Self::Parts => Some(parts(1.0)),
            Self::Logistic | Self::Exponential | Self::Weibull | Self::Lognormal => self.law(1.0).map(Recovery::Law),
        }
    }

    fn law(self, mean_h: f64) -> Option<Lifetime> {
        match self {
            Self::Logistic => Some(logistic(mean_h)),
            Self::Exponential => Some(Lifetime::Exponential { mean_h }),
            Self::Weibull => Some(Lifetime::Weibull { mean_h, shape: 1.0 }),
            Self::Lognormal => Some(Lifetime::Lognormal { mean_h, sigma: 1.0 }),
            Self::Published | Self::Never | Self::Parts => None,
        }
    }
}

/// κ of the laws taken for granted, and sp(κ).
const KAPPA: f64 = 6.0;
const SOFTPLUS_KAPPA: f64 = 6.002_475_685_137_73;

fn logistic(mean_h: f64) -> Lifetime {
    let steepness_per_h = SOFTPLUS_KAPPA / mean_h;
    Lifetime::Logistic { steepness_per_h, median_h: KAPPA / steepness_per_h }
}

fn parts(mean_h: f64) -> Recovery {
    Recovery::Parts(RecoveryParts {
        kappa: KAPPA,
        detect_h: mean_h * 0.1,
        diagnose_h: mean_h * 0.3,
        repair_h: mean_h * 0.5,
        verify_h: mean_h * 0.1,
    })
}

fn every(mean_h: f64) -> Fault {
    Fault::Law(logistic(mean_h))
}

/// A component of `kind` as version 1 takes it for granted.
pub(super) fn component(id: ComponentId, kind: Kind) -> Component {
    let published = |unavailability| Fault::Published { unavailability };
    let (fault, recovery_h, price_per_month) = match kind {
        Kind::Users => (Fault::Never, 1.0, 0.0),
        Kind::Dns => (published(1e-5), 0.5, 100.0),
        Kind::Cdn => (published(1e-3), 0.5, 100.0),
        Kind::Balancer => (every(39_284.0), 0.5, 100.0),
        Kind::Service | Kind::Worker | Kind::Cache => (every(2_191.5), 0.1, 100.0),
        Kind::Sql | Kind::KeyValue | Kind::Queue => (every(15_766.0), 1.0, 100.0),
        Kind::ObjectStorage | Kind::External => (published(1e-3), 1.0, 100.0),
        Kind::BlockStorage => (every(4_378_616.0), 1.0, 100.0),
        Kind::Network => (every(170_900.0), 4.0, 100.0),
        Kind::Power => (every(8_766.0), 6.0, 100.0),
    };
    Component {
        id,
        kind,
        name: String::new(),
        fault,
        recovery: parts(recovery_h),
        strategy: Strategy::Single,
        placement: vec![Place { zone: None, units: 1 }],
        train: None,
        capacity: 1_000.0,
        load_share: 1.0,
        price_per_month,
        extra_per_month: 0.0,
        age_h: 0.0,
        work: Work { deploys_per_week: 0.0, bad_share: 0.1, undo_h: 0.5, windows_per_year: 0.0, window_h: 2.0 },
        storage: Storage { data: 1, parity: 2, annual_failure: 0.0157, rebuild_h: 24.0 },
        spans: Spans::new(),
        wishes: Wishes::default(),
        note: String::new(),
    }
}

/// Fault, recovery and round trip (in ms) of a zone of `kind` as version 1 takes them for granted.
pub(super) fn zone(kind: ZoneKind) -> (Fault, Recovery, f64) {
    match kind {
        ZoneKind::Region => (every(87_660.0), parts(4.0), 30.0),
        ZoneKind::Zone => (every(43_830.0), parts(3.0), 1.0),
        ZoneKind::Rack => (every(13_149.0), parts(3.0), 0.2),
        ZoneKind::ReleaseTrain => (every(4_383.0), parts(1.0), 0.0),
    }
}

/// A strategy of `mode`, and its number of units, as version 1 takes them for granted.
pub(super) fn strategy(mode: Mode) -> (Strategy, u32) {
    let standby = |temperature, fault_factor, test_h, redundancy| Strategy::Standby {
        temperature,
        fault_factor,
        test: TestInterval::Every { hours: test_h },
        redundancy,
    };
    match mode {
        Mode::Single => (Strategy::Single, 1),
        Mode::HotStandby => (standby(Temperature::Hot, 1.0, 168.0, redundancy(10.0, 5.0, 60.0, 0.97, 0.05, 0.0)), 2),
        Mode::WarmStandby => {
            (standby(Temperature::Warm, 0.5, 720.0, redundancy(10.0, 5.0, 120.0, 0.95, 0.05, 10.0 / 3600.0)), 2)
        }
        Mode::ColdStandby => {
            (standby(Temperature::Cold, 0.1, 2160.0, redundancy(20.0, 10.0, 900.0, 0.9, 0.05, 24.0)), 2)
        }
        Mode::Cluster => {
            (Strategy::Cluster { needed: None, redundancy: redundancy(3.0, 2.5, 0.0, 0.99, 0.05, 0.0) }, 2)
        }
        Mode::Quorum => (Strategy::Quorum { redundancy: redundancy(0.3, 0.25, 1.0, 0.995, 0.05, 0.0) }, 3),
        Mode::MultiSite => {
            (Strategy::MultiSite { needed: None, redundancy: redundancy(20.0, 10.0, 60.0, 0.97, 0.02, 0.0) }, 2)
        }
    }
}

fn redundancy(
    poll_interval_s: f64,
    timeout_s: f64,
    switch_s: f64,
    coverage: f64,
    common_cause: f64,
    lag_h: f64,
) -> Redundancy {
    Redundancy {
        detection: Detection { poll_interval_s, misses: 3, timeout_s, poll_loss: 0.0, fenced: true },
        switch_h: switch_s / 3600.0,
        coverage,
        manual_h: 1.0,
        common_cause,
        crews: 1,
        lag_h,
    }
}

/// The goal that version 1 takes for granted.
pub(super) fn goal() -> Goal {
    Goal {
        target_u: 1e-3,
        window: Window::Days30,
        rto_h: None,
        rpo_h: None,
        peak_load: 0.0,
        load_unit: LoadUnit::RequestsPerSecond,
        growth: 1.0,
        headroom: 1.25,
        budget_per_month: None,
        currency: "$".to_owned(),
        latency_ms: None,
        skill: Skill::Expert,
        most_sites: None,
        most_endpoints: None,
        between_sites: 0.0,
        journeys: Vec::new(),
    }
}
