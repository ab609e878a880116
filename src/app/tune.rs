//! Tuning: where a slider stands for a value and back, and the edit that a changed number makes.
//!
//! Pure. It takes all mathematics of lifetimes from the engine and never reads text.

mod form;
mod knob;
mod link;
mod place;
mod range;
mod several;
mod typical;

pub use form::{
    FaultForm, RecoveryForm, fault_form, recovery_form, with_fault_form, with_kind, with_mode, with_recovery_form,
    with_zone_kind,
};
pub use knob::{GoalKnob, Knob, Quantile, Subject};
pub use link::{members, with_kind_of_need, with_member, with_needed};
pub use place::{add_place, next_zone, remove_place, with_total, with_units, with_zone};
pub use range::Range;
pub use several::{SHARED, common, is_shared, shared_modes};
pub use typical::{caught, typical};
