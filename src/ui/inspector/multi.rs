//! Several things at once: what can be done with all of them.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::InspectorProps;
use super::memory::{Memory, fold};
use super::placement::{zone_choices, zone_of, zone_value};
use super::position::position_fields;
use crate::app::Action;
use crate::app::align::{Line, aligned};
use crate::app::tune::{Knob, SHARED, Subject, common, is_shared, shared_modes, with_mode};
use crate::i18n::panel::{PanelWords, names};
use crate::model::{Component, ComponentId, Edit, Item, LinkId, Mode, NeedKind, Param, Plan};
use crate::ui::element::html;
use crate::ui::env::{Env, use_env};
use crate::ui::field::{Choice, Label, Number, icon, lead, section, select_field, stepper, worded_button};
use crate::ui::hooks::{Kept, use_state_eq};
use crate::ui::mount::mount;

/// The value in the markup of "nothing chosen yet".
const UNCHOSEN: &str = "";

fn components(selection: &[Item]) -> Vec<ComponentId> {
    let id = |item: &Item| match item {
        Item::Component(id) => Some(*id),
        Item::Link(_) | Item::Zone(_) => None,
    };
    selection.iter().filter_map(id).collect()
}

/// The selected links when two or more of them leave the same component and no others are selected.
fn alternatives(plan: &Plan, selection: &[Item]) -> Option<Vec<LinkId>> {
    let id = |item: &Item| match item {
        Item::Link(id) => Some(*id),
        Item::Component(_) | Item::Zone(_) => None,
    };
    let links: Vec<LinkId> = selection.iter().filter_map(id).collect();
    let mut from = links.iter().map(|id| plan.topology.links.get(id).map(|link| link.from));
    let first = from.next()??;
    (links.len() > 1 && from.all(|other| other == Some(first))).then_some(links)
}

fn count(selection: &[Item], is_it: fn(&Item) -> bool) -> usize {
    selection.iter().filter(|item| is_it(item)).count()
}

/// What is selected, in numbers, and what can be done with all of it.
pub(super) fn multi(env: &Env, props: &InspectorProps, memory: &Kept<Memory>) -> Html {
    let words = PanelWords::of(env.lang);
    let InspectorProps { state, shown } = props;
    let plan = &state.plan;
    let selection: Vec<Item> = state.selection.iter().copied().collect();
    let chosen = components(&selection);
    let summary = (words.selected)(
        chosen.len(),
        count(&selection, |item| matches!(item, Item::Link(_))),
        count(&selection, |item| matches!(item, Item::Zone(_))),
    );
    html! {
        <section class="inspector" aria-label={summary.clone()}>
            <header class="inspector__head">
                <h2 class="inspector__title">{ summary }</h2>
                <div class="inspector__actions">
                    { worded_button("button button--small", "duplicate", words.duplicate, env.click(Action::DuplicateSelection)) }
                    { worded_button("button button--small button--danger", "trash", words.remove, env.click(Action::RemoveSelection)) }
                </div>
            </header>
            <div class="section__body">
                if let Some(links) = alternatives(plan, &selection) { { mount::<Bracket>("bracket", BracketProps { links }) } }
                if !chosen.is_empty() && !plan.topology.zones.is_empty() {
                    { move_into(env, plan, &chosen) }
                }
                if selection.len() - count(&selection, |item| matches!(item, Item::Link(_))) > 1 { { align(env, props) } }
            </div>
            { position_fields(env, plan, &shown.plan, &state.selection) }
            if chosen.len() > 1 { { shared(env, props, memory, &chosen) } }
        </section>
    }
}

/// The zone in which all the components stand, to be changed.
fn move_into(env: &Env, plan: &Plan, chosen: &[ComponentId]) -> Html {
    let words = PanelWords::of(env.lang);
    let mut zones = vec![Choice::new(UNCHOSEN, words.choose_zone)];
    zones.extend(zone_choices(env.lang, &plan.topology));
    let home = common(&of(plan, chosen), |one| (!one.is_spread()).then(|| one.home()));
    let home = home.map_or_else(|| UNCHOSEN.to_owned(), zone_value);
    let (env, components) = (env.clone(), chosen.to_vec());
    let onchange = Callback::from(move |value: String| {
        if value != UNCHOSEN {
            let edit = Edit::MoveInto { components: components.clone(), zone: zone_of(&value) };
            env.send(Action::Edit(edit));
        }
    });
    select_field(Label::seen("move-into", words.move_into), &zones, &home, onchange)
}

