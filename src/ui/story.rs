//! The story: a strip of steps under the canvas with what changed since the step before, and the dialog that orders them.
//!
//! Figures of steps that are not on the board are computed one at a time between frames, never within one.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::env::{Env, Shown, use_env};
use super::field::{icon, icon_button, worded_button};
use super::modal::{Props as Sheet, modal};
use crate::app::command::CommandId;
use crate::app::story::{self, Change};
use crate::app::{Action, Dialog, State};
use crate::engine::report::Report;
use crate::engine::{Budget, Cache, analyse};
use crate::i18n::figures::money;
use crate::i18n::story as say;
use crate::i18n::verdict::{answer, glyph};
use crate::i18n::{Lang, figures};
use crate::model::{Edit, Goal, Plan, Step, Topology, Window, limits};
use crate::ui::element::html;
use crate::ui::hooks::{use_effect_with, use_mut_ref};
use wasm_bindgen::JsCast as _;

/// What the story is told of.
#[derive(Properties, Clone)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// The plan on the board and what follows from it.
    pub shown: Shown,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        let is_same = Rc::ptr_eq(&self.state, &other.state) && self.shown == other.shown;
        is_same || !(is_seen(&self.state) || is_seen(&other.state))
    }
}

/// Some of it is on the page.
fn is_seen(state: &State) -> bool {
    is_strip_seen(state) || state.dialog == Some(Dialog::Story)
}

/// The strip is.
fn is_strip_seen(state: &State) -> bool {
    state.presenting || !state.plan.steps.is_empty()
}

/// What a button does to the steps.
type Rework = Rc<dyn Fn(&mut Vec<Step>)>;

/// How many changes are named.
const NAMED: usize = 4;

/// The strip of steps, shown while there are some or a room looks on; and its dialog.
#[component]
pub fn Story(props: &Props) -> Html {
    let env = use_env();
    let state = &props.state;
    let steps = &state.plan.steps;
    let is_open = state.dialog == Some(Dialog::Story);
    let at = state.shown_step();
    let wanted = wanted(steps, at, is_open);
    let reports = use_reports(&wanted);
    let is_shown = is_strip_seen(state);
    html! {
        <>
            if is_shown { { strip(&env, state, &reports) } }
            { dialog(&env, state, is_open, &reports) }
        </>
    }
}

/// The steps whose figures are shown.
fn wanted(steps: &[Step], at: Option<usize>, all: bool) -> Vec<Plan> {
    let is_wanted = |place: usize| all || at.is_some_and(|at| place == at || place + 1 == at);
    steps.iter().enumerate().filter(|(place, _)| is_wanted(*place)).map(|(_, step)| step.plan.clone()).collect()
}

/// Reports of steps, by what they are about.
#[derive(Default)]
struct Reports {
    cache: Cache,
    known: Vec<(Rc<Topology>, Rc<Goal>, Rc<Report>)>,
}

impl Reports {
    fn of(&self, plan: &Plan) -> Option<Rc<Report>> {
        let is_it = |(topology, goal, _): &&(Rc<Topology>, Rc<Goal>, Rc<Report>)| {
            Rc::ptr_eq(topology, &plan.topology) && Rc::ptr_eq(goal, &plan.goal)
        };
        self.known.iter().find(is_it).map(|(_, _, report)| Rc::clone(report))
    }

    fn compute(&mut self, plan: &Plan) {
        let report = Rc::new(analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut self.cache));
        self.known.push((Rc::clone(&plan.topology), Rc::clone(&plan.goal), report));
        // The story cannot be longer, so nothing that is shown is forgotten.
        if self.known.len() > 2 * limits::STEPS {
            self.known.remove(0);
        }
    }
}

/// The reports of these plans, as far as there has been time for them.
#[hook]
fn use_reports(wanted: &[Plan]) -> Vec<(Plan, Option<Rc<Report>>)> {
    let reports = use_mut_ref(Reports::default);
    let update = use_force_update();
    let found: Vec<_> = wanted.iter().map(|plan| (plan.clone(), reports.borrow().of(plan))).collect();
    let missing = found.iter().find(|(_, report)| report.is_none()).map(|(plan, _)| plan.clone());
    let about = missing.as_ref().map(|plan| (Rc::as_ptr(&plan.topology).addr(), Rc::as_ptr(&plan.goal).addr()));
    use_effect_with(about, move |_| {
        let timer = missing.map(|plan| {
            Timeout::new(0, move || {
                reports.borrow_mut().compute(&plan);
                update.force_update();
            })
        });
        move || drop(timer)
    });
    found
}

fn report_of(reports: &[(Plan, Option<Rc<Report>>)], plan: &Plan) -> Option<Rc<Report>> {
    let is_it = |other: &Plan| Rc::ptr_eq(&other.topology, &plan.topology) && Rc::ptr_eq(&other.goal, &plan.goal);
    reports.iter().find(|(other, _)| is_it(other)).and_then(|(_, report)| report.clone())
}

type Known = [(Plan, Option<Rc<Report>>)];

