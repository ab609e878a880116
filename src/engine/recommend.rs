//! The recommendation: every component's menu, the gates, the cheapest set that meets the goal, and the reasons.
//!
//! Reasons are data. What is chosen is `optimise`'s; what an option gives is `placement`'s.

mod buy;

use std::rc::Rc;

use super::Budget;
use super::cache::Cache;
use super::delay::Delay;
use super::lifetime::Unit;
use super::menu::{self, Recipe};
use super::optimise::{Around, Found, Offer, Problem};
use super::placement::{Placed, Setting, cost_per_month};
use super::report::{Alternative, Choice, Figures, Obstacle, Outcome, Reason, Recommendation, Rejected, WhyNot, Worst};
use super::structure::{Compiled, Graph};
use super::zones::{self, State, States};
use crate::model::ordered::{Map, Set};
use crate::model::strategy::Mode;
use crate::model::{Component, ComponentId, Goal, Kind, Strategy, Topology, Wishes, Zone, ZoneId, limits};

/// Sets that branch and bound may look at within a frame.
pub const EFFORT_FRAME: usize = 1_000;
/// Sets that branch and bound may look at in the worker.
pub const EFFORT_WORKER: usize = 200_000;
/// The same for one of the many choices behind a flip point.
pub const EFFORT_FLIP: usize = 20_000;
/// Zone states that the choice looks at; the rest of the probability counts as down.
const STATES: usize = 64;

/// The parts of the goal that close gates.
const LIMITS: [Obstacle; 9] = [
    Obstacle::Load,
    Obstacle::Rto,
    Obstacle::Rpo,
    Obstacle::Latency,
    Obstacle::Data,
    Obstacle::Sites,
    Obstacle::Endpoints,
    Obstacle::Skill,
    Obstacle::Wishes,
];

/// What was chosen: the option of each component's menu, by its number, and whether nothing cheaper meets the goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Picks {
    /// By component.
    pub picks: Map<ComponentId, usize>,
    /// The goal's targets are met.
    pub feasible: bool,
    /// Proven: nothing cheaper meets them, or nothing at all does.
    pub proven: bool,
    /// Cost per month that is proven: nothing that meets the targets costs less; infinite when nothing meets them.
    pub bound: f64,
}

/// Menus with their figures, kept from one analysis to the next; only a cache.
#[derive(Debug, Default)]
pub struct Memo {
    offers: Map<ComponentId, Kept>,
}

#[derive(Debug)]
struct Kept {
    component: Rc<Component>,
    felt: Delay,
    goal: Goal,
    zones: Vec<Rc<Zone>>,
    options: Rc<[Priced]>,
}

/// One option of a menu with what it gives.
#[derive(Debug, Clone)]
struct Priced {
    recipe: Recipe,
    figures: Figures,
    placed: Placed,
    /// Every gate that is closed to it.
    gates: Vec<WhyNot>,
}

impl Priced {
    fn alternative(&self) -> Alternative {
        Alternative {
            strategy: self.recipe.strategy,
            placement: self.recipe.placement.clone(),
            figures: self.figures.clone(),
        }
    }

    /// The first gate that is closed to it.
    fn gate(&self) -> Option<WhyNot> {
        self.gates.first().copied()
    }
}

/// The recommendation for a topology under a goal, in one go.
pub fn recommend(
    topology: &Topology,
    goal: &Goal,
    effort: usize,
    cache: &mut Cache,
    memo: &mut Memo,
) -> Recommendation {
    let Some(ground) = Ground::new(topology, goal, cache, memo) else { return empty() };
    let picks = ground.solve(effort);
    ground.explain(&picks)
}

/// Only the choice: what the worker sends back.
pub fn optimise(topology: &Topology, goal: &Goal, effort: usize, cache: &mut Cache) -> Picks {
    let found = Ground::new(topology, goal, cache, &mut Memo::default()).map(|ground| (ground.solve(effort), ground));
    match found {
        Some((found, ground)) => Picks {
            picks: ground.system.order.iter().copied().zip(found.picks).collect(),
            feasible: found.feasible,
            proven: found.proven,
            bound: found.bound,
        },
        None => Picks { picks: Map::new(), feasible: true, proven: true, bound: 0.0 },
    }
}

