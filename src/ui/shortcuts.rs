//! The sheet of shortcuts, read off the table of commands.

use yew::prelude::*;

use super::env::Env;
use super::modal::{Props, modal};
use crate::app::command::{Chord, Command, CommandId, Group, Step, commands};
use crate::app::{Action, Dialog, Settings};
use crate::i18n::canvas::CanvasWords;
use crate::ui::element::html;

/// The sheet of shortcuts; the settings are for the switch of one-letter shortcuts.
pub fn shortcuts(env: &Env, is_open: bool, settings: Settings) -> Html {
    let words = env.lang.canvas();
    let onclose = env.callback(|()| Action::Dialog(None));
    if !is_open {
        return modal(Props {
            class: "shortcuts",
            title: words.shortcuts.into(),
            is_open,
            onclose,
            children: Html::default(),
        });
    }
    let rows = commands();
    let toggle =
        env.callback(move |_: Event| Action::Settings(Settings { single_keys: !settings.single_keys, ..settings }));
    let children = html! {
        <>
            <p class="secondary">{ words.canvas_keys_hint }</p>
            <p><button type="button" class="button button--small" onclick={env.click(Action::Dialog(Some(Dialog::Terms)))}>{ words.terms }</button></p>
            <label class="shortcuts__switch">
                <input type="checkbox" checked={settings.single_keys} onchange={toggle} />
                { words.single_keys }
            </label>
            <div class="shortcuts__groups">
                { for Group::ALL.into_iter().map(|group| section(group, &rows, words)) }
                <section class="shortcuts__group">
                    <h3>{ words.group_mouse }</h3>
                    <dl class="shortcuts__list">
                        { for words.by_mouse.iter().map(|(how, what)| html! {
                            <div class="shortcuts__row" key={*how}><dt>{ *what }</dt><dd>{ *how }</dd></div>
                        }) }
                    </dl>
                </section>
            </div>
        </>
    };
    modal(Props { class: "shortcuts", title: words.shortcuts.into(), is_open, onclose, children })
}

fn section(group: Group, rows: &[Command], words: &CanvasWords) -> Html {
    let title = group.words(words);
    html! {
        <section class="shortcuts__group" key={title}>
            <h3>{ title }</h3>
            <dl class="shortcuts__list">
                { for rows.iter().filter(|row| row.group == group).filter_map(|row| line(row, words)) }
            </dl>
        </section>
    }
}

/// One command; the four directions of one command are one line.
fn line(row: &Command, words: &CanvasWords) -> Option<Html> {
    let keys: Vec<String> = match row.id {
        CommandId::Nudge(Step::Left) => vec!["← → ↑ ↓".to_owned()],
        CommandId::NudgeFar(Step::Left) => vec!["Shift + ← → ↑ ↓".to_owned()],
        CommandId::Pan(Step::Up) => vec!["PageUp".to_owned(), "PageDown".to_owned()],
        CommandId::Nudge(_) | CommandId::NudgeFar(_) | CommandId::Pan(_) => return None,
        CommandId::Undo
        | CommandId::Redo
        | CommandId::Connect
        | CommandId::AnyOf
        | CommandId::Duplicate
        | CommandId::Remove
        | CommandId::Fail
        | CommandId::MendAll
        | CommandId::Rename
        | CommandId::SelectAll
        | CommandId::Abort
        | CommandId::ZoomIn
        | CommandId::ZoomOut
        | CommandId::Fit
        | CommandId::FitSelection
        | CommandId::ActualSize
        | CommandId::Examples
        | CommandId::Share
        | CommandId::Shortcuts
        | CommandId::Find
        | CommandId::Tidy
        | CommandId::Clip(_)
        | CommandId::Menu
        | CommandId::Present
        | CommandId::AddStep
        | CommandId::Story
        | CommandId::Terms
        | CommandId::NextStep
        | CommandId::LastStep
        | CommandId::Add(_) => row.keys.iter().map(chord).collect(),
    };
    let name = row.id.words(words);
    Some(html! {
        <div class="shortcuts__row" key={name}>
            <dt>{ name }</dt>
            <dd>{ for keys.into_iter().map(|key| html! { <kbd>{ key }</kbd> }) }</dd>
        </div>
    })
}

/// Keys as a person reads them: "Ctrl+Shift+Z".
pub fn chord(chord: &Chord) -> String {
    let key = match (chord.key, chord.code) {
        ("Escape", _) => "Esc".to_owned(),
        ("Delete", _) => "Del".to_owned(),
        ("ContextMenu", _) => "Menu".to_owned(),
        ("ArrowLeft", _) => "←".to_owned(),
        ("ArrowRight", _) => "→".to_owned(),
        (_, "Digit0") => "0".to_owned(),
        (_, "Digit1") => "1".to_owned(),
        (_, "Digit2") => "2".to_owned(),
        (key, _) if key.len() == 1 => key.to_ascii_uppercase(),
        (key, _) => key.to_owned(),
    };
    let ctrl = if chord.ctrl { "Ctrl+" } else { "" };
    let shift = if chord.shift == Some(true) { "Shift+" } else { "" };
    format!("{ctrl}{shift}{key}")
}
