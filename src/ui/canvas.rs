//! The canvas: layers of shapes under one transform, and the events that become actions. What a pointer means is
//! decided by `app::hand`; here positions are measured and captured, nothing more.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver, SvgElement};
use yew::prelude::*;

use super::env::{Env, Latest, Shown, use_env, use_view};
use super::glyph::classes;
use super::hint::hint;
use super::hit;
use super::layers::{Layers, Props as LayersProps};
use super::menu::{Menu, Props as MenuProps};
use super::mount::mount;
use super::overlay::overlay;
use super::view_buttons::{Props as ViewProps, ViewButtons};
use crate::app::geometry::{item_box, reading_order};
use crate::app::hand::{Grip, Hand, Press};
use crate::app::{Action, Dialog, Gesture, State, Tool};
use crate::model::limits;
use crate::model::{Item, Point};
use crate::ui::element::html;
use crate::ui::hooks::{use_effect_with, use_mut_ref, use_node_ref, use_state};

/// What the canvas shows.
#[derive(Properties, Clone)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// The plan in motion and what follows from it.
    pub shown: Shown,
    /// The state as it is now, for callbacks and the view.
    pub latest: Latest,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
            && self.shown == other.shown
            && Rc::ptr_eq(&self.shown.plan.layout, &other.shown.plan.layout)
    }
}

/// How long a finger rests before it extends the selection.
const LONG_PRESS_MS: u32 = 500;

/// The canvas with its buttons and hints.
#[component]
pub fn Canvas(props: &Props) -> Html {
    let env = use_env();
    let state = &props.state;
    let plan = &props.shown.plan;
    let frame = use_node_ref();
    let drawing = use_node_ref();
    let tab_stop = use_state(|| None::<Item>);
    let latest = props.latest.clone();
    let space = use_space();
    use_size(&frame, &env);
    use_wheel(&drawing, &env);
    use_focus_follows(state);
    let pointers = use_pointers(&drawing, &env, &latest, &space);

    let onfocusin = {
        let tab_stop = tab_stop.clone();
        let env = env.clone();
        let latest = latest.clone();
        Callback::from(move |event: FocusEvent| {
            let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
            let Some(item) = hit::item_of(&element) else { return };
            tab_stop.set(Some(item));
            if element.matches(":focus-visible").unwrap_or(false)
                && let Some(action) = pan_into_view(&latest.now(), item)
            {
                env.send(action);
            }
        })
    };

    let words = env.lang.canvas();
    let is_there = |item: &Item| item_box(plan, *item).is_some();
    let stop = tab_stop.filter(is_there).or_else(|| reading_order(plan).first().copied());
    let is_empty = plan.topology.components.is_empty() && plan.topology.zones.is_empty();
    let is_connecting = matches!(state.tool, Tool::ConnectFrom(_));
    let states = [
        (matches!(state.gesture, Gesture::Pan), "is-panning"),
        (matches!(state.gesture, Gesture::Drag { .. }), "is-dragging"),
        (is_connecting, "is-connecting"),
        (matches!(state.gesture, Gesture::Place { .. }), "is-placing"),
    ];
    let class = classes(&["canvas"], &states);
    html! {
        <section {class} ref={frame} aria-label={words.canvas}>
            <svg id="canvas" class="canvas__drawing" ref={drawing} role="application" aria-label={words.canvas}
                aria-describedby="canvas-help" tabindex={if is_empty { "0" } else { "-1" }}
                onpointerdown={pointers.down} onpointermove={pointers.moved} onpointerup={pointers.up}
                onpointercancel={pointers.cancel} ondblclick={pointers.double} {onfocusin}
                oncontextmenu={|event: MouseEvent| event.prevent_default()}>
                <defs>
                    <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <rect class="hatch" width="2" height="8" />
                    </pattern>
                </defs>
                { mount::<Board>("board", BoardProps { of: props.clone(), stop }) }
            </svg>
            <p id="canvas-help" class="visually-hidden">{ words.canvas_help }</p>
            // Each in a fragment: what comes and goes must not shift what stays, or the drawing would be made anew and
            // lose the focus, its listeners and the pointer.
            <>if is_empty {
                <div class="canvas__empty">
                    <p class="canvas__empty-title">{ words.empty_title }</p>
                    <p class="canvas__empty-text">{ words.empty_text }</p>
                    <button type="button" class="button button--primary" onclick={env.click(Action::Dialog(Some(Dialog::Examples)))}>
                        { words.open_example }
                    </button>
                </div>
            }</>
            <>if is_connecting {
                <p class="canvas__hint" role="status">{ words.connect_hint }</p>
            }</>
            { mount::<ViewButtons>("view", ViewProps { state: Rc::clone(state), latest: props.latest.clone() }) }
            <>if let Some(at) = state.menu {
                { mount::<Menu>("menu", MenuProps { state: Rc::clone(state), at }) }
            }</>
            <>{ state.hint.filter(|_| !is_empty && !is_connecting).map(|it| hint(&env, it)) }</>
        </section>
    }
}

