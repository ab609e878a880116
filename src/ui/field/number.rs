//! A number: a text as people type it, a slider that previews while it moves, its default, and what that rests on.

use std::rc::Rc;

use yew::prelude::*;

use super::draft::use_draft;
use super::parts::{icon, icon_button};
use super::slider::{Grip, Slider};
use crate::app::Action;
use crate::app::tune::{GoalKnob, Knob, Quantile, Range, Subject, typical};
use crate::i18n::Lang;
use crate::i18n::input::{Bad, Given, Terms, complaint, echo, parse, parse_given, show, show_span};
use crate::i18n::panel::{PanelWords, Words, names, params};
use crate::i18n::{typical as published, wishes};
use crate::model::typical::Typical;
use crate::model::{Goal, Mode, Span};
use crate::ui::element::html;
use crate::ui::env::{Env, use_env};
use crate::ui::hooks::use_state_eq;
use crate::ui::mount::mount;

/// A number of a component, a zone or the goal.
#[derive(Properties, PartialEq)]
pub(super) struct NumberProps {
    /// Whose number, as last committed: what an edit starts from.
    pub subject: Subject,
    /// Which.
    pub knob: Knob,
    /// As shown, with the gesture in motion.
    pub value: Option<f64>,
    /// The interval that it was given as.
    pub span: Option<Span>,
    /// What it may be.
    pub range: Range,
    /// Gives the currency and the load's unit.
    pub goal: Rc<Goal>,
    /// How the component runs: some parameters are called after it.
    pub mode: Mode,
    /// It is not the same for all whose it is.
    pub is_mixed: bool,
    /// It has a slider.
    pub slider: bool,
    /// The slider that the bench moves.
    pub bench: bool,
}

/// Whose number a field shows, and how.
#[derive(Clone, Copy)]
pub struct Number<'a> {
    /// As committed: what an edit starts from.
    pub subject: &'a Subject,
    /// As shown, with the gesture in motion.
    pub seen: &'a Subject,
    /// Gives the currency and the load's unit.
    pub goal: &'a Rc<Goal>,
    /// How the component runs.
    pub mode: Mode,
}

impl Number<'_> {
    /// The field of one number.
    pub fn field(self, knob: Knob) -> Html {
        self.view(knob, true, false)
    }

    /// The field of one number, with a slider or not; the bench moves one of the sliders.
    pub fn view(self, knob: Knob, slider: bool, bench: bool) -> Html {
        let props = NumberProps {
            subject: self.subject.clone(),
            knob,
            value: self.seen.read(knob),
            span: self.seen.span(knob),
            range: self.seen.range(knob),
            goal: Rc::clone(self.goal),
            mode: self.mode,
            is_mixed: self.seen.is_mixed(knob),
            slider,
            bench,
        };
        mount::<NumberField>(knob.slug(), props)
    }
}

/// The classes of the buttons that give a number its default back, or none.
const RESET: &str = "button button--quiet button--icon button--small field__reset";

/// What a knob is called and what it means.
pub fn knob_words(lang: Lang, knob: Knob, mode: Mode) -> Words {
    let words = PanelWords::of(lang);
    match knob {
        Knob::Param(param) => params::param(lang, param, mode),
        Knob::Quantile(Quantile::FaultHalf) => words.fault_half,
        Knob::Quantile(Quantile::FaultMost) => words.fault_most,
        Knob::Quantile(Quantile::RecoveryHalf) => words.recovery_half,
        Knob::Quantile(Quantile::RecoveryMost) => words.recovery_most,
        Knob::RoundTrip => words.round_trip,
        Knob::CachedFor => words.cached_for,
        Knob::Switching => words.switching,
        Knob::Goal(GoalKnob::Target) => words.target,
        Knob::Goal(GoalKnob::JourneyTarget(_)) => words.journey_target,
        Knob::Goal(GoalKnob::JourneyWeight(_)) => words.journey_weight,
        Knob::Goal(GoalKnob::Rto) => words.rto,
        Knob::Goal(GoalKnob::Rpo) => words.rpo,
        Knob::Goal(GoalKnob::PeakLoad) => words.peak_load,
        Knob::Goal(GoalKnob::Growth) => words.growth,
        Knob::Goal(GoalKnob::Headroom) => words.headroom,
        Knob::Goal(GoalKnob::Budget) => words.budget,
        Knob::Goal(GoalKnob::Latency) => words.latency,
        Knob::Goal(GoalKnob::Sites) => wishes::words(lang).sites,
        Knob::Goal(GoalKnob::Endpoints) => wishes::words(lang).endpoints,
        Knob::Goal(GoalKnob::BetweenSites) => wishes::words(lang).between_sites,
    }
}

