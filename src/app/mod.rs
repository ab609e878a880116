//! WHAT can happen: state, actions, history, gestures, commands, jobs, geometry. No browser.

pub mod command;
pub mod examples;
pub mod finder;
pub mod geometry;
pub mod gesture;
pub mod hand;
pub mod job;
pub mod routing;
pub mod spot;
pub mod state;
pub mod status;
pub mod tune;

pub use gesture::Gesture;
pub use state::{Action, Dialog, Notice, Panel, SaveState, Settings, State, Theme, Tool, WorkerTrouble};
