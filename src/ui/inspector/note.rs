//! Assumptions, in the person's own words.

use yew::prelude::*;

use crate::i18n::panel::PanelWords;
use crate::model::limits;
use crate::ui::env::use_env;
use crate::ui::field::TextArea;

#[derive(Properties, PartialEq)]
pub(super) struct NoteProps {
    pub(super) value: AttrValue,
    pub(super) onchange: Callback<String>,
}

#[component]
pub(super) fn NoteFields(props: &NoteProps) -> Html {
    let words = PanelWords::of(use_env().lang);
    html! {
        <TextArea id="note-field" label={words.note} hide_label=true placeholder={words.note_hint} value={props.value.clone()}
            max_chars={limits::NOTE_CHARS} onchange={props.onchange.clone()} />
    }
}
