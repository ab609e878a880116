//! One component: its name, its own figures, and everything that can be tuned on it.

use std::rc::Rc;

use yew::prelude::*;

use super::fault::FaultFields;
use super::load::{AgeFields, CostFields, LoadFields};
use super::memory::{Memory, fold};
use super::note::NoteFields;
use super::placement::PlacementFields;
use super::recovery::RecoveryFields;
use super::strategy::StrategyFields;
use crate::app::Action;
use crate::app::tune::{Subject, with_kind};
use crate::i18n::figures::{downtime, duration, frequency, money};
use crate::i18n::panel::{PanelWords, names};
use crate::model::kind::KINDS;
use crate::model::{Component, ComponentId, Edit, Item, Kind, Plan, Window, limits};
use crate::ui::chart::UnitCharts;
use crate::ui::env::{Shown, use_env};
use crate::ui::field::{Choice, Icon, IconButton, Section, SelectField, TextField};

/// What the component's parts are told.
#[derive(Properties, PartialEq)]
pub(super) struct PartProps {
    /// As committed: what an edit starts from.
    pub(super) component: Rc<Component>,
    /// As shown, with the gesture in motion.
    pub(super) now: Rc<Component>,
    /// The plan as shown and what follows from it.
    pub(super) shown: Shown,
}

#[derive(Properties, PartialEq)]
pub(super) struct ComponentProps {
    pub(super) id: ComponentId,
    pub(super) plan: Rc<Plan>,
    pub(super) shown: Shown,
    pub(super) failed: bool,
    pub(super) memory: UseStateHandle<Memory>,
}

