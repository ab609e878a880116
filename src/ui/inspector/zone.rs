//! One zone: what fails with it, how often, and for how long.

use std::rc::Rc;

use yew::prelude::*;

use super::component::ItemTools;
use super::fault::FaultFields;
use super::memory::{Memory, fold};
use super::note::NoteFields;
use super::placement::{zone_choices, zone_of, zone_value};
use super::recovery::RecoveryFields;
use crate::app::Action;
use crate::app::tune::{Knob, Subject, with_zone_kind};
use crate::i18n::figures::downtime;
use crate::i18n::panel::{PanelWords, names};
use crate::model::kind::ZONE_KINDS;
use crate::model::{Edit, Item, Plan, Topology, Window, Zone, ZoneId, ZoneKind, limits};
use crate::ui::env::{Shown, use_env};
use crate::ui::field::{Choice, Icon, NumberField, Section, SelectField, TextField};

#[derive(Properties, PartialEq)]
pub(super) struct ZoneProps {
    pub(super) id: ZoneId,
    pub(super) plan: Rc<Plan>,
    pub(super) shown: Shown,
    pub(super) failed: bool,
    pub(super) memory: UseStateHandle<Memory>,
}

fn put(zone: Zone) -> Action {
    Action::Edit(Edit::PutZone(Rc::new(zone)))
}

/// Units that stand in the zone or deeper, and the components they belong to.
fn inside(topology: &Topology, zone: ZoneId) -> (u32, u32) {
    let units_of = |component: &crate::model::Component| -> u32 {
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

#[component]
pub(super) fn ZoneInspector(props: &ZoneProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let shown = &props.shown;
    let Some(now) = shown.plan.topology.zones.get(&props.id).cloned() else { return html! {} };
    let zone = props.plan.topology.zones.get(&props.id).cloned().unwrap_or_else(|| Rc::clone(&now));
    let (subject, seen) = (Subject::Zone(Rc::clone(&zone)), Subject::Zone(Rc::clone(&now)));
    let goal = Rc::clone(&shown.plan.goal);
    let section = |slug: &'static str, title: &'static str, children: Html| {
        let (open, ontoggle) = fold(&props.memory, slug);
        html! { <Section {slug} {title} {open} {ontoggle}>{ children }</Section> }
    };
    let change_note = env.callback({
        let zone = Rc::clone(&zone);
        move |note| put(Zone { note, ..(*zone).clone() })
    });
    let (units, components) = inside(&shown.plan.topology, props.id);
    let own = shown.report.zones.get(&props.id).map(|report| downtime(env.lang, report.u, Window::Year));
    html! {
        <section class="inspector" aria-label={now.name.clone()}>
            <Head zone={Rc::clone(&zone)} plan={Rc::clone(&props.plan)} failed={props.failed} />
            <dl class="own">
                if let Some(own) = own { <div class="own__figure"><dt>{ words.own_downtime }</dt><dd>{ own }</dd></div> }
                <div class="own__figure"><dt>{ words.inside }</dt><dd>{ (words.inside_line)(units, components) }</dd></div>
            </dl>
            { section("fault", words.fault, html! {
                <FaultFields subject={subject.clone()} seen={seen.clone()} goal={Rc::clone(&goal)} memory={props.memory.clone()} bench=true />
            }) }
            { section("recovery", words.recovery, html! {
                <RecoveryFields subject={subject.clone()} seen={seen.clone()} goal={Rc::clone(&goal)} memory={props.memory.clone()} />
            }) }
            { section("distance", words.distance, html! {
                <NumberField {subject} knob={Knob::RoundTrip} value={seen.read(Knob::RoundTrip)} range={seen.range(Knob::RoundTrip)} {goal} />
            }) }
            { section("note", words.note, html! { <NoteFields value={zone.note.clone()} onchange={change_note} /> }) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct HeadProps {
    zone: Rc<Zone>,
    plan: Rc<Plan>,
    failed: bool,
}

/// Name, kind, the zone around it, and what can be done with it as a whole.
#[component]
fn Head(props: &HeadProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let zone = &props.zone;
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
    html! {
        <header class="inspector__head">
            <div class="inspector__name">
                <Icon name={zone.kind.row().slug} />
                <TextField id="name-field" label={words.name} hide_label=true value={zone.name.clone()}
                    max_chars={limits::NAME_CHARS} onchange={rename} />
            </div>
            <div class="inspector__tools">
                <SelectField id="kind-field" label={words.kind} hide_label=true choices={kinds} value={zone.kind.row().slug} onchange={change_kind} />
                <ItemTools item={Item::Zone(zone.id)} failed={Some(props.failed)} />
            </div>
            <SelectField id="parent-field" label={words.lies_in} choices={parents(env.lang, &props.plan.topology, zone.id)}
                value={zone_value(zone.parent)} onchange={change_parent} />
        </header>
    }
}
