//! Several components turned as one: a number that all of them have, read where it is the same and written to each.

use std::rc::Rc;

use super::knob::{Knob, Subject};
use crate::model::{Component, Edit, Kind, Mode, Param};

/// Parameters that stand together, under the name that their section has for one component.
pub const SHARED: [(&str, &[Param]); 8] = {
    use Param as P;
    [
        (
            "strategy",
            &[
                P::Needed,
                P::Coverage,
                P::CommonCause,
                P::Switch,
                P::Manual,
                P::Lag,
                P::PollInterval,
                P::Misses,
                P::Timeout,
                P::PollLoss,
                P::Crews,
                P::TestInterval,
                P::StandbyFactor,
            ],
        ),
        (
            "fault",
            &[P::FaultMedian, P::FaultSteepness, P::FaultMean, P::FaultShape, P::FaultSigma, P::FaultUnavailability],
        ),
        (
            "recovery",
            &[
                P::PartDetect,
                P::PartDiagnose,
                P::PartRepair,
                P::PartVerify,
                P::RecoveryKappa,
                P::RecoveryMedian,
                P::RecoverySteepness,
                P::RecoveryMean,
                P::RecoveryShape,
                P::RecoverySigma,
            ],
        ),
        ("load", &[P::Capacity, P::LoadShare]),
        ("cost", &[P::Price, P::Extra]),
        ("work", &[P::Deploys, P::BadChanges, P::Undo, P::Windows, P::WindowLength]),
        ("durability", &[P::DataParts, P::ParityParts, P::AnnualFailure, P::Rebuild]),
        ("age", &[P::Age]),
    ]
};

/// All of these components have the parameter, and it means something for each.
pub fn is_shared(components: &[Rc<Component>], param: Param) -> bool {
    let is_of_parts = matches!(param, Param::DataParts | Param::ParityParts | Param::AnnualFailure | Param::Rebuild);
    let stores = |kind: Kind| matches!(kind, Kind::ObjectStorage | Kind::BlockStorage);
    let means = |component: &Component| {
        (!is_of_parts || stores(component.kind)) && (param != Param::Lag || component.kind.row().stateful)
    };
    components.iter().all(|component| means(component) && param.read(component).is_some())
}

/// The strategies that are usual for every one of these components.
pub fn shared_modes(components: &[Rc<Component>]) -> Vec<Mode> {
    let is_usual = |mode: &Mode| components.iter().all(|component| component.kind.row().menu.contains(mode));
    Mode::ALL.into_iter().filter(is_usual).collect()
}

/// What `of` finds in all of them, when it finds the same.
pub fn common<T: PartialEq>(components: &[Rc<Component>], of: impl Fn(&Rc<Component>) -> Option<T>) -> Option<T> {
    let (first, rest) = components.split_first()?;
    let found = of(first)?;
    rest.iter().all(|other| of(other).as_ref() == Some(&found)).then_some(found)
}

/// One edit that changes each of them; none where one of them cannot be changed so.
pub(super) fn each(components: &[Rc<Component>], edit: impl Fn(&Subject) -> Option<Edit>) -> Option<Edit> {
    let edits: Option<Vec<Edit>> =
        components.iter().map(|component| edit(&Subject::Component(Rc::clone(component)))).collect();
    edits.map(Edit::All)
}

/// A number that all of them have and that is the same.
pub(super) fn read(components: &[Rc<Component>], knob: Knob) -> Option<f64> {
    let number = |component: &Rc<Component>| Subject::Component(Rc::clone(component)).read(knob).map(f64::to_bits);
    common(components, number).map(f64::from_bits)
}
