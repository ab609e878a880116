//! The strategies of one component side by side: a row each, its details below when it is opened. It only shows: the
//! figures are those of the recommendation.

use yew::prelude::*;

use super::component::Part;
use super::memory::Memory;
use crate::app::Action;
use crate::engine::placement::again::Again;
use crate::engine::report::{Alternative, Choice, WhyNot, Worst};
use crate::engine::{Cache, Setting};
use crate::i18n::panel::names;
use crate::i18n::reasons::{self, Context};
use crate::i18n::strategies as say;
use crate::model::ordered::Map;
use crate::model::{Component, Mode};
use crate::ui::element::html;
use crate::ui::field::lead;
use crate::ui::hooks::Kept;

/// What a row shows.
struct Row<'a> {
    mode: Mode,
    best: Option<(&'a Alternative, Worst)>,
    /// Why not; of the recommended one, the limit that it breaks for want of a better.
    why: Option<WhyNot>,
    is_chosen: bool,
    is_there: bool,
}

/// The table; nothing where there is no choice.
pub(super) fn compare(part: Part<'_>, memory: &Kept<Memory>) -> Html {
    let Part { env, now, shown, .. } = part;
    let words = say::words(env.lang);
    let choice = shown.recommendation.choices.iter().find(|choice| choice.component == now.id);
    let Some(choice) = choice else { return html! {} };
    let at = Context { lang: env.lang, topology: &shown.plan.topology, goal: &shown.plan.goal };
    let mut rows = rows(part, choice);
    let senseless: Vec<&str> = rows
        .iter()
        .filter(|row| row.why == Some(WhyNot::NotOnMenu))
        .map(|row| names::mode(env.lang, row.mode))
        .collect();
    let senseless = senseless.join(env.lang.pick(", ", "、"));
    rows.retain(|row| row.why != Some(WhyNot::NotOnMenu));
    let heads = words.columns.iter().map(|(name, means)| {
        html! { <th scope="col" title={*means}>{ *name }</th> }
    });
    html! {
        <div class={if shown.refining { "compare compare--old" } else { "compare" }}>
            { lead(words.how) }
            <div class="compare__scroll" tabindex="0" role="region" aria-label={words.title}>
                <table class="compare__table">
                    <thead><tr>{ for heads }</tr></thead>
                    { for rows.iter().map(|row| view(part, at, row, memory)) }
                </table>
            </div>
            if !senseless.is_empty() {
                <p class="section__lead">{ words.senseless }{ env.lang.pick(": ", "：") }{ senseless }</p>
            }
        </div>
    }
}

/// The chosen strategy first, then the others in the order of the menu.
fn rows<'a>(part: Part<'_>, choice: &'a Choice) -> Vec<Row<'a>> {
    let topology = &part.shown.plan.topology;
    let is_there = |alternative: &Alternative| alternative.is_there(topology, choice.component);
    let chosen = Row {
        mode: choice.chosen.strategy.mode(),
        best: Some((&choice.chosen, choice.journey)),
        why: choice.breaks,
        is_chosen: true,
        is_there: is_there(&choice.chosen),
    };
    let others = choice.rejected.iter().map(|rejected| {
        let best = rejected.best.as_ref().map(|(alternative, worst)| (alternative, *worst));
        let is_there = best.is_some_and(|(alternative, _)| is_there(alternative));
        Row { mode: rejected.mode, best, why: Some(rejected.why), is_chosen: false, is_there }
    });
    std::iter::once(chosen).chain(others).collect()
}

/// How the recommended row stands: it may be only the best there is.
fn recommended(at: Context<'_>, row: &Row<'_>) -> (&'static str, &'static str, String) {
    let words = say::words(at.lang);
    let is_met = row.best.is_some_and(|(_, worst)| worst.is_met()) && row.why.is_none();
    if is_met {
        ("●", "tone-ok", words.recommended.to_owned())
    } else {
        ("▲", "tone-watch", words.best_there_is.to_owned())
    }
}

/// How another row stands: glyph, colour, words.
fn standing(at: Context<'_>, why: Option<&WhyNot>) -> (&'static str, &'static str, String) {
    match why {
        None => ("●", "tone-ok", say::words(at.lang).meets.to_owned()),
        Some(why @ (WhyNot::CostsMore { .. } | WhyNot::NoBetter)) => ("●", "tone-ok", say::short(at, why)),
        Some(why @ (WhyNot::Pinned | WhyNot::RuledOut | WhyNot::NeedsZones | WhyNot::NotOnMenu)) => {
            ("◌", "tone-unknown", say::short(at, why))
        }
        Some(
            why @ (WhyNot::OverCapacity { .. }
            | WhyNot::BreaksRto { .. }
            | WhyNot::BreaksRpo { .. }
            | WhyNot::BreaksLatency { .. }
            | WhyNot::ClosedToData { .. }
            | WhyNot::TooManySites { .. }
            | WhyNot::TooManyEndpoints { .. }
            | WhyNot::NeedsSkill { .. }
            | WhyNot::MissesTarget { .. }),
        ) => ("✖", "tone-fail", say::short(at, why)),
    }
}

