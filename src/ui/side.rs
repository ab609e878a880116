//! The panels beside the canvas, one at a time under their tabs; on a narrow page a sheet over it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::env::use_env;
use crate::app::{Action, Panel};
use crate::i18n::canvas::CanvasWords;

/// What the side shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The open panel.
    pub panel: Panel,
    /// On a narrow page, the sheet is drawn up.
    pub is_up: bool,
    /// The open panel's contents.
    pub children: Html,
}

const PANELS: [Panel; 3] = [Panel::Inspector, Panel::Goal, Panel::Outline];

/// Name of a panel in ids.
fn slug(panel: Panel) -> &'static str {
    match panel {
        Panel::Inspector => "inspector",
        Panel::Goal => "goal",
        Panel::Outline => "outline",
    }
}

/// What a panel is called.
fn title(panel: Panel, words: &CanvasWords) -> &'static str {
    match panel {
        Panel::Inspector => words.inspector,
        Panel::Goal => words.goal,
        Panel::Outline => words.outline,
    }
}

/// The tabs and the open panel.
#[component]
pub fn Side(props: &Props) -> Html {
    let env = use_env();
    let words = env.lang.canvas();
    let tab = |panel: Panel| {
        let (icon, name) = match panel {
            Panel::Inspector => ("settings", words.inspector),
            Panel::Goal => ("target", words.goal),
            Panel::Outline => ("list-tree", words.outline),
        };
        let is_open = props.panel == panel;
        html! {
            <button type="button" role="tab" class="tab" key={slug(panel)} id={format!("tab-{}", slug(panel))} aria-selected={is_open.to_string()}
                aria-controls="panel" tabindex={if is_open { "0" } else { "-1" }} onclick={env.callback(move |_: MouseEvent| Action::Panel(panel))}>
                <svg class="icon" aria-hidden="true"><use href={format!("#icon-{icon}")} /></svg>
                { name }
            </button>
        }
    };
    let onkeydown = {
        let (env, open) = (env.clone(), props.panel);
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
        <section class={classes!("side", props.is_up.then_some("is-up"))} aria-label={words.panels}>
            <div class="side__head">
                <div class="tabs" role="tablist" aria-label={words.panels} {onkeydown}>{ for PANELS.into_iter().map(tab) }</div>
                <button type="button" class="button button--quiet button--icon side__close" aria-label={words.close_panel} title={words.close_panel}
                    onclick={env.callback(|_: MouseEvent| Action::Sheet(false))}>
                    <svg class="icon" aria-hidden="true"><use href="#icon-chevron-down" /></svg>
                </button>
            </div>
            <div class="side__panel" id="panel" role="tabpanel" aria-labelledby={format!("tab-{}", slug(props.panel))}>
                <h2 class="visually-hidden">{ title(props.panel, words) }</h2>
                { props.children.clone() }
            </div>
        </section>
    }
}

fn focus(event: &KeyboardEvent, slug: &str) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let list = target.and_then(|target| target.closest("[role=tablist]").ok().flatten());
    let tab = list.and_then(|list| list.query_selector(&format!("#tab-{slug}")).ok().flatten());
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
        let _ = tab.focus();
    }
}
