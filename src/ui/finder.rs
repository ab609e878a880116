//! The finder: a field, and below it what fits, to be chosen by arrows and Enter or by a click. What fits is decided by
//! `app::finder`; here it is drawn and run.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::env::{Env, Latest, use_env};
use super::field::icon;
use super::modal::{Props as Dialog, modal};
use super::shortcuts::chord;
use crate::app::finder::{Found, Target, found};
use crate::app::{Action, State};
use crate::ui::element::html;
use crate::ui::hooks::{Kept, use_effect_with, use_state_eq};

/// What the finder looks through.
#[derive(Properties, Clone)]
pub struct Props {
    /// It is open.
    pub is_open: bool,
    /// The page's state.
    pub state: Rc<State>,
    /// The state as it is now, for what is chosen.
    pub latest: Latest,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.is_open == other.is_open && (!self.is_open || Rc::ptr_eq(&self.state, &other.state))
    }
}

/// The dialog; keep it mounted.
#[component]
pub fn Finder(props: &Props) -> Html {
    let env = use_env();
    let words = env.lang.canvas();
    let typed = use_state_eq(String::new);
    let at = use_state_eq(|| 0_usize);
    {
        let (typed, at) = (typed.clone(), at.clone());
        use_effect_with(props.is_open, move |_| {
            typed.set(String::new());
            at.set(0);
        });
    }
    use_effect_with((*at, (*typed).clone()), |_| scroll_to_chosen());
    let body = if props.is_open { body(&env, props, &typed, &at) } else { Html::default() };
    let onclose = env.callback(|()| Action::Dialog(None));
    modal(Dialog { class: "finder", title: words.find.into(), is_open: props.is_open, onclose, children: body })
}

fn body(env: &Env, props: &Props, typed: &Kept<String>, at: &Kept<usize>) -> Html {
    let words = env.lang.canvas();
    let rows = Rc::new(found(&props.state, typed));
    let here = (**at).min(rows.len().saturating_sub(1));
    let choose = {
        let (env, lang, latest) = (env.clone(), env.lang, props.latest.clone());
        Rc::new(move |row: &Found| {
            let action = match row.target {
                Target::Command(id) => id.run(&latest.now(), lang.canvas()),
                Target::Item(item) => Some(Action::Reveal(item)),
            };
            if let Some(action) = action {
                env.send(Action::Dialog(None));
                env.send(action);
            }
        })
    };
    let oninput = {
        let (typed, at) = (typed.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            typed.set(field.map(|field| field.value()).unwrap_or_default());
            at.set(0);
        })
    };
    let onkeydown = {
        let (at, rows, choose) = (at.clone(), Rc::clone(&rows), Rc::clone(&choose));
        Callback::from(move |event: KeyboardEvent| {
            let last = rows.len().saturating_sub(1);
            match event.key().as_str() {
                _ if event.is_composing() => return,
                "ArrowDown" => at.set(if here == last { 0 } else { here + 1 }),
                "ArrowUp" => at.set(here.checked_sub(1).unwrap_or(last)),
                "Enter" => {
                    if let Some(row) = rows.get(here) {
                        choose(row);
                    }
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let option = |(index, row): (usize, &Found)| {
        let onclick = {
            let (row, choose) = (row.clone(), Rc::clone(&choose));
            Callback::from(move |_: MouseEvent| choose(&row))
        };
        html! {
            <li key={index} id={option_id(index)} class="finder__row" role="option" aria-selected={(index == here).to_string()}
                aria-disabled={row.is_idle.then_some("true")} {onclick}>
                if row.icon.is_empty() { <span class="icon"></span> } else { { icon(row.icon) } }
                <span class="finder__name">{ row.name.clone() }</span>
                <span class="finder__sort">{ if row.is_idle { words.is_idle } else { row.sort } }</span>
                if let Some(key) = row.key.as_ref() { <kbd>{ chord(key) }</kbd> }
            </li>
        }
    };
    let count = rows.len();
    html! {
        <>
            <input class="finder__field" type="text" role="combobox" aria-expanded="true" aria-controls="finder-list" aria-autocomplete="list"
                aria-activedescendant={(count > 0).then(|| option_id(here))} aria-label={words.find} placeholder={words.find_hint}
                autocomplete="off" spellcheck="false" autofocus="" value={(**typed).clone()} {oninput} {onkeydown} />
            <ul id="finder-list" class="finder__list" role="listbox" aria-label={words.find_results}>{ for rows.iter().enumerate().map(option) }</ul>
            <p class="finder__none" role="status">{ if count == 0 { words.found_nothing } else { "" } }</p>
        </>
    }
}

fn option_id(index: usize) -> String {
    format!("found-{index}")
}

/// The chosen row is seen.
fn scroll_to_chosen() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document else { return };
    let find = |selector| document.query_selector(selector).ok().flatten();
    let (Some(list), Some(row)) = (find(".finder__list"), find(".finder__row[aria-selected=\"true\"]")) else { return };
    let (frame, rect) = (list.get_bounding_client_rect(), row.get_bounding_client_rect());
    let beyond = (rect.bottom() - frame.bottom()).max(0.0) - (frame.top() - rect.top()).max(0.0);
    list.set_scroll_top(list.scroll_top() + whole(beyond));
}

#[expect(clippy::cast_possible_truncation, reason = "a length on the screen")]
fn whole(px: f64) -> i32 {
    px.round() as i32
}
