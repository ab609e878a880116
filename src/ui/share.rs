//! The share dialog: the link, the file, and plans that were set aside.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::env::{Env, Shown, use_env};
use super::field::worded_button;
use super::modal::{Props as Dialog, modal};
use super::notice::notices;
use super::record::record_part;
use crate::app::{Action, Notice};
use crate::browser::exchange::{self, Copied, Picked, Picker};
use crate::browser::storage;
use crate::format::{Decoded, Error, export, import, link};
use crate::i18n::exchange::ExchangeWords;
use crate::i18n::share::ShareWords;
use crate::model::{Plan, limits};
use crate::ui::element::html;
use crate::ui::hooks::{use_mut_ref, use_node_ref};

/// What is shared.
#[derive(Properties)]
pub struct Props {
    /// It is open.
    pub is_open: bool,
    /// The plan as committed.
    pub plan: Rc<Plan>,
    /// What follows from it, while the dialog is open.
    pub shown: Option<Shown>,
    /// The latest message: what lies under a dialog can neither be read nor dismissed.
    pub notice: Option<Notice>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.is_open == other.is_open
            && Rc::ptr_eq(&self.plan, &other.plan)
            && self.shown == other.shown
            && self.notice == other.notice
    }
}

/// The dialog; keep it mounted.
#[component]
pub fn Share(props: &Props) -> Html {
    let env = use_env();
    let words = ShareWords::of(env.lang);
    let field = use_node_ref();
    // Dropped, a picker would hear nothing.
    let picker = use_mut_ref(|| None::<Picker>);
    let body = if props.is_open {
        html! {
            <div class="share">
                { link_part(&env, &props.plan, &field) }
                { file_part(&env, &props.plan, picker) }
                { props.shown.as_ref().map(|shown| record_part(&env, shown)) }
                { aside(&env) }
                { notices(&env, props.notice.as_ref()) }
            </div>
        }
    } else {
        Html::default()
    };
    let onclose = env.callback(|()| Action::Dialog(None));
    modal(Dialog { class: "share-dialog", title: words.title.into(), is_open: props.is_open, onclose, children: body })
}

fn link_part(env: &Env, plan: &Plan, field: &NodeRef) -> Html {
    let words = ShareWords::of(env.lang);
    let Some(url) = exchange::share_url(plan) else {
        return html! { <p class="share__part">{ words.file_only }</p> };
    };
    let copy = {
        let (url, field, env) = (url.clone(), field.clone(), env.clone());
        Callback::from(move |_: MouseEvent| {
            let (field, env) = (field.clone(), env.clone());
            exchange::copy(&url, move |copied| {
                if copied == Copied::ByHand
                    && let Some(field) = field.cast::<HtmlInputElement>()
                {
                    let _ = field.focus();
                    field.select();
                }
                env.send(Action::Notice(Some(match copied {
                    Copied::Copied => Notice::LinkCopied,
                    Copied::ByHand => Notice::CopyByHand,
                })));
            });
        })
    };
    html! {
        <section class="share__part">
            <p class="secondary">{ words.lead }</p>
            <label class="share__label" for="share-link">{ words.link }</label>
            <div class="share__row">
                <input ref={field.clone()} id="share-link" class="share__link" type="text" readonly=true value={url.clone()} data-share-link="" />
                { worded_button("button button--primary", "copy", words.copy, copy) }
            </div>
            <p class="secondary share__length">{ (words.length)(url.chars().count()) }</p>
        </section>
    }
}

fn file_part(env: &Env, plan: &Rc<Plan>, picker: Rc<RefCell<Option<Picker>>>) -> Html {
    let words = ShareWords::of(env.lang);
    let exchange_words = ExchangeWords::of(env.lang);
    let save = {
        let plan = Rc::clone(plan);
        Callback::from(move |_: MouseEvent| {
            exchange::download(&export::file_name(&plan), &export::to_file(&plan));
        })
    };
    let open = {
        let env = env.clone();
        Callback::from(move |_: MouseEvent| {
            let env = env.clone();
            let picked = exchange::pick_file(move |picked| match picked {
                Picked::File { bytes, .. } => match import::read(&bytes) {
                    Ok(decoded) => open_plan(&env, decoded),
                    Err(error) => env.send(Action::Notice(Some(Notice::BadLink(error)))),
                },
                Picked::Unreadable => env.send(Action::Notice(Some(Notice::FileUnreadable))),
                Picked::TooLong(bytes) => {
                    let error = Error::TooLong { bytes, limit: limits::FILE_BYTES };
                    env.send(Action::Notice(Some(Notice::BadLink(error))));
                }
            });
            *picker.borrow_mut() = picked;
        })
    };
    html! {
        <section class="share__part">
            <h3>{ words.file }</h3>
            <p class="secondary">{ words.file_lead }</p>
            <div class="share__row">
                { worded_button("button", "download", exchange_words.save_file, save) }
                { worded_button("button", "folder-open", exchange_words.open_file, open) }
            </div>
        </section>
    }
}

fn open_plan(env: &Env, decoded: Decoded) {
    let notice = Notice::mended(&decoded);
    env.send(Action::Open(Rc::new(decoded.plan)));
    env.send(Action::Dialog(None));
    env.send(Action::Notice(notice));
}

/// Plans that a link or another tab has taken the place of.
fn aside(env: &Env) -> Html {
    let words = ShareWords::of(env.lang);
    let plans: Vec<Decoded> = storage::aside().iter().filter_map(|slot| link::reopen(&slot.body).ok()).collect();
    if plans.is_empty() {
        return Html::default();
    }
    let row = |(index, decoded): (usize, Decoded)| {
        let name = if decoded.plan.name.is_empty() { "Nines" } else { &decoded.plan.name };
        let text = (words.aside_row)(name, decoded.plan.topology.components.len());
        let env = env.clone();
        let open = Callback::from(move |_: MouseEvent| open_plan(&env, decoded.clone()));
        html! {
            <li class="share__aside" key={index}>
                <span>{ text }</span>
                <button type="button" class="button button--small" onclick={open}>{ words.open }</button>
            </li>
        }
    };
    html! {
        <section class="share__part">
            <h3>{ words.aside }</h3>
            <p class="secondary">{ words.aside_lead }</p>
            <ul role="list">{ for plans.into_iter().enumerate().map(row) }</ul>
        </section>
    }
}
