//! Flip points (DOMAIN §5): the nearest value, by ratio, of an input at which another strategy would be chosen.
//!
//! Each input is moved away from its value in growing steps until the choice changes, then the step is halved until three
//! digits of the value are sure. Heavy: every trial is a whole choice, so this is the worker's.

use super::cache::Cache;
use super::menu::Recipe;
use super::recommend::{self, Ground, Memo};
use super::report::Figures;
use super::weigh::{self, Turn};
use crate::model::param::{PARAMS, ParamUnit};
use crate::model::strategy::Mode;
use crate::model::{Component, ComponentId, Goal, Item, Param, Topology, limits, ordered};

/// An input that was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A number of the component.
    Param(Param),
    /// The goal's target, as unavailability.
    Target,
    /// The mean time to failure of a unit, the shape of its law kept.
    FaultTime,
    /// The mean time to recovery of a unit, the shape of its law kept.
    RecoveryTime,
}

impl From<weigh::Input> for Input {
    fn from(input: weigh::Input) -> Self {
        match input {
            weigh::Input::FaultTime => Self::FaultTime,
            weigh::Input::RecoveryTime => Self::RecoveryTime,
            weigh::Input::Param(param) => Self::Param(param),
        }
    }
}

/// A value at which the choice for a component changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flip {
    /// Whose input is moved; the goal's target is called the component's own.
    pub item: Item,
    /// What is moved.
    pub input: Input,
    /// Its value.
    pub from: f64,
    /// Where another choice begins.
    pub to: f64,
    /// What is chosen there; none when the goal is out of reach there.
    pub chosen: Option<(Mode, u32)>,
}

/// Steps away from the value, by ratio; the ends of the accepted range come after them.
const STEPS: [f64; 9] = [1.03, 1.1, 1.25, 1.6, 2.5, 4.0, 8.0, 20.0, 100.0];
/// Two values this close, by ratio, are one to three digits.
const CLOSE: f64 = 5e-4;
/// Most halvings of one step.
const HALVINGS: usize = 24;

/// What would change the choice for `component`, the nearest first: `topology` is the plan with the recommendation applied.
///
/// Empty where no journey needs the component, or where nothing meets the goal as it is.
pub fn flips(topology: &Topology, goal: &Goal, component: ComponentId, effort: usize, cache: &mut Cache) -> Vec<Flip> {
    let ground = Ground::new(topology, goal, cache, &mut Memo::default());
    let Some((ground, here)) = ground.and_then(|ground| Some((ground, topology.components.get(&component)?))) else {
        return Vec::new();
    };
    let Some(place) = ground.place(component) else { return Vec::new() };
    let mut trial = Trial { ground, place, here, afar: None, left: usize::MAX, effort, cache };
    let Some(chosen) = trial.chosen(None) else { return Vec::new() };
    let mut flips: Vec<Flip> = Vec::new();
    for input in inputs(here) {
        let Some(from) = value(input, here, goal) else { continue };
        for up in [false, true] {
            flips.extend(trial.flip(input, from, up, &chosen));
        }
    }
    ordered::sort_by(&mut flips, |a, b| distance(a).total_cmp(&distance(b)));
    flips
}

/// Inputs of others that are moved: those that move the answer most.
const OTHERS: usize = 10;
/// Trials that may be made with inputs of others, times the components that are chosen for in each.
const TRIALS: usize = 24_000;