/// A knob's id in the page.
fn id_of(knob: Knob) -> String {
    match knob {
        Knob::Goal(GoalKnob::JourneyTarget(id) | GoalKnob::JourneyWeight(id)) => {
            format!("field-{}-{}", knob.slug(), id.0)
        }
        Knob::Param(_) | Knob::Quantile(_) | Knob::RoundTrip | Knob::CachedFor | Knob::Switching | Knob::Goal(_) => {
            format!("field-{}", knob.slug())
        }
    }
}

/// What a typed text comes to: a value or an interval, empty where that is allowed, or why not.
fn read(knob: Knob, range: &Range, text: &str) -> Result<Option<Given>, Bad> {
    let (quantity, ends) = (range.quantity, (range.min, range.max));
    let given = if knob.may_be_uncertain() {
        parse_given(quantity, ends, text)
    } else {
        parse(quantity, ends, text).map(Given::Exactly)
    };
    match given {
        Ok(given) => Ok(Some(given)),
        Err(Bad::Empty) if knob.is_optional() => Ok(None),
        Err(bad) => Err(bad),
    }
}

/// Sends the edit that gives the number this value, or this interval.
fn commit(env: &Env, subject: &Subject, knob: Knob, given: Option<Given>) {
    let edit = match given {
        Some(Given::Between(a, b)) => subject.edit_between(knob, a, b),
        Some(Given::Exactly(value)) => subject.edit(knob, Some(value)),
        None => subject.edit(knob, None),
    };
    if let Some(edit) = edit {
        env.send(Action::Edit(edit));
    }
}

/// The line under the field: what was wrong, or how the text in hand is read.
fn message(props: &NumberProps, terms: Terms<'_>, text: Option<&str>, is_refused: bool) -> Option<String> {
    let Range { quantity, min, max, .. } = props.range;
    match (read(props.knob, &props.range, text?), is_refused) {
        (Ok(Some(Given::Exactly(value))), _) => Some(echo(terms, quantity, value)),
        (Ok(Some(Given::Between(a, b))), _) => {
            let span = Span { low: a.min(b), high: a.max(b) };
            Some((PanelWords::of(terms.lang).nine_in_ten)(&show_span(terms, quantity, span)))
        }
        (Ok(None), _) | (Err(_), false) => None,
        (Err(bad), true) => Some(complaint(terms, quantity, (min, max), &bad)),
    }
}

