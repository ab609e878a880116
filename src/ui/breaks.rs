//! What breaks the worst journey: its downtime by cause, what to fix first, single points, what takes it down together.
//! Computed only while the panel is open, and kept while topology and goal stay.

mod buy;
mod causes;
mod tables;
mod way;

use std::rc::Rc;

use yew::prelude::*;

use super::verdict::ShownProps;
use crate::app::Action;
use crate::engine::causes::{Breaks, costliest};
use crate::engine::cut_sets::{CutSet, Failed};
use crate::engine::{Budget, Cache, breaks};
use crate::i18n::breaks as say;
use crate::i18n::figures::downtime;
use crate::i18n::reasons::Context;
use crate::i18n::verdict as verdict_words;
use crate::model::ordered::{self, Set};
use crate::model::{Goal, Item, LinkId, Need, Recovery, SetId, Topology, Window};
use crate::ui::element::html;
use crate::ui::env::{Env, Shown, use_env};
use crate::ui::hit;
use crate::ui::hooks::use_mut_ref;

/// Things to fix that are shown.
const FIXES: usize = 6;
/// Cut sets that are shown at once, and when more are asked for.
const SETS: (usize, usize) = (6, 40);

/// The latest answer and what it is about.
#[derive(Default)]
struct Kept {
    cache: Cache,
    about: Option<(Rc<Topology>, Rc<Goal>)>,
    answer: Option<Rc<Breaks>>,
}

impl Kept {
    fn answer(&mut self, shown: &Shown) -> Option<Rc<Breaks>> {
        let (topology, goal) = (&shown.plan.topology, &shown.plan.goal);
        let is_known = |(of, with): &(Rc<Topology>, Rc<Goal>)| Rc::ptr_eq(of, topology) && Rc::ptr_eq(with, goal);
        if !self.about.as_ref().is_some_and(is_known) {
            self.answer = breaks(topology, goal, Budget::FRAME, &mut self.cache).map(Rc::new);
            self.about = Some((Rc::clone(topology), Rc::clone(goal)));
        }
        self.answer.clone()
    }
}

/// What a part of the panel is told.
#[derive(Clone, Copy)]
struct Part<'a> {
    env: &'a Env,
    shown: &'a Shown,
    at: Context<'a>,
    words: &'static say::Words,
}

impl Part<'_> {
    fn name(self, item: Item) -> String {
        match item {
            Item::Component(id) => self.at.component(id),
            Item::Zone(id) => self.at.zone(id),
            Item::Link(_) => String::new(),
        }
    }

    fn recovery(self, item: Item) -> Option<Recovery> {
        let topology = &self.shown.plan.topology;
        match item {
            Item::Component(id) => topology.components.get(&id).map(|component| component.recovery),
            Item::Zone(id) => topology.zones.get(&id).map(|zone| zone.recovery),
            Item::Link(_) => None,
        }
    }

    /// A cut set as a sentence.
    fn sentence(self, journey: Option<&str>, set: &CutSet) -> String {
        let is_plain = |item: &Failed, hours: f64| matches!(item, Failed::Item(_)) && hours <= 0.0;
        if set.members.iter().all(|member| is_plain(&member.what, member.after.hours())) {
            let names: Vec<String> = set.items().map(|item| self.name(item)).collect();
            return say::cut_set(self.env.lang, journey, &names);
        }
        let member = |what: Failed, hours: f64| match what {
            Failed::Item(item) => say::Member::Down(self.name(item), hours),
            Failed::Switch(set) => {
                let spares = self.spares(set).into_iter().filter_map(|link| {
                    let link = self.shown.plan.topology.links.get(&link)?;
                    Some(self.at.component(link.to))
                });
                say::Member::Switch(verdict_words::list(self.env.lang, &spares.collect::<Vec<_>>()))
            }
        };
        let members: Vec<say::Member> =
            set.members.iter().map(|found| member(found.what, found.after.hours())).collect();
        say::lasting_cut_set(self.env.lang, journey, &members)
    }

    /// What a person fails to see a cut set at work: where a switch does not, the links to what it would switch to.
    fn failed_with(self, set: &CutSet) -> Set<Item> {
        let of = |what: Failed| match what {
            Failed::Item(item) => vec![item],
            Failed::Switch(set) => self.spares(set).into_iter().map(Item::Link).collect(),
        };
        set.members.iter().flat_map(|member| of(member.what)).collect()
    }

    /// The links of a set that are not in use from the start.
    fn spares(self, set: SetId) -> Vec<LinkId> {
        let topology = &self.shown.plan.topology;
        let needed = topology.sets.get(&set).map_or(1, |set| set.needed);
        let links = topology.links.values().filter(|link| link.need == Need::OneOf(set)).map(|link| link.id);
        links.skip(usize::try_from(needed).unwrap_or(usize::MAX)).collect()
    }

    /// A part under its heading.
    fn section(self, slug: &'static str, title: &'static str, hint: Option<&'static str>, children: Html) -> Html {
        html! {
            <section class="breaks__part" data-breaks={slug} key={slug}>
                <h3>{ title }</h3>
                if let Some(hint) = hint { <p class="breaks__hint">{ hint }</p> }
                { children }
            </section>
        }
    }
}

/// A key of one member of a cut set.
fn key_of(what: Failed, hours: f64) -> String {
    match what {
        Failed::Item(item) => format!("{} {hours} ", hit::key(item)),
        Failed::Switch(set) => format!("s{} ", set.0),
    }
}