#[component]
pub(super) fn ComponentInspector(props: &ComponentProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let shown = &props.shown;
    let Some(now) = shown.plan.topology.components.get(&props.id).cloned() else { return html! {} };
    let component = props.plan.topology.components.get(&props.id).cloned().unwrap_or_else(|| Rc::clone(&now));
    let (subject, seen) = (Subject::Component(Rc::clone(&component)), Subject::Component(Rc::clone(&now)));
    let report = shown.report.components.get(&props.id);
    let goal = Rc::clone(&shown.plan.goal);
    let section = |slug: &'static str, title: &'static str, digest: String, children: Html| {
        let (open, ontoggle) = fold(&props.memory, slug);
        html! { <Section {slug} {title} {digest} {open} {ontoggle}>{ children }</Section> }
    };
    let fault_digest = report.map_or(String::new(), |report| {
        if report.unit.mttf_h.is_finite() {
            frequency(env.lang, 1.0 / report.unit.mttf_h)
        } else {
            words.never_fails.to_owned()
        }
    });
    let recovery_digest = report.map_or(String::new(), |report| duration(env.lang, report.unit.mttr_h));
    let cost_digest =
        report.map_or(String::new(), |report| (words.per_month)(&money(&goal.currency, report.figures.cost_per_month)));
    let memory = &props.memory;
    let part = || (Rc::clone(&component), Rc::clone(&now), shown.clone());
    html! {
        <section class="inspector" aria-label={now.name.clone()}>
            <Head component={Rc::clone(&component)} failed={props.failed} />
            <OwnFigures component={Rc::clone(&component)} now={Rc::clone(&now)} shown={shown.clone()} />
            { section("strategy", words.strategy, names::mode(env.lang, now.strategy.mode()).to_owned(), {
                let (component, now, shown) = part();
                html! { <StrategyFields {component} {now} {shown} memory={memory.clone()} /> }
            }) }
            { section("fault", words.fault, fault_digest, html! {
                <FaultFields subject={subject.clone()} seen={seen.clone()} goal={Rc::clone(&goal)} memory={memory.clone()} bench=true />
            }) }
            { section("recovery", words.recovery, recovery_digest, html! {
                <RecoveryFields {subject} {seen} goal={Rc::clone(&goal)} memory={memory.clone()} />
            }) }
            { section("curves", words.curves, String::new(), html! { <UnitCharts component={Rc::clone(&now)} /> }) }
            { section("load", words.load, String::new(), {
                let (component, now, shown) = part();
                html! { <LoadFields {component} {now} {shown} /> }
            }) }
            { section("placement", words.placement, (words.units)(now.units()), {
                let (component, now, shown) = part();
                html! { <PlacementFields {component} {now} {shown} /> }
            }) }
            { section("cost", words.cost, cost_digest, {
                let (component, now, shown) = part();
                html! { <CostFields {component} {now} {shown} /> }
            }) }
            { section("age", words.age, String::new(), {
                let (component, now, shown) = part();
                html! { <AgeFields {component} {now} {shown} /> }
            }) }
            { section("note", words.note, String::new(), {
                let onchange = env.callback({
                    let component = Rc::clone(&component);
                    move |note| Action::Edit(Edit::PutComponent(Rc::new(Component { note, ..(*component).clone() })))
                });
                html! { <NoteFields value={component.note.clone()} {onchange} /> }
            }) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct HeadProps {
    component: Rc<Component>,
    failed: bool,
}

/// Name, kind, and what can be done with the component as a whole.
#[component]
fn Head(props: &HeadProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let component = &props.component;
    let rename = env.callback({
        let component = Rc::clone(component);
        move |name| Action::Edit(Edit::PutComponent(Rc::new(Component { name, ..(*component).clone() })))
    });
    let choices = KINDS.iter().map(|row| Choice::new(row.slug, names::kind(env.lang, row.kind))).collect::<Vec<_>>();
    let change_kind = env.callback({
        let component = Rc::clone(component);
        move |slug: String| {
            let kind = Kind::from_slug(&slug).unwrap_or(component.kind);
            Action::Edit(Edit::PutComponent(Rc::new(with_kind(&component, kind))))
        }
    });
    html! {
        <header class="inspector__head">
            <div class="inspector__name">
                <Icon name={component.kind.row().slug} />
                <TextField id="name-field" label={words.name} hide_label=true value={component.name.clone()}
                    max_chars={limits::NAME_CHARS} onchange={rename} />
            </div>
            <div class="inspector__tools">
                <SelectField id="kind-field" label={words.kind} hide_label=true {choices} value={component.kind.row().slug}
                    onchange={change_kind} />
                <ItemTools item={Item::Component(component.id)} failed={Some(props.failed)} />
            </div>
        </header>
    }
}

/// What can be done with a thing as a whole.
#[derive(Properties, PartialEq)]
pub(super) struct ItemToolsProps {
    pub(super) item: Item,
    /// Whether it is failed by hand; none where it cannot be.
    pub(super) failed: Option<bool>,
}

/// Fail or mend, duplicate, remove.
#[component]
pub(super) fn ItemTools(props: &ItemToolsProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let item = props.item;
    let send = |action: Action| env.callback(move |_: MouseEvent| action.clone());
    html! {
        <>
            if let Some(failed) = props.failed {
                <button type="button" class="button button--small inspector__fail" aria-pressed={failed.to_string()}
                    title={words.fail_hint} onclick={send(Action::ToggleFailed(item))}>
                    <Icon name={if failed { "rotate-ccw" } else { "fail" }} />
                    { if failed { words.mend } else { words.fail } }
                </button>
            }
            if !matches!(item, Item::Link(_)) {
                <IconButton icon="duplicate" label={words.duplicate}
                    onclick={send(Action::Edit(Edit::Duplicate { items: vec![item], dx: 24.0, dy: 24.0 }))} />
            }
            <IconButton icon="trash" label={words.remove} onclick={send(Action::Edit(Edit::Remove(vec![item])))} />
        </>
    }
}

/// The component's own downtime, cost and time to serve again, what it needs left aside.
#[component]
fn OwnFigures(props: &PartProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let Some(report) = props.shown.report.components.get(&props.now.id) else { return html! {} };
    let figures = &report.figures;
    let figure = |name: &'static str, value: String| {
        html! { <div class="own__figure"><dt>{ name }</dt><dd>{ value }</dd></div> }
    };
    html! {
        <dl class="own" title={words.own_hint}>
            { figure(words.own_downtime, downtime(env.lang, figures.u, Window::Year)) }
            { figure(words.own_rto, duration(env.lang, figures.rto_h.p95_h)) }
            { figure(words.own_cost, (words.per_month)(&money(&props.shown.plan.goal.currency, figures.cost_per_month))) }
        </dl>
    }
}