/// The recommendation that `picks` amount to; none when they do not fit this topology and goal.
pub fn explain(
    topology: &Topology,
    goal: &Goal,
    picks: &Picks,
    cache: &mut Cache,
    memo: &mut Memo,
) -> Option<Recommendation> {
    let ground = Ground::new(topology, goal, cache, memo)?;
    let numbers: Option<Vec<usize>> = ground
        .system
        .order
        .iter()
        .zip(&ground.menus)
        .map(|(id, menu)| picks.picks.get(id).copied().filter(|pick| *pick < menu.len()))
        .collect();
    // Switches have nothing to choose.
    let mut numbers = numbers?;
    numbers.resize(ground.offers.len(), 0);
    let Picks { feasible, proven, bound, .. } = *picks;
    Some(ground.explain(&Found { picks: numbers, feasible, proven, bound }))
}

fn empty() -> Recommendation {
    Recommendation {
        outcome: Outcome::Empty,
        choices: Vec::new(),
        u_after: Vec::new(),
        cost_after_per_month: 0.0,
        proven: true,
        bound_per_month: 0.0,
        obstacles: Vec::new(),
        buys: Vec::new(),
        equal_prices: true,
    }
}

/// Everything that a choice is made on.
pub(super) struct Ground<'a> {
    topology: &'a Topology,
    goal: &'a Goal,
    system: Compiled,
    targets: Vec<f64>,
    states: States,
    menus: Vec<Rc<[Priced]>>,
    offers: Vec<Rc<[Offer]>>,
    /// Cost per month of the components that no journey needs.
    idle_cost: f64,
}

impl<'a> Ground<'a> {
    /// None when there is nothing to choose, or when the system is too large to be compiled within a frame.
    pub(super) fn new(topology: &'a Topology, goal: &'a Goal, cache: &mut Cache, memo: &mut Memo) -> Option<Self> {
        let graph = Graph::new(topology, goal);
        let system = Compiled::for_choice(&graph, Budget::FRAME.bdd_nodes)?;
        if system.order.is_empty() {
            return None;
        }
        let laws = zones::laws(topology);
        let setting = Setting { topology, goal, laws: &laws };
        memo.offers.retain(|id, _| topology.components.contains_key(id));
        let zones: Vec<Rc<Zone>> = topology.zones.values().cloned().collect();
        let menus: Vec<Rc<[Priced]>> = system
            .order
            .iter()
            .zip(&system.felt)
            .filter_map(|(id, felt)| Some((topology.components.get(id)?, *felt)))
            .map(|(component, felt)| memo.menu(component, felt, &setting, &zones, cache))
            .collect();
        let states = States::new(topology, &laws, &used_zones(&menus), STATES);
        let of_menu = |(menu, felt): (&Rc<[Priced]>, &Delay)| offers(menu, *felt, &states, topology).into();
        let mut offers: Vec<Rc<[Offer]>> = menus.iter().zip(&system.felt).map(of_menu).collect();
        // A switch is a part without a choice.
        offers.extend(system.switches().map(|set| {
            let fails = topology.sets.get(&set).map_or(0.0, |set| 1.0 - set.switching);
            let u = vec![fails; states.states.len()];
            Rc::from([Offer { cost: 0.0, units: 0, uses: Vec::new(), u, open: true }])
        }));
        let in_journeys = |id: &ComponentId| system.order.contains(id);
        let idle_cost = topology
            .components
            .values()
            .filter(|component| !in_journeys(&component.id))
            .map(|component| cost_per_month(component, goal))
            .sum();
        let targets = super::targets(&graph, goal);
        Some(Self { topology, goal, system, targets, states, menus, offers, idle_cost })
    }

