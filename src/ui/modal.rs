//! A native dialog over the page: Esc and a click outside close it, and the focus returns to where it was.

use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::env::use_env;
use super::field::icon_button;
use super::mount::mount;
use crate::ui::element::html;
use crate::ui::hooks::{use_effect_with, use_mut_ref, use_node_ref};

/// What a dialog shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Its heading.
    pub title: AttrValue,
    /// It is open.
    pub is_open: bool,
    /// Called when the person closes it.
    pub onclose: Callback<()>,
    /// A class of its own.
    pub class: &'static str,
    /// What it holds; drawn only while it is open.
    pub children: Html,
}

/// A dialog; its class tells it from the others.
pub fn modal(props: Props) -> Html {
    mount::<Modal>(props.class, props)
}

/// A dialog. Keep it mounted: closing it by the browser is what gives the focus back.
#[component]
fn Modal(props: &Props) -> Html {
    let words = use_env().lang.canvas();
    let dialog = use_node_ref();
    // A dialog that gives way to another one closes too, and that is nobody's wish.
    let is_wanted = use_mut_ref(|| false);
    is_wanted.replace(props.is_open);
    {
        let dialog = dialog.clone();
        use_effect_with(props.is_open, move |is_open| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                if *is_open && !dialog.open() {
                    let _ = dialog.show_modal();
                } else if !*is_open && dialog.open() {
                    dialog.close();
                }
            }
        });
    }
    {
        let onclose = props.onclose.clone();
        use_effect_with((dialog.clone(), onclose), move |(dialog, onclose)| {
            let listeners = dialog.cast::<HtmlDialogElement>().map(|dialog| {
                let closed = onclose.clone();
                let is_wanted = Rc::clone(&is_wanted);
                let outside = onclose.clone();
                let itself = dialog.clone();
                [
                    EventListener::new(&dialog, "close", move |_| {
                        if *is_wanted.borrow() {
                            closed.emit(());
                        }
                    }),
                    EventListener::new(&dialog, "click", move |event| {
                        let Some(event) = event.dyn_ref::<web_sys::MouseEvent>() else { return };
                        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
                        let is_ground = target.is_some_and(|target| target.is_same_node(Some(&itself)));
                        let rect = itself.get_bounding_client_rect();
                        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
                        let is_outside = x < rect.left() || x > rect.right() || y < rect.top() || y > rect.bottom();
                        if is_ground && is_outside {
                            outside.emit(());
                        }
                    }),
                ]
            });
            move || drop(listeners)
        });
    }
    let close = props.onclose.reform(|_: MouseEvent| ());
    html! {
        <dialog ref={dialog} class={format!("modal {}", props.class)} aria-label={props.title.clone()}>
            if props.is_open {
                <div class="modal__head">
                    <h2 class="modal__title">{ props.title.clone() }</h2>
                    { icon_button("button button--quiet button--icon", "x", words.close, false, close) }
                </div>
                { props.children.clone() }
            }
        </dialog>
    }
}
