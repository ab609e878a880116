//! The front of the plan's menus, cost against downtime (DOMAIN §5): what every amount of downtime costs at least, under
//! all other gates of the goal.
//!
//! "Downtime" of several journeys is the largest u/target. Heavy: every point is a choice of its own, so this is the
//! worker's; what a point would change is told from the numbers of its options, so only these need to travel.

use super::cache::Cache;
use super::menu::Recipe;
use super::recommend::{Ground, Memo};
use crate::model::{ComponentId, Edit, Goal, Topology, ordered};

/// Sets that branch and bound may look at for a front that is wanted soon.
pub const EFFORT_SOON: usize = 40_000;
/// The same for one that is to be exact where it can be.
pub const EFFORT_WHOLE: usize = 2_000_000;

/// The front, and where the plan and its recommendation stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Front {
    /// From the cheapest to the one of the least downtime.
    pub stops: Vec<Stop>,
    /// What is there.
    pub now: Mark,
    /// The cheapest found that meets every target; none when nothing does.
    pub recommended: Option<Mark>,
    /// Proven: no choice costs less than a stop and has no more downtime. Between the stops there may be others.
    pub are_least: bool,
    /// Proven: every stop is on the front, and there is no other.
    pub is_whole: bool,
}

/// A place in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Mark {
    /// Cost per month.
    pub cost_per_month: f64,
    /// The largest u/target over the journeys: met up to 1.
    pub strain: f64,
    /// Unavailability of that journey.
    pub u: f64,
}

/// One choice that nothing known beats in both.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// Where it stands.
    pub at: Mark,
    /// Proven: nothing with less downtime than the stop before costs less than this per month.
    pub bound_per_month: f64,
    /// The option of each component's menu, by its number.
    pub picks: Vec<(ComponentId, usize)>,
}

impl Front {
    /// By how much of the proven bound some stop may be dearer than need be, at most; infinite where nothing is proven.
    pub fn gap(&self) -> f64 {
        let over = |stop: &Stop| {
            let over = stop.at.cost_per_month - stop.bound_per_month;
            if over <= 1e-9 * stop.at.cost_per_month { 0.0 } else { over / stop.bound_per_month }
        };
        self.stops.iter().map(over).fold(0.0, f64::max)
    }
}

/// What a stop does to one component.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which.
    pub component: ComponentId,
    /// How it would run, and where.
    pub to: Recipe,
    /// Units it would have.
    pub units: u32,
}

/// The front, as far as the effort goes; none when there is nothing to choose.
pub fn front(topology: &Topology, goal: &Goal, effort: usize, cache: &mut Cache) -> Option<Front> {
    let ground = Ground::new(topology, goal, cache, &mut Memo::default())?;
    let problem = ground.problem();
    let start = vec![0; ground.parts()];
    let mark = |picks: &[usize]| {
        let journeys_u = problem.journeys_u(picks);
        let strains = journeys_u.iter().zip(&problem.targets).map(|(u, target)| (u / target, *u));
        let (strain, u) = strains.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or_default();
        let costs = (0..).zip(picks).filter_map(|(place, pick)| ground.option(place, *pick));
        let cost: f64 = costs.map(|(.., figures)| figures.cost_per_month).sum();
        Mark { cost_per_month: ground.idle_cost() + cost, strain, u }
    };
    let found = problem.front(&start, effort);
    let stop = |point: &super::optimise::Point| {
        let picks = (0..).zip(&point.picks).filter_map(|(place, pick)| Some((ground.option(place, *pick)?.0, *pick)));
        let bound = if ground.is_whole() { point.bound } else { 0.0 };
        let (at, bound_per_month) = (mark(&point.picks), ground.idle_cost() + bound);
        Stop { at, bound_per_month, picks: picks.collect() }
    };
    let recommended = ground.solve(effort / 8);
    Some(Front {
        stops: found.points.iter().map(stop).collect(),
        now: mark(&start),
        recommended: recommended.feasible.then(|| mark(&recommended.picks)),
        are_least: found.are_least && ground.is_whole(),
        is_whole: found.is_whole && ground.is_whole(),
    })
}

/// What each stop would change in the plan that the front is of; none where it does not fit this plan.
pub fn changes(
    topology: &Topology,
    goal: &Goal,
    stops: &[Stop],
    cache: &mut Cache,
    memo: &mut Memo,
) -> Option<Vec<Vec<Change>>> {
    let ground = Ground::new(topology, goal, cache, memo)?;
    let change = |(id, pick): &(ComponentId, usize)| {
        let (_, to, figures) = ground.option(ground.place(*id)?, *pick)?;
        Some((*pick > 0).then(|| Change { component: *id, to: to.clone(), units: figures.units }))
    };
    let of_stop = |stop: &Stop| {
        let all = stop.picks.iter().map(change).collect::<Option<Vec<Option<Change>>>>()?;
        let mut changes: Vec<Change> = all.into_iter().flatten().collect();
        ordered::sort_by_key(&mut changes, |change| change.component);
        Some(changes)
    };
    stops.iter().map(of_stop).collect()
}

/// The edit that makes these changes; none when there are none.
pub fn edit(topology: &Topology, changes: &[Change]) -> Option<Edit> {
    let one = |change: &Change| {
        let mut component = (**topology.components.get(&change.component)?).clone();
        component.strategy = change.to.strategy;
        component.placement.clone_from(&change.to.placement);
        Some(Edit::PutComponent(component.into()))
    };
    let edits: Vec<Edit> = changes.iter().filter_map(one).collect();
    (!edits.is_empty()).then_some(Edit::All(edits))
}
