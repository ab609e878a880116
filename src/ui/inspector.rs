//! The inspector: what is selected, told and tuned. It holds no figures of its own.

mod component;
mod fault;
mod link;
mod load;
mod memory;
mod multi;
mod note;
mod placement;
mod recovery;
mod strategy;
mod zone;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::State;
use crate::i18n::panel::PanelWords;
use crate::model::Item;
use crate::ui::env::{Shown, use_env};
use component::ComponentInspector;
use link::LinkInspector;
use memory::Memory;
use multi::MultiInspector;
use zone::ZoneInspector;

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
        Rc::ptr_eq(&self.state, &other.state) && self.shown == other.shown
    }
}

/// The inspector of one thing, a summary of several, a hint for none.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let words = PanelWords::of(use_env().lang);
    // Which sections are open outlives the selection: who tunes recoveries goes on tuning recoveries.
    let memory = use_state_eq(Memory::default);
    let InspectorProps { state, shown } = props;
    let plan = Rc::clone(&state.plan);
    let failed = |item: Item| state.failed.contains(&item);
    match state.only_selected() {
        Some(item @ Item::Component(id)) if shown.plan.topology.components.contains_key(&id) => html! {
            <ComponentInspector key={format!("component-{}", id.0)} {id} {plan} shown={shown.clone()} failed={failed(item)} {memory} />
        },
        Some(item @ Item::Zone(id)) if shown.plan.topology.zones.contains_key(&id) => html! {
            <ZoneInspector key={format!("zone-{}", id.0)} {id} {plan} shown={shown.clone()} failed={failed(item)} {memory} />
        },
        Some(Item::Link(id)) => html! { <LinkInspector key={format!("link-{}", id.0)} {id} {plan} /> },
        None if !state.selection.is_empty() => {
            html! { <MultiInspector selection={state.selection.iter().copied().collect::<Vec<_>>()} {plan} /> }
        }
        Some(Item::Component(_) | Item::Zone(_)) | None => html! {
            <div class="inspector inspector--empty">
                <p>{ if plan.topology.components.is_empty() { words.hint_empty } else { words.hint } }</p>
            </div>
        },
    }
}
