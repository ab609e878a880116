//! The inspector: what is selected, told and tuned. It holds no figures of its own.

mod compare;
mod component;
mod fault;
mod link;
mod load;
mod memory;
mod multi;
mod note;
mod placement;
mod position;
mod reach;
mod recovery;
mod storage;
mod strategy;
mod timers;
mod wishes;
mod zone;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::State;
use crate::i18n::panel::PanelWords;
use crate::model::Item;
use crate::ui::aim;
use crate::ui::element::html;
use crate::ui::env::{Shown, use_env};
use crate::ui::hooks::use_state_eq;
use memory::Memory;

/// What the inspector is told.
#[derive(Properties, Clone)]
pub struct InspectorProps {
    /// The page's state: the selection and the plan as committed, from which edits start.
    pub state: Rc<State>,
    /// The plan as shown and what follows from it.
    pub shown: Shown,
}

impl PartialEq for InspectorProps {
    fn eq(&self, other: &Self) -> bool {
        // The view is not told here, so panning draws no panel anew.
        let (a, b) = (&self.state, &other.state);
        Rc::ptr_eq(&a.plan, &b.plan)
            && a.selection == b.selection
            && a.failed == b.failed
            && a.aims == b.aims
            && self.shown == other.shown
    }
}

/// The inspector of one thing, a summary of several, a hint for none.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    // Which sections are open outlives the selection: who tunes recoveries goes on tuning recoveries.
    let memory = use_state_eq(Memory::default);
    let InspectorProps { state, shown } = props;
    let is_open = memory::use_open(&memory, state.aims, state.aim.as_ref());
    aim::use_aim(state.aims, state.aim.as_ref(), is_open);
    let plan = &state.plan;
    match state.only_selected() {
        Some(Item::Component(id)) if shown.plan.topology.components.contains_key(&id) => {
            component::component(&env, props, &memory, id)
        }
        Some(Item::Zone(id)) if shown.plan.topology.zones.contains_key(&id) => zone::zone(&env, props, &memory, id),
        Some(Item::Link(id)) => link::link(&env, props, id),
        None if !state.selection.is_empty() => multi::multi(&env, props, &memory),
        Some(Item::Component(_) | Item::Zone(_)) | None => html! {
            <div class="inspector inspector--empty">
                <p>{ if plan.topology.components.is_empty() { words.hint_empty } else { words.hint } }</p>
            </div>
        },
    }
}