    /// What is to be chosen.
    pub(super) fn problem(&self) -> Problem<'_> {
        let chances = self.states.states.iter().map(|state| state.chance).collect();
        let states = (chances, self.states.rest);
        Problem::new(&self.system, self.targets.clone(), states, Vec::new(), self.offers.clone())
    }

    /// How many parts there are to choose for, switches included; what is there is the first option of each.
    pub(super) fn parts(&self) -> usize {
        self.offers.len()
    }

    /// The component at a place of the order of choices, and one option of its menu.
    pub(super) fn option(&self, place: usize, pick: usize) -> Option<(ComponentId, &Recipe, &Figures)> {
        let (id, menu) = (self.system.order.get(place)?, self.menus.get(place)?);
        menu.get(pick).map(|option| (*id, &option.recipe, &option.figures))
    }

    /// Cost per month of what no journey needs.
    pub(super) fn idle_cost(&self) -> f64 {
        self.idle_cost
    }

    /// What the choice leaves aside is nothing, so a proof of it is a proof.
    pub(super) fn is_whole(&self) -> bool {
        // Where a delay counts as shorter than it is, something cheaper may do after all.
        // States of zones that are left out count as down: without them something cheaper may do, too.
        self.system.is_immediate() && self.states.rest <= 0.0
    }

    /// What is there meets every target, and no gate is closed to it.
    pub(super) fn is_met_as_it_is(&self) -> bool {
        let journeys_u = self.problem().journeys_u(&vec![0; self.offers.len()]);
        let is_open = |offers: &Rc<[Offer]>| offers.first().is_some_and(|offer| offer.open);
        self.worst(&journeys_u).is_met() && self.offers.iter().all(is_open)
    }

    /// Where a component is in the order of choices, if a journey needs it.
    pub(super) fn place(&self, id: ComponentId) -> Option<usize> {
        self.system.order.iter().position(|at| *at == id)
    }

    /// The strategy and placement chosen for the component at `place` when it were this one, all else the same; none when
    /// nothing meets the goal then.
    pub(super) fn chosen_for(
        &self,
        place: usize,
        component: &Component,
        effort: usize,
        cache: &mut Cache,
    ) -> Option<(Recipe, Figures)> {
        let laws = zones::laws(self.topology);
        let setting = Setting { topology: self.topology, goal: self.goal, laws: &laws };
        let felt = self.system.felt.get(place).copied()?;
        let menu: Vec<Priced> = menu::menu(component, &setting)
            .into_iter()
            .map(|recipe| priced(component, felt, recipe, &setting, cache))
            .collect();
        let mut problem = self.problem();
        *problem.parts.get_mut(place)? = offers(&menu, felt, &self.states, self.topology).into();
        self.chosen(&problem, place, &menu, effort)
    }

    /// The strategy and placement chosen for the component at `place`; none when nothing meets the goal.
    pub(super) fn chosen_at(&self, place: usize, effort: usize) -> Option<(Recipe, Figures)> {
        self.chosen(&self.problem(), place, self.menus.get(place)?, effort)
    }

    /// The same with the goal's own target at `target_u`.
    pub(super) fn chosen_at_target(&self, place: usize, target_u: f64, effort: usize) -> Option<(Recipe, Figures)> {
        let mut problem = self.problem();
        for target in problem.targets.iter_mut().filter(|target| target.to_bits() == self.goal.target_u.to_bits()) {
            *target = target_u;
        }
        self.chosen(&problem, place, self.menus.get(place)?, effort)
    }

    fn chosen(&self, problem: &Problem<'_>, place: usize, menu: &[Priced], effort: usize) -> Option<(Recipe, Figures)> {
        let found = problem.solve(&vec![0; self.offers.len()], effort);
        let option = menu.get(*found.picks.get(place)?)?;
        found.feasible.then(|| (option.recipe.clone(), option.figures.clone()))
    }

    /// The best choice, from what is there.
    pub(super) fn solve(&self, effort: usize) -> Found {
        let found = self.problem().solve(&vec![0; self.offers.len()], effort);
        if self.is_whole() { found } else { Found { proven: false, bound: 0.0, ..found } }
    }

    /// The parts of the goal without any one of which a choice that meets the rest was found.
    fn obstacles(&self) -> Vec<Obstacle> {
        let targets = (0..self.targets.len()).map(Obstacle::Target);
        targets.chain(LIMITS).filter(|obstacle| self.is_reachable_without(*obstacle)).collect()
    }

    fn is_reachable_without(&self, obstacle: Obstacle) -> bool {
        let mut problem = self.problem();
        let may = |option: &Priced| option.gates.iter().all(|gate| closed_by(gate) == Some(obstacle));
        for (offers, menu) in problem.parts.iter_mut().zip(&self.menus) {
            let asked = |(offer, option): (&Offer, &Priced)| Offer { open: may(option), ..offer.clone() };
            *offers = offers.iter().zip(menu.iter()).map(asked).collect();
            if !offers.iter().any(|offer| offer.open) {
                return false;
            }
        }
        let without = |(at, target): (usize, f64)| if obstacle == Obstacle::Target(at) { 1.0 } else { target };
        let targets = problem.targets.into_iter().enumerate().map(without).collect();
        let states = (problem.states, problem.rest);
        Problem::new(&self.system, targets, states, Vec::new(), problem.parts).can_be_met(&vec![0; self.offers.len()])
    }

    /// The journey that misses its target by most, or meets it by least.
    fn worst(&self, journeys_u: &[f64]) -> Worst {
        let strain = |(u, target): (&f64, &f64)| Worst { u: *u, strain: u / target };
        let worst = journeys_u.iter().zip(&self.targets).map(strain).max_by(|a, b| a.strain.total_cmp(&b.strain));
        worst.unwrap_or(Worst { u: 0.0, strain: 0.0 })
    }

    fn explain(&self, found: &Found) -> Recommendation {
        let problem = self.problem();
        let around = problem.around(&found.picks);
        let chosen: Vec<&Priced> =
            self.menus.iter().zip(&found.picks).filter_map(|(menu, pick)| menu.get(*pick)).collect();
        let view = View { ground: self, found, after: self.worst(&around.now), around };
        let choices: Vec<Choice> = (0..self.menus.len()).filter_map(|part| view.choice(part)).collect();
        let cost_after_per_month: f64 =
            self.idle_cost + chosen.iter().map(|option| option.figures.cost_per_month).sum::<f64>();
        let is_change = choices.iter().any(|choice| choice.is_change);
        let over_budget = self.goal.budget_per_month.is_some_and(|budget| cost_after_per_month > budget);
        let is_open = chosen.iter().all(|option| option.gates.is_empty());
        let outcome = match (found.feasible && is_open, over_budget, is_change) {
            (false, _, _) => Outcome::Unreachable,
            (true, true, _) => Outcome::OverBudget,
            (true, false, true) => Outcome::Change,
            (true, false, false) => Outcome::Keep,
        };
        let obstacles = if outcome == Outcome::Unreachable { self.obstacles() } else { Vec::new() };
        let mut prices = self.topology.components.values().filter(|component| component.kind != Kind::Users);
        let first = prices.next().map(|component| component.price_per_month.to_bits());
        Recommendation {
            outcome,
            choices,
            u_after: view.around.now.clone(),
            cost_after_per_month,
            proven: found.proven,
            bound_per_month: self.idle_cost + found.bound,
            obstacles,
            buys: self.buys(&problem),
            equal_prices: prices.all(|component| Some(component.price_per_month.to_bits()) == first),
        }
    }
}

