//! The page's entry: install the panic hook, start the app. No logic lives here.

#[cfg(target_arch = "wasm32")]
fn main() {
    nines::browser::panic::install();
    nines::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Nines runs in a browser: `make serve`, then open http://127.0.0.1:8080");
}
