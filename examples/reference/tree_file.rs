//! Reads the fault trees of the reference data: a line `events gates top`, a probability a line, a gate a line.
//!
//! A gate is `op k args…`; an argument from 1 to `events` is an event, above that gate i is `events + i`, and a minus
//! means "not". It must never look at any other file.

use nines::engine::tree::{Gate, Input, Operator, Part, Tree};

/// A fault tree with the probability of each event.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) tree: Tree,
    pub(crate) u: Vec<f64>,
}

/// Reads a tree, or says what is wrong with it.
pub(crate) fn read(text: &str) -> Result<Case, String> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let head = lines.next().ok_or("empty")?;
    let head: Vec<&str> = head.split_whitespace().collect();
    let [events, gates, top] = head.as_slice() else {
        return Err("the first line is not `events gates top`".to_owned());
    };
    let (events, gates) = (number::<u32>(events)?, number::<usize>(gates)?);
    let mut u = Vec::new();
    for _ in 0..events {
        u.push(number(lines.next().ok_or("too few probabilities")?)?);
    }
    let gates: Result<Vec<Gate>, String> = lines.take(gates).map(|line| gate(line, events)).collect();
    let tree = Tree::new(events, gates?, input(top, events)?).map_err(|fault| format!("{fault:?}"))?;
    Ok(Case { tree, u })
}

fn number<T: std::str::FromStr>(word: &str) -> Result<T, String> {
    word.trim().parse().map_err(|_| format!("{word}: not a number"))
}

fn gate(line: &str, events: u32) -> Result<Gate, String> {
    let mut words = line.split_whitespace();
    let (Some(kind), Some(k)) = (words.next(), words.next()) else { return Err(format!("{line}: not a gate")) };
    let operator = match kind {
        "and" => Operator::And,
        "or" => Operator::Or,
        "xor" => Operator::Xor,
        "atleast" => Operator::AtLeast(number(k)?),
        other => return Err(format!("{other}: not an operator")),
    };
    let inputs: Result<Vec<Input>, String> = words.map(|word| input(word, events)).collect();
    Ok(Gate { operator, inputs: inputs? })
}

fn input(word: &str, events: u32) -> Result<Input, String> {
    let signed: i64 = number(word)?;
    let place = u32::try_from(signed.unsigned_abs()).ok().and_then(|place| place.checked_sub(1));
    let place = place.ok_or_else(|| format!("{word}: not an event or gate"))?;
    let part = match place.checked_sub(events) {
        None => Part::Event(place),
        Some(gate) => Part::Gate(gate),
    };
    Ok(Input { part, is_negated: signed < 0 })
}