impl Memo {
    /// The priced menu of a component, made anew only when something that it follows from has changed.
    fn menu(
        &mut self,
        component: &Rc<Component>,
        felt: Delay,
        setting: &Setting<'_>,
        zones: &[Rc<Zone>],
        cache: &mut Cache,
    ) -> Rc<[Priced]> {
        if let Some(kept) = self.offers.get(&component.id)
            && Rc::ptr_eq(&kept.component, component)
            && kept.felt == felt
            && kept.goal == *setting.goal
            && kept.zones.len() == zones.len()
            && kept.zones.iter().zip(zones).all(|(a, b)| Rc::ptr_eq(a, b))
        {
            return Rc::clone(&kept.options);
        }
        let options: Rc<[Priced]> = menu::menu(component, setting)
            .into_iter()
            .map(|recipe| priced(component, felt, recipe, setting, cache))
            .collect();
        let kept = Kept {
            component: Rc::clone(component),
            felt,
            goal: setting.goal.clone(),
            zones: zones.to_vec(),
            options: Rc::clone(&options),
        };
        self.offers.insert(component.id, kept);
        options
    }
}

fn priced(component: &Component, felt: Delay, recipe: Recipe, setting: &Setting<'_>, cache: &mut Cache) -> Priced {
    let mut trial = component.clone();
    trial.strategy = recipe.strategy;
    trial.placement.clone_from(&recipe.placement);
    let mut placed = setting.place(&trial, cache);
    if felt != Delay::NONE {
        placed.longer.push((felt, setting.longer(&trial, felt, cache)));
    }
    let figures = setting.figures(&trial, &placed, cache);
    let gates = gates(component, &trial, &placed, &figures, setting);
    Priced { recipe, figures, placed, gates }
}

