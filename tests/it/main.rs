//! The host tests: one binary, a module per behaviour.

mod plans;

mod analyse;
mod bdd;
mod chains;
mod figures;
mod joint;
mod lifetimes;
mod structure;
