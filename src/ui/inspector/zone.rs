//! One zone: what fails with it, how often, and for how long.

use std::rc::Rc;

use yew::prelude::*;

use super::InspectorProps;
use super::component::{Head, own_figure};
use super::fault::{Laws, fault_fields};
use super::memory::{Memory, fold};
use super::note::note_field;
use super::placement::{zone_choices, zone_of, zone_value};
use super::position::position_fields;
use super::recovery::recovery_fields;
use crate::app::Action;
use crate::app::tune::{Knob, Subject, with_zone_kind};
use crate::i18n::figures::downtime;
use crate::i18n::panel::{PanelWords, names};
use crate::i18n::wishes;
use crate::model::kind::ZONE_KINDS;
use crate::model::{Edit, Item, Mode, Topology, Window, Zone, ZoneId, ZoneKind};
use crate::ui::element::html;
use crate::ui::env::Env;
use crate::ui::field::{Choice, Label, Number, section, select_field, toggle};
use crate::ui::hooks::Kept;

fn put(zone: Zone) -> Action {
    Action::Edit(Edit::PutZone(Rc::new(zone)))
}

/// Units that stand in the zone or deeper, or ride it, and the components they belong to.
fn inside(topology: &Topology, zone: ZoneId) -> (u32, u32) {
    let units_of = |component: &crate::model::Component| -> u32 {
        if component.train.is_some_and(|train| topology.is_within(train, zone)) {
            return component.units();
        }
        let here = component.placement.iter().filter(|place| place.zone.is_some_and(|id| topology.is_within(id, zone)));
        here.map(|place| place.units).sum()
    };
    let counts = topology.components.values().map(|component| units_of(component)).filter(|units| *units > 0);
    counts.fold((0, 0), |(units, components), here| (units + here, components + 1))
}

/// The zones that this one may lie in: not itself, nor one inside it.
fn parents(lang: crate::i18n::Lang, topology: &Topology, zone: ZoneId) -> Vec<Choice> {
    let is_free = |choice: &Choice| zone_of(&choice.value).is_none_or(|id| !topology.is_within(id, zone));
    zone_choices(lang, topology).into_iter().filter(is_free).collect()
}

/// A zone's head, what it holds, and everything that can be tuned on it.
pub(super) fn zone(env: &Env, props: &InspectorProps, memory: &Kept<Memory>, id: ZoneId) -> Html {
    let words = PanelWords::of(env.lang);
    let InspectorProps { state, shown } = props;
    let Some(now) = shown.plan.topology.zones.get(&id) else { return html! {} };
    let zone = state.plan.topology.zones.get(&id).unwrap_or(now);
    let (subject, seen) = (Subject::Zone(Rc::clone(zone)), Subject::Zone(Rc::clone(now)));
    let number = Number { subject: &subject, seen: &seen, goal: &shown.plan.goal, mode: Mode::Single };
    let laws = Laws { env, number, memory };
    let section = |slug: &'static str, title: &'static str, children: &dyn Fn() -> Html| {
        section(false, slug, title, "", fold(memory, slug), children)
    };
    let (units, components) = inside(&shown.plan.topology, id);
    let own = shown.report.zones.get(&id).map(|report| downtime(env.lang, report.u, Window::Year));
    html! {
        <section class="inspector" key={format!("zone-{}", id.0)} aria-label={now.name.clone()}>
            { head(env, zone, &state.plan.topology, state.failed.contains(&Item::Zone(id))) }
            <dl class="own">
                if let Some(own) = own { { own_figure(words.own_downtime, own) } }
                { own_figure(words.inside, (words.inside_line)(units, components)) }
            </dl>
            { section("fault", words.fault, &|| fault_fields(laws)) }
            { section("recovery", words.recovery, &|| recovery_fields(laws)) }
            { section("distance", words.distance, &|| number.field(Knob::RoundTrip)) }
            if now.kind != ZoneKind::ReleaseTrain { { holds_data(env, zone) } }
            { position_fields(env, &state.plan, &shown.plan, &state.selection) }
            { section("note", words.note, &|| {
                let zone = Rc::clone(zone);
                note_field(env, &zone.note.clone(), env.callback(move |note| put(Zone { note, ..(*zone).clone() })))
            }) }
        </section>
    }
}

/// Whether data may be kept in it.
fn holds_data(env: &Env, zone: &Rc<Zone>) -> Html {
    let words = wishes::words(env.lang);
    let put_it = env.callback({
        let zone = Rc::clone(zone);
        move |may_hold_data: bool| put(Zone { may_hold_data, ..(*zone).clone() })
    });
    html! { <div class="section inspector__switch">{ toggle("data-field", words.data, words.data_hint, zone.may_hold_data, put_it) }</div> }
}

/// Name, kind, the zone around it, and what can be done with it as a whole.
fn head(env: &Env, zone: &Rc<Zone>, topology: &Topology, failed: bool) -> Html {
    let words = PanelWords::of(env.lang);
    let rename = env.callback({
        let zone = Rc::clone(zone);
        move |name| put(Zone { name, ..(*zone).clone() })
    });
    let change_kind = env.callback({
        let zone = Rc::clone(zone);
        move |slug: String| put(with_zone_kind(&zone, ZoneKind::from_slug(&slug).unwrap_or(zone.kind)))
    });
    let change_parent = env.callback({
        let zone = Rc::clone(zone);
        move |value: String| put(Zone { parent: zone_of(&value), ..(*zone).clone() })
    });
    let kinds =
        ZONE_KINDS.iter().map(|row| Choice::new(row.slug, names::zone_kind(env.lang, row.kind))).collect::<Vec<_>>();
    let parents = parents(env.lang, topology, zone.id);
    html! {
        <header class="inspector__head">
            { Head { item: Item::Zone(zone.id), failed, name: &zone.name, slug: zone.kind.row().slug, kinds: &kinds }
                .view(env, rename, change_kind) }
            { select_field(Label::seen("parent-field", words.lies_in), &parents, &zone_value(zone.parent), change_parent) }
        </header>
    }
}
