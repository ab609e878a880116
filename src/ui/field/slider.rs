//! The slider of a number: it previews while it moves, falls on published values, and becomes one edit when it is let go.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::number::NumberProps;
use crate::app::tune::{Range, caught};
use crate::app::{Action, Gesture};
use crate::i18n::typical::name;
use crate::model::Span;
use crate::model::typical::Typical;
use crate::ui::element::html;
use crate::ui::env::Env;

/// What holds a slider.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Grip {
    hand: Hand,
    /// A pointer drags it, and does not ask for fine steps: it falls on published values.
    falls: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Hand {
    /// Nothing.
    #[default]
    Resting,
    /// A hand.
    Moving,
    /// A hand that has pressed Esc: what it does until it lets go counts no more.
    Dropped,
}

/// The width of a slider's thumb, in px: its middle travels over the rest.
const THUMB_PX: f64 = 16.0;

/// What a slider is told.
pub(super) struct Slider<'a> {
    pub(super) env: &'a Env,
    pub(super) props: &'a NumberProps,
    pub(super) label: &'static str,
    /// The value in words.
    pub(super) shown: AttrValue,
    pub(super) default: Option<f64>,
    /// Published values.
    pub(super) values: &'a [(f64, &'static Typical)],
    pub(super) grip: Rc<RefCell<Grip>>,
}

impl Slider<'_> {
    /// The slider with its marks.
    pub(super) fn view(self) -> Html {
        let Self { env, props, label, shown, default, values, grip } = self;
        let stops = props.range.stops();
        let value = props.value.unwrap_or(props.range.slider_min);
        let position = props.range.position(value).to_string();
        let oninput = {
            let (env, subject, knob, range) = (env.clone(), props.subject.clone(), props.knob, props.range);
            let (grip, rest, values) = (Rc::clone(&grip), position.clone(), values.to_vec());
            Callback::from(move |event: InputEvent| {
                let slider = event.target_unchecked_into::<HtmlInputElement>();
                if grip.borrow().hand == Hand::Dropped {
                    slider.set_value(&rest);
                    return;
                }
                grip.borrow_mut().hand = Hand::Moving;
                let Ok(position) = slider.value().parse() else { return };
                let way_px = f64::from(slider.client_width()) - THUMB_PX;
                let published = if grip.borrow().falls { caught(&values, &range, position, way_px) } else { None };
                let edit = subject.edit(knob, Some(published.unwrap_or_else(|| range.value(position))));
                if let Some(edit) = edit {
                    env.send(Action::Gesture(Gesture::Tune(Rc::new(edit))));
                }
            })
        };
        let onkeydown = {
            let (env, grip) = (env.clone(), Rc::clone(&grip));
            Callback::from(move |event: KeyboardEvent| {
                // Keys step finely, whatever a pointer did before.
                grip.borrow_mut().falls = false;
                if event.key() == "Escape" && grip.borrow().hand == Hand::Moving {
                    grip.borrow_mut().hand = Hand::Dropped;
                    env.send(Action::Gesture(Gesture::None));
                }
            })
        };
        let hold = {
            let grip = Rc::clone(&grip);
            Callback::from(move |event: PointerEvent| grip.borrow_mut().falls = !event.alt_key())
        };
        // What was dropped ends without a change.
        let let_go = {
            let grip = Rc::clone(&grip);
            Callback::from(move |_: PointerEvent| {
                if grip.borrow().hand == Hand::Dropped {
                    grip.borrow_mut().hand = Hand::Resting;
                }
            })
        };
        let onchange = env.callback(move |_: Event| {
            grip.borrow_mut().hand = Hand::Resting;
            Action::Commit
        });
        html! {
            <div class="slider">
                <input type="range" min="0" max={stops.to_string()} step="1" value={position}
                    aria-label={label} aria-valuetext={shown}
                    data-param={props.knob.slug()} data-bench={props.bench.then_some("")} {oninput} {onchange} {onkeydown}
                    onpointerdown={hold.clone()} onpointermove={hold} onpointerup={let_go.clone()} onpointercancel={let_go} />
                { marks(env, default, props.span, values, &props.range) }
            </div>
        }
    }
}

/// The marks under the slider: where the default stands, from where to where an interval goes, and published values.
fn marks(
    env: &Env,
    default: Option<f64>,
    span: Option<Span>,
    values: &[(f64, &'static Typical)],
    range: &Range,
) -> Html {
    let at = |value: f64| f64::from(range.position(value)) / f64::from(range.stops().max(1)) * 100.0;
    let default = default.map(|default| at(default).to_string());
    let span = span.map(|span| (at(span.low), at(span.high)));
    let values = values.iter().filter(|(value, _)| range.shows(*value));
    let published = values.map(|(value, typical)| {
        let x = at(*value).to_string();
        html! {
            <line class="slider__published" x1={x.clone()} x2={x} y1="1" y2="4"><title>{ name(env.lang, typical.case) }</title></line>
        }
    });
    html! {
        <svg class="slider__ticks" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            if let Some((a, b)) = span {
                <rect class="slider__span" x={a.min(b).to_string()} width={(a - b).abs().to_string()} y="1" height="2" />
            }
            { for published }
            if let Some(x) = default { <line class="slider__tick" x1={x.clone()} x2={x} y1="0" y2="4" /> }
        </svg>
    }
}
