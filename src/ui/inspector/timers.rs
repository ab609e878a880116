//! The timer advisor: from the RTO and the loss of polls to the interval and the misses, with the settings around.

use std::rc::Rc;

use yew::prelude::*;

use super::component::Part;
use super::memory::{Memory, fold};
use crate::app::Action;
use crate::engine::timers::{Setting, Wish};
use crate::i18n::figures::duration;
use crate::i18n::timers as say;
use crate::model::{Edit, Param, Redundancy};
use crate::ui::element::html;
use crate::ui::field::{fact, section};
use crate::ui::hooks::Kept;

/// Polls closer than this are lost together, in s; who polls faster already knows.
const LEAST_INTERVAL_S: f64 = 1.0;
/// How many intervals and how many counts of misses are shown.
const AROUND: (usize, u32) = (5, 3);

/// The advisor's section.
pub(super) fn timers(part: Part<'_>, redundancy: &Redundancy, memory: &Kept<Memory>) -> Html {
    let lang = part.env.lang;
    let words = say::words(lang);
    let detection = &redundancy.detection;
    let Some(rto_h) = part.shown.plan.goal.rto_h else {
        return section(true, "timers", words.title, "", fold(memory, "timers"), &|| fact(words.no_rto));
    };
    if detection.poll_loss <= 0.0 {
        return section(true, "timers", words.title, "", fold(memory, "timers"), &|| fact(words.no_loss));
    }
    let wish = Wish {
        rto_h,
        switch_h: redundancy.switch_h,
        timeout_s: detection.timeout_s,
        poll_loss: detection.poll_loss,
        least_interval_s: detection.poll_interval_s.min(LEAST_INTERVAL_S),
    };
    let Some(best) = wish.best() else {
        return section(true, "timers", words.title, "", fold(memory, "timers"), &|| fact(words.too_late));
    };
    let every = duration(lang, best.interval_s / 3600.0);
    let digest = format!("{every} × {}", best.misses);
    section(true, "timers", words.title, &digest, fold(memory, "timers"), &|| {
        html! {
            <div class="timers" data-timers="">
                { fact(say::sentence(lang, &best, rto_h)) }
                { take(part, &best) }
                { table(part, &wish, &best) }
                <p class="verdict__small">{ words.cells }</p>
                <p class="verdict__small">{ words.rule }</p>
            </div>
        }
    })
}

/// The button that sets the best interval and misses in one step.
fn take(part: Part<'_>, best: &Setting) -> Html {
    let words = say::words(part.env.lang);
    let mut next = (**part.component).clone();
    let is_written =
        Param::PollInterval.write(&mut next, best.interval_s) && Param::Misses.write(&mut next, f64::from(best.misses));
    let is_new = is_written && next.strategy != part.component.strategy;
    let onclick = part.env.click(Action::Edit(Edit::PutComponent(Rc::new(next))));
    html! {
        <button type="button" class="button button--small timers__take" disabled={!is_new} {onclick}>
            { if is_new { words.take } else { words.taken } }
        </button>
    }
}

/// Intervals down, misses across.
fn table(part: Part<'_>, wish: &Wish, best: &Setting) -> Html {
    let lang = part.env.lang;
    let words = say::words(lang);
    let rows = wish.around(best, AROUND.0, AROUND.1);
    let heads = rows.first().into_iter().flatten().map(|setting| {
        html! { <th scope="col" key={setting.misses}>{ say::misses(lang, setting.misses) }</th> }
    });
    let cell = |setting: &Setting| {
        let is_best = (setting.interval_s.to_bits(), setting.misses) == (best.interval_s.to_bits(), best.misses);
        let (class, glyph, said) = match (is_best, setting.is_in_time) {
            (true, _) => ("timers__cell timers__cell--best", "●", words.best),
            (false, true) => ("timers__cell", "", ""),
            (false, false) => ("timers__cell timers__cell--late", "✖", words.late),
        };
        let [half, most] = say::noticed(lang, setting);
        html! {
            <td {class} key={setting.misses} title={said}>
                <span class="timers__mark" aria-hidden="true">{ glyph }</span>
                <span class="visually-hidden">{ said }</span>
                { half }
                <span>{ most }</span>
                <span class="verdict__small">{ say::rarity(lang, setting.false_per_h) }</span>
            </td>
        }
    };
    let row = |row: &Vec<Setting>| {
        let every = row.first().map_or_else(String::new, |first| duration(lang, first.interval_s / 3600.0));
        html! { <tr key={every.clone()}><th scope="row">{ every }</th>{ for row.iter().map(cell) }</tr> }
    };
    html! {
        <div class="timers__scroll" tabindex="0" role="region" aria-label={words.title}>
            <table class="timers__table">
                <thead><tr><th scope="col">{ words.corner }</th>{ for heads }</tr></thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
