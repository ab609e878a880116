//! Studies of the plan on the board, asked of the worker part by part while somebody looks at them. They are of the plan
//! itself, not of what is previewed or in motion, and what is found counts for that plan only.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::analysis::Desk;
use crate::app::job::{AskKind, Finding, Study};
use crate::app::{State, Topic};
use crate::engine::Cache;
use crate::engine::flip::Flip;
use crate::engine::front::{self, Change, EFFORT_SOON, EFFORT_WHOLE, Front};
use crate::engine::inverse::Reach;
use crate::engine::recommend::Memo;
use crate::engine::win::{self, Tally};
use crate::format::link;
use crate::model::{ComponentId, Edit, Goal, Item, Plan, Topology};
use crate::ui::hooks::use_effect_with;

/// How long a plan must rest before anything is asked about it, in ms.
const REST_MS: u32 = 150;
/// Draws that are asked for at once, times components: a part should take about a second.
const DRAWS: u32 = 2_000;
/// Draws in all, times components.
const ALL_DRAWS: u32 = 30_000;

/// The front with what each stop would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Fronted {
    /// It.
    pub front: Front,
    /// By stop.
    pub changes: Vec<Vec<Change>>,
    /// By stop; none where it is the plan as it is.
    pub edits: Vec<Option<Rc<Edit>>>,
}

/// What has been found so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Studied {
    /// None: not yet; none inside: there is nothing to choose.
    pub front: Option<Option<Rc<Fronted>>>,
    /// It is not refined any further.
    pub is_front_final: bool,
    /// None: not yet.
    pub win: Option<Rc<Tally>>,
    /// It is not refined any further.
    pub is_win_final: bool,
    /// Where the inputs of a component just meet the target.
    pub reaches: Option<(ComponentId, Rc<Vec<Reach>>)>,
    /// Which inputs of others would change the choice for a component.
    pub others: Option<(ComponentId, Rc<Vec<Flip>>)>,
    /// The worker says no more.
    pub is_over: bool,
}

/// The studies, and which plan they are of.
#[derive(Default)]
pub struct Studies {
    about: Option<(Rc<Topology>, Rc<Goal>)>,
    asked: Option<String>,
    found: Rc<Studied>,
}

impl Studies {
    /// What is known about `plan`.
    pub fn of(&mut self, plan: &Plan) -> Rc<Studied> {
        let is_known = |(topology, goal): &(Rc<Topology>, Rc<Goal>)| {
            Rc::ptr_eq(topology, &plan.topology) && Rc::ptr_eq(goal, &plan.goal)
        };
        if !self.about.as_ref().is_some_and(is_known) {
            self.about = Some((Rc::clone(&plan.topology), Rc::clone(&plan.goal)));
            self.asked = None;
            self.found = Rc::default();
        }
        Rc::clone(&self.found)
    }

    /// Takes in what the worker found; whether it changed anything.
    pub fn hear(&mut self, link: &str, finding: &Finding, cache: &mut Cache, memo: &mut Memo) -> bool {
        let Some((topology, goal)) = self.about.as_ref().filter(|_| self.asked.as_deref() == Some(link)) else {
            return false;
        };
        let components = topology.components.len();
        let found = Rc::make_mut(&mut self.found);
        match finding {
            Finding::Front(effort, front) => {
                let fronted = front.as_ref().and_then(|front| fronted(topology, goal, front, cache, memo));
                found.is_front_final = *effort >= EFFORT_WHOLE || front.as_ref().is_none_or(|front| front.is_whole);
                found.front = Some(fronted.map(Rc::new));
            }
            Finding::Win(from, tally) => {
                let mut all = found.win.as_deref().cloned().unwrap_or_default();
                if all.draws != *from {
                    return false;
                }
                all.join(tally);
                found.is_win_final = tally.draws == 0 || all.draws >= all_draws(components);
                found.win = Some(Rc::new(all));
            }
            Finding::Inverse(component, reaches) => {
                found.reaches = Some((ComponentId(*component), Rc::new(reaches.clone())));
            }
            Finding::FlipsOfOthers(component, flips) => {
                found.others = Some((ComponentId(*component), Rc::new(flips.clone())));
            }
        }
        true
    }

