//! The table of parameters: unit, range, scale, and the one way to read and write each.
//!
//! Inspectors, the validator and the wire derive from these rows; a parameter is added here and nowhere else.

use super::evidence::Evidence;
use super::kind::Kind;
use super::lifetime::{Fault, Lifetime, Recovery};
use super::limits;
use super::span::{Span, Spans};
use super::strategy::{Strategy, TestInterval};
use super::topology::{Component, ComponentId, Place, Storage, Work, Zone};
use super::wishes::Wishes;

/// A number that a person can set on a component (laws also on a zone).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Param {
    /// α of a logistic fault law, in 1/h.
    FaultSteepness,
    /// β of a logistic fault law, in h.
    FaultMedian,
    /// Mean time to failure of the other laws, in h.
    FaultMean,
    /// Shape of a Weibull fault law.
    FaultShape,
    /// σ of a lognormal fault law.
    FaultSigma,
    /// Published unavailability, 1 − SLA.
    FaultUnavailability,
    /// γ of a logistic recovery law, in 1/h.
    RecoverySteepness,
    /// δ of a logistic recovery law, in h.
    RecoveryMedian,
    /// Mean time to recovery of the other laws, in h.
    RecoveryMean,
    /// Shape of a Weibull recovery law.
    RecoveryShape,
    /// σ of a lognormal recovery law.
    RecoverySigma,
    /// κ = γδ of a recovery in parts.
    RecoveryKappa,
    /// Recovery in parts: until somebody knows, in h.
    PartDetect,
    /// Recovery in parts: until the cause is known, in h.
    PartDiagnose,
    /// Recovery in parts: until it is mended, in h.
    PartRepair,
    /// Recovery in parts: until it is verified, in h.
    PartVerify,
    /// d: a standby fails at d·λ.
    StandbyFactor,
    /// τ of a standby tested at intervals, in h.
    TestInterval,
    /// i: time between polls, in s.
    PollInterval,
    /// m: misses in a row.
    Misses,
    /// Added after the last miss, in s.
    Timeout,
    /// p: the chance that a poll of a healthy unit is lost.
    PollLoss,
    /// T_switch or T_elect, in h.
    Switch,
    /// c: the chance that a takeover works.
    Coverage,
    /// T_manual, in h.
    Manual,
    /// β_cc: share of faults that take every unit.
    CommonCause,
    /// r: repair crews.
    Crews,
    /// Replication lag or backup interval, in h.
    Lag,
    /// k when fixed by hand.
    Needed,
    /// Load that one unit carries, in the goal's load unit.
    Capacity,
    /// Share of the peak load that arrives here.
    LoadShare,
    /// Price of one unit per month.
    Price,
    /// Other monthly cost.
    Extra,
    /// Age of the units, in h.
    Age,
    /// Changes per week.
    Deploys,
    /// Share of changes that take the component down.
    BadChanges,
    /// Until a bad change is undone, in h.
    Undo,
    /// Planned windows per year.
    Windows,
    /// Length of a planned window, in h.
    WindowLength,
    /// k: parts of data that an object is cut into.
    DataParts,
    /// m: further parts, any of which may be lost.
    ParityParts,
    /// AFR of one part.
    AnnualFailure,
    /// Time to rebuild a lost part, in h.
    Rebuild,
}

/// What a parameter is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamUnit {
    /// 1/h.
    PerHour,
    /// h; shown in the unit a person would say.
    Hours,
    /// s; shown in the unit a person would say.
    Seconds,
    /// A share or chance, 0 to 1; shown in per cent.
    Share,
    /// An unavailability; shown as the availability in per cent.
    Unavailability,
    /// A whole number.
    Count,
    /// A plain number.
    Plain,
    /// How often a week.
    PerWeek,
    /// How often a year.
    PerYear,
    /// The plan's currency per month.
    Money,
    /// The goal's load unit.
    Load,
}

/// How a slider runs over its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Evenly.
    Linear,
    /// By ratio.
    Log,
    /// By ratio, with 0 at the left end.
    LogFromZero,
}

/// One row of the table of parameters.
#[derive(Debug, Clone, Copy)]
pub struct ParamRow {
    /// The parameter.
    pub param: Param,
    /// Name in links and files; never changes once published.
    pub slug: &'static str,
    /// What it is counted in.
    pub unit: ParamUnit,
    /// Smallest value accepted.
    pub min: f64,
    /// Largest value accepted.
    pub max: f64,
    /// Left end of the slider (0 is added by [`Scale::LogFromZero`]).
    pub slider_min: f64,
    /// Right end of the slider.
    pub slider_max: f64,
    /// How the slider runs.
    pub scale: Scale,
}

