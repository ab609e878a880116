//! The host tests: one binary, a module per behaviour.

mod bdd;
mod chains;
mod lifetimes;