fn view(part: Part<'_>, at: Context<'_>, row: &Row<'_>, memory: &Kept<Memory>) -> Html {
    let words = say::words(at.lang);
    let (glyph, tone, verdict) = if row.is_chosen { recommended(at, row) } else { standing(at, row.why.as_ref()) };
    let is_open = memory.compared == Some(row.mode);
    let toggle = {
        let (memory, mode) = (memory.clone(), row.mode);
        Callback::from(move |_: MouseEvent| {
            memory.set(Memory { compared: (!is_open).then_some(mode), ..(*memory).clone() });
        })
    };
    let name = row.best.map_or_else(|| names::mode(at.lang, row.mode).to_owned(), |(it, _)| say::row_name(at.lang, it));
    let cells: Vec<String> = match row.best {
        Some((alternative, worst)) => say::cells(at, &alternative.figures, worst).into(),
        None => vec!["–".to_owned(); words.columns.len() - 1],
    };
    let class = if row.is_chosen { "compare__row compare__row--chosen" } else { "compare__row" };
    html! {
        <tbody key={row.mode.slug()} data-compare={row.mode.slug()}>
            <tr {class}>
                <th scope="row">
                    <button type="button" class="compare__name" aria-expanded={is_open.to_string()} onclick={toggle}>
                        <span class="compare__mode">{ name }</span>
                        if row.is_there { <span class="compare__now">{ words.now }</span> }
                        <span class={format!("compare__verdict {tone}")}>
                            <span aria-hidden="true">{ glyph }{ " " }</span>{ verdict }
                        </span>
                    </button>
                </th>
                { for cells.into_iter().map(|cell| html! { <td>{ cell }</td> }) }
            </tr>
            if is_open {
                <tr class="compare__details"><td colspan={words.columns.len().to_string()}>{ details(part, at, row) }</td></tr>
            }
        </tbody>
    }
}

/// The whole reason, where the units go, when it serves again after what, and the button that makes it so.
fn details(part: Part<'_>, at: Context<'_>, row: &Row<'_>) -> Html {
    let Part { env, component, shown, .. } = part;
    let words = say::words(at.lang);
    let why = row.why.as_ref().map(|why| html! { <p>{ reasons::why_not(at, why) }</p> });
    let Some((alternative, _)) = row.best else { return html! { <div class="compare__detail">{ why }</div> } };
    let again = again(part, alternative);
    let line = |row: &Again| {
        html! {
            <tr>
                <th scope="row">{ say::disruption(at.lang, row) }</th>
                <td>{ say::time(at.lang, row.rto_h.median_h) }</td>
                <td>{ say::time(at.lang, row.rto_h.p95_h) }</td>
            </tr>
        }
    };
    let [_, half, most] = words.again_columns;
    let edit = alternative.edit(&shown.plan.topology, component.id).filter(|_| !row.is_there);
    let act = match edit {
        Some(edit) => {
            let label = format!("{}{}{}", words.apply, at.lang.pick(": ", "："), say::row_name(at.lang, alternative));
            let onclick = env.click(Action::ApplyRecommendation(edit));
            html! { <button type="button" class="button button--small" data-use="" aria-label={label} {onclick}>{ words.apply }</button> }
        }
        None => html! { <p class="section__lead">{ words.is_so }</p> },
    };
    html! {
        <div class="compare__detail">
            { why }
            <p class="section__lead">{ say::placed(at, &alternative.placement) }</p>
            if !again.is_empty() {
                <table class="losses compare__again">
                    <thead><tr><th scope="col">{ words.again }</th><td>{ half }</td><td>{ most }</td></tr></thead>
                    <tbody>{ for again.iter().map(line) }</tbody>
                </table>
            }
            { act }
        </div>
    }
}

/// When the component run so would serve again, by what it has lost; asked only for the row that is open.
fn again(part: Part<'_>, alternative: &Alternative) -> Vec<Again> {
    let plan = &part.shown.plan;
    let trial =
        Component { strategy: alternative.strategy, placement: alternative.placement.clone(), ..(**part.now).clone() };
    let laws = Map::new();
    Setting { topology: &plan.topology, goal: &plan.goal, laws: &laws }.again(&trial, &mut Cache::default())
}
