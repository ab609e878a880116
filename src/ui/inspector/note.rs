//! Assumptions, in the person's own words.

use yew::prelude::*;

use crate::i18n::panel::PanelWords;
use crate::model::limits;
use crate::ui::env::Env;
use crate::ui::field::{TextProps, text_field};

/// The field of a note.
pub(super) fn note_field(env: &Env, value: &str, onchange: Callback<String>) -> Html {
    let words = PanelWords::of(env.lang);
    text_field(TextProps {
        id: "note-field".into(),
        label: words.note.into(),
        value: value.to_owned().into(),
        max_chars: limits::NOTE_CHARS,
        is_long: true,
        hide_label: true,
        placeholder: words.note_hint.into(),
        complaint: None,
        onchange,
    })
}
