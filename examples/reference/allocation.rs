//! Redundancy allocation: the proven most reliable choice for each instance of a file.

use std::process::ExitCode;
use std::time::Instant;

use serde_json::Value;

use crate::allocation_file;
use crate::json::Object;

/// Prints a line for each instance.
pub(crate) fn run(file: &str) -> ExitCode {
    let read = std::fs::read_to_string(file).map_err(|error| error.to_string());
    let parsed = read.and_then(|text| serde_json::from_str::<Value>(&text).map_err(|error| error.to_string()));
    let problems = match parsed.and_then(|value| allocation_file::read(&value)) {
        Ok(problems) => problems,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    };
    for instance in &problems.instances {
        let start = Instant::now();
        let answer = allocation_file::solve(&problems, instance);
        let seconds = start.elapsed().as_secs_f64();
        let name = Value::from(instance.name.clone());
        let Some(answer) = answer else {
            println!("{{\"name\":{name},\"error\":\"nothing fits\"}}");
            continue;
        };
        let mut object = Object::new();
        object.figure("reliability", 1.0 - answer.u);
        object.raw("choice", &Value::from(answer.units).to_string());
        object.figure("cost", answer.cost);
        object.figure("weight", answer.weight);
        object.raw("proven", &answer.proven.to_string());
        object.figure("seconds", seconds);
        println!("{{\"name\":{name},\"computed\":{}}}", object.end());
    }
    ExitCode::SUCCESS
}