const fn row(
    param: Param,
    slug: &'static str,
    unit: ParamUnit,
    (min, max): (f64, f64),
    (slider_min, slider_max): (f64, f64),
    scale: Scale,
) -> ParamRow {
    ParamRow { param, slug, unit, min, max, slider_min, slider_max, scale }
}

/// The table of parameters, in the order of the inspector.
pub const PARAMS: [ParamRow; 43] = {
    use Param as P;
    use ParamUnit as U;
    use Scale::{Linear, Log, LogFromZero};
    [
        row(P::FaultSteepness, "fa", U::PerHour, (1e-9, 1e4), (1e-5, 1.0), Log),
        row(P::FaultMedian, "fb", U::Hours, (0.0, 1e9), (10.0, 1e6), Log),
        row(P::FaultMean, "fm", U::Hours, (1e-3, 1e10), (10.0, 1e6), Log),
        row(P::FaultShape, "fs", U::Plain, (0.1, 20.0), (0.5, 5.0), Log),
        row(P::FaultSigma, "fg", U::Plain, (0.01, 5.0), (0.1, 3.0), Log),
        row(P::FaultUnavailability, "fu", U::Unavailability, (1e-13, 0.9999), (1e-7, 0.1), Log),
        row(P::RecoverySteepness, "ra", U::PerHour, (1e-5, 1e6), (1e-2, 1e3), Log),
        row(P::RecoveryMedian, "rb", U::Hours, (0.0, 1e5), (1.0 / 360.0, 240.0), LogFromZero),
        row(P::RecoveryMean, "rm", U::Hours, (1e-7, 1e5), (1.0 / 360.0, 240.0), Log),
        row(P::RecoveryShape, "rs", U::Plain, (0.1, 20.0), (0.5, 5.0), Log),
        row(P::RecoverySigma, "rg", U::Plain, (0.01, 5.0), (0.1, 3.0), Log),
        row(P::RecoveryKappa, "rk", U::Plain, (0.0, 700.0), (1.0, 30.0), Log),
        row(P::PartDetect, "pd", U::Hours, (0.0, 1e4), (1.0 / 3600.0, 48.0), LogFromZero),
        row(P::PartDiagnose, "pg", U::Hours, (0.0, 1e4), (1.0 / 3600.0, 48.0), LogFromZero),
        row(P::PartRepair, "pr", U::Hours, (0.0, 1e4), (1.0 / 3600.0, 240.0), LogFromZero),
        row(P::PartVerify, "pv", U::Hours, (0.0, 1e4), (1.0 / 3600.0, 48.0), LogFromZero),
        row(P::StandbyFactor, "sd", U::Plain, (0.0, 1.0), (0.0, 1.0), Linear),
        row(P::TestInterval, "st", U::Hours, (1e-3, 1e6), (1.0, 8766.0), Log),
        row(P::PollInterval, "di", U::Seconds, (1e-3, 86_400.0), (0.1, 300.0), Log),
        row(P::Misses, "dm", U::Count, (1.0, 100.0), (1.0, 10.0), Linear),
        row(P::Timeout, "dt", U::Seconds, (0.0, 86_400.0), (0.1, 300.0), LogFromZero),
        row(P::PollLoss, "dl", U::Share, (0.0, 0.5), (1e-5, 0.2), LogFromZero),
        row(P::Switch, "rw", U::Hours, (0.0, 720.0), (1.0 / 3600.0, 4.0), LogFromZero),
        row(P::Coverage, "rc", U::Share, (0.0, 1.0), (0.5, 1.0), Linear),
        row(P::Manual, "rh", U::Hours, (0.0, 720.0), (1.0 / 60.0, 24.0), LogFromZero),
        row(P::CommonCause, "cc", U::Share, (0.0, 1.0), (0.0, 0.3), Linear),
        row(P::Crews, "cr", U::Count, (1.0, 64.0), (1.0, 8.0), Linear),
        row(P::Lag, "lg", U::Hours, (0.0, 8766.0), (1.0 / 3600.0, 168.0), LogFromZero),
        row(P::Needed, "nk", U::Count, (1.0, 64.0), (1.0, 12.0), Linear),
        row(P::Capacity, "cp", U::Load, (1e-6, limits::UNLIMITED_LOAD), (1.0, 1e6), Log),
        row(P::LoadShare, "ls", U::Share, (0.0, 100.0), (0.0, 1.0), Linear),
        row(P::Price, "pm", U::Money, (0.0, 1e9), (1.0, 1e5), LogFromZero),
        row(P::Extra, "px", U::Money, (0.0, 1e9), (1.0, 1e5), LogFromZero),
        row(P::Age, "ag", U::Hours, (0.0, 1e6), (1.0, 43_830.0), LogFromZero),
        row(P::Deploys, "wd", U::PerWeek, (0.0, 1e4), (0.1, 100.0), LogFromZero),
        row(P::BadChanges, "wb", U::Share, (0.0, 1.0), (1e-3, 0.5), LogFromZero),
        row(P::Undo, "wu", U::Hours, (0.0, 1e4), (1.0 / 60.0, 24.0), LogFromZero),
        row(P::Windows, "ww", U::PerYear, (0.0, 8766.0), (0.1, 100.0), LogFromZero),
        row(P::WindowLength, "wl", U::Hours, (0.0, 1e4), (1.0 / 60.0, 24.0), LogFromZero),
        row(P::DataParts, "ok", U::Count, (1.0, 64.0), (1.0, 20.0), Linear),
        row(P::ParityParts, "om", U::Count, (0.0, 32.0), (0.0, 8.0), Linear),
        row(P::AnnualFailure, "oa", U::Share, (1e-6, 0.9), (1e-3, 0.3), Log),
        row(P::Rebuild, "or", U::Hours, (1e-3, 2191.5), (0.1, 720.0), Log),
    ]
};

