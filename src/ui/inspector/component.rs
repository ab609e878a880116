//! One component: its name, its own figures, and everything that can be tuned on it.

use std::rc::Rc;

use yew::prelude::*;

use super::InspectorProps;
use super::compare::compare;
use super::fault::{Laws, fault_fields};
use super::load::{age_fields, cost_fields, load_fields, work_digest, work_fields};
use super::memory::{Memory, fold};
use super::note::note_field;
use super::placement::placement_fields;
use super::position::position_fields;
use super::reach::reach_fields;
use super::recovery::recovery_fields;
use super::storage::storage_fields;
use super::strategy::strategy_fields;
use crate::app::Action;
use crate::app::tune::{Knob, Subject, with_kind};
use crate::i18n::Lang;
use crate::i18n::figures::{downtime, duration, frequency, money};
use crate::i18n::formulas;
use crate::i18n::panel::{PanelWords, names};
use crate::i18n::reasons::Context;
use crate::i18n::strategies::words as strategy_words;
use crate::i18n::terms::Term;
use crate::model::kind::KINDS;
use crate::model::{Component, ComponentId, Edit, Fault, Item, Kind, Mode, Param, Window, limits};
use crate::ui::chart::unit_charts;
use crate::ui::element::html;
use crate::ui::env::{Env, Shown};
use crate::ui::field::{Choice, Label, Number, TextProps, icon, section, select_field, small_button, text_field};
use crate::ui::hooks::Kept;
use crate::ui::how::opening;
use crate::ui::tip::term;

/// What the component's parts are told.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) env: &'a Env,
    /// As committed: what an edit starts from.
    pub(super) component: &'a Rc<Component>,
    /// As shown, with the gesture in motion.
    pub(super) now: &'a Rc<Component>,
    /// The plan as shown and what follows from it.
    pub(super) shown: &'a Shown,
}

impl Part<'_> {
    /// The field of one parameter.
    pub(super) fn number(&self, param: Param) -> Html {
        let (subject, seen) = (Subject::Component(Rc::clone(self.component)), Subject::Component(Rc::clone(self.now)));
        let mode = self.now.strategy.mode();
        Number { subject: &subject, seen: &seen, goal: &self.shown.plan.goal, mode }.field(Knob::Param(param))
    }

    /// The field of one parameter, if the component has it.
    pub(super) fn present_number(&self, param: Param) -> Html {
        let has_it = Subject::Component(Rc::clone(self.now)).read(Knob::Param(param)).is_some();
        if has_it {
            self.number(param)
        } else {
            html! {}
        }
    }
}

fn put(component: Component) -> Action {
    Action::Edit(Edit::PutComponent(Rc::new(component)))
}

/// A component's head, its own figures, and everything that can be tuned on it.
pub(super) fn component(env: &Env, props: &InspectorProps, memory: &Kept<Memory>, id: ComponentId) -> Html {
    let words = PanelWords::of(env.lang);
    let InspectorProps { state, shown } = props;
    let Some(now) = shown.plan.topology.components.get(&id) else { return html! {} };
    let component = state.plan.topology.components.get(&id).unwrap_or(now);
    let (subject, seen) = (Subject::Component(Rc::clone(component)), Subject::Component(Rc::clone(now)));
    let report = shown.report.components.get(&id);
    let goal = &shown.plan.goal;
    // The laws' parameters are called the same in every mode.
    let number = Number { subject: &subject, seen: &seen, goal, mode: Mode::Single };
    let (laws, part) = (Laws { env, number, memory }, Part { env, component, now, shown });
    let section = |slug: &'static str, title: &'static str, digest: &str, children: &dyn Fn() -> Html| {
        section(false, slug, title, digest, fold(memory, slug), children)
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
    html! {
        <section class="inspector" key={format!("component-{}", id.0)} aria-label={now.name.clone()}>
            { head(env, component, state.failed.contains(&Item::Component(id))) }
            { own_figures(part) }
            { section("strategy", words.strategy, names::mode(env.lang, now.strategy.mode()), &|| strategy_fields(part, memory)) }
            if shown.offered.choices.iter().any(|choice| choice.component == id) {
                { section("compare", strategy_words(env.lang).title, "", &|| compare(part, memory)) }
            }
            { section("fault", words.fault, &fault_digest, &|| fault_fields(laws)) }
            { section("recovery", words.recovery, &recovery_digest, &|| recovery_fields(laws)) }
            { reach_fields(part) }
            { section("curves", words.curves, "", &|| unit_charts(now, None)) }
            { section("load", words.load, "", &|| load_fields(part)) }
            { section("placement", words.placement, &(words.units)(now.units()), &|| placement_fields(part)) }
            { section("cost", words.cost, &cost_digest, &|| cost_fields(part)) }
            { section("work", words.work, &work_digest(env.lang, now), &|| work_fields(part)) }
            if matches!(now.kind, Kind::ObjectStorage | Kind::BlockStorage) {
                { section("durability", words.durability, &(words.kept_as)(now.storage.data, now.storage.parity), &|| storage_fields(part)) }
            }
            { section("age", words.age, "", &|| age_fields(part)) }
            { position_fields(env, &state.plan, &shown.plan, &state.selection) }
            { section("note", words.note, "", &|| {
                let component = Rc::clone(component);
                note_field(env, &component.note.clone(), env.callback(move |note| put(Component { note, ..(*component).clone() })))
            }) }
        </section>
    }
}

/// Name, kind, and what can be done with the component as a whole.
fn head(env: &Env, component: &Rc<Component>, failed: bool) -> Html {
    let rename = env.callback({
        let component = Rc::clone(component);
        move |name| put(Component { name, ..(*component).clone() })
    });
    let kinds = KINDS.iter().map(|row| Choice::new(row.slug, names::kind(env.lang, row.kind))).collect::<Vec<_>>();
    let change_kind = env.callback({
        let component = Rc::clone(component);
        move |slug: String| put(with_kind(&component, Kind::from_slug(&slug).unwrap_or(component.kind)))
    });
    let (item, slug) = (Item::Component(component.id), component.kind.row().slug);
    html! {
        <header class="inspector__head">
            { Head { item, failed, name: &component.name, slug, kinds: &kinds }.view(env, rename, change_kind) }
        </header>
    }
}

/// What the inspector of a component or a zone begins with.
pub(super) struct Head<'a> {
    pub(super) item: Item,
    /// It is failed by hand.
    pub(super) failed: bool,
    pub(super) name: &'a str,
    /// Of its kind.
    pub(super) slug: &'static str,
    /// The kinds that it may have.
    pub(super) kinds: &'a [Choice],
}