/// The panel.
#[component]
pub fn BreaksPanel(props: &ShownProps) -> Html {
    let env = use_env();
    let kept = use_mut_ref(Kept::default);
    let shown = &props.shown;
    let words = say::words(env.lang);
    let Some(worst) = shown.report.worst().filter(|worst| worst.u.high > 0.0) else {
        return html! { <p class="breaks breaks__hint">{ words.nothing }</p> };
    };
    let found = kept.borrow_mut().answer(shown);
    let at = Context { lang: env.lang, topology: &shown.plan.topology, goal: &shown.plan.goal };
    let part = Part { env: &env, shown, at, words };
    let journey = verdict_words::journey_name(env.lang, &shown.plan, worst);
    html! {
        <div class="breaks">
            if shown.report.journeys.len() > 1 {
                <p class="breaks__hint">{ verdict_words::leads(env.lang, &journey) }</p>
            }
            if let Some(found) = &found {
                { causes::by_cause(part, found) }
                { way::way(part) }
            } else {
                <p class="breaks__hint">{ words.too_large }</p>
            }
            { fix_first(part, found.as_deref()) }
            { buy::buy_next(part) }
            { single_points(part) }
            if let Some(found) = &found {
                { together(part, found, worst.journey.map(|_| journey.as_str())) }
                { tables::importances(part, found) }
            }
            { tables::windows(part, worst) }
        </div>
    }
}

/// Components and zones by what would go without them.
fn fix_first(part: Part<'_>, found: Option<&Breaks>) -> Html {
    let report = &part.shown.report;
    let components = report.components.iter().map(|(id, own)| (own.cost_of_faults_u, Item::Component(*id)));
    let zones = report.zones.iter().map(|(id, own)| (own.cost_of_faults_u, Item::Zone(*id)));
    let mut ranked: Vec<(f64, Item)> = components.chain(zones).filter(|(u, _)| *u > 0.0).collect();
    ordered::sort_by(&mut ranked, |a, b| b.0.total_cmp(&a.0));
    let row = |(u, item): &(f64, Item)| {
        let item = *item;
        let causes = found.and_then(|found| found.items.get(&item)).map(|share| share.causes);
        let step = causes.zip(part.recovery(item)).and_then(|(causes, recovery)| costliest(&causes, &recovery));
        html! {
            <li key={hit::key(item)}>
                <button type="button" class="breaks__row" onclick={part.env.click(Action::Select([item].into()))}>
                    <span class="breaks__name">{ part.name(item) }</span>
                    <strong class="breaks__figure">{ part.at.down(*u) }</strong>
                    if let Some((step, share)) = step {
                        <span class="breaks__hint breaks__step">{ say::costliest(part.env.lang, step, share) }</span>
                    }
                </button>
            </li>
        }
    };
    let rows = html! { <ol class="breaks__rows" role="list">{ for ranked.iter().take(FIXES).map(row) }</ol> };
    part.section("fix", part.words.fix_first, Some(part.words.fix_first_how), rows)
}

/// What takes some journey down alone.
fn single_points(part: Part<'_>) -> Html {
    let report = &part.shown.report;
    let components = report.components.iter().filter(|(_, own)| own.is_bare());
    let zones = report.zones.iter().filter(|(_, own)| own.is_single_point && own.u > 0.0);
    let items = components.map(|(id, _)| Item::Component(*id)).chain(zones.map(|(id, _)| Item::Zone(*id)));
    let chips: Vec<Html> = items
        .map(|item| {
            html! {
                <li key={hit::key(item)}>
                    <button type="button" class="button button--small" onclick={part.env.click(Action::Select([item].into()))}>
                        <span aria-hidden="true">{ "◇" }</span>{ part.name(item) }
                    </button>
                </li>
            }
        })
        .collect();
    let list = if chips.is_empty() {
        html! { <p class="breaks__hint">{ part.words.no_single_points }</p> }
    } else {
        html! { <ul class="breaks__chips" role="list">{ for chips }</ul> }
    };
    part.section("single", part.words.single_points, None, list)
}

/// Cut sets as sentences; a click fails just these.
fn together(part: Part<'_>, found: &Breaks, journey: Option<&str>) -> Html {
    let lang = part.env.lang;
    let Some(sets) = &found.cut_sets else {
        return html! { <p class="verdict__small">{ say::words(lang).no_sets }</p> };
    };
    let row = |set: &CutSet| {
        let key = set.members.iter().map(|member| key_of(member.what, member.after.hours())).collect::<String>();
        let onclick = part.env.click(Action::FailExactly(part.failed_with(set)));
        html! {
            <li {key}>
                <button type="button" class="breaks__row" {onclick}>
                    <span class="breaks__name">{ part.sentence(journey, set) }</span>
                    <span class="breaks__figure">{ downtime(lang, set.chance, Window::Year) }</span>
                </button>
            </li>
        }
    };
    let rest = sets.short.iter().skip(SETS.0).take(SETS.1);
    let children = html! {
        <>
            <ul class="breaks__rows" role="list">{ for sets.short.iter().take(SETS.0).map(row) }</ul>
            if sets.short.len() > SETS.0 {
                <details class="breaks__fold">
                    <summary>{ part.words.more }</summary>
                    <ul class="breaks__rows" role="list">{ for rest.map(row) }</ul>
                </details>
            }
            <p class="breaks__hint">
                { say::cut_set_count(lang, &sets.count.to_string(), sets.short.len(), sets.has_more) }
            </p>
        </>
    };
    part.section("together", part.words.together, Some(part.words.together_how), children)
}
