//! The figures of one fault tree: its probability, its minimal cut sets and what each event matters.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use nines::engine::tree::compile::Compiled;
use nines::engine::tree::limits;
use serde_json::Value;

use crate::json::{Object, digits};
use crate::tree_file::{self, Case};

/// Reads the file and prints a line with its name and what `compute` makes of it.
pub(crate) fn run(file: &str, compute: fn(&Case, &mut Object)) -> ExitCode {
    let read = std::fs::read_to_string(file).map_err(|error| error.to_string());
    let case = match read.and_then(|text| tree_file::read(&text)) {
        Ok(case) => case,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let name = Path::new(file).file_stem().map(|name| name.to_string_lossy().into_owned());
    let mut line = Object::new();
    line.raw("name", &Value::from(name).to_string());
    compute(&case, &mut line);
    println!("{}", line.end());
    ExitCode::SUCCESS
}

/// Probability, or where the nodes do not suffice its bounds; the number of minimal cut sets; and the time it took.
pub(crate) fn figures(case: &Case, line: &mut Object) {
    let start = Instant::now();
    let compiled = Compiled::new(&case.tree, &case.u, limits::NODES);
    let built_s = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let chance = compiled.chance(&case.u);
    let probability_s = start.elapsed().as_secs_f64();
    let mut computed = Object::new();
    if compiled.is_exact() {
        computed.figure("probability", chance.low.yes);
    } else {
        computed.raw("probability", "null");
        computed.figure("low", chance.low.yes);
        computed.figure("high", chance.high.yes);
    }
    let count = compiled.cut_sets(limits::CUT_SET_NODES).map(|sets| sets.count().to_string());
    computed.raw("minimal_cut_sets", &Value::from(count).to_string());
    computed.raw("nodes", &compiled.nodes().to_string());
    line.raw("computed", &computed.end());
    let mut seconds = Object::new();
    seconds.figure("order_and_build", built_s);
    seconds.figure("probability", probability_s);
    line.raw("seconds", &seconds.end());
}

/// The importance of each event; null where the nodes do not suffice.
pub(crate) fn importance(case: &Case, line: &mut Object) {
    let compiled = Compiled::new(&case.tree, &case.u, limits::NODES);
    let Some(events) = compiled.importance(&case.u) else {
        line.raw("computed", "null");
        return;
    };
    let mut computed = Object::new();
    for (number, event) in (1..).zip(events) {
        let mut of = Object::new();
        let figures =
            [("MIF", event.birnbaum), ("CIF", event.criticality), ("RAW", event.achievement), ("RRW", event.reduction)];
        for (key, figure) in figures {
            // JSON has no word for it.
            let text = if figure == f64::INFINITY { "\"Infinity\"".to_owned() } else { digits(figure) };
            of.raw(key, &text);
        }
        let key: String = format!("e{number}");
        computed.raw(&key, &of.end());
    }
    line.raw("computed", &computed.end());
}
