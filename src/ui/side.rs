//! The panels beside the canvas, one at a time under their tabs; on a narrow page a sheet over it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::env::Env;
use super::field::{icon, icon_button};
use crate::app::{Action, Panel};
use crate::i18n::canvas::CanvasWords;
use crate::model::Item;
use crate::ui::element::html;
use crate::ui::hooks::use_effect_with;

const PANELS: [Panel; 5] = [Panel::Choose, Panel::Inspector, Panel::Goal, Panel::Breaks, Panel::Outline];

/// Name of a panel in ids.
fn slug(panel: Panel) -> &'static str {
    match panel {
        Panel::Choose => "choose",
        Panel::Inspector => "inspector",
        Panel::Goal => "goal",
        Panel::Breaks => "breaks",
        Panel::Outline => "outline",
    }
}

/// What a panel is called.
fn title(panel: Panel, words: &CanvasWords) -> &'static str {
    match panel {
        Panel::Choose => words.choose,
        Panel::Inspector => words.inspector,
        Panel::Goal => words.goal,
        Panel::Breaks => words.breaks,
        Panel::Outline => words.outline,
    }
}

/// The tabs and the open panel; on a narrow page, the sheet is drawn up or not.
pub fn side(env: &Env, open: Panel, is_up: bool, children: Html) -> Html {
    let words = env.lang.canvas();
    let tab = |panel: Panel| {
        let sprite = match panel {
            Panel::Choose => "check",
            Panel::Inspector => "settings",
            Panel::Goal => "target",
            Panel::Breaks => "alert",
            Panel::Outline => "list-tree",
        };
        let name = title(panel, words);
        let is_open = open == panel;
        html! {
            <button type="button" role="tab" class="tab" key={slug(panel)} id={format!("tab-{}", slug(panel))} aria-selected={is_open.to_string()}
                aria-controls="panel" tabindex={if is_open { "0" } else { "-1" }} onclick={env.click(Action::Panel(panel))}>
                { icon(sprite) }
                { name }
            </button>
        }
    };
    let onkeydown = {
        let env = env.clone();
        Callback::from(move |event: KeyboardEvent| {
            let at = PANELS.iter().position(|panel| *panel == open).unwrap_or(0);
            let next = match event.key().as_str() {
                "ArrowRight" => (at + 1) % PANELS.len(),
                "ArrowLeft" => (at + PANELS.len() - 1) % PANELS.len(),
                _ => return,
            };
            event.prevent_default();
            if let Some(panel) = PANELS.get(next) {
                env.send(Action::Panel(*panel));
                focus(&event, slug(*panel));
            }
        })
    };
    html! {
        <section class={if is_up { "side is-up" } else { "side" }} aria-label={words.panels}>
            <div class="side__head">
                <div class="tabs" role="tablist" aria-label={words.panels} {onkeydown}>{ for PANELS.into_iter().map(tab) }</div>
                { icon_button("button button--quiet button--icon side__close", "chevron-down", words.close_panel, false,
                    env.click(Action::Sheet(false))) }
            </div>
            <div class="side__panel" id="panel" role="tabpanel" aria-labelledby={format!("tab-{}", slug(open))}>
                <h2 class="visually-hidden">{ title(open, words) }</h2>
                { children }
            </div>
        </section>
    }
}

/// Another panel, or another thing in the inspector, is shown from its beginning.
#[hook]
pub fn use_beginning(open: Panel, selected: Option<Item>) {
    let about = selected.filter(|_| open == Panel::Inspector);
    use_effect_with((open, about), |_| {
        let panel = gloo::utils::document().get_element_by_id("panel");
        if let Some(panel) = panel {
            panel.set_scroll_top(0);
        }
    });
}

fn focus(event: &KeyboardEvent, slug: &str) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let list = target.and_then(|target| target.closest("[role=tablist]").ok().flatten());
    let tab = list.and_then(|list| list.query_selector(&format!("#tab-{slug}")).ok().flatten());
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
        let _ = tab.focus();
    }
}