/// The gates that are closed to an option: what a person has settled, scale, and the limits of the goal.
fn gates(
    component: &Component,
    trial: &Component,
    placed: &Placed,
    figures: &Figures,
    setting: &Setting<'_>,
) -> Vec<WhyNot> {
    let goal = setting.goal;
    // A k fixed by hand says that so many must serve at once: one active unit is not enough.
    let serves_alone = matches!(trial.strategy, Strategy::Single | Strategy::Standby { .. } | Strategy::Quorum { .. });
    let wants_many = component.strategy.needed().is_some_and(|needed| needed > 1);
    let is_over = placed.is_overloaded || (serves_alone && wants_many);
    let over = WhyNot::OverCapacity { ceiling_load: figures.ceiling_load, load: goal.peak_load };
    let is_here = trial.strategy == component.strategy && trial.placement == component.placement;
    let wishes = &component.wishes;
    let is_ruled_out = wishes.modes.as_ref().is_some_and(|modes| !modes.contains(&trial.strategy.mode()));
    let wish =
        if wishes.is_pinned { (!is_here).then_some(WhyNot::Pinned) } else { is_ruled_out.then_some(WhyNot::RuledOut) };
    wish.into_iter().chain(is_over.then_some(over)).chain(figures.broken_limits(&trial.fault, goal)).collect()
}

/// The part of the goal that closes a gate.
fn closed_by(gate: &WhyNot) -> Option<Obstacle> {
    match gate {
        WhyNot::OverCapacity { .. } => Some(Obstacle::Load),
        WhyNot::BreaksRto { .. } => Some(Obstacle::Rto),
        WhyNot::BreaksRpo { .. } => Some(Obstacle::Rpo),
        WhyNot::BreaksLatency { .. } => Some(Obstacle::Latency),
        WhyNot::ClosedToData { .. } => Some(Obstacle::Data),
        WhyNot::TooManySites { .. } => Some(Obstacle::Sites),
        WhyNot::TooManyEndpoints { .. } => Some(Obstacle::Endpoints),
        WhyNot::NeedsSkill { .. } => Some(Obstacle::Skill),
        WhyNot::Pinned | WhyNot::RuledOut => Some(Obstacle::Wishes),
        WhyNot::NotOnMenu
        | WhyNot::NeedsZones
        | WhyNot::MissesTarget { .. }
        | WhyNot::CostsMore { .. }
        | WhyNot::NoBetter => None,
    }
}

/// Zones that any option may use.
fn used_zones(menus: &[Rc<[Priced]>]) -> Set<ZoneId> {
    menus.iter().flat_map(|menu| menu.iter()).flat_map(|option| option.placed.zones.iter().copied()).collect()
}

fn offers(menu: &[Priced], felt: Delay, states: &States, topology: &Topology) -> Vec<Offer> {
    // The chance that a failed zone has been down for long enough to be felt.
    let lasts = |zone: &ZoneId| {
        let unit = topology.zones.get(zone).map(|zone| Unit::new(&zone.fault, &zone.recovery));
        unit.map_or(1.0, |unit| (unit.longer(felt.hours()).u / unit.unavailability()).min(1.0))
    };
    let lasting: Map<ZoneId, f64> =
        if felt == Delay::NONE { Map::new() } else { topology.zones.keys().map(|zone| (*zone, lasts(zone))).collect() };
    let u = |option: &Priced| -> Vec<f64> {
        states.states.iter().map(|state| u_in(&option.placed, felt, state, topology, &lasting)).collect()
    };
    let open = open(menu);
    menu.iter()
        .zip(open)
        .map(|(option, open)| Offer {
            cost: option.figures.cost_per_month,
            units: option.figures.units,
            uses: Vec::new(),
            u: u(option),
            open,
        })
        .collect()
}

/// The options that may be chosen: those without a closed gate; where there are none, those that a person leaves open;
/// where there are none of these either, what is there.
fn open(menu: &[Priced]) -> Vec<bool> {
    let is_wish = |gate: &WhyNot| closed_by(gate) == Some(Obstacle::Wishes);
    let whole = menu.iter().map(|option| option.gates.is_empty());
    let left = menu.iter().map(|option| !option.gates.iter().any(is_wish));
    let here = (0..menu.len()).map(|at| at == 0);
    let any = |open: &Vec<bool>| open.contains(&true);
    Some(whole.collect()).filter(any).or_else(|| Some(left.collect()).filter(any)).unwrap_or_else(|| here.collect())
}

