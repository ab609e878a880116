//! One link: from what to what, and how it is needed.

use std::rc::Rc;

use yew::prelude::*;

use super::InspectorProps;
use super::component::item_tools;
use crate::app::Action;
use crate::app::tune::{Knob, Subject, members, with_kind_of_need, with_member, with_needed};
use crate::i18n::panel::{PanelWords, names};
use crate::model::{ComponentId, Item, Link, LinkId, Mode, NeedKind, Topology};
use crate::ui::element::html;
use crate::ui::env::Env;
use crate::ui::field::{Choice, Label, Number, lead, select_field, stepper, toggle};

/// A component's name, or that it has none.
pub(super) fn name_of(topology: &Topology, id: ComponentId, unnamed: &str) -> String {
    let name = topology.components.get(&id).map(|component| component.name.clone()).unwrap_or_default();
    if name.is_empty() { unnamed.to_owned() } else { name }
}

/// What can be done with a link.
pub(super) fn link(env: &Env, props: &InspectorProps, id: LinkId) -> Html {
    let words = PanelWords::of(env.lang);
    let topology = &props.state.plan.topology;
    let (Some(link), Some(seen)) = (topology.links.get(&id), props.shown.plan.topology.links.get(&id)) else {
        return html! {};
    };
    let name = |id| name_of(topology, id, words.unnamed);
    let kind = NeedKind::of(link.need);
    let choose = {
        let (env, topology) = (env.clone(), Rc::clone(topology));
        Callback::from(move |value: String| {
            let kind = NeedKind::ALL.into_iter().find(|kind| kind.slug() == value);
            if let Some(edit) = kind.and_then(|kind| with_kind_of_need(&topology, id, kind)) {
                env.send(Action::Edit(edit));
            }
        })
    };
    let can_be = |other: &NeedKind| *other == kind || with_kind_of_need(topology, id, *other).is_some();
    let choices: Vec<Choice> = NeedKind::ALL
        .into_iter()
        .filter(can_be)
        .map(|kind| Choice::new(kind.slug(), names::need(env.lang, kind)))
        .collect();
    let fields = match kind {
        NeedKind::Hard | NeedKind::Soft | NeedKind::Async => html! {},
        NeedKind::Any => set_fields(env, props, *link),
        NeedKind::Cached => number(props, &Subject::Link(*link), &Subject::Link(*seen)).field(Knob::CachedFor),
    };
    html! {
        <section class="inspector" key={format!("link-{}", id.0)} aria-label={words.link}>
            <header class="inspector__head">
                <h2 class="inspector__title">{ (words.needs)(&name(link.from), &name(link.to)) }</h2>
                <div class="inspector__tools">{ item_tools(env, Item::Link(id), Some(props.state.failed.contains(&Item::Link(id)))) }</div>
            </header>
            <div class="section__body">
                { select_field(Label::seen("need", words.how_needed), &choices, kind.slug(), choose) }
                { lead(names::need_means(env.lang, kind)) }
                { fields }
            </div>
        </section>
    }
}

fn number<'a>(props: &'a InspectorProps, subject: &'a Subject, seen: &'a Subject) -> Number<'a> {
    Number { subject, seen, goal: &props.shown.plan.goal, mode: Mode::Single }
}

/// Which links are alternatives, how many of them are enough, and how surely one stands in for another.
fn set_fields(env: &Env, props: &InspectorProps, link: Link) -> Html {
    let words = PanelWords::of(env.lang);
    let topology = &props.state.plan.topology;
    let inside = members(topology, link.id);
    let set = |topology: &Topology| link.need.set().and_then(|set| topology.sets.get(&set)).copied();
    let needed = set(topology).map_or(1, |set| set.needed);
    let count = u32::try_from(inside.len()).unwrap_or(u32::MAX);
    let set_needed = {
        let (env, topology) = (env.clone(), Rc::clone(topology));
        Callback::from(move |needed: u32| env.send(Action::Edit(with_needed(&topology, link.id, needed))))
    };
    let in_use: Vec<LinkId> = inside.iter().take(usize::try_from(needed).unwrap_or(usize::MAX)).copied().collect();
    let switch = match (set(topology), set(&props.shown.plan.topology)) {
        (Some(set), Some(seen)) if needed < count => {
            number(props, &Subject::Set(set), &Subject::Set(seen)).field(Knob::Switching)
        }
        (Some(_) | None, _) => html! {},
    };
    let row = |other: &Link| {
        let (env, all, id) = (env.clone(), Rc::clone(topology), other.id);
        let onchange = Callback::from(move |is_in: bool| {
            env.send(Action::Edit(with_member(&all, link.id, id, is_in)));
        });
        html! {
            <li key={other.id.0}>
                { toggle(&format!("member-{}", other.id.0), &name_of(topology, other.to, words.unnamed),
                    if in_use.contains(&other.id) && needed < count { words.in_use } else { "" },
                    inside.contains(&other.id), onchange) }
            </li>
        }
    };
    html! {
        <>
            { stepper(env, Label::seen("needed-of-set", &(words.enough_of)(count)), needed, (1, count), set_needed) }
            { switch }
            <fieldset class="field">
                <legend class="field__label">{ words.alternatives }</legend>
                <ul class="members" role="list">{ for topology.links.values().filter(|other| other.from == link.from).map(row) }</ul>
            </fieldset>
        </>
    }
}
