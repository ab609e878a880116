//! The verdict: the answer first, whether it is good enough, what it costs, what to do, and why.
//! It only shows: every figure comes from the report and the recommendation.

mod applying;
mod choices;
mod costs;
mod front;
mod lints;
pub mod live;
mod mission;
mod preview;
mod swings;
mod win;

use yew::prelude::*;

use crate::app::Action;
use crate::engine::report::{Diagnostic, JourneyReport, Outcome, Standing};
use crate::i18n::Lang;
use crate::i18n::figures::availability;
use crate::i18n::reasons::{Context, advice};
use crate::i18n::verdict as say;
use crate::i18n::weigh;
use crate::model::{ComponentId, Item};
use crate::ui::element::html;
use crate::ui::env::{Env, Shown, use_env};
use crate::ui::field::icon;
use crate::ui::how::{formula, opening};

pub use live::LiveResult;

/// What follows from the plan, and whether a recommendation has just been applied.
#[derive(Clone, PartialEq, Properties)]
pub struct VerdictProps {
    /// What follows from it.
    pub shown: Shown,
    /// Undo stands where Apply stood.
    pub just_applied: bool,
}

/// The answer, what to do about it, and the figures behind it.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let env = use_env();
    let shown = &props.shown;
    html! {
        <div class={if shown.refining { "verdict verdict--refining" } else { "verdict" }} data-verdict="">
            { lead(env.lang, shown) }
            { advise(&env, shown, props.just_applied) }
            { figures(env.lang, shown) }
            { other_journeys(env.lang, shown) }
        </div>
    }
}

/// What follows from the plan.
#[derive(Clone, PartialEq, Properties)]
pub struct ShownProps {
    /// What follows from it.
    pub shown: Shown,
}

/// The choice: what people forget, what else could be had, how sure it is, and every component's strategy with its reasons.
#[component]
pub fn Choose(props: &ShownProps) -> Html {
    let env = use_env();
    html! {
        <div class="verdict verdict--details">
            { lints::forgotten(&env, &props.shown) }
            { front::front(&env, &props.shown) }
            { win::win(&env, &props.shown) }
            { choices::choices(&env, &props.shown) }
        </div>
    }
}

/// What stands behind the verdict: what costs most, what moves the answer, what to look at.
#[component]
pub fn VerdictDetails(props: &ShownProps) -> Html {
    let env = use_env();
    let shown = &props.shown;
    html! {
        <div class="verdict verdict--details">
            { costs::costs_most(&env, shown) }
            { swings::swings(&env, shown) }
            { mission::mission(&env, shown) }
            { diagnostics(&env, shown) }
        </div>
    }
}

/// What a sentence about the shown plan needs.
fn context(lang: Lang, shown: &Shown) -> Context<'_> {
    Context { lang, topology: &shown.plan.topology, goal: &shown.plan.goal }
}

/// An action that shows a component in the inspector.
fn select(env: &Env, component: ComponentId) -> Callback<MouseEvent> {
    env.click(Action::Select([Item::Component(component)].into()))
}

/// Words with the glyph and the colour of how something stands.
fn standing(standing: Standing, words: String) -> Html {
    let class = match standing {
        Standing::Met => "verdict__standing tone-ok",
        Standing::Missed => "verdict__standing tone-fail",
        Standing::Unknown => "verdict__standing tone-unknown",
    };
    html! { <span {class}><span class="verdict__glyph" aria-hidden="true">{ say::glyph(standing) }</span>{ words }</span> }
}

/// A part under its heading; `class` is that of its list.
fn part(title: &'static str, class: &'static str, rows: Vec<Html>) -> Html {
    html! {
        <div class="verdict__part">
            <h3>{ title }</h3>
            <ul {class} role="list">{ for rows }</ul>
        </div>
    }
}

fn lead(lang: Lang, shown: &Shown) -> Html {
    let Some(worst) = shown.report.worst() else { return Html::default() };
    let words = say::words(lang);
    let named = shown.report.journeys.len() > 1 || worst.journey.is_some();
    let outages = say::outages(lang, worst);
    let mut how = say::downtime_formula(lang, worst, shown.report.exactness);
    if outages.is_some() {
        how.extend(say::outages_formula(lang, worst));
    }
    let refining = shown.refining.then(|| html! { <span class="verdict__refining">{ words.refining }</span> });
    html! {
        <div class="verdict__lead">
            if named {
                <p class="verdict__journey">{ say::leads(lang, &say::journey_name(lang, &shown.plan, worst)) }</p>
            }
            <details class="opens">
                <summary class="verdict__answer" title={words.downtime_title}>{ say::answer(lang, worst.u) }</summary>
                { formula(lang, how) }
            </details>
            <p class="verdict__target">
                { standing(worst.standing(), say::standing(lang, worst)) }
                <span class="verdict__goal">{ say::target(lang, worst.target_u) }</span>
                { refining }
            </p>
            if let Some(missed) = say::also_missed(lang, &shown.report) {
                <p class="verdict__target">{ standing(Standing::Missed, missed) }</p>
            }
            if let Some(outages) = outages { <p class="verdict__often">{ outages }</p> }
            if let Some(degraded) = say::degraded(lang, worst) {
                <p class="verdict__often" data-degraded="">
                    <span class="tone-watch" aria-hidden="true">{ "▲ " }</span>{ degraded }
                </p>
            }
            if let Some(band) = shown.weighed.as_ref().and_then(|weighed| weighed.band) {
                <p class={if shown.is_weighed { "verdict__often" } else { "verdict__often verdict__often--old" }}
                    title={weigh::band_title(lang, &band)} data-band="">{ weigh::band(lang, &band) }</p>
            }
        </div>
    }
}