#[derive(Properties, Clone, PartialEq)]
struct BoardProps {
    of: Props,
    /// Where Tab comes first.
    stop: Option<Item>,
}

/// What moves with the view: the dots of the ground and everything on it.
#[component]
fn Board(props: &BoardProps) -> Html {
    let env = use_env();
    let BoardProps { of: Props { state, shown, latest }, stop } = props;
    let view = use_view(latest);
    html! {
        <>
            <defs>
                <pattern id="dots" width="24" height="24" patternUnits="userSpaceOnUse"
                    patternTransform={format!("translate({} {}) scale({})", view.x, view.y, dot_scale(view.zoom))}>
                    <circle class="dot" cx="1" cy="1" r="1" />
                </pattern>
            </defs>
            <rect class="canvas__ground" width="100%" height="100%" fill="url(#dots)" />
            <g class={classes(&["board"], &[(view.zoom < FAR, "is-far")])}
                transform={format!("translate({} {}) scale({})", view.x, view.y, view.zoom)}>
                { mount::<Layers>("layers", LayersProps { state: Rc::clone(state), shown: shown.clone(), stop: *stop }) }
                { overlay(state, view, shown, env.lang) }
            </g>
        </>
    }
}

/// From farther away than at this zoom the small print of a shape is smaller than 5 px, and is not drawn.
const FAR: f64 = 0.4;

/// The dots stay apart however far out one looks.
fn dot_scale(zoom: f64) -> f64 {
    let mut scale = zoom;
    while scale < 0.6 {
        scale *= 2.0;
    }
    scale
}

/// Space is held: the next drag pans.
#[hook]
fn use_space() -> Rc<RefCell<bool>> {
    let held = use_mut_ref(|| false);
    let slot = Rc::clone(&held);
    use_effect_with((), move |()| {
        let listen = |name: &'static str, value: bool| {
            let slot = Rc::clone(&slot);
            web_sys::window().map(|window| {
                EventListener::new(&window, name, move |event| {
                    if let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>()
                        && key.code() == "Space"
                    {
                        *slot.borrow_mut() = value;
                    }
                })
            })
        };
        let listeners = [listen("keydown", true), listen("keyup", false)];
        move || drop(listeners)
    });
    held
}

/// Tells the state how large the canvas is, at once and whenever it changes.
#[hook]
fn use_size(frame: &NodeRef, env: &Env) {
    let env = env.clone();
    use_effect_with(frame.clone(), move |frame| {
        let element = frame.cast::<HtmlElement>();
        let closure = {
            let element = element.clone();
            Closure::<dyn FnMut()>::new(move || {
                if let Some(element) = &element {
                    env.send(Action::CanvasSize(f64::from(element.client_width()), f64::from(element.client_height())));
                }
            })
        };
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, &element) {
            observer.observe(element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(closure);
        }
    });
}

/// The wheel pans; with Ctrl or ⌘ (so a pinch on a trackpad too) it zooms at the pointer.
#[hook]
fn use_wheel(drawing: &NodeRef, env: &Env) {
    let env = env.clone();
    use_effect_with(drawing.clone(), move |drawing| {
        let listener = drawing.cast::<SvgElement>().map(|element| {
            let target = element.clone();
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&element, "wheel", options, move |event| {
                let Some(event) = event.dyn_ref::<web_sys::WheelEvent>() else { return };
                event.prevent_default();
                let unit = if event.delta_mode() == 0 { 1.0 } else { 16.0 };
                let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
                if event.ctrl_key() || event.meta_key() {
                    let at = place(&target, event.client_x(), event.client_y());
                    let factor = libm::exp2(-limits::clamped(dy, -60.0, 60.0) / 120.0);
                    env.send(Action::ZoomBy(factor, Some(at)));
                } else {
                    let (dx, dy) = if event.shift_key() && dx.abs() < f64::EPSILON { (dy, 0.0) } else { (dx, dy) };
                    env.send(Action::PanBy(-dx, -dy));
                }
            })
        });
        move || drop(listener)
    });
}

