//! The header: brand, the plan's name, the commands that act on the selection, and what concerns the whole page.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::env::{Env, use_env};
use super::field::{icon, icon_button};
use super::hit;
use super::mount::mount;
use crate::app::command::{Command, CommandId, commands};
use crate::app::{Action, SaveState, Settings, State, Theme};
use crate::i18n::Lang;
use crate::i18n::exchange::ExchangeWords;
use crate::model::{Edit, limits};
use crate::ui::element::html;
use crate::ui::hooks::use_node_ref;

/// What the header shows.
#[derive(Properties, Clone)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        // Neither the view nor a gesture is told here, so panning and dragging draw no toolbar anew.
        let (a, b) = (&self.state, &other.state);
        Rc::ptr_eq(&a.plan, &b.plan)
            && (a.past.is_empty(), a.future.is_empty()) == (b.past.is_empty(), b.future.is_empty())
            && a.selection == b.selection
            && a.failed == b.failed
            && a.presenting == b.presenting
            && (a.saved, a.settings, a.canvas_size) == (b.saved, b.settings, b.canvas_size)
    }
}

/// In the toolbar, group by group.
const TOOLS: [&[CommandId]; 3] = [
    &[CommandId::Undo, CommandId::Redo],
    &[CommandId::Connect, CommandId::AnyOf, CommandId::Duplicate, CommandId::Remove],
    &[CommandId::Fail, CommandId::MendAll],
];

/// The header.
#[component]
pub fn Header(props: &Props) -> Html {
    let env = use_env();
    let words = env.lang.canvas();
    let state = &props.state;
    let table = use_memo((), |()| commands());
    let button = |id: CommandId, with_text: bool| {
        let row = table.iter().find(|row| row.id == id)?;
        let action = id.run(state, words);
        let name = id.words(words);
        let onclick = action.clone().map(|action| env.click(action));
        Some(html! {
            <button type="button" key={name} class={if with_text { "button button--quiet" } else { "button button--quiet button--icon" }}
                aria-label={name} aria-disabled={action.is_none().then_some("true")} title={title(row, name)} {onclick}>
                { icon(row.icon) }
                if with_text { <span class="header__word">{ name }</span> }
            </button>
        })
    };
    let tool = |id: CommandId| {
        // Mending is offered only while something has failed, and then with its name, since it must be found.
        let is_mending = id == CommandId::MendAll;
        if is_mending && state.failed.is_empty() { None } else { button(id, is_mending) }
    };
    html! {
        <header class="header">
            <button type="button" class="button skip" onclick={|_: MouseEvent| { if let Some(drawing) = hit::drawing() { let _ = drawing.focus(); } }}>
                { words.skip_to_canvas }
            </button>
            <div class="header__brand">
                <svg class="header__mark" viewBox="0 0 24 24" aria-hidden="true">
                    <rect class="header__mark-ground" width="24" height="24" rx="6" />
                    <path class="header__mark-line" d="M16 10a4 4 0 1 0-8 0a4 4 0 0 0 8 0c0 4-1.5 7-5 9" />
                </svg>
                <h1 class="header__name">{ "Nines" }</h1>
                <p class="header__tagline header__word">{ words.tagline }</p>
            </div>
            { mount::<PlanName>("plan-name", PlanNameProps { name: state.plan.name.clone().into() }) }
            { save_note(&env, state.saved) }
            <div class="toolbar" role="group" aria-label={words.toolbar}>
                { for TOOLS.iter().enumerate().map(|(index, ids)| html! {
                    <div class="toolbar__group" key={index}>{ for ids.iter().filter_map(|id| tool(*id)) }</div>
                }) }
            </div>
            <div class="header__page">
                { button(CommandId::Examples, true).unwrap_or_default() }
                { button(CommandId::Share, true).unwrap_or_default() }
                { button(CommandId::Find, false).unwrap_or_default() }
                { stage_button(&env, state.presenting, &table) }
                { settings_buttons(&env, state.settings) }
                { button(CommandId::Shortcuts, false).unwrap_or_default() }
            </div>
        </header>
    }
}

