//! HOW it looks. Components hold no logic beyond turning events into actions.
//!
//! This file is the frame: the one reducer, the environment, the columns and their slots.

pub mod canvas;
pub mod env;
pub mod glyph;
pub mod hit;
pub mod keys;
pub mod layers;
pub mod link_shape;
pub mod modal;
pub mod notice;
pub mod overlay;
pub mod palette;
pub mod shape;
pub mod shortcuts;
pub mod side;
pub mod toolbar;
pub mod zone_shape;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, MediaQueryListEvent};
use yew::prelude::*;

use crate::app::{Dialog, Panel, Settings, State, Theme};
use crate::engine::report::{Exactness, Outcome, Recommendation, Report, WhatIf};
use crate::i18n::Lang;
use crate::model::{Item, Plan};
use env::{Env, Shown, Store};

/// Starts the page in the place that index.html keeps for it; the icons and the crash screen stand outside.
pub fn start() {
    if let Some(place) = gloo::utils::document().get_element_by_id("app") {
        yew::Renderer::<App>::with_root(place).render();
    }
}

/// The frame: header, palette, canvas, verdict, panels.
#[component]
fn App() -> Html {
    let store = use_reducer(|| Store::new(Rc::new(first_state())));
    let state = Rc::clone(&store.state);
    let latest = store.latest.clone();
    let dispatch = store.dispatcher();
    let is_dark = use_dark(state.settings.theme);
    let shown = use_shown(&state);
    use_page_attributes(&state);
    use_rename(state.renames);
    keys::use_keys(&latest, &dispatch);

    let env = Env { dispatch, lang: state.settings.lang, dark: is_dark };
    let words = env.lang.canvas();
    html! {
        <ContextProvider<Env> context={env}>
            <div class="frame">
                <toolbar::Header state={Rc::clone(&state)} />
                <main class="frame__main">
                    <palette::Palette latest={latest.clone()} />
                    <canvas::Canvas state={Rc::clone(&state)} shown={shown.clone()} {latest} />
                    <section class="verdict-slot" aria-label={words.verdict}>
                        // Slot: the verdict, <Verdict shown={shown} … />.
                    </section>
                    <side::Side panel={state.panel} is_up={state.sheet}>
                        { panel(&state, &shown) }
                    </side::Side>
                </main>
                <notice::Notices notice={state.notice.clone()} />
                <shortcuts::Shortcuts is_open={state.dialog == Some(Dialog::Shortcuts)} settings={state.settings} />
                // Slots: the examples, share and about dialogs, each by its `state.dialog`.
            </div>
        </ContextProvider<Env>>
    }
}

/// Slots: the panels beside the canvas.
fn panel(state: &State, _shown: &Shown) -> Html {
    match state.panel {
        Panel::Inspector => html! {},
        Panel::Goal => html! {},
        Panel::Outline => html! {},
    }
}

/// What follows from the shown plan. Here the engine is asked.
fn derive(_plan: &Plan, _failed: &BTreeSet<Item>) -> (Report, Recommendation, Option<WhatIf>) {
    let report = Report {
        exactness: Exactness::Exact,
        journeys: vec![],
        components: BTreeMap::new(),
        zones: BTreeMap::new(),
        cost_per_month: 0.0,
        diagnostics: vec![],
    };
    let recommendation = Recommendation {
        outcome: Outcome::Empty,
        choices: vec![],
        u_after: vec![],
        cost_after_per_month: 0.0,
        proven: false,
        equal_prices: true,
    };
    (report, recommendation, None)
}

/// The shown plan and all that follows, kept while topology, goal and what has failed stay the same.
#[hook]
fn use_shown(state: &State) -> Shown {
    let kept = use_mut_ref(|| None::<(Shown, BTreeSet<Item>)>);
    let plan = state.shown();
    let mut kept = kept.borrow_mut();
    if let Some((old, failed)) = kept.as_mut()
        && Rc::ptr_eq(&old.plan.topology, &plan.topology)
        && Rc::ptr_eq(&old.plan.goal, &plan.goal)
        && *failed == state.failed
    {
        old.plan = plan;
        return old.clone();
    }
    let (report, recommendation, what_if) = derive(&plan, &state.failed);
    let shown = Shown {
        plan,
        report: Rc::new(report),
        recommendation: Rc::new(recommendation),
        what_if: what_if.map(Rc::new),
        refining: false,
    };
    *kept = Some((shown.clone(), state.failed.clone()));
    shown
}

/// The settings that the page came up with: boot.js has put the remembered ones on the root element.
fn first_state() -> State {
    let root = root();
    let lang = root.as_ref().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    let theme = match root.and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    };
    let settings = Settings { lang: Lang::from_preference(&lang), theme, ..Settings::default() };
    State { settings, ..State::default() }
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

/// Language, theme and title are attributes of the page.
#[hook]
fn use_page_attributes(state: &State) {
    use_effect_with((state.settings.lang, state.settings.theme), |(lang, theme)| {
        let Some(root) = root() else { return };
        let _ = root.set_attribute("lang", lang.tag());
        let _ = match theme {
            Theme::System => root.remove_attribute("data-theme"),
            Theme::Light => root.set_attribute("data-theme", "light"),
            Theme::Dark => root.set_attribute("data-theme", "dark"),
        };
    });
    use_effect_with(state.plan.name.clone(), |name| {
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
        Theme::Light => false,
        Theme::Dark => true,
    }
}
