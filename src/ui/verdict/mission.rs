//! The whole system over time, folded: how likely a month without an outage is, and how the chance to be down settles.

use yew::prelude::*;

use crate::app::Action;
use crate::i18n::chart as say;
use crate::i18n::verdict::journey_name;
use crate::ui::chart::mission_charts;
use crate::ui::element::html;
use crate::ui::env::{Env, Shown};
use crate::ui::field::section;

/// The fold; open, it asks the worker.
pub(super) fn mission(env: &Env, shown: &Shown) -> Html {
    let words = say::words(env.lang);
    let Some(worst) = shown.report.worst() else { return Html::default() };
    let journey = worst.journey.map(|_| journey_name(env.lang, &shown.plan, worst));
    section(false, "mission", words.mission, "", (shown.ahead, env.callback(Action::LookAhead)), &|| {
        let found = shown.mission.as_deref();
        html! {
            <div class={if shown.is_ahead { "swings" } else { "swings swings--old" }} data-mission={shown.is_ahead.then_some("")}>
                {
                    match found {
                        Some(found) if !found.moments.is_empty() => {
                            mission_charts(env.lang, found, journey.as_deref(), worst.target_u)
                        }
                        None if !shown.is_ahead => html! { <p class="verdict__small">{ words.looking }</p> },
                        Some(_) | None => html! { <p class="verdict__small">{ words.no_mission }</p> },
                    }
                }
            </div>
        }
    })
}
