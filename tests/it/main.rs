//! The host tests: one binary, a module per behaviour.

mod chains;
mod lifetimes;

/// Fails unless `got` is within `relative` of `expected`.
#[track_caller]
fn close(what: &str, got: f64, expected: f64, relative: f64) {
    let off = (got - expected).abs();
    assert!(off <= relative * expected.abs(), "{what}: {got:e}, expected {expected:e}, off by {off:e}");
}
