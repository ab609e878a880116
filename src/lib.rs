//! Nines: a planning tool for fault tolerance that runs in a browser tab.
//!
//! The rooms, in reading order. Each uses only those above it; the last two need a browser, so the
//! compiler keeps everything else testable on the host.

#![recursion_limit = "512"]

pub mod model;

pub mod engine;

pub mod format;

pub mod i18n;

pub mod app;

#[cfg(target_arch = "wasm32")]
pub mod browser;

#[cfg(target_arch = "wasm32")]
pub mod ui;
