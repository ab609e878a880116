//! The downtime by cause: one stacked bar, its table, and the rule by which it is split.

use yew::prelude::*;

use super::Part;
use crate::engine::causes::{Breaks, Cause};
use crate::i18n::Lang;
use crate::i18n::breaks as say;
use crate::i18n::figures::{duration, fixed};
use crate::i18n::terms::Term;
use crate::model::Window;
use crate::ui::element::html;
use crate::ui::tip::term;

/// From this share of the bar on a part has room for its label.
const LABELLED: f64 = 0.16;

/// The class of a cause's colour.
fn class(cause: Cause) -> &'static str {
    match cause {
        Cause::Units => "cause cause--units",
        Cause::TakeoversWorked => "cause cause--worked",
        Cause::TakeoversFailed => "cause cause--failed",
        Cause::CommonCause => "cause cause--common",
        Cause::Zones => "cause cause--zones",
        Cause::Changes => "cause cause--changes",
        Cause::Planned => "cause cause--planned",
        Cause::Load => "cause cause--load",
    }
}

/// A cause's name, explained where it is a term of the field.
fn name(lang: Lang, cause: Cause) -> Html {
    let name = say::cause(lang, cause);
    let it = match cause {
        Cause::CommonCause => Term::CommonCause,
        Cause::TakeoversWorked => Term::Standby,
        Cause::TakeoversFailed => Term::Coverage,
        Cause::Zones => Term::Zone,
        Cause::Units | Cause::Changes | Cause::Planned | Cause::Load => return html! { { name } },
    };
    term(name, it.words(lang).1)
}

/// The bar and its twin.
pub(super) fn by_cause(part: Part<'_>, found: &Breaks) -> Html {
    let lang = part.env.lang;
    let parts: Vec<(Cause, f64)> =
        Cause::ALL.into_iter().map(|cause| (cause, found.causes.of(cause))).filter(|(_, u)| *u > 0.0).collect();
    let mut from = 0.0;
    let mut segments = Vec::new();
    for (cause, u) in &parts {
        let share = u / found.u;
        let percent = |share: f64| format!("{}%", fixed(share * 100.0, 3.0));
        segments.push(html! {
            <>
                <rect class={class(*cause)} x={percent(from)} width={percent(share)} height="100%" />
                if share >= LABELLED {
                    <text class="breaks__label" x={percent(from + share / 2.0)} y="50%" dy="0.35em" text-anchor="middle">
                        { duration(lang, u * Window::Year.hours()) }
                    </text>
                }
            </>
        });
        from += share;
    }
    let row = |(cause, u): &(Cause, f64)| {
        html! {
            <tr>
                <th scope="row">
                    <svg class="breaks__swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class={class(*cause)} width="10" height="10" rx="2" /></svg>
                    { name(lang, *cause) }
                </th>
                <td>{ part.at.down(*u) }</td>
                <td>{ say::whole_percent(u / found.u) }</td>
            </tr>
        }
    };
    let children = html! {
        <>
            <svg class="breaks__bar" role="img" aria-label={say::sentence(lang, found.u, &parts)}>{ for segments }</svg>
            <table class="breaks__table">
                <thead><tr>{ for part.words.columns.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
                <tbody>{ for parts.iter().map(row) }</tbody>
            </table>
            <details class="breaks__fold">
                <summary>{ part.words.rule }</summary>
                <ul>{ for part.words.rules.iter().map(|rule| html! { <li>{ *rule }</li> }) }</ul>
            </details>
        </>
    };
    part.section("causes", part.words.by_cause, None, children)
}
