//! The host tests: one binary, a module per behaviour.

mod chains;
mod contrast;
mod lifetimes;
mod model;
mod size;
mod tidy;
