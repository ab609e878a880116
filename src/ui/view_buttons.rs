//! Scrolling, zoom and fit, at the canvas's corner, and the way back when nothing is in view.

use std::rc::Rc;

use yew::prelude::*;

use super::env::{Latest, use_env, use_view};
use super::field::icon;
use super::focus::{leave_drawing, walk_toolbar};
use super::hit;
use crate::app::command::{CommandId, Step};
use crate::app::geometry::{View, box_at};
use crate::app::{Action, State};
use crate::model::limits;
use crate::ui::element::html;
use crate::ui::hooks::use_effect_with;

/// What the buttons act on.
#[derive(Properties, Clone)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// The state as it is now, for the view.
    pub latest: Latest,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        // Neither the view is told here, which `use_view` hears of, nor a gesture: what a hand holds is in view, and
        // dragging draws no button anew.
        let (a, b) = (&self.state, &other.state);
        Rc::ptr_eq(&a.plan.layout, &b.plan.layout)
            && (a.selection.is_empty(), a.canvas_size) == (b.selection.is_empty(), b.canvas_size)
    }
}

/// The buttons: a toolbar, since each has its keys and none should be in Tab's way.
#[component]
pub fn ViewButtons(props: &Props) -> Html {
    let env = use_env();
    let state = &props.state;
    let view = use_view(&props.latest);
    let is_lost = is_lost(state, view);
    // The way back may go while it has the focus, and a page that only looks elsewhere is not drawn anew.
    let goes = !is_lost && hit::focused().is_some_and(|element| element.class_list().contains("canvas__lost"));
    use_effect_with(goes, |goes| {
        if *goes {
            leave_drawing();
        }
    });
    let words = env.lang.canvas();
    let percent = percent(view.zoom);
    let button = |name: &'static str, keys: &str, sprite: &str, action: Option<Action>| {
        html! {
            <button type="button" class="button button--quiet button--icon" aria-label={name} title={format!("{name} ({keys})")}
                tabindex={if sprite == "fit" { "0" } else { "-1" }} onclick={action.map(|action| env.click(action))}>
                { icon(sprite) }
            </button>
        }
    };
    let scroll = [
        (Step::Left, "chevron-left", "Space ←"),
        (Step::Up, "chevron-up", "PageUp"),
        (Step::Down, "chevron-down", "PageDown"),
        (Step::Right, "chevron-right", "Space →"),
    ];
    let [left, right, up, down] = words.scroll;
    let names = [left, up, down, right];
    let command = |id: CommandId, keys, sprite| button(id.words(words), keys, sprite, id.run(state, words));
    html! {
        <>
        if is_lost {
            <button type="button" class="button canvas__lost" onclick={env.click(Action::FitView)}>
                { icon("fit") }{ words.bring_back }
            </button>
        }
        <div class="view-buttons" role="toolbar" aria-label={words.view_buttons} onkeydown={walk_toolbar}>
            <div class="view-buttons__scroll">
                { for scroll.into_iter().zip(names).map(|((step, sprite, keys), name)| {
                    button(name, keys, sprite, CommandId::Pan(step).run(state, words))
                }) }
            </div>
            <div class="view-buttons__zoom">
                { command(CommandId::ZoomOut, "−", "minus") }
                <button type="button" class="button button--quiet view-buttons__percent" tabindex="-1" title={format!("{} (Shift+0)", words.actual_size)}
                    aria-label={format!("{} %: {}", percent, words.actual_size)} onclick={env.click(Action::ActualSize)}>
                    { format!("{} %", percent) }
                </button>
                { command(CommandId::ZoomIn, "+", "plus") }
                { command(CommandId::Fit, "Shift+1", "fit") }
                if !state.selection.is_empty() { { command(CommandId::FitSelection, "Shift+2", "target") } }
            </div>
        </div>
        </>
    }
}

/// Nothing of the plan is in view.
fn is_lost(state: &State, view: View) -> bool {
    let seen = view.seen(state.canvas_size);
    let layout = &state.plan.layout;
    let mut boxes = layout.components.values().map(|at| box_at(*at)).chain(layout.zones.values().copied()).peekable();
    seen.width > 0.0 && boxes.peek().is_some() && !boxes.any(|rect| rect.overlaps(&seen))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "zoom is between 0.1 and 4")]
fn percent(zoom: f64) -> u32 {
    limits::clamped((zoom * 100.0).round(), 0.0, 400.0) as u32
}
