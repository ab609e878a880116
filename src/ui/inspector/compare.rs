//! The strategies of one component side by side: a row each, its details below when it is opened, and the
//! canvas as it would be. It only shows: the figures are those of the recommendation.

use std::rc::Rc;

use yew::prelude::*;

use super::component::Part;
use super::memory::Memory;
use crate::app::Action;
use crate::engine::placement::again::Again;
use crate::engine::report::{Alternative, Choice, WhyNot, Worst};
use crate::engine::{Cache, Setting};
use crate::i18n::formulas;
use crate::i18n::panel::names;
use crate::i18n::reasons::{self, Context};
use crate::i18n::strategies as say;
use crate::i18n::studies;
use crate::model::ordered::Map;
use crate::model::{Edit, Mode};
use crate::ui::element::html;
use crate::ui::field::lead;
use crate::ui::hooks::Kept;
use crate::ui::how::opening;
use crate::ui::steady::stay;

/// What a row shows.
struct Row<'a> {
    mode: Mode,
    best: Option<(&'a Alternative, Worst)>,
    /// Why not; of the recommended one, the limit that it breaks for want of a better.
    why: Option<WhyNot>,
    is_chosen: bool,
    /// The plan as committed runs it so.
    is_there: bool,
    /// What runs it so; none where it does already, or cannot.
    edit: Option<Rc<Edit>>,
    /// It is looked at.
    is_seen: bool,
}

/// The table; nothing where there is no choice.
pub(super) fn compare(part: Part<'_>, memory: &Kept<Memory>) -> Html {
    let Part { env, now, shown, .. } = part;
    let words = say::words(env.lang);
    let choice = shown.offered.choices.iter().find(|choice| choice.component == now.id);
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

/// The chosen strategy first, then the others in the order of the menu. A preview changes what is shown, not what is there.
fn rows<'a>(part: Part<'_>, choice: &'a Choice) -> Vec<Row<'a>> {
    let row = |mode, best: Option<(&'a Alternative, Worst)>, why, is_chosen| {
        let is_there = best.is_some_and(|(alternative, _)| alternative.is_how(part.component));
        let edit = best
            .filter(|_| !is_there)
            .map(|(alternative, _)| Rc::new(Edit::PutComponent(alternative.on(part.component).into())));
        let is_seen = edit.is_some() && part.shown.preview == edit;
        Row { mode, best, why, is_chosen, is_there, edit, is_seen }
    };
    let best = (&choice.chosen, choice.journey);
    let chosen = row(choice.chosen.strategy.mode(), Some(best), choice.breaks, true);
    let others = choice.rejected.iter().map(|rejected| {
        let best = rejected.best.as_ref().map(|(alternative, worst)| (alternative, *worst));
        row(rejected.mode, best, Some(rejected.why), false)
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
    // A row that is opened is looked at; one that is closed, no longer.
    let toggle = {
        let (env, memory, mode) = (part.env.clone(), memory.clone(), row.mode);
        let (edit, is_seen) = (row.edit.clone(), row.is_seen);
        Callback::from(move |event: MouseEvent| {
            memory.set(Memory { compared: (!is_open).then_some(mode), ..(*memory).clone() });
            if !is_open || is_seen {
                env.send(Action::Preview(edit.clone().filter(|_| !is_open)));
            }
            // The fields of the strategy that is looked at stand above the table.
            stay(&event);
        })
    };
    let name = row.best.map_or_else(|| names::mode(at.lang, row.mode).to_owned(), |(it, _)| say::row_name(at.lang, it));
    let cells: Vec<String> = match row.best {
        Some((alternative, worst)) => say::cells(at, &alternative.figures, worst).into(),
        None => vec!["–".to_owned(); words.columns.len() - 1],
    };
    let class = match (row.is_chosen, row.is_seen) {
        (true, true) => "compare__row compare__row--chosen is-seen",
        (true, false) => "compare__row compare__row--chosen",
        (false, true) => "compare__row is-seen",
        (false, false) => "compare__row",
    };
    html! {
        <tbody key={row.mode.slug()} data-compare={row.mode.slug()}>
            <tr {class} onclick={toggle}>
                <th scope="row">
                    <button type="button" class="compare__name" aria-expanded={is_open.to_string()}>
                        <span class="compare__mode">{ name }</span>
                        if row.is_there { <span class="compare__now">{ words.now }</span> }
                        if row.is_seen { <span class="compare__now">{ words.seen }</span> }
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
    let Part { env, component, .. } = part;
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
    let act = match &row.edit {
        Some(edit) => {
            let label = format!("{}{}{}", words.apply, at.lang.pick(": ", "："), say::row_name(at.lang, alternative));
            let (class, action) = if row.is_seen {
                ("button button--small button--primary", Action::ApplyPreview)
            } else {
                ("button button--small", Action::ApplyRecommendation((**edit).clone()))
            };
            html! {
                <p class="compare__ways">
                    <button type="button" {class} data-use="" aria-label={label} onclick={env.click(action)}>{ words.apply }</button>
                    if row.is_seen {
                        <button type="button" class="button button--small" onclick={env.click(Action::Preview(None))}>{ studies::words(at.lang).back }</button>
                    }
                </p>
            }
        }
        None => html! { <p class="section__lead">{ words.is_so }</p> },
    };
    let how = formulas::own(at, &alternative.on(component), &alternative.figures);
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
            { opening(at.lang, "opens", "".into(), html! { { formulas::heading(at.lang) } }, how) }
            { act }
        </div>
    }
}

/// When the component run so would serve again, by what it has lost; asked only for the row that is open.
fn again(part: Part<'_>, alternative: &Alternative) -> Vec<Again> {
    let plan = &part.shown.plan;
    let trial = alternative.on(part.now);
    let laws = Map::new();
    Setting { topology: &plan.topology, goal: &plan.goal, laws: &laws }.again(&trial, &mut Cache::default())
}
