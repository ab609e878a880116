//! The engine alone, to be asked from outside: on the host a question comes in at stdin and the answer goes out at
//! stdout, in WebAssembly `globalThis.engine(question)` answers. The same code answers both, so that figures compare.
//!
//! `scripts/bench_engine.sh` measures with it, `scripts/agree.sh` compares the bits of reports. It is never part of the page.

#![allow(missing_docs, reason = "a program: nothing of it is used from elsewhere")]

mod answer;
mod choice;

#[path = "../../tests/it/plans.rs"]
mod plans;

#[path = "../reference/tree_file.rs"]
mod tree_file;

#[path = "../reference/allocation_file.rs"]
mod allocation_file;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let mut question = String::new();
    if std::io::Read::read_to_string(&mut std::io::stdin(), &mut question).is_err() {
        eprintln!("the question is not text");
        return std::process::ExitCode::FAILURE;
    }
    let start = std::time::Instant::now();
    println!("{}", answer::answer(&question, &|| start.elapsed().as_secs_f64() * 1e3));
    std::process::ExitCode::SUCCESS
}

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::Reflect;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;

    let global = js_sys::global();
    let Ok(performance) = Reflect::get(&global, &"performance".into()) else { return };
    let performance: web_sys::Performance = performance.unchecked_into();
    let engine = Closure::<dyn Fn(String) -> String>::new(move |question: String| {
        answer::answer(&question, &|| performance.now())
    });
    // Nothing to be told if it fails: then there is no such function.
    let _ = Reflect::set(&global, &"engine".into(), engine.as_ref());
    engine.forget();
}
