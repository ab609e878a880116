//! What breaks first when the load grows: the components whose ceiling lies below a multiple of the peak, and the cheapest
//! strategy that would still carry it. Only loads and capacities decide; no chain is solved.

use super::menu;
use super::placement::{Setting, cost_per_month};
use crate::model::ordered;
use crate::model::ordered::Map;
use crate::model::strategy::Mode;
use crate::model::{Component, ComponentId, Goal, Kind, Topology, limits};

/// Multiples of the peak load that are looked at.
pub const FACTORS: [f64; 3] = [2.0, 5.0, 10.0];

/// What happens at a multiple of the peak load.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The multiple.
    pub factor: f64,
    /// The components that do not carry it, the first to break first.
    pub over: Vec<Over>,
}

/// A component that does not carry a load.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Over {
    /// Which.
    pub component: ComponentId,
    /// The multiple of the peak load that it still carries.
    pub carries: f64,
    /// The cheapest strategy that a person allows and that carries the load, with its units; none: nothing does.
    pub still: Option<(Mode, u32)>,
}

/// What breaks at each of [`FACTORS`]; empty where no peak load is stated, or no component states what a unit carries.
pub fn scale(topology: &Topology, goal: &Goal) -> Vec<Step> {
    let laws = Map::new();
    let setting = Setting { topology, goal, laws: &laws };
    let limited = |component: &&Component| component.kind != Kind::Users && setting.ceiling(component).is_finite();
    let components: Vec<&Component> = topology.components.values().map(|it| &**it).filter(limited).collect();
    if components.is_empty() {
        return Vec::new();
    }
    let step = |factor: f64| {
        let grown = Goal { peak_load: goal.peak_load * factor, ..goal.clone() };
        let there = Setting { goal: &grown, ..setting };
        let over = |component: &&Component| {
            let carries = setting.ceiling(component) / goal.peak_load;
            let still = || cheapest(component, &there).map(|trial| (trial.strategy.mode(), trial.units()));
            (!there.carries(component)).then(|| Over { component: component.id, carries, still: still() })
        };
        let mut over: Vec<Over> = components.iter().filter_map(over).collect();
        ordered::sort_by(&mut over, |a, b| a.carries.total_cmp(&b.carries));
        Step { factor, over }
    };
    FACTORS.map(step).into()
}

/// The component as the cheapest option of its menu that carries the load.
fn cheapest(component: &Component, setting: &Setting<'_>) -> Option<Component> {
    let mut asking = component.clone();
    // A number of units fixed by hand does not grow with the load: so many are looked at as the load needs.
    let needed = super::group::units_needed(setting.load(component), component.capacity);
    if needed <= limits::UNITS {
        let most = needed.max(component.wishes.most_units.unwrap_or(0));
        asking.wishes.most_units = Some(most);
    }
    let trial = |recipe: menu::Recipe| Component {
        strategy: recipe.strategy,
        placement: recipe.placement,
        ..component.clone()
    };
    let may =
        |trial: &Component| component.wishes.allows(component.kind, trial.strategy.mode()) && setting.carries(trial);
    let cost = |trial: &Component| cost_per_month(trial, setting.goal);
    let all = menu::menu(&asking, setting).into_iter().map(trial).filter(may);
    all.min_by(|a, b| cost(a).total_cmp(&cost(b)))
}
