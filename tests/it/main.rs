//! The host tests: one binary, a module per behaviour.

mod plans;

mod analyse;
mod bdd;
mod chains;
mod lifetimes;
mod structure;
