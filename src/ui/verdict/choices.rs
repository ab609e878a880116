//! Component by component: what it runs as, what it should run as, why, and why nothing else.

use yew::prelude::*;

use super::{context, part, select};
use crate::app::Action;
use crate::engine::flip::Flip;
use crate::engine::report::{Choice, Rejected, WhyNot};
use crate::i18n::flips;
use crate::i18n::reasons::{self, Context, mode_of};
use crate::i18n::verdict as say;
use crate::model::ordered;
use crate::model::{Item, Kind};
use crate::ui::element::html;
use crate::ui::env::{Env, Shown};

/// The list of strategies by component, the changes first.
pub(super) fn choices(env: &Env, shown: &Shown) -> Html {
    let is_real = |choice: &&Choice| {
        let component = shown.plan.topology.components.get(&choice.component);
        component.is_some_and(|component| component.kind != Kind::Users)
    };
    let mut choices: Vec<&Choice> = shown.recommendation.choices.iter().filter(is_real).collect();
    if choices.is_empty() {
        return html! { <p class="verdict__small">{ env.lang.canvas().empty_text }</p> };
    }
    ordered::sort_by_key(&mut choices, |choice| !choice.is_change);
    let rows = choices.into_iter().map(|choice| row(env, shown, choice)).collect();
    part(say::words(env.lang).strategies, "verdict__choices", rows)
}

fn row(env: &Env, shown: &Shown, choice: &Choice) -> Html {
    let (lang, at) = (env.lang, context(env.lang, shown));
    let words = say::words(lang);
    let name = at.component(choice.component);
    let now = shown.plan.topology.components.get(&choice.component);
    let from = now.map_or(String::new(), |now| mode_of(lang, now.strategy.mode(), now.units()));
    let to = mode_of(lang, choice.chosen.strategy.mode(), choice.chosen.figures.units);
    let zones: Vec<String> = choice.chosen.placement.iter().filter_map(|p| p.zone).map(|id| at.zone(id)).collect();
    let step = if choice.is_change {
        let over = if zones.len() > 1 { format!(" · {}", zones.join(" + ")) } else { String::new() };
        html! {
            <span class="verdict__step">
                <span class="verdict__from">{ from }</span>
                <span aria-hidden="true">{ " → " }</span>
                <strong>{ to }</strong>{ over }
            </span>
        }
    } else {
        html! { <span class="verdict__step">{ to }<span class="verdict__small">{ words.keep }</span></span> }
    };
    let apply = choice.is_change.then(|| shown.recommendation.edit(&shown.plan.topology, Some(choice.component)));
    let apply = apply.flatten().map(|edit| {
        let onclick = env.click(Action::ApplyRecommendation(edit));
        html! {
            <button type="button" class="button button--quiet button--small verdict__apply"
                aria-label={say::apply_to(lang, &name)} {onclick}>{ words.apply }</button>
        }
    });
    let class = if choice.is_change { "verdict__choice verdict__choice--changed" } else { "verdict__choice" };
    html! {
        <li key={choice.component.0} {class}>
            <div class="verdict__choice-head">
                <button type="button" class="verdict__name" onclick={select(env, choice.component)}>{ &name }</button>
                { step }
                { apply }
            </div>
            <ul class="verdict__reasons">
                { for choice.reasons.iter().take(3).map(|reason| html! { <li>{ reasons::reason(at, reason) }</li> }) }
            </ul>
            { flips(env, shown, choice) }
            if !choice.rejected.is_empty() {
                <details class="verdict__why">
                    <summary>{ words.why_not_others }</summary>
                    <ul class="verdict__rejected" role="list">
                        { for choice.rejected.iter().filter(|it| !is_senseless(it)).map(|it| rejection(at, it)) }
                        { senseless(at, &choice.rejected) }
                    </ul>
                </details>
            }
        </li>
    }
}

/// What would change the choice: asked for by a button, since every answer is many choices made by the worker.
fn flips(env: &Env, shown: &Shown, choice: &Choice) -> Html {
    let words = flips::words(env.lang);
    if shown.flips_of != Some(choice.component) {
        let onclick = env.click(Action::AskFlips(choice.component));
        return html! { <button type="button" class="button button--quiet button--small verdict__flips" {onclick}>{ words.ask }</button> };
    }
    let Some(found) = &shown.flips else {
        return html! { <p class="verdict__small" role="status">{ words.looking }</p> };
    };
    let (at, mode) = (context(env.lang, shown), choice.chosen.strategy.mode());
    let row = |flip: &Flip| {
        html! { <li>{ flips::sentence(at, (Item::Component(choice.component), mode), flip) }</li> }
    };
    let others = shown.studied.others.as_ref().filter(|(id, _)| *id == choice.component).map(|(_, others)| others);
    html! {
        <div class="verdict__flips-found" role="status">
            if found.is_empty() {
                <p class="verdict__small">{ words.none }</p>
            } else {
                <ul class="verdict__reasons">{ for found.iter().take(FLIPS).map(row) }</ul>
            }
            { of_others(env, shown, others.map(|others| &***others), &row) }
        </div>
    }
}

/// What of everything else would change it: none while the worker looks for it.
fn of_others(env: &Env, shown: &Shown, found: Option<&[Flip]>, row: &dyn Fn(&Flip) -> Html) -> Html {
    let words = flips::words(env.lang);
    match found {
        None if shown.studied.is_over => Html::default(),
        None => html! { <p class="verdict__small">{ words.looking_at_others }</p> },
        Some([]) => html! { <p class="verdict__small" data-others="">{ words.none_of_others }</p> },
        Some(found) => html! {
            <>
                <p class="verdict__small">{ words.others }</p>
                <ul class="verdict__reasons" data-others="">{ for found.iter().take(FLIPS).map(row) }</ul>
            </>
        },
    }
}

/// Flip points that are said: the nearest.
const FLIPS: usize = 5;

fn rejection(at: Context<'_>, rejected: &Rejected) -> Html {
    let figures = rejected.best.as_ref().map(|(best, _)| {
        let figures = &best.figures;
        let figure =
            |(label, value): (&'static str, String)| html! { <span><dt>{ label }</dt><dd>{ value }</dd></span> };
        html! { <dl class="verdict__facts">{ for reasons::figures(at, figures).into_iter().map(figure) }</dl> }
    });
    html! {
        <li key={rejected.mode.slug()}>
            <p><strong>{ (at.lang.canvas().mode)(rejected.mode) }</strong>{ at.lang.pick(": ", "：") }{ reasons::why_not(at, &rejected.why) }</p>
            { figures }
        </li>
    }
}

fn is_senseless(rejected: &Rejected) -> bool {
    matches!(rejected.why, WhyNot::NotOnMenu)
}

/// The strategies that make no sense for the kind, in one line.
fn senseless(at: Context<'_>, rejected: &[Rejected]) -> Html {
    let names = rejected.iter().filter(|it| is_senseless(it)).map(|it| (at.lang.canvas().mode)(it.mode));
    let names = names.collect::<Vec<_>>().join(at.lang.pick(", ", "、"));
    if names.is_empty() {
        return Html::default();
    }
    let why = reasons::why_not(at, &WhyNot::NotOnMenu);
    html! { <li key="senseless" class="secondary">{ why }{ at.lang.pick(": ", "：") }{ names }</li> }
}
