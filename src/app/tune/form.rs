//! Another form for the same thing: laws that keep their mean, strategies that keep what a person changed.

use crate::engine::lifetime::{Unit, logistic_from_mean_kappa};
use crate::model::check::fit_units;
use crate::model::kind::DEFAULT_KAPPA;
use crate::model::{Component, Fault, Kind, Lifetime, Mode, Recovery, RecoveryParts, Zone, ZoneKind};

/// How a fault is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultForm {
    /// Steepness α and median β.
    Logistic,
    /// A mean with constant hazard.
    Exponential,
    /// A mean and a shape.
    Weibull,
    /// A mean and a spread.
    Lognormal,
    /// A published availability.
    Published,
    /// It does not fail.
    Never,
}

impl FaultForm {
    /// Every form, in the order of menus.
    pub const ALL: [Self; 6] =
        [Self::Logistic, Self::Exponential, Self::Weibull, Self::Lognormal, Self::Published, Self::Never];
}

/// How a recovery is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryForm {
    /// The mean as a sum of parts.
    Parts,
    /// Steepness γ and median δ.
    Logistic,
    /// A mean with a constant rate.
    Exponential,
    /// A mean and a shape.
    Weibull,
    /// A mean and a spread.
    Lognormal,
}

impl RecoveryForm {
    /// Every form, in the order of menus.
    pub const ALL: [Self; 5] = [Self::Parts, Self::Logistic, Self::Exponential, Self::Weibull, Self::Lognormal];
}

/// A Weibull law that wears out a little.
const DEFAULT_SHAPE: f64 = 1.5;
/// A lognormal law spread over about a tenfold.
const DEFAULT_SIGMA: f64 = 1.0;
/// Mean time to failure given to what never failed: a year.
const YEAR_H: f64 = 8766.0;
/// Detect, diagnose, repair, verify, as the kinds' defaults share them (editorial).
const SHARES: [f64; 4] = [0.1, 0.3, 0.5, 0.1];

/// The form a fault has.
pub fn fault_form(fault: &Fault) -> FaultForm {
    match fault {
        Fault::Law(Lifetime::Logistic { .. }) => FaultForm::Logistic,
        Fault::Law(Lifetime::Exponential { .. }) => FaultForm::Exponential,
        Fault::Law(Lifetime::Weibull { .. }) => FaultForm::Weibull,
        Fault::Law(Lifetime::Lognormal { .. }) => FaultForm::Lognormal,
        Fault::Published { .. } => FaultForm::Published,
        Fault::Never => FaultForm::Never,
    }
}

/// The form a recovery has.
pub fn recovery_form(recovery: &Recovery) -> RecoveryForm {
    match recovery {
        Recovery::Parts(_) => RecoveryForm::Parts,
        Recovery::Law(Lifetime::Logistic { .. }) => RecoveryForm::Logistic,
        Recovery::Law(Lifetime::Exponential { .. }) => RecoveryForm::Exponential,
        Recovery::Law(Lifetime::Weibull { .. }) => RecoveryForm::Weibull,
        Recovery::Law(Lifetime::Lognormal { .. }) => RecoveryForm::Lognormal,
    }
}

/// The fault in another form with the same mean time to failure.
pub fn with_fault_form(fault: &Fault, recovery: &Recovery, form: FaultForm) -> Fault {
    if fault_form(fault) == form {
        return *fault;
    }
    let unit = Unit::new(fault, recovery);
    let mean_h = Some(unit.mttf_h()).filter(|mean| mean.is_finite() && *mean > 0.0).unwrap_or(YEAR_H);
    match form {
        FaultForm::Logistic => Fault::Law(logistic_from_mean_kappa(mean_h, DEFAULT_KAPPA)),
        FaultForm::Exponential => Fault::Law(Lifetime::Exponential { mean_h }),
        FaultForm::Weibull => Fault::Law(Lifetime::Weibull { mean_h, shape: DEFAULT_SHAPE }),
        FaultForm::Lognormal => Fault::Law(Lifetime::Lognormal { mean_h, sigma: DEFAULT_SIGMA }),
        FaultForm::Published => {
            let unavailability = crate::engine::lifetime::unavailability(mean_h, unit.mttr_h());
            Fault::Published { unavailability }
        }
        FaultForm::Never => Fault::Never,
    }
}

/// The recovery in another form with the same mean; κ is kept between parts and the logistic law.
pub fn with_recovery_form(recovery: &Recovery, form: RecoveryForm) -> Recovery {
    if recovery_form(recovery) == form {
        return *recovery;
    }
    let law = Unit::new(&Fault::Never, recovery).recovery;
    let (mean_h, kappa) = (law.mean_h(), law.kappa().unwrap_or(DEFAULT_KAPPA));
    match form {
        RecoveryForm::Logistic => Recovery::Law(logistic_from_mean_kappa(mean_h, kappa)),
        RecoveryForm::Exponential => Recovery::Law(Lifetime::Exponential { mean_h }),
        RecoveryForm::Weibull => Recovery::Law(Lifetime::Weibull { mean_h, shape: DEFAULT_SHAPE }),
        RecoveryForm::Lognormal => Recovery::Law(Lifetime::Lognormal { mean_h, sigma: DEFAULT_SIGMA }),
        RecoveryForm::Parts => {
            let [detect, diagnose, repair, verify] = SHARES;
            Recovery::Parts(RecoveryParts {
                kappa,
                detect_h: mean_h * detect,
                diagnose_h: mean_h * diagnose,
                repair_h: mean_h * repair,
                verify_h: mean_h * verify,
            })
        }
    }
}

/// The component with another strategy, and at least the units that a person expects of it.
pub fn with_mode(component: &Component, mode: Mode) -> Component {
    let mut next = component.clone();
    if component.strategy.mode() == mode {
        return next;
    }
    next.strategy = component.strategy.with_mode(mode);
    let missing = mode.default_units().saturating_sub(next.units());
    if let Some(first) = next.placement.first_mut() {
        first.units += missing;
    }
    next.placement = fit_units(next.placement, mode);
    next
}

/// The component as another kind: what still stands at the old kind's default takes the new kind's.
pub fn with_kind(component: &Component, kind: Kind) -> Component {
    let (old, new) = (component.kind.row(), kind.row());
    let mut next = Component { kind, ..component.clone() };
    if kind != component.kind {
        // Which strategies are usual is another matter there.
        next.wishes.modes = None;
    }
    if component.fault == old.fault {
        next.fault = new.fault;
    }
    if component.recovery == old.recovery {
        next.recovery = new.recovery;
    }
    if component.price_per_month.to_bits() == old.price_per_month.to_bits() {
        next.price_per_month = new.price_per_month;
    }
    if component.capacity.to_bits() == old.capacity.to_bits() {
        next.capacity = new.capacity;
    }
    next
}

/// The zone as another kind: what still stands at the old kind's default takes the new kind's.
pub fn with_zone_kind(zone: &Zone, kind: ZoneKind) -> Zone {
    let (old, new) = (zone.kind.row(), kind.row());
    let mut next = Zone { kind, ..zone.clone() };
    if zone.fault == old.fault {
        next.fault = new.fault;
    }
    if zone.recovery == old.recovery {
        next.recovery = new.recovery;
    }
    if zone.round_trip_ms.to_bits() == old.round_trip_ms.to_bits() {
        next.round_trip_ms = new.round_trip_ms;
    }
    next
}
