//! HOW it looks. Components hold no logic beyond turning events into actions.
//!
//! This file is the frame: the one reducer, the environment, the columns and their slots.

pub mod aim;
pub mod analysis;
pub mod breaks;
pub mod canvas;
pub mod chart;
pub mod clipboard;
pub mod compare;
pub mod element;
pub mod env;
pub mod field;
pub mod finder;
pub mod focus;
pub mod gallery;
pub mod glossary;
pub mod glyph;
pub mod goal_panel;
pub mod hint;
pub mod hit;
pub mod hooks;
pub mod how;
pub mod inspector;
pub mod keeping;
pub mod keys;
pub mod layers;
pub mod link_shape;
pub mod menu;
pub mod modal;
pub mod mount;
pub mod notice;
pub mod outline;
pub mod overlay;
pub mod palette;
mod parts;
pub mod print;
pub mod record;
pub mod scale;
pub mod shape;
pub mod share;
pub mod shortcuts;
pub mod side;
pub mod stage;
pub mod steady;
pub mod story;
pub mod studies;
pub mod tip;
pub mod toolbar;
pub mod verdict;
pub mod view_buttons;
pub mod what_if_bar;
pub mod zone_shape;

use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, MediaQueryListEvent};
use yew::prelude::*;

use crate::app::{Dialog, Panel, State, Theme};
use crate::model::Item;
use crate::ui::element::html;
use crate::ui::hooks::{use_effect_with, use_state};
use env::{Env, Shown, Store};
use glyph::classes;
use mount::mount;

/// Starts the page in the place that index.html keeps for it; the icons and the crash screen stand outside.
pub fn start() {
    // Yew would put its own in the place of the one that shows the crash screen.
    yew::set_custom_panic_hook(std::panic::take_hook());
    let Some(place) = gloo::utils::document().get_element_by_id("app") else {
        // Comes out of the program's start, where boot.js says that the page could not start.
        wasm_bindgen::throw_str("the page has no place for the program: no #app")
    };
    yew::Renderer::<App>::with_root(place).render();
}

/// The frame: header, palette, canvas, verdict, panels.
#[component]
fn App() -> Html {
    let opened = use_memo((), |()| keeping::Opened::now());
    let store = use_reducer_eq(|| Store::new(Rc::clone(&opened.state)));
    let state = Rc::clone(&store.state);
    let latest = store.latest.clone();
    let dispatch = store.dispatcher();
    let is_dark = use_dark(state.settings.theme);
    let shown = analysis::use_shown(&state, &dispatch);
    keeping::use_keeping(&opened, &state, &latest, &dispatch);
    use_title(&state.plan.name);
    use_rename(state.renames);
    use_reveal(state.reveals, state.only_selected());
    aim::use_aim(state.aims, state.aim.as_ref().filter(|aim| aim.sections.is_empty()), true);
    side::use_beginning(state.panel, state.only_selected());
    steady::use_steady_sliders();
    keys::use_keys(&latest, &dispatch);
    clipboard::use_clipboard(state.clips, &latest, &dispatch);
    stage::use_stage(state.presenting, &dispatch);
    focus::use_kept_focus(state.gesture.moves());

    let env = Env { dispatch, lang: state.settings.lang, dark: is_dark, theme: state.settings.theme };
    let words = env.lang.canvas();
    let is_inspecting = state.presenting && !state.selection.is_empty();
    let class = classes(&["frame"], &[(state.presenting, "is-presenting"), (is_inspecting, "is-inspecting")]);
    let frame = html! {
        <div {class}>
            { mount::<toolbar::Header>("header", toolbar::Props { state: Rc::clone(&state) }) }
            <main class="frame__main">
                { mount::<palette::Palette>("palette", palette::Props { latest: latest.clone() }) }
                { mount::<canvas::Canvas>("canvas", canvas::Props { state: Rc::clone(&state), shown: shown.clone(), latest: latest.clone() }) }
                <section class="verdict-slot" aria-label={words.verdict}>
                    { mount::<verdict::Verdict>("verdict", verdict::VerdictProps { shown: shown.clone(), just_applied: state.just_applied }) }
                    { mount::<compare::Compare>("compare", compare::CompareProps { shown: shown.clone(), compared: state.compared.clone().map(compare::Same) }) }
                    { what_if_bar::what_if_bar(&env, &state, &shown) }
                </section>
                { mount::<story::Story>("story", story::Props { state: Rc::clone(&state), shown: shown.clone() }) }
                { side::side(&env, state.panel, state.sheet, panel(&env, &state, &shown)) }
            </main>
            { notice::notices(&env, state.notice.as_ref().filter(|_| state.dialog != Some(Dialog::Share))) }
            { glossary::glossary(&env, state.dialog == Some(Dialog::Terms)) }
            { shortcuts::shortcuts(&env, state.dialog == Some(Dialog::Shortcuts), state.settings) }
            { mount::<finder::Finder>("finder", finder::Props { is_open: state.dialog == Some(Dialog::Find), state: Rc::clone(&state), latest }) }
            { mount::<gallery::ExamplesDialog>("examples", gallery::Props { open: state.dialog == Some(Dialog::Examples) }) }
            { mount::<share::Share>("share", share::Props { is_open: state.dialog == Some(Dialog::Share), plan: Rc::clone(&state.plan), shown: (state.dialog == Some(Dialog::Share)).then(|| shown.clone()), notice: state.notice.clone() }) }
            { mount::<verdict::LiveResult>("live", verdict::ShownProps { shown: shown.clone() }) }
        </div>
    };
    let printed = mount::<print::Print>("print", print::Props { state: Rc::clone(&state), shown });
    yew::html! { <ContextProvider<Env> context={env}>{ frame }{ printed }{ mount::<tip::Tip>("tip", ()) }</ContextProvider<Env>> }
}