/// Present, or stop presenting.
fn stage_button(env: &Env, is_on: bool, table: &[Command]) -> Html {
    let words = env.lang.canvas();
    let name = if is_on { words.leave_stage } else { words.present };
    let title = table.iter().find(|row| row.id == CommandId::Present).map(|row| title(row, name));
    html! {
        <button type="button" class="button button--quiet header__stage" aria-label={name} {title} onclick={env.click(Action::Present(!is_on))}>
            { icon(if is_on { "x" } else { "present" }) }
            <span class="header__word">{ name }</span>
        </button>
    }
}

fn title(row: &Command, name: &str) -> String {
    row.keys.first().map_or_else(|| name.to_owned(), |key| format!("{name} ({})", super::shortcuts::chord(key)))
}

#[derive(Properties, PartialEq)]
struct PlanNameProps {
    name: AttrValue,
}

/// The plan's name, to be changed in place. Enter or leaving the field keeps it, Esc drops it.
#[component]
fn PlanName(props: &PlanNameProps) -> Html {
    let env = use_env();
    let words = env.lang.canvas();
    let input = use_node_ref();
    let onchange = {
        let input = input.clone();
        env.callback(move |_: Event| {
            Action::Edit(Edit::RenamePlan(
                input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default(),
            ))
        })
    };
    let onkeydown = {
        let (input, name) = (input.clone(), props.name.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape"
                && !event.is_composing()
                && let Some(input) = input.cast::<HtmlInputElement>()
            {
                input.set_value(&name);
            }
        })
    };
    html! {
        <input ref={input} class="header__plan" id="plan-name" type="text" value={props.name.clone()} maxlength={limits::NAME_CHARS.to_string()}
            aria-label={words.plan_name} title={props.name.clone()} placeholder={words.unnamed_plan} autocomplete="off" spellcheck="false" {onchange} {onkeydown} />
    }
}

/// Whether the plan is kept.
fn save_note(env: &Env, saved: SaveState) -> Html {
    let words = ExchangeWords::of(env.lang);
    let (sprite, text) = match saved {
        SaveState::Saved => ("check", words.saved),
        SaveState::Unavailable => ("alert", words.storage_unavailable),
        SaveState::Full => ("alert", words.storage_full),
        SaveState::OtherTab => ("alert", words.other_tab),
    };
    html! {
        <p class={if saved == SaveState::Saved { "header__saved" } else { "header__saved is-watch" }} title={text}>
            { icon(sprite) }
            <span class="header__word">{ text }</span>
            if saved == SaveState::OtherTab {
                <button type="button" class="button button--small" onclick={env.click(Action::SaveHere)}>
                    { words.save_here }
                </button>
            }
        </p>
    }
}

/// Language and colours.
fn settings_buttons(env: &Env, settings: Settings) -> Html {
    let words = env.lang.canvas();
    let language = |lang: Lang, short: &'static str, name: &'static str| {
        html! {
            <button type="button" class="button button--quiet switch__side" aria-pressed={(settings.lang == lang).to_string()}
                lang={lang.tag()} title={name} onclick={env.click(Action::Settings(Settings { lang, ..settings }))}>
                { short }
            </button>
        }
    };
    let (sprite, name, next) = match settings.theme {
        Theme::System => ("system", words.theme_system, Theme::Light),
        Theme::Light => ("sun", words.theme_light, Theme::Dark),
        Theme::Dark => ("moon", words.theme_dark, Theme::Projector),
        Theme::Projector => ("present", words.theme_projector, Theme::System),
    };
    html! {
        <>
            <div class="switch" role="group" aria-label={words.language}>
                { language(Lang::Zh, "中文", "中文") }
                { language(Lang::En, "EN", "English") }
            </div>
            { icon_button("button button--quiet button--icon header__theme", sprite, name, false,
                env.click(Action::Settings(Settings { theme: next, ..settings }))) }
        </>
    }
}
