//! The host tests: one binary, a module per behaviour.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    missing_docs,
    reason = "a test that meets the unexpected should stop there"
)]

mod board;
mod contrast;
mod geometry;
mod gesture;
mod size;
mod state;
mod tidy;