fn strip(env: &Env, state: &State, reports: &Known) -> Html {
    let (lang, words) = (env.lang, say::words(env.lang));
    let canvas = lang.canvas();
    let (steps, at) = (&state.plan.steps, state.shown_step());
    let walk = |command: CommandId, sprite: &str| {
        let action = command.run(state, canvas);
        let is_off = action.is_none();
        let onclick = action.map_or_else(Callback::noop, |action| env.click(action));
        let name = AttrValue::Static(command.words(canvas));
        html! {
            <button type="button" class="button button--quiet button--icon" aria-label={name.clone()} title={name}
                aria-disabled={is_off.then_some("true")} {onclick}>
                { icon(sprite) }
            </button>
        }
    };
    let button = |(place, step): (usize, &Step)| {
        let is_here = at == Some(place);
        html! {
            <li key={place}>
                <button type="button" class="button button--quiet story__step" aria-current={is_here.then_some("step")}
                    title={say::step(lang, place, &step.plan.name)} data-step={place.to_string()} onclick={env.click(Action::ShowStep(place))}>
                    <span class="story__number">{ (place + 1).to_string() }</span>
                    <span class="story__title">{ step.plan.name.clone() }</span>
                </button>
            </li>
        }
    };
    let add = env.click(Action::AddStep(story::next_title(state)));
    let edit = env.click(Action::Dialog(Some(Dialog::Story)));
    html! {
        <nav class="story" aria-label={words.story} data-story="">
            <div class="story__row">
                if !steps.is_empty() {
                    { walk(CommandId::LastStep, "chevron-left") }
                    <ol class="story__steps" role="list">{ for steps.iter().enumerate().map(button) }</ol>
                    { walk(CommandId::NextStep, "chevron-right") }
                } else {
                    <p class="story__hint">{ words.empty }</p>
                }
                { worded_button("button button--small story__add", "plus", canvas.add_step, add) }
                if !steps.is_empty() {
                    { icon_button("button button--quiet button--icon", "pencil", words.edit, false, edit) }
                }
            </div>
            <p class="story__since" role="status">{ since(lang, state, reports) }</p>
        </nav>
    }
}

/// What changed since the step before, and whether the board has changed since the step was shown.
fn since(lang: Lang, state: &State, reports: &Known) -> Option<Html> {
    let words = say::words(lang);
    let at = state.shown_step()?;
    let step = state.plan.steps.get(at)?;
    let changed = (!state.is_at_step()).then(|| html! { <em class="story__changed">{ words.changed }</em> });
    let Some(before) = at.checked_sub(1).and_then(|before| state.plan.steps.get(before)) else { return changed };
    let changes = story::changes(before, step);
    let rest = changes.len().saturating_sub(NAMED);
    let mut said: Vec<String> = changes.iter().take(NAMED).map(|change| change_words(lang, change)).collect();
    if rest > 0 {
        said.push(say::more(lang, rest));
    }
    if said.is_empty() {
        said.push(words.same.to_owned());
    }
    if let (Some(old), Some(new)) = (report_of(reports, &before.plan), report_of(reports, &step.plan)) {
        said.extend(figures_went(lang, &step.plan.goal, &old, &new));
    }
    Some(html! {
        <>
            <span class="story__before">{ say::since(lang, &before.plan.name) }</span>
            { for said.into_iter().map(|text| html! { <span class="story__change">{ text }</span> }) }
            { changed }
        </>
    })
}

/// Downtime and cost, where they differ as they are shown.
fn figures_went(lang: Lang, goal: &Goal, old: &Report, new: &Report) -> Vec<String> {
    let down = |report: &Report| report.worst().map(|worst| figures::downtime(lang, worst.u.high, Window::Year));
    let cost = |report: &Report| money(&goal.currency, report.cost_per_month);
    let mut went = Vec::new();
    if let (Some(a), Some(b)) = (down(old), down(new))
        && a != b
    {
        went.push(say::went(say::downtime_word(lang), &a, &b));
    }
    let (a, b) = (cost(old), cost(new));
    if a != b {
        went.push(say::went(say::cost_word(lang), &a, &b));
    }
    went
}

fn change_words(lang: Lang, change: &Change) -> String {
    match change {
        Change::Failed(name) => say::failed(lang, name),
        Change::Mended(name) => say::mended(lang, name),
        Change::Added(name) => say::added(lang, name),
        Change::Removed(name) => say::removed(lang, name),
        Change::Strategy { name, before, after } => say::runs(lang, name, *before, *after),
        Change::Tuned(name) => say::tuned(lang, name),
        Change::Links(count) => say::links(lang, *count),
        Change::Goal => say::words(lang).goal.to_owned(),
    }
}

fn dialog(env: &Env, state: &Rc<State>, is_open: bool, reports: &Known) -> Html {
    let words = say::words(env.lang);
    let onclose = env.callback(|()| Action::Dialog(None));
    let children = if is_open { body(env, state, reports) } else { Html::default() };
    modal(Sheet { class: "story-dialog", title: words.story.into(), is_open, onclose, children })
}

