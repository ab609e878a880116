//! The host tests: one binary, a module per behaviour.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a test that meets the unexpected should stop there; counts and figures are small"
)]

mod analyse;
mod bdd;
mod board;
mod breaks;
mod chains;
mod choices;
mod compare;
mod contrast;
mod durability;
mod editing;
mod examples;
mod extremes;
mod figures;
mod finder;
mod flips;
mod front;
mod fuzz;
mod geometry;
mod gesture;
mod input;
mod inverse;
mod job;
mod joint;
mod keeping;
mod lasting_sets;
mod lifetimes;
mod link;
mod links;
mod lints;
mod markov;
mod mission;
mod model;
mod outages;
mod plans;
mod preview;
mod recommend;
mod record;
mod routing;
mod size;
mod spreadsheet;
mod state;
mod story;
mod structure;
mod systems;
mod terms;
mod tidy;
mod timers;
mod tree_data;
mod trees;
mod tune;
mod typical;
mod verdict;
mod weigh;
mod win;
mod wire;
mod wishes;

/// Fails unless `got` is within `relative` of `expected`.
#[track_caller]
fn close(what: &str, got: f64, expected: f64, relative: f64) {
    let off = (got - expected).abs();
    assert!(off <= relative * expected.abs(), "{what}: {got:e}, expected {expected:e}, off by {off:e}");
}