/// Lays what is selected along a line. What was chosen is done at once, so the field goes back to choosing.
fn align(env: &Env, props: &InspectorProps) -> Html {
    let words = PanelWords::of(env.lang);
    let lines = Line::ALL.iter().zip(words.lines).map(|((slug, _), text)| (*slug, text));
    let option = |(slug, text): (&'static str, &'static str)| html! { <option key={slug} value={slug} selected={slug == UNCHOSEN}>{ text }</option> };
    let (env, state) = (env.clone(), Rc::clone(&props.state));
    let onchange = Callback::from(move |event: Event| {
        let field = event.target_unchecked_into::<HtmlSelectElement>();
        let line = Line::ALL.into_iter().find(|(slug, _)| *slug == field.value());
        field.set_value(UNCHOSEN);
        if let Some(edit) = line.and_then(|(_, line)| aligned(&state.plan, &state.selection, line)) {
            env.send(Action::Edit(edit));
        }
    });
    html! {
        <div class="field field--select">
            <label class="field__label" for="align">{ words.align }</label>
            <select id="align" {onchange}>{ for std::iter::once((UNCHOSEN, words.choose_line)).chain(lines).map(option) }</select>
        </div>
    }
}

fn of(plan: &Plan, chosen: &[ComponentId]) -> Vec<Rc<Component>> {
    chosen.iter().filter_map(|id| plan.topology.components.get(id)).cloned().collect()
}

/// What all the components have, tuned as one: a change is one step of undo.
fn shared(env: &Env, props: &InspectorProps, memory: &Kept<Memory>, chosen: &[ComponentId]) -> Html {
    let words = PanelWords::of(env.lang);
    let plan = &props.state.plan;
    let components = of(plan, chosen);
    let (subject, seen) =
        (Subject::Several(components.clone().into()), Subject::Several(of(&props.shown.plan, chosen).into()));
    let mode = common(&components, |one| Some(one.strategy.mode()));
    // What differs between them is called as it is for one unit.
    let number =
        Number { subject: &subject, seen: &seen, goal: &props.shown.plan.goal, mode: mode.unwrap_or(Mode::Single) };
    let title = |slug: &str| match slug {
        "fault" => words.fault,
        "recovery" => words.recovery,
        "load" => words.load,
        "cost" => words.cost,
        "work" => words.work,
        "durability" => words.durability,
        "age" => words.age,
        _ => words.strategy,
    };
    let group = |(slug, params): &(&'static str, &'static [Param])| {
        let shared: Vec<Param> = params.iter().copied().filter(|param| is_shared(&components, *param)).collect();
        let modes = if *slug == "strategy" { strategies(env, &components, mode) } else { None };
        if shared.is_empty() && modes.is_none() {
            return html! {};
        }
        section(false, slug, title(slug), "", fold(memory, slug), &|| {
            html! {
                <div class="section__group">
                    { modes.clone() }
                    { for shared.iter().map(|param| number.field(Knob::Param(*param))) }
                </div>
            }
        })
    };
    html! { <>{ for SHARED.iter().map(group) }</> }
}

/// The strategy that all of them run as, of those that are usual for each; none where there is but one.
fn strategies(env: &Env, components: &[Rc<Component>], mode: Option<Mode>) -> Option<Html> {
    let words = PanelWords::of(env.lang);
    let mut modes = shared_modes(components);
    modes.extend(mode.filter(|mode| !modes.contains(mode)));
    if modes.len() < 2 {
        return None;
    }
    let mixed = mode.is_none().then(|| Choice::new(UNCHOSEN, words.several));
    let named = modes.iter().map(|mode| Choice::new(mode.slug(), names::mode(env.lang, *mode)));
    let choices: Vec<Choice> = mixed.into_iter().chain(named).collect();
    let (env, components) = (env.clone(), components.to_vec());
    let onchange = Callback::from(move |slug: String| {
        if let Some(mode) = Mode::from_slug(&slug) {
            let put = |one: &Rc<Component>| Edit::PutComponent(Rc::new(with_mode(one, mode)));
            env.send(Action::Edit(Edit::All(components.iter().map(put).collect())));
        }
    });
    let chosen = mode.map_or(UNCHOSEN, Mode::slug);
    Some(select_field(Label::seen("strategy-field", words.strategy), &choices, chosen, onchange))
}

#[derive(Properties, PartialEq)]
struct BracketProps {
    links: Vec<LinkId>,
}

/// Makes the selected links alternatives of each other.
#[component]
fn Bracket(props: &BracketProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let needed = use_state_eq(|| 1_u32);
    let count = u32::try_from(props.links.len()).unwrap_or(u32::MAX);
    let make = env.callback({
        let (links, needed) = (props.links.clone(), (*needed).min(count));
        move |_: MouseEvent| Action::Edit(Edit::AnyOf { links: links.clone(), needed })
    });
    let onchange = {
        let needed = needed.clone();
        Callback::from(move |value| needed.set(value))
    };
    html! {
        <div class="section__group">
            { lead(names::need_means(env.lang, NeedKind::Any)) }
            { stepper(&env, Label::seen("bracket-needed", &(words.enough_of)(count)), (*needed).min(count), (1, count), onchange) }
            <button type="button" class="button" onclick={make}>{ icon("bracket") }{ (words.make_any_of)((*needed).min(count), count) }</button>
        </div>
    }
}
