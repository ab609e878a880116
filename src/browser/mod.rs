//! WHERE it runs: the only room with IO (storage, address bar, clipboard, files, worker, the crash screen).

pub mod worker;
