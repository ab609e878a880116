//! How sure the choice is: how often it stays the best while the inputs are drawn from where they may lie.

use yew::prelude::*;

use super::context;
use crate::app::{Action, Topic};
use crate::engine::win::{FEWEST, Tally};
use crate::i18n::studies as say;
use crate::ui::element::html;
use crate::ui::env::{Env, Shown};
use crate::ui::field::section;

/// What has been drawn, once there is enough of it; never while something else is looked at.
fn told(shown: &Shown) -> Option<&Tally> {
    shown.studied.win.as_deref().filter(|tally| tally.draws >= FEWEST && shown.preview.is_none())
}

/// The share in a line, where it is known: it stands beside the recommendation.
pub(super) fn line(env: &Env, shown: &Shown) -> Html {
    told(shown).map_or_else(Html::default, |tally| {
        html! {
            <p class="verdict__small" title={say::win_how(env.lang, tally)} data-win="">{ say::win_share(env.lang, tally) }</p>
        }
    })
}

/// The fold; open, it asks the worker.
pub(super) fn win(env: &Env, shown: &Shown) -> Html {
    let words = say::words(env.lang);
    if shown.plan.topology.components.is_empty() {
        return Html::default();
    }
    let ontoggle = env.callback(|is_open| Action::Study(Topic::Win, is_open));
    section(false, "win", words.win, "", (shown.topics.contains(&Topic::Win), ontoggle), &|| {
        let studied = &shown.studied;
        let is_nothing = studied.is_over || studied.win.as_ref().is_some_and(|tally| tally.draws == 0);
        match told(shown) {
            Some(tally) => html! {
                <div class="win" data-tally={studied.is_win_final.then_some("")}>
                    <p><strong>{ say::win_share(env.lang, tally) }</strong></p>
                    <ul class="verdict__reasons">
                        { for say::win_details(context(env.lang, shown), tally).into_iter().map(|line| html! { <li>{ line }</li> }) }
                    </ul>
                    if !studied.is_win_final && !studied.is_over { <p class="verdict__small">{ words.refining }</p> }
                </div>
            },
            None if is_nothing => html! { <p class="verdict__small">{ words.nothing_drawn }</p> },
            None => html! { <p class="verdict__small" role="status">{ words.drawing }</p> },
        }
    })
}
