//! The story of a plan: adding the present state as a step, walking the steps, and what changed from one to the next.
//!
//! A step is a whole state, so nothing is computed here but differences; figures come from the engine.

use std::rc::Rc;

use super::gesture::Gesture;
use super::state::State;
use crate::i18n::story as say;
use crate::model::{
    Component, ComponentId, Edit, Item, Link, LinkId, Mode, Plan, Refusal, Step, Topology, Zone, ZoneId, limits,
};

/// Something that differs between two states of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// It has failed by hand in the later one only.
    Failed(String),
    /// It has failed by hand in the earlier one only.
    Mended(String),
    /// A component or a zone is new.
    Added(String),
    /// A component or a zone is gone.
    Removed(String),
    /// A component runs another way.
    Strategy {
        /// Its name.
        name: String,
        /// How it ran, and with how many units.
        before: (Mode, u32),
        /// How it runs.
        after: (Mode, u32),
    },
    /// A component or a zone has other numbers, another place or another name.
    Tuned(String),
    /// Links are new, gone or of another kind.
    Links(usize),
    /// The goal is another.
    Goal,
}

impl State {
    /// Turns to the room, or back. The panels fold away, so what was selected is let go.
    pub(super) fn present(&mut self, is_on: bool) {
        self.presenting = is_on;
        self.sheet = false;
        if is_on {
            self.selection.clear();
        }
    }

    /// Adds what is on the board behind the step that is shown, else at the end.
    pub(super) fn add_step(&mut self, title: &str) {
        let mut steps = (*self.plan.steps).clone();
        if steps.len() >= limits::STEPS {
            self.notice = Some(super::Notice::Refused(Refusal::Full { limit: limits::STEPS }));
            return;
        }
        let at = self.shown_step().map_or(steps.len(), |at| at + 1);
        steps.insert(at, step_of(self, title));
        self.make(&Edit::PutSteps(Rc::new(steps)));
        self.step = Some(at);
    }

    /// Makes an edit; the step that is shown stays the one that is shown, wherever the story has it then.
    pub(super) fn edit(&mut self, edit: &Edit) {
        let shown = self.shown_step().and_then(|at| self.plan.steps.get(at)).cloned();
        self.make(edit);
        if let (Edit::PutSteps(steps), Some(shown)) = (edit, shown) {
            let is_it = |step: &Step| {
                step.failed == shown.failed
                    && Rc::ptr_eq(&step.plan.topology, &shown.plan.topology)
                    && Rc::ptr_eq(&step.plan.layout, &shown.plan.layout)
            };
            let stays = self.step.filter(|at| steps.get(*at).is_some_and(is_it));
            self.step = stays.or_else(|| steps.iter().position(is_it));
        }
    }

    /// Shows a step. Walking on joins the step of undo that the walk began with, so one undo leads back to before it.
    pub(super) fn show_step(&mut self, at: usize) {
        let Some(failed) = self.plan.steps.get(at).map(|step| step.failed.clone()) else { return };
        if let Ok(plan) = Edit::ShowStep(at).apply(&self.plan) {
            if !self.walking {
                self.past.push(Rc::clone(&self.plan));
                if self.past.len() > limits::UNDO {
                    self.past.remove(0);
                }
                self.future.clear();
            }
            self.show(Rc::new(plan));
            self.walking = true;
        }
        self.gesture = Gesture::None;
        self.preview = None;
        self.selection.clear();
        self.failed = failed;
        self.step = Some(at);
    }

    /// The step that was shown last, where there still is one at its place.
    pub fn shown_step(&self) -> Option<usize> {
        self.step.filter(|at| *at < self.plan.steps.len())
    }

    /// The board is as the step that was shown last.
    pub fn is_at_step(&self) -> bool {
        self.shown_step().and_then(|at| self.plan.steps.get(at)).is_some_and(|step| {
            step.failed == self.failed
                && is_same(&step.plan.topology, &self.plan.topology)
                && is_same(&step.plan.goal, &self.plan.goal)
                && is_same(&step.plan.layout, &self.plan.layout)
        })
    }
}

fn is_same<T: PartialEq>(a: &Rc<T>, b: &Rc<T>) -> bool {
    Rc::ptr_eq(a, b) || a == b
}

/// What is on the board, as a step.
pub fn step_of(state: &State, title: &str) -> Step {
    let plan = Plan { name: title.to_owned(), steps: Rc::default(), ..(*state.plan).clone() };
    Step { plan, failed: state.failed.clone() }
}

/// What a new step is called before it has a name of its own: after what has failed, else "now", else the next option.
pub fn next_title(state: &State) -> String {
    let lang = state.settings.lang;
    let topology = &state.plan.topology;
    let failed: Vec<String> = state.failed.iter().map(|item| name(topology, *item)).collect();
    if !failed.is_empty() {
        return say::fails(lang, &failed);
    }
    let others = state.plan.steps.iter().filter(|step| step.failed.is_empty()).count();
    others.checked_sub(1).map_or_else(|| say::words(lang).now.to_owned(), |option| say::option(lang, option))
}