/// While the canvas has the focus, what becomes the one selected item gets it; when the focused item goes, the canvas.
#[hook]
fn use_focus_follows(state: &State) {
    let had_focus = use_mut_ref(|| false);
    // Asked while what had the focus is still drawn, and kept until an effect has seen it: a slow page may draw again
    // before the effects of the last drawing, and then what had the focus is gone already.
    // What a hand moves stays.
    *had_focus.borrow_mut() |= !state.gesture.moves() && has_focus();
    let selected = state.only_selected().filter(|item| !matches!(item, Item::Link(_)));
    {
        let had_focus = Rc::clone(&had_focus);
        use_effect_with((selected, Rc::as_ptr(&state.plan) as usize), move |(selected, _)| {
            let focused = hit::focused();
            let is_inside = has_focus();
            let was_lost = *had_focus.borrow() && focused.as_ref().is_some_and(|element| element.tag_name() == "BODY");
            if is_inside || was_lost {
                let target = selected.and_then(hit::element);
                if let Some(target) = target {
                    if !is_inside || focused.as_deref() != Some(target.as_ref()) {
                        let _ = target.focus();
                    }
                } else if was_lost && let Some(drawing) = hit::drawing() {
                    let _ = drawing.focus();
                }
            }
        });
    }
    use_effect(move || *had_focus.borrow_mut() = false);
}

/// The drawing, or something in it, has the focus.
fn has_focus() -> bool {
    hit::drawing().is_some_and(|drawing| drawing.contains(hit::focused().as_deref()))
}

/// Scrolls so that an item that has the focus is seen; none when it is.
fn pan_into_view(state: &State, item: Item) -> Option<Action> {
    let rect = item_box(&state.plan, item)?;
    let (width, height) = state.canvas_size;
    let (view, next) = (state.view, state.view.showing(rect, width, height));
    ((next.x - view.x).abs() + (next.y - view.y).abs() > 0.5).then_some(Action::View(next))
}

/// A point of the page, from the corner of the drawing.
fn place(drawing: &SvgElement, x: i32, y: i32) -> Point {
    from_corner(corner(drawing), x, y)
}

fn from_corner(corner: Point, x: i32, y: i32) -> Point {
    Point { x: f64::from(x) - corner.x, y: f64::from(y) - corner.y }
}

/// Where the drawing begins on the page.
fn corner(drawing: &SvgElement) -> Point {
    let rect = drawing.get_bounding_client_rect();
    Point { x: rect.left(), y: rect.top() }
}

