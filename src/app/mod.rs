//! WHAT can happen: state, actions, history, gestures, commands, jobs, geometry. No browser.

pub mod action;
pub mod aim;
pub mod align;
pub mod clip;
pub mod command;
mod compared;
pub mod detour;
pub mod examples;
pub mod finder;
pub mod front_view;
pub mod geometry;
pub mod gesture;
pub mod guides;
pub mod hand;
pub mod hint;
pub mod job;
pub mod jotting;
pub mod labels;
pub mod notice;
pub mod preview;
pub mod record;
pub mod routing;
pub mod spot;
pub mod state;
pub mod status;
pub mod story;
pub mod tidy;
pub mod tune;

pub use action::Action;
pub use aim::Aim;
pub use gesture::Gesture;
pub use notice::{Notice, SaveState, WorkerTrouble};
pub use preview::{Preview, Topic};
pub use state::{Dialog, Panel, Settings, State, Theme, Tool};