/// The same to a person.
fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// A number with its slider.
#[component]
fn NumberField(props: &NumberProps) -> Html {
    let env = use_env();
    let is_explained = use_state_eq(|| false);
    let grip = use_mut_ref(Grip::default);
    let words = PanelWords::of(env.lang);
    let own = knob_words(env.lang, props.knob, props.mode);
    let terms = Terms { lang: env.lang, currency: &props.goal.currency, load_unit: props.goal.load_unit };
    let quantity = props.range.quantity;
    let shown: AttrValue = match (props.span, props.value) {
        (Some(span), _) => show_span(terms, quantity, span),
        (None, value) => value.map(|value| show(terms, quantity, value)).unwrap_or_default(),
    }
    .into();

    let take: Rc<dyn Fn(&str) -> bool> = {
        let (env, subject, knob, range, now) =
            (env.clone(), props.subject.clone(), props.knob, props.range, shown.clone());
        Rc::new(move |text| {
            // Text that stands as it stood changes nothing, whatever digits it leaves out.
            if text == now.as_str() {
                return true;
            }
            read(knob, &range, text).map(|value| commit(&env, &subject, knob, value)).is_ok()
        })
    };
    let draft = use_draft(shown.clone(), take);
    let note = message(props, terms, draft.text.as_deref(), draft.is_refused);

    let id = AttrValue::from(id_of(props.knob));
    let (note_id, about_id) = (AttrValue::from(format!("{id}-note")), AttrValue::from(format!("{id}-about")));
    let default = props.subject.default_of(props.knob);
    let is_changed =
        props.span.is_some() || default.zip(props.value).is_some_and(|(default, value)| !is_same(default, value));
    let default_text = default.map(|default| show(terms, props.range.quantity, default)).unwrap_or_default();
    let set = |value: Option<f64>| {
        let (env, subject, knob) = (env.clone(), props.subject.clone(), props.knob);
        Callback::from(move |_: MouseEvent| commit(&env, &subject, knob, value.map(Given::Exactly)))
    };
    let explain = {
        let is_explained = is_explained.clone();
        Callback::from(move |_: MouseEvent| is_explained.set(!*is_explained))
    };
    let said = if props.is_mixed { words.several.into() } else { shown.clone() };
    let values = typical(&props.subject, props.knob);
    // Only what is known exactly stands on a published value.
    let stands_on = props.value.filter(|_| props.span.is_none() && draft.text.is_none());
    let stands_on = stands_on.and_then(|now| values.iter().find(|(value, _)| is_same(*value, now)));
    let about = (*is_explained).then(|| {
        let evidence = props.subject.evidence_of(props.knob).filter(|_| default.is_some()).map(|evidence| names::evidence(env.lang, evidence));
        html! {
            <div class="field__about" id={about_id.clone()}>
                <p>{ own.help }</p>
                if let Some(evidence) = evidence {
                    <p>
                        if !default_text.is_empty() { <strong>{ (words.default_is)(&default_text) }</strong>{ " " } }
                        { evidence }
                    </p>
                }
                if !values.is_empty() {
                    <p class="field__published">{ published::heading(env.lang) }</p>
                    <ul class="field__values" role="list">{ for values.iter().map(|it| one_value(&env, props, terms, it)) }</ul>
                }
            </div>
        }
    });
    let class = if draft.is_refused { "field field--number field--bad" } else { "field field--number" };
    let about_words = AttrValue::from((words.about)(own.label));
    let reset = |name: &str, label: &str, value| icon_button(RESET, name, label, false, set(value));
    html! {
        <div {class}>
            <div class="field__head">
                <label class="field__label" for={id.clone()}>
                    { own.label }
                    if !own.symbol.is_empty() { <span class="field__symbol">{ own.symbol }</span> }
                </label>
                <button type="button" class="button button--quiet button--icon button--small field__ask"
                    aria-expanded={is_explained.to_string()} aria-controls={is_explained.then(|| about_id.clone())}
                    aria-label={about_words} data-tip={own.help} onclick={explain}>
                    { icon("info") }
                </button>
                if is_changed {
                    { reset("rotate-ccw", &(words.reset)(own.label, &default_text), default) }
                }
                if props.knob.is_optional() && props.value.is_some() {
                    { reset("x", &(words.clear)(own.label), None) }
                }
                <input {id} class={if props.span.is_some() { "field__value field__value--span" } else { "field__value" }} type="text" autocomplete="off" spellcheck="false"
                    placeholder={if props.is_mixed { words.several } else if props.knob.is_optional() { words.not_set } else { "" }}
                    data-at-rest={draft.text.is_none().then_some("")} value={draft.text.unwrap_or_else(|| shown.clone())}
                    aria-invalid={draft.is_refused.then_some("true")} aria-describedby={note.is_some().then(|| note_id.clone())}
                    oninput={draft.oninput} onchange={draft.onchange} onkeydown={draft.onkeydown} />
            </div>
            if props.slider {
                { Slider { env: &env, props, label: own.label, shown: said, default, values: &values, grip }.view() }
            }
            if let Some((_, typical)) = stands_on {
                <p class="field__source" data-source="">{ sourced(env.lang, typical) }</p>
            }
            if let Some(note) = note {
                <p class="field__note" id={note_id} role={draft.is_refused.then_some("alert")}>{ note }</p>
            }
            { about }
        </div>
    }
}

/// Whose figure a published value is, how sure, and where it stands; a source is quoted in its own language.
fn sourced(lang: Lang, typical: &Typical) -> Html {
    let (before, after) = published::around_source(lang, typical);
    html! { <>{ before }<span lang="en">{ typical.evidence.source }</span>{ after }</> }
}

/// A published value as a button that sets it, with its source.
fn one_value(env: &Env, props: &NumberProps, terms: Terms<'_>, (value, typical): &(f64, &'static Typical)) -> Html {
    let onclick = {
        let (env, subject, knob, value) = (env.clone(), props.subject.clone(), props.knob, *value);
        Callback::from(move |_: MouseEvent| commit(&env, &subject, knob, Some(Given::Exactly(value))))
    };
    let is_here = props.span.is_none() && props.value.is_some_and(|now| is_same(now, *value));
    html! {
        <li>
            <button type="button" class="button button--small" aria-pressed={is_here.to_string()} data-typical="" {onclick}>
                { show(terms, props.range.quantity, *value) }
            </button>
            <span>{ sourced(env.lang, typical) }</span>
        </li>
    }
}
