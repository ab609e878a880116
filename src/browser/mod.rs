//! WHERE it runs: the only room with IO (storage, address bar, clipboard, files, worker, the crash screen).
//!
//! Every door of the browser may be shut; each function says so as a value, and none panics.

pub mod exchange;
pub mod panic;
pub mod stage;
pub mod storage;
pub mod worker;

/// Milliseconds since 1970 by the browser's clock.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}
