//! The program's entry, in two places: in a page it starts the app, in a web worker it answers. No logic lives here.

#[cfg(target_arch = "wasm32")]
fn main() {
    if nines::browser::worker::is_here() {
        nines::browser::worker::serve(nines::app::job::run);
    } else {
        nines::browser::panic::install();
        nines::ui::start();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Nines runs in a browser: `make serve`, then open http://127.0.0.1:8080");
}