/// What would change the choice for `component` among the inputs of everything else: of those that move the answer most,
/// the nearest first, as far as the work goes. `topology` is the plan with the recommendation applied.
pub fn flips_of_others(
    topology: &Topology,
    goal: &Goal,
    component: ComponentId,
    effort: usize,
    cache: &mut Cache,
) -> Vec<Flip> {
    let turns = weigh::influential(topology, goal, Item::Component(component), OTHERS, cache);
    let ground = Ground::new(topology, goal, cache, &mut Memo::default());
    let Some((ground, here)) = ground.and_then(|ground| Some((ground, topology.components.get(&component)?))) else {
        return Vec::new();
    };
    let Some(place) = ground.place(component) else { return Vec::new() };
    let left = TRIALS / ground.parts().max(1);
    let mut trial = Trial { ground, place, here, afar: None, left, effort, cache };
    let Some(chosen) = trial.chosen(None) else { return Vec::new() };
    let mut flips: Vec<Flip> = Vec::new();
    for turn in turns {
        let Some(from) = turn.value(topology).filter(|value| value.is_finite()) else { continue };
        trial.afar = Some(Afar { topology, goal, turn, memo: Memo::default() });
        for up in [false, true] {
            flips.extend(trial.flip(turn.input.into(), from, up, &chosen));
        }
    }
    ordered::sort_by(&mut flips, |a, b| distance(a).total_cmp(&distance(b)));
    flips
}

/// The plan with its recommendation applied: what [`flips`] starts from.
pub fn settled(topology: &Topology, goal: &Goal, effort: usize, cache: &mut Cache) -> Topology {
    let recommended = recommend::recommend(topology, goal, effort, cache, &mut Memo::default());
    let mut settled = topology.clone();
    for choice in recommended.choices.iter().filter(|choice| choice.is_change) {
        if let Some(component) = settled.components.get(&choice.component) {
            let mut next = (**component).clone();
            next.strategy = choice.chosen.strategy;
            next.placement.clone_from(&choice.chosen.placement);
            settled.components.insert(choice.component, next.into());
        }
    }
    settled
}

/// How far away a flip is, as the logarithm of the ratio.
fn distance(flip: &Flip) -> f64 {
    let log = |value: f64| libm::log(value.max(f64::MIN_POSITIVE));
    (log(flip.to) - log(flip.from)).abs()
}

/// Inputs of a component that can change a choice. Its age, what it costs whatever is chosen, and how it keeps an object
/// cannot.
fn inputs(component: &Component) -> Vec<Input> {
    let counts = |param: &Param| {
        let is_idle = matches!(
            param,
            Param::Age | Param::Extra | Param::DataParts | Param::ParityParts | Param::AnnualFailure | Param::Rebuild
        );
        !is_idle && param.read(component).is_some()
    };
    let params = PARAMS.iter().map(|row| row.param).filter(counts).map(Input::Param);
    params.chain([Input::Target]).collect()
}

fn value(input: Input, component: &Component, goal: &Goal) -> Option<f64> {
    match input {
        Input::Param(param) => param.read(component),
        Input::Target => Some(goal.target_u),
        // A component's own laws are moved by their numbers.
        Input::FaultTime | Input::RecoveryTime => None,
    }
}

/// Ends of what is accepted, and whether only whole numbers are.
fn range(input: Input) -> (f64, f64, bool) {
    let of = |param: Param| {
        let row = param.row();
        (row.min, row.max, row.unit == ParamUnit::Count)
    };
    match input {
        Input::Param(param) => of(param),
        Input::Target => (TARGET_U.0, TARGET_U.1, false),
        Input::FaultTime => of(Param::FaultMean),
        Input::RecoveryTime => of(Param::RecoveryMean),
    }
}

/// A choice as far as flips tell choices apart: the strategy and where its units are.
type Kind = Option<(Mode, Vec<crate::model::Place>)>;

/// The plan on which inputs are moved.
struct Trial<'a> {
    ground: Ground<'a>,
    place: usize,
    here: &'a Component,
    /// What is moved belongs to something else.
    afar: Option<Afar<'a>>,
    /// Trials that may still be made.
    left: usize,
    effort: usize,
    cache: &'a mut Cache,
}

/// An input of another component or of a zone: the whole plan is made anew for each of its values.
struct Afar<'a> {
    topology: &'a Topology,
    goal: &'a Goal,
    turn: Turn,
    memo: Memo,
}

