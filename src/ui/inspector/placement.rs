//! Where the units are: one row a zone, with its units.

use std::rc::Rc;

use yew::prelude::*;

use super::component::Part;
use crate::app::Action;
use crate::app::tune::{add_place, next_zone, remove_place, with_units, with_zone};
use crate::i18n::Lang;
use crate::i18n::panel::{PanelWords, names};
use crate::model::{Component, Edit, Place, Topology, ZoneId, ZoneKind, limits};
use crate::ui::element::html;
use crate::ui::field::{Choice, Label, SMALL, icon, icon_button, lead, select_field, stepper};

/// The value in the markup of "no zone".
const ALONE: &str = "alone";

/// A zone's value in the markup.
pub(super) fn zone_value(zone: Option<ZoneId>) -> String {
    zone.map_or_else(|| ALONE.to_owned(), |id| id.0.to_string())
}

/// The zone for a value of the markup.
pub(super) fn zone_of(value: &str) -> Option<ZoneId> {
    value.parse().ok().map(ZoneId)
}

/// Every zone with the one around it, and none.
pub(super) fn zone_choices(lang: Lang, topology: &Topology) -> Vec<Choice> {
    let words = PanelWords::of(lang);
    let alone = Choice::new(ALONE, words.no_zone);
    let zones = topology.zones.values().map(|zone| {
        let name = if zone.name.is_empty() { names::zone_kind(lang, zone.kind) } else { &zone.name };
        let outer = zone.parent.and_then(|id| topology.zones.get(&id));
        let text = outer.map_or_else(|| name.to_owned(), |outer| format!("{name} · {}", outer.name));
        Choice::new(zone.id.0.to_string(), text)
    });
    std::iter::once(alone).chain(zones).collect()
}

/// A row a zone, and a button for one more.
pub(super) fn placement_fields(part: Part<'_>) -> Html {
    let Part { env, component, shown, .. } = part;
    let words = PanelWords::of(env.lang);
    let topology = &shown.plan.topology;
    let mode = component.strategy.mode();
    let choices = zone_choices(env.lang, topology);
    let put = {
        let (env, component) = (env.clone(), Rc::clone(component));
        Callback::from(move |placement: Vec<Place>| {
            env.send(Action::Edit(Edit::PutComponent(Rc::new(Component { placement, ..(*component).clone() }))));
        })
    };
    let row = |(index, place): (usize, &Place)| {
        let placement = component.placement.clone();
        let move_to = put.reform({
            let placement = placement.clone();
            move |value: String| with_zone(&placement, index, zone_of(&value))
        });
        let count = put.reform({
            let placement = placement.clone();
            move |units: u32| with_units(&placement, index, units, mode)
        });
        let remove = put.reform(move |_: MouseEvent| remove_place(&placement, index, mode));
        let name = choices
            .iter()
            .find(|choice| choice.value.as_str() == zone_value(place.zone))
            .map(|choice| choice.text.clone());
        let name = name.unwrap_or_default();
        html! {
            <li class="place" key={zone_value(place.zone)}>
                { select_field(Label::hidden(&format!("place-zone-{index}"), words.zone), &choices, &zone_value(place.zone), move_to) }
                { stepper(env, Label::hidden(&format!("place-units-{index}"), &(words.units_in)(&name)), place.units,
                    (1, mode.units_range().1), count) }
                { icon_button(SMALL, "x", &(words.remove_place)(&name), component.placement.len() < 2, remove) }
            </li>
        }
    };
    let free = next_zone(topology, &component.placement).filter(|zone| {
        component.placement.len() + usize::from(component.train.is_some()) < limits::PLACES
            && add_place(&component.placement, *zone, mode) != component.placement
    });
    let add = {
        let placement = component.placement.clone();
        put.reform(move |_: MouseEvent| {
            free.map_or_else(|| placement.clone(), |zone| add_place(&placement, zone, mode))
        })
    };
    html! {
        <>
            { lead(if topology.zones.is_empty() { words.no_zones } else { words.placement_hint }) }
            <ul class="places" role="list">{ for component.placement.iter().enumerate().map(row) }</ul>
            if !topology.zones.is_empty() {
                <button type="button" class="button button--small" disabled={free.is_none()} onclick={add}>
                    { icon("plus") }{ words.add_place }
                </button>
            }
            { train_field(part) }
        </>
    }
}

/// Which release train its units ride; nothing where the plan has none.
fn train_field(part: Part<'_>) -> Html {
    let Part { env, component, shown, .. } = part;
    let words = PanelWords::of(env.lang);
    let is_train = |zone: &ZoneId| {
        let kind = shown.plan.topology.zones.get(zone).map(|zone| zone.kind);
        kind == Some(ZoneKind::ReleaseTrain) || component.train == Some(*zone)
    };
    let mut choices = zone_choices(env.lang, &shown.plan.topology);
    choices.retain(|choice| zone_of(&choice.value).is_some_and(|zone| is_train(&zone)));
    if choices.is_empty() || component.placement.len() >= limits::PLACES {
        return html! {};
    }
    choices.insert(0, Choice::new(ALONE, words.no_train));
    let ride = env.callback({
        let component = Rc::clone(component);
        move |value: String| {
            Action::Edit(Edit::PutComponent(Rc::new(Component { train: zone_of(&value), ..(*component).clone() })))
        }
    });
    select_field(Label::seen("train", words.train), &choices, &zone_value(component.train), ride)
}
