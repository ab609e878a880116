//! The palette: every kind of component and zone, to be clicked or dragged onto the canvas. One stop for Tab; arrows
//! move inside.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::env::{Env, Latest, use_env};
use super::field::icon;
use super::focus::walk_toolbar;
use super::hit;
use crate::app::command::{self, CommandId};
use crate::app::geometry::View;
use crate::app::spot::{New, fresh_name};
use crate::app::{Action, Gesture};
use crate::i18n::canvas::CanvasWords;
use crate::model::{Kind, Point, ZoneKind};
use crate::ui::element::html;
use crate::ui::hooks::{use_mut_ref, use_state};

/// A group's title and what it offers.
type PaletteGroup = (fn(&CanvasWords) -> &'static str, &'static [New]);

/// The groups of the palette, in order.
const GROUPS: [PaletteGroup; 5] = [
    (
        |words| words.edge,
        &[
            New::Component(Kind::Users),
            New::Component(Kind::Dns),
            New::Component(Kind::Cdn),
            New::Component(Kind::Balancer),
        ],
    ),
    (|words| words.compute, &[New::Component(Kind::Service), New::Component(Kind::Worker)]),
    (
        |words| words.data,
        &[
            New::Component(Kind::Sql),
            New::Component(Kind::KeyValue),
            New::Component(Kind::Cache),
            New::Component(Kind::Queue),
            New::Component(Kind::ObjectStorage),
            New::Component(Kind::BlockStorage),
        ],
    ),
    (
        |words| words.infrastructure,
        &[New::Component(Kind::Network), New::Component(Kind::Power), New::Component(Kind::External)],
    ),
    (
        |words| words.zones,
        &[
            New::Zone(ZoneKind::Region),
            New::Zone(ZoneKind::Zone),
            New::Zone(ZoneKind::Rack),
            New::Zone(ZoneKind::ReleaseTrain),
        ],
    ),
];

/// What the palette needs.
#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    /// The latest state, read when something is added.
    pub latest: Latest,
}

/// A press on the palette that may become a drag.
#[derive(Clone, Copy)]
struct Held {
    pointer: i32,
    new: New,
    x: i32,
    y: i32,
    is_drag: bool,
}

/// The palette.
#[component]
pub fn Palette(props: &Props) -> Html {
    let env = use_env();
    let words = env.lang.canvas();
    let held = use_mut_ref(|| None::<Held>);
    let stop = use_state(|| New::Component(Kind::Users));
    let keys = commands_keys();

    let button = |new: New| {
        let id = CommandId::Add(new);
        let name = id.words(words);
        let letter = keys.iter().find(|(other, _)| *other == id).map_or("", |(_, key)| key);
        let drag = Drag { held: Rc::clone(&held), env: env.clone(), latest: props.latest.clone() };
        let onclick = {
            let (env, latest, held) = (env.clone(), props.latest.clone(), Rc::clone(&held));
            Callback::from(move |_: MouseEvent| {
                // The click that ends a drag has done its work already.
                if held.borrow_mut().take().is_some_and(|held| held.is_drag) {
                    return;
                }
                let state = latest.now();
                if let Some(action) = id.run(&state, env.lang.canvas()) {
                    env.send(action);
                }
            })
        };
        let onfocus = {
            let stop = stop.clone();
            Callback::from(move |_: FocusEvent| stop.set(new))
        };
        html! {
            <button type="button" class="palette__item" key={command::icon(new)} {onclick} {onfocus}
                tabindex={if *stop == new { "0" } else { "-1" }} title={format!("{name} ({letter})", letter = letter.to_ascii_uppercase())}
                onpointerdown={drag.clone().down(new)} onpointermove={drag.clone().moved()}
                onpointerup={drag.clone().up()} onpointercancel={drag.cancel()}>
                { icon(command::icon(new)) }
                <span class="palette__name">{ name }</span>
                <kbd class="palette__key" aria-hidden="true">{ letter.to_ascii_uppercase() }</kbd>
            </button>
        }
    };
    html! {
        <nav class="palette" aria-label={words.palette}>
            <div class="palette__items" role="toolbar" aria-label={words.palette} onkeydown={walk_toolbar}>
                { for GROUPS.iter().enumerate().map(|(index, (title, items))| html! {
                    <div class="palette__group" key={index} role="group" aria-label={title(words)}>
                        <p class="palette__title" aria-hidden="true">{ title(words) }</p>
                        { for items.iter().map(|new| button(*new)) }
                    </div>
                }) }
            </div>
            <p class="palette__hint">{ words.palette_hint }</p>
        </nav>
    }
}

