//! WHAT can happen: state, actions, history, gestures, commands, jobs, geometry. No browser.

pub mod examples;
pub mod geometry;
pub mod gesture;
pub mod state;

pub use gesture::Gesture;
pub use state::{Action, Dialog, Notice, Panel, SaveState, Settings, State, Theme, Tool};