impl Head<'_> {
    /// The name and the kind, to be changed, and the tools.
    pub(super) fn view(&self, env: &Env, rename: Callback<String>, change_kind: Callback<String>) -> Html {
        let words = PanelWords::of(env.lang);
        html! {
            <>
                <div class="inspector__name">
                    { icon(self.slug) }
                    { text_field(TextProps {
                        id: "name-field".into(),
                        label: words.name.into(),
                        value: self.name.to_owned().into(),
                        max_chars: limits::NAME_CHARS,
                        is_long: false,
                        hide_label: true,
                        placeholder: "".into(),
                        complaint: None,
                        onchange: rename,
                    }) }
                </div>
                <div class="inspector__tools">
                    { select_field(Label::hidden("kind-field", words.kind), self.kinds, self.slug, change_kind) }
                    { item_tools(env, self.item, Some(self.failed)) }
                </div>
            </>
        }
    }
}

/// Fail or mend, duplicate, remove; `failed` is none for what cannot be failed.
pub(super) fn item_tools(env: &Env, item: Item, failed: Option<bool>) -> Html {
    let words = PanelWords::of(env.lang);
    let duplicate = Edit::Duplicate { items: vec![item], dx: 24.0, dy: 24.0 };
    html! {
        <>
            if let Some(failed) = failed {
                <button type="button" class="button button--small inspector__fail" aria-pressed={failed.to_string()}
                    title={words.fail_hint} onclick={env.click(Action::ToggleFailed(item))}>
                    { icon(if failed { "rotate-ccw" } else { "fail" }) }
                    { if failed { words.mend } else { words.fail } }
                </button>
            }
            if !matches!(item, Item::Link(_)) {
                { small_button("duplicate", words.duplicate, env.click(Action::Edit(duplicate))) }
            }
            { small_button("trash", words.remove, env.click(Action::Edit(Edit::Remove(vec![item])))) }
        </>
    }
}

/// One of a thing's own figures.
pub(super) fn own_figure(name: &'static str, value: String) -> Html {
    html! { <div class="own__figure"><dt>{ name }</dt><dd>{ value }</dd></div> }
}

/// A figure whose name is a term.
fn own_term(lang: Lang, name: &'static str, it: Term, value: String) -> Html {
    html! { <div class="own__figure"><dt>{ term(name, it.words(lang).1) }</dt><dd>{ value }</dd></div> }
}

/// The component's own downtime, cost and time to serve again, what it needs left aside.
fn own_figures(part: Part<'_>) -> Html {
    let Part { env, now, shown, .. } = part;
    let words = PanelWords::of(env.lang);
    let Some(report) = shown.report.components.get(&now.id) else { return html! {} };
    let figures = &report.figures;
    let at = Context { lang: env.lang, topology: &shown.plan.topology, goal: &shown.plan.goal };
    html! {
        <>
        <dl class="own" title={words.own_hint}>
            { own_figure(words.own_downtime, downtime(env.lang, figures.u, Window::Year)) }
            if now.fault != Fault::Never { { own_term(env.lang, words.own_rto, Term::Rto, duration(env.lang, figures.rto_h.p95_h)) } }
            { own_figure(words.own_cost, (words.per_month)(&money(&shown.plan.goal.currency, figures.cost_per_month))) }
        </dl>
        { opening(env.lang, "opens own__how", "".into(), html! { { formulas::heading(env.lang) } }, formulas::own(at, now, figures)) }
        </>
    }
}
