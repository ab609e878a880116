//! Questions and answers, one line of words each. A question that is not understood is answered by "?" and why.
//!
//! | question | answer |
//! |---|---|
//! | `tree RUNS`, then the text of a tree on the lines below | least milliseconds for order, build and probability; the probability |
//! | `plans FORM COMPONENTS COUNT MOVES RUNS` | for each of COUNT plans one line: milliseconds of the first analysis, then of MOVES moves of a slider, each the least of RUNS; `exact` or `bounds` |
//! | `allocation KIND RUNS`, then the reference data on the lines below | for each instance of KIND (`mixing`, `no_mixing`) one line: its name, least milliseconds, the reliability, `proven` or `open` |
//! | `choice FORM COMPONENTS TARGET RUNS` | of a made-up plan: see [`choice::choice`] |
//! | `studies FORM COMPONENTS TARGET` | what is asked about its choice: see [`choice::studies`] |
//! | `digest FROM TO` | a digest of every bit of the reports of the random plans FROM to TO |

use std::rc::Rc;

use nines::engine::report::{Exactness, Report};
use nines::engine::tree::compile::Compiled;
use nines::engine::tree::limits;
use nines::engine::{Budget, Cache, analyse};
use nines::model::lifetime::{Fault, Lifetime};
use nines::model::{Goal, Topology};

use crate::plans::{self, Form, Shape};
use crate::tree_file;
use crate::{allocation_file, choice};

/// What a clock says, in ms.
pub(crate) type Clock<'a> = &'a dyn Fn() -> f64;

/// The answer to a question.
pub(crate) fn answer(question: &str, now_ms: Clock<'_>) -> String {
    let (head, body) = question.split_once('\n').unwrap_or((question, ""));
    let words: Vec<&str> = head.split_whitespace().collect();
    let answer = match words.as_slice() {
        ["tree", runs] => tree(runs, body, now_ms),
        ["plans", form, components, count, moves, runs] => plans(form, [components, count, moves, runs], now_ms),
        ["allocation", kind, runs] => allocation(kind, runs, body, now_ms),
        ["choice", form, components, target, runs] => made_up(form, components, target)
            .and_then(|(topology, goal)| Ok(choice::choice(&topology, &goal, number(runs)?, now_ms))),
        ["studies", form, components, target] => {
            made_up(form, components, target).map(|(topology, goal)| choice::studies(&topology, &goal, now_ms))
        }
        ["digest", from, to] => digest(from, to),
        _ => Err(format!("no such question: {head}")),
    };
    answer.unwrap_or_else(|why| format!("? {why}"))
}

fn number<T: std::str::FromStr>(word: &str) -> Result<T, String> {
    word.parse().map_err(|_| format!("{word}: not a number"))
}

fn tree(runs: &str, text: &str, now_ms: Clock<'_>) -> Result<String, String> {
    let case = tree_file::read(text)?;
    let once = || {
        let start = now_ms();
        let compiled = Compiled::new(&case.tree, &case.u, limits::NODES);
        let chance = compiled.chance(&case.u);
        (now_ms() - start, chance.low.yes)
    };
    let best = (0..number::<u32>(runs)?).map(|_| once()).reduce(|a, b| if b.0 < a.0 { b } else { a });
    best.map(|(ms, probability)| format!("{ms} {probability:?}")).ok_or_else(|| "no runs".to_owned())
}

fn allocation(kind: &str, runs: &str, text: &str, now_ms: Clock<'_>) -> Result<String, String> {
    let file = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let (problems, runs) = (allocation_file::read(&file)?, number::<u32>(runs)?);
    let mut lines = Vec::new();
    for instance in &problems.instances {
        if instance.name.rsplit_once('-').is_none_or(|(of, _)| of != kind) {
            continue;
        }
        let once = |_| {
            let start = now_ms();
            let answer = allocation_file::solve(&problems, instance)?;
            Some((now_ms() - start, answer))
        };
        let best = (0..runs).filter_map(once).reduce(|a, b| if b.0 < a.0 { b } else { a });
        let (ms, answer) = best.ok_or_else(|| format!("{}: nothing fits", instance.name))?;
        let word = if answer.proven { "proven" } else { "open" };
        lines.push(format!("{} {ms} {:?} {word}", instance.name, 1.0 - answer.u));
    }
    Ok(lines.join("\n"))
}

fn made_up(form: &str, components: &str, target: &str) -> Result<(Topology, Goal), String> {
    choice::made_up(form, number(components)?, number(target)?).ok_or_else(|| format!("{form}: no such form"))
}

fn plans(form: &str, [components, count, moves, runs]: [&str; 4], now_ms: Clock<'_>) -> Result<String, String> {
    let form = Form::named(form).ok_or_else(|| format!("{form}: no such form"))?;
    let (components, moves, runs) = (number::<usize>(components)?, number::<u32>(moves)?, number::<u32>(runs)?);
    let line = |seed: u64| {
        let (topology, goal) = plans::grown(form, seed, components);
        let mut least: Vec<f64> = Vec::new();
        let mut exactness = Exactness::Exact;
        for _ in 0..runs {
            let mut cache = Cache::new();
            let mut times = Vec::new();
            for at in 0..=moves {
                let moved = moved(&topology, components / 2, at);
                let start = now_ms();
                exactness = analyse(&moved, &goal, Budget::FRAME, &mut cache).exactness;
                times.push(now_ms() - start);
            }
            if least.is_empty() {
                least = times;
            } else {
                least.iter_mut().zip(times).for_each(|(least, ms)| *least = least.min(ms));
            }
        }
        let word = match exactness {
            Exactness::Exact => "exact",
            Exactness::Bounds => "bounds",
        };
        let times: Vec<String> = least.iter().map(f64::to_string).collect();
        format!("{} {word}", times.join(" "))
    };
    let lines: Vec<String> = (0..number::<u64>(count)?).map(line).collect();
    Ok(lines.join("\n"))
}

/// The plan with the slider of one component's time to failure moved.
fn moved(topology: &Topology, component: usize, at: u32) -> Topology {
    let mut moved = topology.clone();
    if let Some(component) = moved.components.values_mut().nth(component) {
        Rc::make_mut(component).fault = Fault::Law(Lifetime::Exponential { mean_h: 1000.0 + f64::from(at) });
    }
    moved
}

/// Plans as different as there are: small ones of every strategy with circles and zones, and every form as people draw it.
fn report(seed: u64) -> Report {
    let components = 2 + usize::try_from(seed % 13).unwrap_or_default();
    let (topology, goal) = if seed.is_multiple_of(3) {
        let form = Form::ALL.iter().cycle().nth(usize::try_from(seed % 7).unwrap_or_default());
        plans::grown(form.copied().unwrap_or(Form::Meshed), seed, components * 2)
    } else {
        let shape = Shape {
            components,
            zones: components / 3,
            sets: 0.4,
            has_circles: seed.is_multiple_of(2),
            is_plain: false,
        };
        plans::random(seed, shape)
    };
    // Some with so few nodes that there are only bounds.
    let budget = if seed.is_multiple_of(5) { Budget { bdd_nodes: 200 } } else { Budget::FRAME };
    analyse(&topology, &goal, budget, &mut Cache::new())
}

/// The text of a report names every float by its shortest digits, so equal texts are equal bits (FNV-1a, 64 bits).
fn digest(from: &str, to: &str) -> Result<String, String> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for seed in number::<u64>(from)?..number::<u64>(to)? {
        for byte in format!("{:?}", report(seed)).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(format!("{hash:016x}"))
}
