//! The driver: inputs near those that have shown something new, until one of them breaks what must hold.

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use nines::model::ordered::Set;

use crate::wire::Dice;

/// Most inputs that are kept to be changed further.
const MOST_KEPT: usize = 400;
/// Longest input, as it is shown, that is kept: small ones are quick, and say more when they break something.
const LONGEST_KEPT: usize = 6_000;
/// Most characters of an input that are printed.
const SHOWN: usize = 8_000;

/// An input over which something broke.
pub(crate) struct Found<I> {
    /// Its number, from 0.
    pub(crate) execution: u64,
    /// It, as far as it can be shown.
    pub(crate) input: String,
    /// What did not hold.
    pub(crate) why: String,
    kind: std::marker::PhantomData<I>,
}

/// Runs `door` on inputs that `mutate` makes from `seeds`, and stops at the first that panics. What `door` returns says
/// what came of an input, in words; an input with which something new came about is changed further.
pub(crate) fn drive<I: Debug>(
    name: &str,
    seed: u64,
    executions: u64,
    mut seeds: Vec<I>,
    mutate: impl Fn(&mut Dice, &[I]) -> I,
    door: impl Fn(&I, &mut Dice) -> String,
) -> Option<Found<I>> {
    let mut dice = Dice::new(seed);
    let mut outcomes: Set<String> = Set::new();
    let mut slowest = (Duration::ZERO, 0, String::new());
    for execution in 0..executions {
        let input = mutate(&mut dice, &seeds);
        let started = Instant::now();
        match catch_unwind(AssertUnwindSafe(|| door(&input, &mut dice))) {
            Ok(outcome) => {
                let took = started.elapsed();
                if took > slowest.0 {
                    slowest = (took, execution, shown(&input));
                }
                if outcomes.insert(outcome) && seeds.len() < MOST_KEPT && shown(&input).len() < LONGEST_KEPT {
                    seeds.push(input);
                }
            }
            Err(panic) => {
                let why = panic.downcast_ref::<String>().cloned();
                let why = why.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
                let why = why.unwrap_or_default();
                return Some(Found { execution, input: shown(&input), why, kind: std::marker::PhantomData });
            }
        }
    }
    println!("{name}: {executions} executions, seed {seed}, {} outcomes, {} inputs kept", outcomes.len(), seeds.len());
    println!("{name}: the slowest took {:?}, execution {}: {:.300}", slowest.0, slowest.1, slowest.2);
    None
}

fn shown<I: Debug>(input: &I) -> String {
    format!("{input:?}").chars().take(SHOWN).collect()
}