/// Unavailability in a state of the zones, as far as it is felt: a zone that has not been down for long counts as up.
fn u_in(placed: &Placed, felt: Delay, state: &State, topology: &Topology, lasting: &Map<ZoneId, f64>) -> f64 {
    let holds_some = |outer: &&ZoneId| placed.zones.iter().any(|zone| topology.is_within(*zone, **outer));
    let failed: Vec<ZoneId> = state.failed.iter().filter(holds_some).copied().collect();
    // Beyond a few zones at once all count as down for long: to the bad side.
    if felt == Delay::NONE || failed.len() > limits::PLACES {
        return placed.after(felt, placed.mask_of(|zone| !state.down.contains(&zone))).u;
    }
    let mut u = 0.0;
    for subset in 0..1_usize << failed.len() {
        let is_long = |at: usize| subset >> at & 1 == 1;
        let share = |(at, zone): (usize, &ZoneId)| {
            let lasts = lasting.get(zone).copied().unwrap_or(1.0);
            if is_long(at) { lasts } else { 1.0 - lasts }
        };
        let chance: f64 = failed.iter().enumerate().map(share).product();
        let is_down =
            |zone: ZoneId| failed.iter().enumerate().any(|(at, outer)| is_long(at) && topology.is_within(zone, *outer));
        u += chance * placed.after(felt, placed.mask_of(|zone| !is_down(zone))).u;
    }
    u.min(1.0)
}

/// It lies in several zones and has a chance to work with any one of them gone.
fn survives_a_zone(placed: &Placed) -> bool {
    let all = placed.by_mask.len().saturating_sub(1);
    placed.places > 1 && (0..placed.places).all(|zone| placed.at_mask(all & !(1 << zone)).u < 1.0)
}

/// What the reasons are read off.
struct View<'a> {
    ground: &'a Ground<'a>,
    found: &'a Found,
    around: Around<'a>,
    after: Worst,
}