    /// The worker will say no more about the plan of this link, or about any.
    pub fn give_up(&mut self, link: Option<&str>) -> bool {
        let is_meant = link.is_none_or(|link| self.asked.as_deref() == Some(link));
        if is_meant {
            Rc::make_mut(&mut self.found).is_over = true;
        }
        is_meant
    }

    /// The next part of everything that is looked at and not found yet.
    fn wanted(&self, state: &State) -> Vec<Study> {
        let (found, topology) = (&*self.found, &state.plan.topology);
        let mut wanted = Vec::new();
        if found.is_over || topology.components.is_empty() {
            return wanted;
        }
        if state.topics.contains(&Topic::Front) && !found.is_front_final {
            wanted.push(Study::Front { effort: if found.front.is_none() { EFFORT_SOON } else { EFFORT_WHOLE } });
        }
        if (state.topics.contains(&Topic::Win) || has_intervals(topology)) && !found.is_win_final {
            let from = found.win.as_ref().map_or(0, |tally| tally.draws);
            let draws = (DRAWS / count(topology.components.len())).clamp(10, win::FEWEST);
            wanted.push(Study::Win { from, draws });
        }
        let is_of = |of: Option<ComponentId>, id: ComponentId| of == Some(id);
        if let Some(Item::Component(id)) = state.only_selected().filter(|_| state.topics.contains(&Topic::Reach))
            && !is_of(found.reaches.as_ref().map(|(of, _)| *of), id)
        {
            wanted.push(Study::Inverse { component: id.0 });
        }
        if let Some(id) = state.flips_of
            && !is_of(found.others.as_ref().map(|(of, _)| *of), id)
        {
            wanted.push(Study::FlipsOfOthers { component: id.0 });
        }
        wanted
    }
}

fn count(components: usize) -> u32 {
    u32::try_from(components).unwrap_or(u32::MAX).max(1)
}

fn all_draws(components: usize) -> u32 {
    (ALL_DRAWS / count(components)).clamp(win::FEWEST, win::MOST)
}

/// Some number of it is not known exactly.
pub fn has_intervals(topology: &Topology) -> bool {
    topology.components.values().any(|component| !component.spans.is_empty())
        || topology.zones.values().any(|zone| !zone.spans.is_empty())
}

fn fronted(topology: &Topology, goal: &Goal, front: &Front, cache: &mut Cache, memo: &mut Memo) -> Option<Fronted> {
    let changes = front::changes(topology, goal, &front.stops, cache, memo)?;
    let edits = changes.iter().map(|changes| front::edit(topology, changes).map(Rc::new)).collect();
    Some(Fronted { front: front.clone(), changes, edits })
}

/// Asks the worker for the next parts once the plan rests.
#[hook]
pub fn use_studies(state: &State, desk: &Desk) -> Rc<Studied> {
    let plan = Rc::clone(&state.plan);
    let (found, wanted) = {
        let studies = &mut desk.analyst.borrow_mut().studies;
        (studies.of(&plan), studies.wanted(state))
    };
    let about = (Rc::as_ptr(&plan.topology).addr(), Rc::as_ptr(&plan.goal).addr(), wanted);
    let desk = desk.clone();
    use_effect_with(about, move |(_, _, wanted)| {
        let office = Rc::clone(&desk.office);
        let wanted = wanted.clone();
        let is_wanted = !wanted.is_empty();
        let ask = move || {
            // The worker has no use for the story.
            let link = link::encode(&Plan { steps: Rc::default(), ..(*plan).clone() });
            desk.analyst.borrow_mut().studies.asked = Some(link.clone());
            if let Some(office) = desk.office.borrow().as_ref() {
                for study in wanted {
                    office.want(AskKind::Study { link: link.clone(), study });
                }
            }
        };
        let timer = is_wanted.then(|| Timeout::new(REST_MS, ask));
        move || {
            drop(timer);
            // What is still wanted is asked again before the worker would be stopped over it.
            if let Some(office) = office.borrow().as_ref().filter(|_| is_wanted) {
                office.look_away();
            }
        }
    });
    found
}
