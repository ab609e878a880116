//! Several things at once: what can be done with all of them.

use yew::prelude::*;

use super::placement::{zone_choices, zone_of};
use crate::app::Action;
use crate::i18n::panel::{PanelWords, names};
use crate::model::{ComponentId, Edit, Item, LinkId, NeedKind, Plan};
use crate::ui::element::html;
use crate::ui::env::{Env, use_env};
use crate::ui::field::{Choice, Label, icon, lead, select_field, stepper, worded_button};
use crate::ui::hooks::use_state_eq;
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
pub(super) fn multi(env: &Env, plan: &Plan, selection: &[Item]) -> Html {
    let words = PanelWords::of(env.lang);
    let chosen = components(selection);
    let summary = (words.selected)(
        chosen.len(),
        count(selection, |item| matches!(item, Item::Link(_))),
        count(selection, |item| matches!(item, Item::Zone(_))),
    );
    let mut zones = vec![Choice::new(UNCHOSEN, words.choose_zone)];
    zones.extend(zone_choices(env.lang, &plan.topology));
    let move_into = {
        let (env, components) = (env.clone(), chosen.clone());
        Callback::from(move |value: String| {
            if value != UNCHOSEN {
                let edit = Edit::MoveInto { components: components.clone(), zone: zone_of(&value) };
                env.send(Action::Edit(edit));
            }
        })
    };
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
                if let Some(links) = alternatives(plan, selection) { { mount::<Bracket>("bracket", BracketProps { links }) } }
                if !chosen.is_empty() && !plan.topology.zones.is_empty() {
                    { select_field(Label::seen("move-into", words.move_into), &zones, UNCHOSEN, move_into) }
                }
            </div>
        </section>
    }
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
