//! Assumptions, in the person's own words.

use yew::prelude::*;

use crate::i18n::panel::PanelWords;
use crate::model::limits;
use crate::ui::env::Env;
use crate::ui::field::TextField;

/// The field of a note.
pub(super) fn note_field(env: &Env, value: &str, onchange: Callback<String>) -> Html {
    let words = PanelWords::of(env.lang);
    html! {
        <TextField id="note-field" label={words.note} hide_label=true is_long=true placeholder={words.note_hint}
            value={value.to_owned()} max_chars={limits::NOTE_CHARS} {onchange} />
    }
}