/// Nothing above the drawing gets longer or scrolls: the page has columns.
fn stands_still() -> bool {
    let query = web_sys::window().and_then(|window| window.match_media("(min-width: 56.25em)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Where the drawing begins, since it was pressed and while it keeps its size: measuring that takes a good part of a frame.
type Pressed = Option<((f64, f64), Point)>;

/// The callbacks of the drawing.
struct Pointers {
    down: Callback<PointerEvent>,
    moved: Callback<PointerEvent>,
    up: Callback<PointerEvent>,
    cancel: Callback<PointerEvent>,
    double: Callback<MouseEvent>,
}

#[hook]
fn use_pointers(drawing: &NodeRef, env: &Env, latest: &Latest, space: &Rc<RefCell<bool>>) -> Pointers {
    let hand = use_mut_ref(Hand::default);
    let resting = use_mut_ref(|| None::<Timeout>);
    let last_was_touch = use_mut_ref(|| false);
    let pressed = use_mut_ref(|| Pressed::None);
    let tapped = use_tap_guard(drawing);

    let down = {
        let (drawing, env, latest, space) = (drawing.clone(), env.clone(), latest.clone(), Rc::clone(space));
        let (hand, resting, last_was_touch) = (Rc::clone(&hand), Rc::clone(&resting), Rc::clone(&last_was_touch));
        let pressed = Rc::clone(&pressed);
        Callback::from(move |event: PointerEvent| {
            let Some(drawing) = drawing.cast::<SvgElement>() else { return };
            let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
            let _ = drawing.set_pointer_capture(event.pointer_id());
            focus_pressed(&drawing, &target);
            // The browser would otherwise scroll on a middle press and take the focus back.
            event.prevent_default();
            let is_touch = event.pointer_type() == "touch";
            *last_was_touch.borrow_mut() = is_touch;
            let state = latest.now();
            let corner = corner(&drawing);
            *pressed.borrow_mut() = stands_still().then_some((state.canvas_size, corner));
            let press = Press {
                pointer: event.pointer_id(),
                at: from_corner(corner, event.client_x(), event.client_y()),
                grip: hit::grip_of(&target),
                is_touch,
                pans: event.button() == 1 || *space.borrow(),
                asks: event.button() == 2,
                extends: event.shift_key(),
            };
            send_all(&env, hand.borrow_mut().press(press, &state));
            let (hand, env, latest) = (Rc::clone(&hand), env.clone(), latest.clone());
            let rest = move || send_all(&env, hand.borrow_mut().long_press(&latest.now()));
            *resting.borrow_mut() = is_touch.then(|| Timeout::new(LONG_PRESS_MS, rest));
        })
    };
    let moved = {
        let (drawing, env, latest, hand) = (drawing.clone(), env.clone(), latest.clone(), Rc::clone(&hand));
        let pressed = Rc::clone(&pressed);
        Callback::from(move |event: PointerEvent| {
            let Some(drawing) = drawing.cast::<SvgElement>() else { return };
            let state = latest.now();
            let known = pressed.borrow().filter(|(size, _)| *size == state.canvas_size).map(|(_, corner)| corner);
            let at = from_corner(known.unwrap_or_else(|| corner(&drawing)), event.client_x(), event.client_y());
            send_all(&env, hand.borrow_mut().moved(event.pointer_id(), at, &state));
        })
    };
    let up = {
        let (drawing, env, latest, hand) = (drawing.clone(), env.clone(), latest.clone(), Rc::clone(&hand));
        let (resting, pressed) = (Rc::clone(&resting), Rc::clone(&pressed));
        Callback::from(move |event: PointerEvent| {
            let Some(drawing) = drawing.cast::<SvgElement>() else { return };
            resting.borrow_mut().take();
            *pressed.borrow_mut() = None;
            *tapped.borrow_mut() = event.pointer_type() == "touch";
            let at = place(&drawing, event.client_x(), event.client_y());
            let state = latest.now();
            send_all(&env, hand.borrow_mut().release(event.pointer_id(), at, &state));
        })
    };
    let cancel = {
        let (env, hand) = (env.clone(), Rc::clone(&hand));
        Callback::from(move |_: PointerEvent| {
            resting.borrow_mut().take();
            *pressed.borrow_mut() = None;
            send_all(&env, hand.borrow_mut().cancel());
        })
    };
    let double = {
        let env = env.clone();
        Callback::from(move |event: MouseEvent| {
            // The pointer is captured, so the event's target is the drawing; what lies under it is asked anew.
            let document = web_sys::window().and_then(|window| window.document());
            let under = document
                .and_then(|document| document.element_from_point(single(event.client_x()), single(event.client_y())));
            match under.as_ref().map(hit::grip_of) {
                Some(Grip::Body(item @ (Item::Component(_) | Item::Zone(_)))) => {
                    send_all(&env, vec![Action::Select([item].into()), Action::Rename]);
                }
                Some(Grip::Empty) if *last_was_touch.borrow() => env.send(Action::FitView),
                Some(Grip::Empty | Grip::Body(_) | Grip::Handle(_) | Grip::Corner(..) | Grip::Fail(_)) | None => {}
            }
        })
    };
    Pointers { down, moved, up, cancel, double }
}

/// A finger's tap on the drawing becomes a click a moment later, on what lies under it by then: a sheet or a menu that the
/// tap itself has opened. Such a click presses nothing. Set when a finger leaves the drawing.
#[hook]
fn use_tap_guard(drawing: &NodeRef) -> Rc<RefCell<bool>> {
    let tapped = use_mut_ref(|| false);
    let (guard, drawing) = (Rc::clone(&tapped), drawing.clone());
    use_effect_with((), move |()| {
        let listen = |name: &'static str, run: Box<dyn Fn(&web_sys::Event)>| {
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
            web_sys::window()
                .map(|window| EventListener::new_with_options(&window, name, options, move |event| run(event)))
        };
        let press = {
            let guard = Rc::clone(&guard);
            listen("pointerdown", Box::new(move |_| *guard.borrow_mut() = false))
        };
        let click = listen(
            "click",
            Box::new(move |event| {
                // What a key or a script presses counts no clicks.
                let is_pressed = event.dyn_ref::<MouseEvent>().is_some_and(|click| click.detail() > 0);
                let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                let is_inside = drawing.cast::<Element>().is_some_and(|drawing| drawing.contains(target.as_deref()));
                if is_pressed && guard.replace(false) && !is_inside {
                    event.prevent_default();
                    event.stop_immediate_propagation();
                }
            }),
        );
        move || drop((press, click))
    });
    tapped
}

/// A press takes the focus to what was pressed, so that keys act on it.
fn focus_pressed(drawing: &SvgElement, target: &Element) {
    let holder = target.closest("[tabindex]").ok().flatten();
    let element = holder.and_then(|holder| holder.dyn_into::<SvgElement>().ok());
    let _ = element.as_ref().unwrap_or(drawing).focus();
}

fn send_all(env: &Env, actions: Vec<Action>) {
    for action in actions {
        env.send(action);
    }
}

#[expect(clippy::cast_precision_loss, reason = "a screen has fewer than 2^24 px")]
fn single(value: i32) -> f32 {
    value as f32
}