fn body(env: &Env, state: &Rc<State>, reports: &Known) -> Html {
    let words = say::words(env.lang);
    let canvas = env.lang.canvas();
    let add = env.click(Action::AddStep(story::next_title(state)));
    let steps = &state.plan.steps;
    html! {
        <div class="story-list">
            <p class="secondary">{ if steps.is_empty() { words.empty } else { words.lead } }</p>
            <ol class="story-list__rows" role="list">
                { for steps.iter().enumerate().map(|(place, step)| row(env, state, place, step, reports)) }
            </ol>
            <p>
                <button type="button" id="step-add" class="button" disabled={steps.len() >= limits::STEPS} onclick={add}>
                    { icon("plus") }{ canvas.add_step }
                </button>
            </p>
        </div>
    }
}

/// One step: its title, its figures, and what can be done with it. Rows are told apart by their places, so the focus
/// stays where the hand is.
fn row(env: &Env, state: &Rc<State>, place: usize, step: &Step, reports: &Known) -> Html {
    let (lang, words) = (env.lang, say::words(env.lang));
    let last = state.plan.steps.len().saturating_sub(1);
    let named = |what: &str| say::step(lang, place, &format!("{} – {what}", step.plan.name));
    let put = |change: Rework, focus: Option<String>| {
        let (env, steps) = (env.clone(), Rc::clone(&state.plan.steps));
        Callback::from(move |_: MouseEvent| {
            let mut steps = (*steps).clone();
            change(&mut steps);
            env.send(Action::Edit(Edit::PutSteps(Rc::new(steps))));
            focus_soon(focus.clone());
        })
    };
    let button = |sprite: &str, what: &'static str, id: String, is_off: bool, onclick: Callback<MouseEvent>| {
        let name = AttrValue::from(named(what));
        html! {
            <button type="button" {id} class="button button--quiet button--icon" aria-label={name} title={what} disabled={is_off} {onclick}>
                { icon(sprite) }
            </button>
        }
    };
    let id = |place: usize, what: &str| format!("step-{place}-{what}");
    let swap = |a: usize, b: usize| -> Rework {
        Rc::new(move |steps| {
            if a < steps.len() && b < steps.len() {
                steps.swap(a, b);
            }
        })
    };
    let before = place.saturating_sub(1);
    let earlier = put(swap(before, place), Some(id(before, if before == 0 { "later" } else { "earlier" })));
    let after = place + 1;
    let later = put(swap(place, after), Some(id(after, if after == last { "earlier" } else { "later" })));
    let board = story::step_of(state, &step.plan.name);
    let replace = put(
        Rc::new(move |steps: &mut Vec<Step>| {
            if let Some(slot) = steps.get_mut(place) {
                *slot = board.clone();
            }
        }),
        None,
    );
    let next_focus = if place < last { id(place, "remove") } else { "step-add".to_owned() };
    let remove = put(
        Rc::new(move |steps: &mut Vec<Step>| {
            if place < steps.len() {
                steps.remove(place);
            }
        }),
        Some(next_focus),
    );
    let rename = {
        let steps = Rc::clone(&state.plan.steps);
        env.callback(move |event: Event| {
            let title = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let mut steps = (*steps).clone();
            if let Some(step) = steps.get_mut(place) {
                step.plan.name = title;
            }
            Action::Edit(Edit::PutSteps(Rc::new(steps)))
        })
    };
    let figures = report_of(reports, &step.plan).map(|report| summary(lang, &step.plan.goal, &report));
    html! {
        <li class="story-list__row" key={place}>
            <span class="story__number">{ (place + 1).to_string() }</span>
            <input type="text" class="story-list__title" aria-label={say::step(lang, place, words.title)} value={step.plan.name.clone()}
                maxlength={limits::NAME_CHARS.to_string()} autocomplete="off" spellcheck="false" onchange={rename} />
            <span class="story-list__figures">{ figures }</span>
            <span class="story-list__tools">
                { button("chevron-up", words.earlier, id(place, "earlier"), place == 0, earlier) }
                { button("chevron-down", words.later, id(place, "later"), place >= last, later) }
                { button("copy", words.replace, id(place, "replace"), false, replace) }
                { button("trash", words.remove, id(place, "remove"), false, remove) }
            </span>
        </li>
    }
}

/// "● Down 26 min/yr · $500".
fn summary(lang: Lang, goal: &Goal, report: &Report) -> Html {
    let Some(worst) = report.worst() else { return Html::default() };
    html! {
        <>
            <span aria-hidden="true">{ glyph(worst.standing()) }</span>
            { format!(" {} · {}", answer(lang, worst.u), money(&goal.currency, report.cost_per_month)) }
        </>
    }
}

/// Brings a control into focus once it has been drawn.
fn focus_soon(id: Option<String>) {
    let Some(id) = id else { return };
    Timeout::new(0, move || {
        let element = gloo::utils::document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // What cannot have the focus leaves it where it is.
            let _ = element.focus();
        }
    })
    .forget();
}
