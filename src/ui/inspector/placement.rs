//! Where the units are: one row a zone, with its units.

use std::rc::Rc;

use yew::prelude::*;

use super::component::PartProps;
use crate::app::Action;
use crate::app::tune::{add_place, next_zone, remove_place, with_units, with_zone};
use crate::i18n::Lang;
use crate::i18n::panel::{PanelWords, names};
use crate::model::{Component, Edit, Place, Topology, ZoneId, limits};
use crate::ui::env::use_env;
use crate::ui::field::{Choice, Icon, IconButton, SelectField, Stepper};

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

#[component]
pub(super) fn PlacementFields(props: &PartProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let component = &props.component;
    let topology = &props.shown.plan.topology;
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
                <SelectField id={format!("place-zone-{index}")} label={words.zone} hide_label=true choices={choices.clone()}
                    value={zone_value(place.zone)} onchange={move_to} />
                <Stepper id={format!("place-units-{index}")} label={(words.units_in)(&name)} hide_label=true value={place.units}
                    min={1} max={mode.units_range().1} fewer={words.fewer} more={words.more} onchange={count} />
                <IconButton icon="x" label={(words.remove_place)(&name)} disabled={component.placement.len() < 2} onclick={remove} />
            </li>
        }
    };
    let free = next_zone(topology, &component.placement).filter(|zone| {
        component.placement.len() < limits::PLACES
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
            <p class="section__lead">{ if topology.zones.is_empty() { words.no_zones } else { words.placement_hint } }</p>
            <ul class="places" role="list">{ for component.placement.iter().enumerate().map(row) }</ul>
            if !topology.zones.is_empty() {
                <button type="button" class="button button--small" disabled={free.is_none()} onclick={add}>
                    <Icon name="plus" />{ words.add_place }
                </button>
            }
        </>
    }
}
