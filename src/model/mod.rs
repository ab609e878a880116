//! WHAT a person describes: the plan and the only door through which it changes.
//!
//! No arithmetic about availability lives here, no serde, no browser, no words for the screen.

pub mod check;
pub mod diff;
pub mod edit;
pub mod evidence;
pub mod goal;
pub mod kind;
pub mod lifetime;
pub mod limits;
pub mod ordered;
pub mod param;
pub mod plan;
pub mod span;
pub mod strategy;
pub mod topology;
pub mod typical;
pub mod wishes;

pub use edit::{Edit, Item, Refusal};
pub use goal::{Goal, Journey, JourneyId, LoadUnit, Window};
pub use kind::Kind;
pub use lifetime::{Fault, Lifetime, Recovery, RecoveryParts};
pub use param::{Param, ParamRow, ParamUnit, Scale};
pub use plan::{Layout, Plan, Point, Rect, Step};
pub use span::{Span, Spans};
pub use strategy::{Detection, Mode, Redundancy, Strategy, Temperature, TestInterval};
pub use topology::{
    Component, ComponentId, Link, LinkId, LinkSet, Need, NeedKind, Place, SetId, Storage, Topology, Work, Zone, ZoneId,
    ZoneKind,
};
pub use wishes::{Skill, Wishes};