/// Each command's first key.
fn commands_keys() -> Vec<(CommandId, &'static str)> {
    command::commands().iter().filter_map(|row| Some((row.id, row.keys.first()?.key))).collect()
}

/// Dragging from the palette onto the canvas.
#[derive(Clone)]
struct Drag {
    held: Rc<RefCell<Option<Held>>>,
    env: Env,
    latest: Latest,
}

impl Drag {
    fn is_in_the_hand(&self) -> bool {
        matches!(self.latest.now().gesture, Gesture::Place { .. })
    }

    fn down(self, new: New) -> Callback<PointerEvent> {
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            // A second finger drops what the first one holds.
            if self.held.borrow().is_some_and(|held| held.is_drag) && self.is_in_the_hand() {
                self.env.send(Action::Gesture(Gesture::None));
                return;
            }
            *self.held.borrow_mut() = Some(Held {
                pointer: event.pointer_id(),
                new,
                x: event.client_x(),
                y: event.client_y(),
                is_drag: false,
            });
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(button) = target.and_then(|target| target.closest("button").ok().flatten()) {
                let _ = button.set_pointer_capture(event.pointer_id());
            }
        })
    }

    fn moved(self) -> Callback<PointerEvent> {
        Callback::from(move |event: PointerEvent| {
            let mut slot = self.held.borrow_mut();
            let Some(held) = slot.as_mut().filter(|held| held.pointer == event.pointer_id()) else { return };
            let threshold = if event.pointer_type() == "touch" { 6 } else { 4 };
            let far = (event.client_x() - held.x).abs().max((event.client_y() - held.y).abs()) >= threshold;
            if !held.is_drag && !far {
                return;
            }
            let state = self.latest.now();
            // Esc, or a second finger, has dropped it: it does not come back.
            if held.is_drag && !self.is_in_the_hand() {
                return;
            }
            held.is_drag = true;
            let name = fresh_name(&state.plan, held.new, command::new_name(held.new, self.env.lang.canvas()));
            let at = over_canvas(event.client_x(), event.client_y(), state.view);
            self.env.send(Action::Gesture(Gesture::Place { new: held.new, name: name.into(), at }));
        })
    }

    fn up(self) -> Callback<PointerEvent> {
        Callback::from(move |_: PointerEvent| {
            if !self.held.borrow().is_some_and(|held| held.is_drag) {
                return;
            }
            let is_over = matches!(self.latest.now().gesture, Gesture::Place { at: Some(_), .. });
            self.env.send(if is_over { Action::Commit } else { Action::Gesture(Gesture::None) });
        })
    }

    fn cancel(self) -> Callback<PointerEvent> {
        Callback::from(move |_: PointerEvent| {
            if self.held.borrow_mut().take().is_some_and(|held| held.is_drag) {
                self.env.send(Action::Gesture(Gesture::None));
            }
        })
    }
}

/// The canvas point under a point of the page; none outside the canvas.
fn over_canvas(x: i32, y: i32, view: View) -> Option<Point> {
    let corner = hit::drawing()?.get_bounding_client_rect();
    let (x, y) = (f64::from(x), f64::from(y));
    let is_inside = x > corner.left() && x < corner.right() && y > corner.top() && y < corner.bottom();
    is_inside.then(|| view.to_canvas(Point { x: x - corner.left(), y: y - corner.top() }))
}
