//! The web worker's entry: decode an Ask, run it, post Tells. It never touches the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    nines::browser::worker::serve(nines::app::job::run);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This is the web worker of Nines; a browser starts it.");
}