impl Trial<'_> {
    /// What is chosen with an input at a value.
    fn chosen(&mut self, moved: Option<(Input, f64)>) -> Option<(Recipe, Figures)> {
        self.left = self.left.saturating_sub(1);
        if let (Some(afar), Some((_, value))) = (&mut self.afar, moved) {
            let trial = afar.turn.on(afar.topology, value)?;
            let ground = Ground::new(&trial, afar.goal, self.cache, &mut afar.memo)?;
            return ground.chosen_at(self.place, self.effort);
        }
        match moved {
            Some((Input::Target, target_u)) => self.ground.chosen_at_target(self.place, target_u, self.effort),
            Some((Input::Param(param), value)) => {
                let mut component = self.here.clone();
                param.write(&mut component, value);
                self.ground.chosen_for(self.place, &component, self.effort, self.cache)
            }
            Some((Input::FaultTime | Input::RecoveryTime, _)) | None => {
                self.ground.chosen_for(self.place, &self.here.clone(), self.effort, self.cache)
            }
        }
    }

    /// The nearest flip of an input in one direction.
    fn flip(&mut self, input: Input, from: f64, up: bool, chosen: &(Recipe, Figures)) -> Option<Flip> {
        let same = kind(Some(chosen));
        let item = self.afar.as_ref().map_or(Item::Component(self.here.id), |afar| afar.turn.item);
        let mut near = from;
        for to in steps(input, from, up) {
            if self.left < HALVINGS {
                return None;
            }
            let there = self.chosen(Some((input, to)));
            if kind(there.as_ref()) == same {
                near = to;
                continue;
            }
            let (to, there) = self.halved(input, (near, to), there, &same);
            let chosen = there.map(|(recipe, figures)| (recipe.strategy.mode(), figures.units));
            // Other strategies take over what a person has set, so leaving a default can change the menu itself: that is
            // no flip point of the input.
            let is_there_already = (to - from).abs() <= 4.0 * CLOSE * from.abs();
            return (!is_there_already).then_some(Flip { item, input, from, to, chosen });
        }
        None
    }

    /// The end of a step at which the choice is another one, brought close to where it changes, and what is chosen there.
    fn halved(
        &mut self,
        input: Input,
        (mut near, mut far): (f64, f64),
        mut there: Option<(Recipe, Figures)>,
        same: &Kind,
    ) -> (f64, Option<(Recipe, Figures)>) {
        let (.., is_whole) = range(input);
        for _ in 0..HALVINGS {
            if is_whole || (far - near).abs() <= CLOSE * near.abs().max(far.abs()) {
                break;
            }
            let middle = if near > 0.0 && far > 0.0 { (near * far).sqrt() } else { (near + far) / 2.0 };
            let found = self.chosen(Some((input, middle)));
            if kind(found.as_ref()) == *same {
                near = middle;
            } else {
                (far, there) = (middle, found);
            }
        }
        (far, there)
    }
}

fn kind(chosen: Option<&(Recipe, Figures)>) -> Kind {
    chosen.map(|(recipe, _)| (recipe.strategy.mode(), recipe.placement.clone()))
}

/// Values to try, away from `from`: by ratio and to the end of the range; whole numbers one by one.
fn steps(input: Input, from: f64, up: bool) -> Vec<f64> {
    let (min, max, is_whole) = range(input);
    let sign = if up { 1.0 } else { -1.0 };
    let by_ratio = |ratio: &f64| if up { from * ratio } else { from / ratio };
    let mut steps: Vec<f64> = if is_whole {
        (1..=WHOLE_STEPS).map(|step| from + sign * f64::from(step)).collect()
    } else if from > 0.0 {
        STEPS.iter().map(by_ratio).chain([if up { max } else { min }]).collect()
    } else if let Input::Param(param) = input {
        vec![param.row().slider_min, param.row().slider_max, max]
    } else {
        Vec::new()
    };
    steps.iter_mut().for_each(|step| *step = limits::clamped(*step, min, max));
    steps.retain(|step| (step - from) * sign > 0.0);
    steps.dedup();
    steps
}

/// Targets that a goal may have.
const TARGET_U: (f64, f64) = (1e-12, 0.5);
/// How far whole numbers are moved.
const WHOLE_STEPS: u32 = 6;