/// The place of the step so many further on; none at the story's end.
pub fn walked(state: &State, by: isize) -> Option<usize> {
    let last = state.plan.steps.len().checked_sub(1)?;
    match state.shown_step() {
        None => Some(0),
        Some(at) => at.checked_add_signed(by).filter(|to| *to <= last),
    }
}

/// A thing's name; an unnamed one is called by its number, a link by its ends.
pub fn name(topology: &Topology, item: Item) -> String {
    let or_number = |name: &str, id: u32| if name.is_empty() { format!("#{id}") } else { name.to_owned() };
    match item {
        Item::Component(id) => or_number(topology.components.get(&id).map_or("", |it| it.name.as_str()), id.0),
        Item::Zone(id) => or_number(topology.zones.get(&id).map_or("", |it| it.name.as_str()), id.0),
        Item::Link(id) => topology.links.get(&id).map_or_else(
            || format!("#{}", id.0),
            |link| {
                format!("{} → {}", name(topology, Item::Component(link.from)), name(topology, Item::Component(link.to)))
            },
        ),
    }
}

/// What changed from one step to the next, the largest first.
pub fn changes(before: &Step, after: &Step) -> Vec<Change> {
    let (old, new) = (&before.plan.topology, &after.plan.topology);
    let mut changes = Vec::new();
    let only_in = |a: &Step, b: &Step, change: fn(String) -> Change| -> Vec<Change> {
        let items = a.failed.iter().filter(|item| !b.failed.contains(item));
        items.map(|item| change(name(&a.plan.topology, *item))).collect()
    };
    changes.extend(only_in(after, before, Change::Failed));
    changes.extend(only_in(before, after, Change::Mended));
    if is_same(old, new) {
        if !is_same(&before.plan.goal, &after.plan.goal) {
            changes.push(Change::Goal);
        }
        return changes;
    }
    for (id, component) in &new.components {
        changes.extend(match old.components.get(id) {
            None => Some(Change::Added(name(new, Item::Component(*id)))),
            Some(was) => component_change(new, *id, was, component),
        });
    }
    let gone = old.components.keys().filter(|id| !new.components.contains_key(id));
    changes.extend(gone.map(|id| Change::Removed(name(old, Item::Component(*id)))));
    for (id, zone) in &new.zones {
        changes.extend(match old.zones.get(id) {
            None => Some(Change::Added(name(new, Item::Zone(*id)))),
            Some(was) => zone_change(new, *id, was, zone),
        });
    }
    let gone = old.zones.keys().filter(|id| !new.zones.contains_key(id));
    changes.extend(gone.map(|id| Change::Removed(name(old, Item::Zone(*id)))));
    let links = links_changed(old, new);
    if links > 0 {
        changes.push(Change::Links(links));
    }
    if !is_same(&before.plan.goal, &after.plan.goal) {
        changes.push(Change::Goal);
    }
    changes
}

fn component_change(new: &Topology, id: ComponentId, was: &Rc<Component>, is: &Rc<Component>) -> Option<Change> {
    if is_same(was, is) {
        return None;
    }
    let name = name(new, Item::Component(id));
    let (before, after) = ((was.strategy.mode(), was.units()), (is.strategy.mode(), is.units()));
    Some(if before == after { Change::Tuned(name) } else { Change::Strategy { name, before, after } })
}

fn zone_change(new: &Topology, id: ZoneId, was: &Rc<Zone>, is: &Rc<Zone>) -> Option<Change> {
    (!is_same(was, is)).then(|| Change::Tuned(name(new, Item::Zone(id))))
}

/// Links between things that both states have and that are not the same in both: the others follow from their ends.
fn links_changed(old: &Topology, new: &Topology) -> usize {
    let in_both = |id: ComponentId| old.components.contains_key(&id) && new.components.contains_key(&id);
    let counts = |topology: &Topology, id: &LinkId| {
        topology.links.get(id).is_some_and(|link| in_both(link.from) && in_both(link.to))
    };
    // How many of a set suffice, and its switch, belong to each of its links.
    let set = |topology: &Topology, link: &Link| link.need.set().and_then(|id| topology.sets.get(&id).copied());
    let is_as_before = |was: &Link, is: &Link| was == is && set(old, was) == set(new, is);
    let differs = |id: &LinkId, link: &Link| old.links.get(id).is_none_or(|was| !is_as_before(was, link));
    let changed = new.links.iter().filter(|(id, link)| counts(new, id) && differs(id, link)).count();
    let gone = old.links.keys().filter(|id| counts(old, id) && !new.links.contains_key(id)).count();
    changed + gone
}