fn figures(lang: Lang, shown: &Shown) -> Html {
    let Some(worst) = shown.report.worst() else { return Html::default() };
    let words = say::words(lang);
    let at = context(lang, shown);
    let window = shown.plan.goal.window;
    let report = &shown.report;
    let availability_how = say::availability_formula(lang, worst, window);
    let costs = report.components.iter().map(|(id, component)| {
        say::cost_line(at, &at.component(*id), component.figures.units, component.figures.cost_per_month)
    });
    let costs = std::iter::once(words.cost_title.to_owned()).chain(costs).collect();
    let figure = |title: String, text: String, small: Html, how: Vec<String>| {
        opening(lang, "verdict__figure opens", title.into(), html! { <><strong>{ text }</strong>{ small }</> }, how)
    };
    let allowed = html! {
        <span class="verdict__small" title={words.window_title}>{ say::window(lang, worst.u, worst.target_u, window) }</span>
    };
    let prices = html! {
        if shown.recommendation.equal_prices { <span class="verdict__small">{ words.equal_prices }</span> }
    };
    html! {
        <div class="verdict__figures">
            { figure(say::availability_title(lang, worst.u), availability(worst.u.high), allowed, availability_how) }
            { figure(words.cost_title.to_owned(), at.per_month(report.cost_per_month), prices, costs) }
        </div>
    }
}

/// The one sentence and the one button; after applying, Undo in its place.
fn advise(env: &Env, shown: &Shown, just_applied: bool) -> Html {
    if shown.preview.is_some() {
        return preview::preview(env, shown);
    }
    let lang = env.lang;
    let words = say::words(lang);
    let recommended = &shown.recommendation;
    let sentence = say::recommendation(context(lang, shown), &shown.plan, &shown.report, recommended);
    // What does not meet the goal can be applied too, but nobody is asked to.
    let (label, class) = match recommended.outcome {
        Outcome::Change | Outcome::Keep => (words.apply, "button button--large button--primary"),
        Outcome::OverBudget => (words.apply, "button button--large"),
        Outcome::Unreachable => (words.apply_best, "button button--large"),
        Outcome::Empty if shown.plan.topology.components.is_empty() => {
            return html! { <p class="verdict__sentence">{ sentence }</p> };
        }
        Outcome::Empty => {
            let sentence = if shown.refining { words.choosing } else { words.not_chosen };
            return html! { <p class="verdict__sentence">{ sentence }</p> };
        }
    };
    let proof =
        matches!(recommended.outcome, Outcome::Change | Outcome::Keep).then(|| say::proof(env.lang, recommended));
    let applied = just_applied.then(|| {
        let onclick = env.click(Action::Undo);
        html! {
            <p class="verdict__act">
                <button type="button" class="button button--large" data-undo-applied="" {onclick}>
                    { icon("undo") }{ words.undo }
                </button>
                <span class="verdict__applied tone-ok">{ icon("check") }{ words.applied }</span>
            </p>
        }
    });
    let button = recommended.edit(&shown.plan.topology, None).map(|edit| {
        let onclick = env.click(Action::ApplyRecommendation(edit));
        html! {
            <div class="verdict__act">
                <button type="button" {class} data-apply="" {onclick}>
                    { label }
                </button>
                { applying::applying(env, shown) }
            </div>
        }
    });
    // What was applied comes before what would be the next thing to apply: the sentence is about that.
    let (before, after) = if button.is_some() { (applied, button) } else { (None, applied) };
    html! {
        <div class="verdict__advice">
            <>{ before }</>
            <p class="verdict__sentence" title={proof.clone()}>{ sentence }</p>
            if let Some(gap) = proof.filter(|_| !recommended.proven) { <p class="verdict__small">{ gap }</p> }
            { win::line(env, shown) }
            <>{ after }</>
        </div>
    }
}

fn other_journeys(lang: Lang, shown: &Shown) -> Html {
    let report = &shown.report;
    let Some(worst) = report.worst() else { return Html::default() };
    let others: Vec<&JourneyReport> = report.journeys.iter().filter(|journey| !std::ptr::eq(*journey, worst)).collect();
    if others.is_empty() {
        return Html::default();
    }
    let row = |journey: &JourneyReport| {
        html! {
            <li key={journey.journey.map_or(0, |id| id.0)}>
                { standing(journey.standing(), say::journey_name(lang, &shown.plan, journey)) }
                <span class="verdict__small">
                    { say::other_journey(lang, journey) }
                </span>
            </li>
        }
    };
    let mut rows: Vec<Html> = others.into_iter().map(row).collect();
    if let Some(weighted) = say::weighted(lang, report) {
        rows.push(html! { <li key="weighted" class="verdict__small" data-weighted="">{ weighted }</li> });
    }
    part(say::words(lang).journeys, "verdict__journeys", rows)
}

fn diagnostics(env: &Env, shown: &Shown) -> Html {
    if shown.report.diagnostics.is_empty() {
        return Html::default();
    }
    let row = |(index, diagnostic): (usize, &Diagnostic)| {
        let advice = advice(context(env.lang, shown), diagnostic);
        let problem = match advice.component {
            Some(component) => html! {
                <button type="button" class="verdict__name" onclick={select(env, component)}>{ advice.problem }</button>
            },
            None => html! { <span>{ advice.problem }</span> },
        };
        html! {
            <li key={index}>
                <span class="verdict__glyph tone-watch" aria-hidden="true">{ "▲" }</span>
                <span>{ problem }<span class="verdict__small">{ advice.remedy }</span></span>
            </li>
        }
    };
    let rows = shown.report.diagnostics.iter().enumerate().map(row).collect();
    part(say::words(env.lang).look_at, "verdict__diagnostics", rows)
}