impl Param {
    /// This parameter's row of the table.
    pub fn row(self) -> &'static ParamRow {
        PARAMS.iter().find(|row| row.param == self).unwrap_or(&PARAMS[0])
    }

    /// The parameter of a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        PARAMS.iter().find(|row| row.slug == slug).map(|row| row.param)
    }

    /// The nearest value that the table accepts; a value that is not a number gives none.
    pub fn clamp(self, value: f64) -> Option<f64> {
        let row = self.row();
        if value.is_nan() {
            return None;
        }
        let inside = limits::clamped(value, row.min, row.max);
        Some(if row.unit == ParamUnit::Count { inside.round() } else { inside })
    }

    /// Its value on `component`; none where the component's law or strategy has no such parameter.
    pub fn read(self, component: &Component) -> Option<f64> {
        let mut copy = (component.fault, component.recovery, component.strategy, component.work);
        let mut plain = [
            component.capacity,
            component.load_share,
            component.price_per_month,
            component.extra_per_month,
            component.age_h,
        ];
        let storage = &mut { component.storage };
        let [capacity, load_share, price, extra, age] = &mut plain;
        let (fault, recovery, strategy, work) = (&mut copy.0, &mut copy.1, &mut copy.2, &mut copy.3);
        self.slot(Numbers { fault, recovery, strategy, capacity, load_share, price, extra, age, storage, work })?.get()
    }

    /// Sets it on `component`, clamped and known exactly; whether the component has such a parameter.
    pub fn write(self, component: &mut Component, value: f64) -> bool {
        let Some(value) = self.clamp(value) else { return false };
        component.spans.remove(&self);
        let numbers = Numbers {
            fault: &mut component.fault,
            recovery: &mut component.recovery,
            strategy: &mut component.strategy,
            capacity: &mut component.capacity,
            load_share: &mut component.load_share,
            price: &mut component.price_per_month,
            extra: &mut component.extra_per_month,
            age: &mut component.age_h,
            work: &mut component.work,
            storage: &mut component.storage,
        };
        self.slot(numbers).map(|slot| slot.set(value)).is_some()
    }

    /// Its value on `zone`: only the laws of fault and recovery.
    pub fn read_zone(self, zone: &Zone) -> Option<f64> {
        self.law_slot(&mut { zone.fault }, &mut { zone.recovery }).map(|slot| *slot)
    }

    /// Sets it on `zone`, clamped and known exactly; whether the zone has such a parameter.
    pub fn write_zone(self, zone: &mut Zone, value: f64) -> bool {
        let Some(value) = self.clamp(value) else { return false };
        zone.spans.remove(&self);
        self.law_slot(&mut zone.fault, &mut zone.recovery).map(|slot| *slot = value).is_some()
    }

    /// Says that it lies in an interval of `component`; none where the component has no such parameter.
    pub fn write_span(self, component: &mut Component, span: Span) -> Option<()> {
        self.write(component, span.middle(self)).then(|| component.spans.insert(self, span)).map(|_| ())
    }

    /// Says that it lies in an interval of `zone`; none where the zone has no such parameter.
    pub fn write_zone_span(self, zone: &mut Zone, span: Span) -> Option<()> {
        self.write_zone(zone, span.middle(self)).then(|| zone.spans.insert(self, span)).map(|_| ())
    }

    /// It is a figure of nature or of work, not a choice: it may be given as an interval.
    pub fn may_be_uncertain(self) -> bool {
        let is_choice = matches!(
            self,
            Self::TestInterval
                | Self::PollInterval
                | Self::Timeout
                | Self::Age
                | Self::LoadShare
                | Self::StandbyFactor
                | Self::AnnualFailure
                | Self::Rebuild
        );
        !is_choice && !matches!(self.row().unit, ParamUnit::Count | ParamUnit::Money)
    }

    /// Its default on a component like this one (same kind, strategy and form of law).
    pub fn default_on(self, component: &Component) -> Option<f64> {
        let mut fresh = Component::new(component.id, component.kind, String::new());
        fresh.strategy = component.strategy.mode().preset();
        self.read(&fresh)
    }

    /// The evidence for its default on a component like this one.
    pub fn evidence_on(self, component: &Component) -> Evidence {
        let row = component.kind.row();
        match self {
            Self::FaultSteepness
            | Self::FaultMedian
            | Self::FaultMean
            | Self::FaultShape
            | Self::FaultSigma
            | Self::FaultUnavailability => row.fault_evidence,
            Self::RecoverySteepness
            | Self::RecoveryMedian
            | Self::RecoveryMean
            | Self::RecoveryShape
            | Self::RecoverySigma
            | Self::RecoveryKappa
            | Self::PartDetect
            | Self::PartDiagnose
            | Self::PartRepair
            | Self::PartVerify => row.recovery_evidence,
            Self::PollInterval | Self::Misses | Self::Timeout | Self::Switch | Self::Coverage | Self::TestInterval => {
                component.strategy.mode().evidence()
            }
            Self::StandbyFactor
            | Self::PollLoss
            | Self::Manual
            | Self::CommonCause
            | Self::Crews
            | Self::Lag
            | Self::Needed
            | Self::Capacity
            | Self::LoadShare
            | Self::Price
            | Self::Extra
            | Self::Age
            | Self::Deploys
            | Self::BadChanges
            | Self::Undo
            | Self::Windows
            | Self::WindowLength
            | Self::DataParts
            | Self::ParityParts
            | Self::Rebuild => Evidence::SUGGESTED,
            Self::AnnualFailure => Evidence::quoted("Backblaze Drive Stats Q3 2025"),
        }
    }

    /// It belongs to the laws of fault and recovery, which zones have too.
    pub fn is_of_law(self) -> bool {
        self.row_index() <= Self::PartVerify.row_index()
    }

    /// It belongs to a strategy of more than one unit; another mode brings its own.
    pub fn is_of_strategy(self) -> bool {
        (Self::StandbyFactor.row_index()..=Self::Needed.row_index()).contains(&self.row_index())
    }

    fn row_index(self) -> usize {
        PARAMS.iter().position(|row| row.param == self).unwrap_or(0)
    }

    /// Where these numbers keep this parameter: the one match that every reader and writer shares.
    fn slot(self, at: Numbers<'_>) -> Option<Slot<'_>> {
        match self {
            Self::FaultSteepness
            | Self::FaultMedian
            | Self::FaultMean
            | Self::FaultShape
            | Self::FaultSigma
            | Self::FaultUnavailability
            | Self::RecoverySteepness
            | Self::RecoveryMedian
            | Self::RecoveryMean
            | Self::RecoveryShape
            | Self::RecoverySigma
            | Self::RecoveryKappa
            | Self::PartDetect
            | Self::PartDiagnose
            | Self::PartRepair
            | Self::PartVerify => self.law_slot(at.fault, at.recovery).map(Slot::Number),
            Self::StandbyFactor => match at.strategy {
                Strategy::Standby { fault_factor, .. } => Some(Slot::Number(fault_factor)),
                Strategy::Single | Strategy::Cluster { .. } | Strategy::Quorum { .. } | Strategy::MultiSite { .. } => {
                    None
                }
            },
            Self::TestInterval => match at.strategy {
                Strategy::Standby { test: TestInterval::Every { hours }, .. } => Some(Slot::Number(hours)),
                Strategy::Standby { test: TestInterval::Monitored | TestInterval::Never, .. }
                | Strategy::Single
                | Strategy::Cluster { .. }
                | Strategy::Quorum { .. }
                | Strategy::MultiSite { .. } => None,
            },
            Self::Needed => match at.strategy {
                Strategy::Cluster { needed, .. } | Strategy::MultiSite { needed, .. } => Some(Slot::MaybeWhole(needed)),
                Strategy::Single | Strategy::Standby { .. } | Strategy::Quorum { .. } => None,
            },
            Self::PollInterval => Some(Slot::Number(&mut at.strategy.redundancy_mut()?.detection.poll_interval_s)),
            Self::Misses => Some(Slot::Whole(&mut at.strategy.redundancy_mut()?.detection.misses)),
            Self::Timeout => Some(Slot::Number(&mut at.strategy.redundancy_mut()?.detection.timeout_s)),
            Self::PollLoss => Some(Slot::Number(&mut at.strategy.redundancy_mut()?.detection.poll_loss)),
            Self::Switch => Some(Slot::Number(&mut at.strategy.redundancy_mut()?.switch_h)),
            Self::Coverage => Some(Slot::Number(&mut at.strategy.redundancy_mut()?.coverage)),
            Self::Manual => Some(Slot::Number(&mut at.strategy.redundancy_mut()?.manual_h)),
            Self::CommonCause => Some(Slot::Number(&mut at.strategy.redundancy_mut()?.common_cause)),
            Self::Crews => Some(Slot::Whole(&mut at.strategy.redundancy_mut()?.crews)),
            Self::Lag => Some(Slot::Number(&mut at.strategy.redundancy_mut()?.lag_h)),
            Self::Capacity => Some(Slot::Number(at.capacity)),
            Self::LoadShare => Some(Slot::Number(at.load_share)),
            Self::Price => Some(Slot::Number(at.price)),
            Self::Extra => Some(Slot::Number(at.extra)),
            Self::Age => Some(Slot::Number(at.age)),
            Self::Deploys => Some(Slot::Number(&mut at.work.deploys_per_week)),
            Self::BadChanges => Some(Slot::Number(&mut at.work.bad_share)),
            Self::Undo => Some(Slot::Number(&mut at.work.undo_h)),
            Self::Windows => Some(Slot::Number(&mut at.work.windows_per_year)),
            Self::WindowLength => Some(Slot::Number(&mut at.work.window_h)),
            Self::DataParts => Some(Slot::Whole(&mut at.storage.data)),
            Self::ParityParts => Some(Slot::Whole(&mut at.storage.parity)),
            Self::AnnualFailure => Some(Slot::Number(&mut at.storage.annual_failure)),
            Self::Rebuild => Some(Slot::Number(&mut at.storage.rebuild_h)),
        }
    }

    /// Where the laws keep this parameter, if they have it.
    fn law_slot<'a>(self, fault: &'a mut Fault, recovery: &'a mut Recovery) -> Option<&'a mut f64> {
        use Lifetime::{Exponential, Logistic, Lognormal, Weibull};
        match (self, fault, recovery) {
            (Self::FaultUnavailability, Fault::Published { unavailability }, _) => Some(unavailability),
            (Self::FaultSteepness, Fault::Law(Logistic { steepness_per_h, .. }), _)
            | (Self::RecoverySteepness, _, Recovery::Law(Logistic { steepness_per_h, .. })) => Some(steepness_per_h),
            (Self::FaultMedian, Fault::Law(Logistic { median_h, .. }), _)
            | (Self::RecoveryMedian, _, Recovery::Law(Logistic { median_h, .. })) => Some(median_h),
            (
                Self::FaultMean,
                Fault::Law(Exponential { mean_h } | Weibull { mean_h, .. } | Lognormal { mean_h, .. }),
                _,
            )
            | (
                Self::RecoveryMean,
                _,
                Recovery::Law(Exponential { mean_h } | Weibull { mean_h, .. } | Lognormal { mean_h, .. }),
            ) => Some(mean_h),
            (Self::FaultShape, Fault::Law(Weibull { shape, .. }), _)
            | (Self::RecoveryShape, _, Recovery::Law(Weibull { shape, .. })) => Some(shape),
            (Self::FaultSigma, Fault::Law(Lognormal { sigma, .. }), _)
            | (Self::RecoverySigma, _, Recovery::Law(Lognormal { sigma, .. })) => Some(sigma),
            (Self::RecoveryKappa, _, Recovery::Parts(parts)) => Some(&mut parts.kappa),
            (Self::PartDetect, _, Recovery::Parts(parts)) => Some(&mut parts.detect_h),
            (Self::PartDiagnose, _, Recovery::Parts(parts)) => Some(&mut parts.diagnose_h),
            (Self::PartRepair, _, Recovery::Parts(parts)) => Some(&mut parts.repair_h),
            (Self::PartVerify, _, Recovery::Parts(parts)) => Some(&mut parts.verify_h),
            (_, Fault::Law(_) | Fault::Published { .. } | Fault::Never, Recovery::Law(_) | Recovery::Parts(_)) => None,
        }
    }
}