impl View<'_> {
    fn with(&self, part: usize, pick: usize) -> Worst {
        self.ground.worst(&self.around.with(part, pick))
    }

    fn choice(&self, part: usize) -> Option<Choice> {
        let id = *self.ground.system.order.get(part)?;
        let menu = self.ground.menus.get(part)?;
        let component = self.ground.topology.components.get(&id)?;
        if menu.len() < 2 || component.kind == Kind::Users {
            return None;
        }
        let pick = *self.found.picks.get(part)?;
        let (chosen, here) = (menu.get(pick)?, menu.first()?);
        Some(Choice {
            component: id,
            chosen: chosen.alternative(),
            breaks: chosen.gate(),
            is_change: pick != 0,
            reasons: self.reasons(part, menu, chosen, here, pick != 0),
            rejected: self.rejected(part, menu, chosen, component.kind),
            journey: self.after,
        })
    }

    fn reasons(&self, part: usize, menu: &[Priced], chosen: &Priced, here: &Priced, is_change: bool) -> Vec<Reason> {
        let goal = self.ground.goal;
        let mode = chosen.recipe.strategy.mode();
        let mut reasons = Vec::new();
        let wishes = self.wishes(part);
        if wishes.is_some_and(|wishes| wishes.is_pinned) {
            reasons.push(Reason::Pinned);
        }
        let now = self.with(part, 0);
        let single = menu.iter().position(|option| option.recipe.strategy == Strategy::Single);
        if is_change && now.u > self.after.u * (1.0 + 1e-9) {
            reasons.push(Reason::Saves { u: now.u - self.after.u });
        }
        if is_change && chosen.figures.cost_per_month < here.figures.cost_per_month * (1.0 - 1e-9) {
            reasons.push(Reason::Cheaper { per_month: here.figures.cost_per_month - chosen.figures.cost_per_month });
        }
        if chosen.figures.needed > 1 && mode == Mode::Cluster {
            reasons.push(Reason::CarriesLoad { needed: chosen.figures.needed });
        }
        if let Some(without) = single.filter(|_| mode != Mode::Single).map(|pick| self.with(part, pick))
            && !without.is_met()
            && self.after.is_met()
        {
            reasons.push(Reason::NeededForTarget { u_without: without.u });
        }
        let single_is_late = single
            .and_then(|pick| menu.get(pick))
            .is_some_and(|option| option.gates.iter().any(|gate| matches!(gate, WhyNot::BreaksRto { .. })));
        if goal.rto_h.is_some() && single_is_late && chosen.gates.is_empty() {
            reasons.push(Reason::WithinRto { p95_h: chosen.figures.rto_h.p95_h });
        }
        if goal.rpo_h.is_some() && chosen.figures.rpo_h.is_some_and(|rpo_h| rpo_h <= 0.0) {
            reasons.push(Reason::NoDataLoss);
        }
        if survives_a_zone(&chosen.placed) {
            reasons.push(Reason::SurvivesZone);
        }
        if mode == Mode::Single {
            let without = self.ground.worst(&self.around.without_faults(part));
            reasons.push(Reason::OneIsEnough { u: (self.after.u - without.u).max(0.0) });
        }
        if goal.latency_ms.is_some() && chosen.figures.write_latency_ms <= 0.0 {
            reasons.push(Reason::NoAddedLatency);
        }
        // What the figures decide comes first: that nothing else was allowed may be said last.
        if wishes.and_then(|wishes| wishes.modes.as_ref()).is_some_and(|modes| modes.len() == 1) {
            reasons.push(Reason::OnlyOneAllowed);
        } else if !is_change && !reasons.contains(&Reason::Pinned) {
            reasons.push(Reason::AlreadyCheapest);
        }
        if chosen.figures.sites == 1 && menu.iter().any(|option| option.figures.sites > 1) {
            reasons.push(Reason::FewestSites { sites: 1 });
        }
        reasons.truncate(3);
        reasons
    }

    /// What a person has settled about a part.
    fn wishes(&self, part: usize) -> Option<&Wishes> {
        let id = self.ground.system.order.get(part)?;
        self.ground.topology.components.get(id).map(|component| &component.wishes)
    }

    fn rejected(&self, part: usize, menu: &[Priced], chosen: &Priced, kind: Kind) -> Vec<Rejected> {
        let mode = chosen.recipe.strategy.mode();
        Mode::ALL
            .into_iter()
            .filter(|other| *other != mode)
            .map(|other| {
                let (best, why) = self.why_not(part, menu, chosen, kind, other);
                Rejected { mode: other, family: other.family(), best, why }
            })
            .collect()
    }

    /// The best variant of a mode that was not chosen, with the worst journey, and why it was not.
    fn why_not(
        &self,
        part: usize,
        menu: &[Priced],
        chosen: &Priced,
        kind: Kind,
        mode: Mode,
    ) -> (Option<(Alternative, Worst)>, WhyNot) {
        let of_mode = menu.iter().enumerate().filter(|(_, option)| option.recipe.strategy.mode() == mode);
        let variants: Vec<(&Priced, Worst)> = of_mode.map(|(pick, option)| (option, self.with(part, pick))).collect();
        let told = |(option, worst): &(&Priced, Worst)| Some((option.alternative(), *worst));
        let open = || variants.iter().filter(|(option, _)| option.gates.is_empty());
        if let Some(best) = open().filter(|(_, worst)| worst.is_met()).min_by(|a, b| cheaper(a, b)) {
            let more = best.0.figures.cost_per_month - chosen.figures.cost_per_month;
            let is_dearer = more > 1e-9 * (1.0 + chosen.figures.cost_per_month);
            let why = if is_dearer { WhyNot::CostsMore { per_month: more } } else { WhyNot::NoBetter };
            return (told(best), why);
        }
        if let Some(best) = open().min_by(|a, b| a.1.strain.total_cmp(&b.1.strain)) {
            return (told(best), WhyNot::MissesTarget { u: best.1.u });
        }
        // Of those that are all closed, the one with the fewest closed gates, then the cheapest that would meet the target.
        let fewest = |a: &&(&Priced, Worst), b: &&(&Priced, Worst)| {
            let gates = a.0.gates.len().cmp(&b.0.gates.len());
            gates.then(b.1.is_met().cmp(&a.1.is_met())).then(cheaper(a, b))
        };
        if let Some((best, gate)) = variants.iter().min_by(fewest).and_then(|best| Some((best, best.0.gate()?))) {
            return (told(best), gate);
        }
        (None, if kind.row().menu.contains(&mode) { WhyNot::NeedsZones } else { WhyNot::NotOnMenu })
    }
}

/// By cost, then by the worst journey.
fn cheaper(a: &(&Priced, Worst), b: &(&Priced, Worst)) -> std::cmp::Ordering {
    let cost = |option: &Priced| option.figures.cost_per_month;
    cost(a.0).total_cmp(&cost(b.0)).then(a.1.strain.total_cmp(&b.1.strain))
}