/// The panel beside the canvas.
fn panel(env: &Env, state: &Rc<State>, shown: &Shown) -> Html {
    let (state, shown) = (Rc::clone(state), shown.clone());
    match state.panel {
        Panel::Choose => html! {
            <>
                { mount::<verdict::Choose>("choose", verdict::ShownProps { shown }) }
                { compare::offer(env, &state) }
            </>
        },
        Panel::Inspector if state.selection.is_empty() => {
            mount::<verdict::VerdictDetails>("details", verdict::ShownProps { shown })
        }
        Panel::Inspector => mount::<inspector::Inspector>("inspector", inspector::InspectorProps { state, shown }),
        Panel::Goal => mount::<goal_panel::GoalPanel>("goal", goal_panel::GoalPanelProps { shown }),
        Panel::Breaks => mount::<breaks::BreaksPanel>("breaks", verdict::ShownProps { shown }),
        Panel::Outline => mount::<outline::Outline>("outline", inspector::InspectorProps { state, shown }),
    }
}

/// The tab is named after the plan.
#[hook]
fn use_title(name: &str) {
    use_effect_with(name.to_owned(), |name| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&if name.is_empty() { "Nines".to_owned() } else { format!("{name} – Nines") });
        }
    });
}

/// A wish to rename brings the inspector's name field into focus.
#[hook]
fn use_rename(renames: u32) {
    use_effect_with(renames, |renames| {
        let field = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id("name-field"))
            .and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if *renames > 0
            && let Some(field) = field
        {
            let _ = field.focus();
            field.select();
        }
    });
}

/// A wish to see something brings it into focus on the canvas.
#[hook]
fn use_reveal(reveals: u32, selected: Option<Item>) {
    use_effect_with(reveals, move |reveals| {
        if *reveals > 0
            && let Some(element) = selected.and_then(hit::element)
        {
            let _ = element.focus();
        }
    });
}

/// Whether the page is dark, by choice or by the system.
#[hook]
fn use_dark(theme: Theme) -> bool {
    let query =
        || web_sys::window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    let system = use_state(|| query().is_some_and(|query| query.matches()));
    {
        let system = system.clone();
        use_effect_with((), move |()| {
            let listener = query().map(|query| {
                EventListener::new(&query, "change", move |event| {
                    if let Some(event) = event.dyn_ref::<MediaQueryListEvent>() {
                        system.set(event.matches());
                    }
                })
            });
            move || drop(listener)
        });
    }
    match theme {
        Theme::System => *system,
        Theme::Light | Theme::Projector => false,
        Theme::Dark => true,
    }
}