/// Every number of a component, to be read or changed.
struct Numbers<'a> {
    fault: &'a mut Fault,
    recovery: &'a mut Recovery,
    strategy: &'a mut Strategy,
    capacity: &'a mut f64,
    load_share: &'a mut f64,
    price: &'a mut f64,
    extra: &'a mut f64,
    age: &'a mut f64,
    work: &'a mut Work,
    storage: &'a mut Storage,
}

/// Where one parameter is kept.
enum Slot<'a> {
    Number(&'a mut f64),
    Whole(&'a mut u32),
    MaybeWhole(&'a mut Option<u32>),
}

impl Slot<'_> {
    fn get(self) -> Option<f64> {
        match self {
            Self::Number(slot) => Some(*slot),
            Self::Whole(slot) => Some(f64::from(*slot)),
            Self::MaybeWhole(slot) => slot.map(f64::from),
        }
    }

    fn set(self, value: f64) {
        match self {
            Self::Number(slot) => *slot = value,
            Self::Whole(slot) => *slot = count(value),
            Self::MaybeWhole(slot) => *slot = Some(count(value)),
        }
    }
}

/// A value already clamped to the range of a count, as a whole number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100 by the table's range")]
pub fn count(value: f64) -> u32 {
    limits::clamped(value, 0.0, 100.0).round() as u32
}

/// The intervals, inside their ranges, of numbers that are there and that they hold.
fn kept_spans(spans: &Spans, read: impl Fn(Param) -> Option<f64>) -> Spans {
    let kept = spans.iter().filter_map(|(param, span)| Some((*param, Span::of(*param, span.low, span.high)?)));
    kept.filter(|(param, span)| read(*param).is_some_and(|value| span.holds(value))).collect()
}

impl Component {
    /// A component of `kind` with that kind's defaults: one unit, standing alone.
    pub fn new(id: ComponentId, kind: Kind, name: String) -> Self {
        let row = kind.row();
        Self {
            id,
            kind,
            name,
            fault: row.fault,
            recovery: row.recovery,
            strategy: Strategy::Single,
            placement: vec![Place { zone: None, units: 1 }],
            train: None,
            capacity: row.capacity,
            load_share: 1.0,
            price_per_month: row.price_per_month,
            extra_per_month: 0.0,
            age_h: 0.0,
            work: Work::NONE,
            storage: Storage::COPIES,
            spans: Spans::new(),
            wishes: Wishes::default(),
            note: String::new(),
        }
    }

    /// Clamps every number to the table's range; the parameters that had to be changed.
    pub fn clamp(&mut self) -> Vec<Param> {
        let mut changed = Vec::new();
        for row in &PARAMS {
            if let Some(value) = row.param.read(self) {
                let clamped = row.param.clamp(value).or_else(|| row.param.default_on(self)).unwrap_or(row.min);
                if clamped.to_bits() != value.to_bits() {
                    row.param.write(self, clamped);
                    changed.push(row.param);
                }
            }
        }
        for place in &mut self.placement {
            place.units = place.units.clamp(1, limits::UNITS);
        }
        let kept = kept_spans(&self.spans, |param| param.read(self));
        self.spans = kept;
        changed
    }
}

impl Zone {
    /// Clamps every number to the table's range; the parameters that had to be changed.
    pub fn clamp(&mut self) -> Vec<Param> {
        let mut changed = Vec::new();
        for row in &PARAMS {
            if let Some(value) = row.param.read_zone(self) {
                let clamped = row.param.clamp(value).unwrap_or(row.min);
                if clamped.to_bits() != value.to_bits() {
                    row.param.write_zone(self, clamped);
                    changed.push(row.param);
                }
            }
        }
        let kept = kept_spans(&self.spans, |param| param.read_zone(self));
        self.spans = kept;
        if !(0.0..=60_000.0).contains(&self.round_trip_ms) {
            self.round_trip_ms = self.kind.row().round_trip_ms;
        }
        changed
    }
}
