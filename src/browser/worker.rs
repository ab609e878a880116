//! The worker door. Placeholder for the first page; replaced with Ask/Tell.

/// Runs in the worker.
pub fn serve() {}
