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
    missing_docs,
    reason = "a test that meets the unexpected should stop there"
)]

mod bdd;
mod chains;
mod contrast;
mod job;
mod keeping;
mod lifetimes;
mod link;
mod model;
mod recommend;
mod size;
mod tidy;
mod wire;
