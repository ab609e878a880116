//! WHAT can happen: state, actions, history, gestures, commands, jobs, geometry. No browser.

pub mod clip;
pub mod command;
pub mod examples;
pub mod finder;
pub mod geometry;
pub mod gesture;
pub mod guides;
pub mod hand;
pub mod job;
pub mod jotting;
pub mod routing;
pub mod spot;
pub mod state;
pub mod status;
pub mod tidy;
pub mod tune;

pub use gesture::Gesture;
pub use state::{Action, Dialog, Notice, Panel, SaveState, Settings, State, Theme, Tool, WorkerTrouble};
