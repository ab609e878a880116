//! One link: from what to what, and how it is needed.

use std::rc::Rc;

use yew::prelude::*;

use super::component::item_tools;
use crate::app::Action;
use crate::app::tune::{members, with_hard, with_member, with_needed};
use crate::i18n::panel::PanelWords;
use crate::model::{ComponentId, Edit, Item, Link, LinkId, Need, Topology};
use crate::ui::element::html;
use crate::ui::env::Env;
use crate::ui::field::{Choice, Label, lead, segmented, stepper, toggle};

/// A component's name, or that it has none.
pub(super) fn name_of(topology: &Topology, id: ComponentId, unnamed: &str) -> String {
    let name = topology.components.get(&id).map(|component| component.name.clone()).unwrap_or_default();
    if name.is_empty() { unnamed.to_owned() } else { name }
}

/// What can be done with a link.
pub(super) fn link(env: &Env, topology: &Rc<Topology>, id: LinkId, failed: bool) -> Html {
    let words = PanelWords::of(env.lang);
    let Some(link) = topology.links.get(&id).copied() else { return html! {} };
    let name = |id| name_of(topology, id, words.unnamed);
    let siblings: Vec<Link> = topology.links.values().filter(|other| other.from == link.from).copied().collect();
    let all: Vec<LinkId> = siblings.iter().map(|other| other.id).collect();
    let is_set = matches!(link.need, Need::OneOf(_));
    let choose = {
        let (env, topology) = (env.clone(), Rc::clone(topology));
        Callback::from(move |value: String| {
            let edit = if value == "any" {
                Some(Edit::AnyOf { links: all.clone(), needed: 1 })
            } else {
                with_hard(&topology, link.id)
            };
            if let Some(edit) = edit {
                env.send(Action::Edit(edit));
            }
        })
    };
    let choices = [Choice::new("hard", words.need_hard), Choice::new("any", words.need_any)];
    html! {
        <section class="inspector" key={format!("link-{}", id.0)} aria-label={words.link}>
            <header class="inspector__head">
                <h2 class="inspector__title">{ (words.needs)(&name(link.from), &name(link.to)) }</h2>
                <div class="inspector__tools">{ item_tools(env, Item::Link(id), Some(failed)) }</div>
            </header>
            <div class="section__body">
                if siblings.len() > 1 {
                    { segmented(Label::seen("need", words.how_needed), &choices, if is_set { "any" } else { "hard" }, &choose) }
                }
                { lead(need_line(words, &siblings, is_set)) }
                if is_set { { set_fields(env, topology, link) } }
            </div>
        </section>
    }
}

/// What the need means here, or why there is no choice.
fn need_line(words: &PanelWords, siblings: &[Link], is_set: bool) -> &'static str {
    match (siblings.len() > 1, is_set) {
        (true, true) => words.need_any_hint,
        (true, false) => words.need_hard_hint,
        (false, _) => words.need_only_hint,
    }
}

/// Which links are alternatives, and how many of them are enough.
fn set_fields(env: &Env, topology: &Rc<Topology>, link: Link) -> Html {
    let words = PanelWords::of(env.lang);
    let inside = members(topology, link.id);
    let needed = match link.need {
        Need::OneOf(set) => topology.sets.get(&set).map_or(1, |set| set.needed),
        Need::Hard => 1,
    };
    let count = u32::try_from(inside.len()).unwrap_or(u32::MAX);
    let set_needed = {
        let (env, topology) = (env.clone(), Rc::clone(topology));
        Callback::from(move |needed: u32| env.send(Action::Edit(with_needed(&topology, link.id, needed))))
    };
    let row = |other: &Link| {
        let (env, all, id) = (env.clone(), Rc::clone(topology), other.id);
        let onchange = Callback::from(move |is_in: bool| {
            env.send(Action::Edit(with_member(&all, link.id, id, is_in)));
        });
        html! {
            <li key={other.id.0}>
                { toggle(&format!("member-{}", other.id.0), &name_of(topology, other.to, words.unnamed), "",
                    inside.contains(&other.id), onchange) }
            </li>
        }
    };
    html! {
        <>
            { stepper(env, Label::seen("needed-of-set", &(words.enough_of)(count)), needed, (1, count), set_needed) }
            <fieldset class="field">
                <legend class="field__label">{ words.alternatives }</legend>
                <ul class="members" role="list">{ for topology.links.values().filter(|other| other.from == link.from).map(row) }</ul>
            </fieldset>
        </>
    }
}
