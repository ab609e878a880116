//! Reads redundancy allocation problems: subsystems in series, types of units for each, and instances with their limits.
//!
//! It never looks at the stored answers; only [`stored`] does, for those who compare.

use std::rc::Rc;

use nines::engine::optimise::mixture::{self, Type};
use nines::engine::optimise::{Found, Offer, Problem};
use nines::engine::structure::{Compiled, Graph};
use nines::model::{Component, ComponentId, Goal, Kind, Link, LinkId, Need, Topology};
use serde_json::Value;

/// Most units of a subsystem.
const UNITS: u32 = 8;
/// Partial choices that may be looked at for one instance.
const EFFORT: usize = 50_000_000;

/// Subsystems that must all work, and the instances to solve.
pub(crate) struct File {
    system: Compiled,
    /// What can be put into the subsystems, with and without mixing types.
    mixed: Groups,
    unmixed: Groups,
    pub(crate) instances: Vec<Instance>,
}

/// By subsystem and group.
struct Groups {
    /// How many units of each type.
    units: Vec<Vec<Vec<u32>>>,
    /// What that gives.
    offers: Vec<Rc<[Offer]>>,
}

/// One instance.
pub(crate) struct Instance {
    pub(crate) name: String,
    is_mixed: bool,
    cost_limit: f64,
    weight_limit: f64,
}

/// The best choice for an instance.
#[allow(dead_code, reason = "the bench tells only what is compared")]
pub(crate) struct Answer {
    /// 1 less the reliability.
    pub(crate) u: f64,
    /// Units of each type, by subsystem.
    pub(crate) units: Vec<Vec<u32>>,
    pub(crate) cost: f64,
    pub(crate) weight: f64,
    pub(crate) proven: bool,
}

/// Reads a file, or says what is wrong with it.
pub(crate) fn read(file: &Value) -> Result<File, String> {
    let list = |of: &Value, key: &str| {
        of.get(key).and_then(Value::as_array).cloned().ok_or_else(|| format!("{key}: a list is needed"))
    };
    let number = |of: &Value, key: &str| {
        of.get(key)
            .and_then(Value::as_f64)
            .filter(|figure| *figure >= 0.0)
            .ok_or_else(|| format!("{key}: a number is needed"))
    };
    let mut subsystems: Vec<Vec<Type>> = Vec::new();
    for subsystem in list(file, "components")? {
        let mut types = Vec::new();
        for of in subsystem.as_array().ok_or("components: a list of lists is needed")? {
            let cost = number(of, "cost")?;
            // As the decimal that was meant: 1 − 0.9 in binary is not 0.1.
            let u = (1e9 - (number(of, "r")? * 1e9).round()) / 1e9;
            types.push(Type { u, cost, uses: vec![cost, number(of, "weight")?] });
        }
        subsystems.push(types);
    }
    let mut instances = Vec::new();
    for (key, is_mixed) in [("mixing", true), ("no_mixing", false)] {
        for of in file.get(key).and_then(Value::as_array).into_iter().flatten() {
            let (cost_limit, weight_limit) = (number(of, "cost_limit")?, number(of, "weight_limit")?);
            instances.push(Instance { name: format!("{key}-{weight_limit}"), is_mixed, cost_limit, weight_limit });
        }
    }
    let count = u32::try_from(subsystems.len()).map_err(|_| "components: too many")?;
    let system =
        Compiled::new(&Graph::new(&in_series(count), &Goal::default()), 1_000_000).ok_or("components: too many")?;
    if subsystems.is_empty() || subsystems.iter().any(Vec::is_empty) {
        return Err("components: each needs a type".to_owned());
    }
    let groups = |mixed| {
        let of_subsystem = |types: &Vec<Type>| {
            let (units, offers): (Vec<Vec<u32>>, Vec<Offer>) = mixture::groups(types, UNITS, mixed).into_iter().unzip();
            (units, Rc::from(offers))
        };
        let (units, offers) = subsystems.iter().map(of_subsystem).unzip();
        Groups { units, offers }
    };
    Ok(File { system, mixed: groups(true), unmixed: groups(false), instances })
}

/// As many components, each needing the next.
fn in_series(count: u32) -> Topology {
    let mut topology = Topology::default();
    for id in 1..=count {
        topology
            .components
            .insert(ComponentId(id), Component::new(ComponentId(id), Kind::Service, String::new()).into());
        if id > 1 {
            let link = Link { id: LinkId(id), from: ComponentId(id - 1), to: ComponentId(id), need: Need::Hard };
            topology.links.insert(link.id, link);
        }
    }
    topology
}

/// The most reliable choice within the limits; none when nothing fits.
pub(crate) fn solve(file: &File, instance: &Instance) -> Option<Answer> {
    let groups = if instance.is_mixed { &file.mixed } else { &file.unmixed };
    let limits = vec![instance.cost_limit, instance.weight_limit];
    let problem = Problem::new(&file.system, vec![1.0], (vec![1.0], 0.0), limits, groups.offers.clone());
    let Found { picks, feasible, proven, .. } = problem.least_downtime(&vec![0; groups.offers.len()], EFFORT);
    let chosen = || groups.offers.iter().zip(&picks).filter_map(|(offers, pick)| offers.get(*pick));
    let uses = |at: usize| chosen().filter_map(|offer| offer.uses.get(at)).sum();
    let units = groups.units.iter().zip(&picks).filter_map(|(units, pick)| units.get(*pick).cloned());
    feasible.then(|| Answer {
        u: problem.journeys_u(&picks).into_iter().sum(),
        units: units.collect(),
        cost: uses(0),
        weight: uses(1),
        proven,
    })
}

/// The stored figure of an instance, named as in the file.
#[allow(dead_code, reason = "the runner and the bench do not compare")]
pub(crate) fn stored(file: &Value, instance: &Instance, figure: &str) -> Option<f64> {
    let (key, weight_limit) = instance.name.rsplit_once('-')?;
    let of = file.get(key)?.as_array()?;
    let is_it = |of: &&Value| of.get("weight_limit").is_some_and(|limit| limit.as_u64() == weight_limit.parse().ok());
    of.iter().find(is_it)?.get(figure)?.as_f64()
}
