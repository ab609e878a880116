//! The decision record: goal, options, recommendation and assumptions as Markdown, and the assumptions as data for print.
//!
//! It computes nothing: every figure comes from a report or the recommendation.

use super::story;
use super::tune::Subject;
use crate::engine::flip::Flip;
use crate::engine::report::{Choice, Figures, Outcome, Recommendation, Report, Standing, WhyNot};
use crate::i18n::Lang;
use crate::i18n::figures::{availability, downtime, duration, money, number};
use crate::i18n::input::{Terms, show, show_span};
use crate::i18n::panel::{names, params};
use crate::i18n::reasons::{Context, mode_of, reason, why_not};
use crate::i18n::record as say;
use crate::i18n::{flips, verdict, wishes};
use crate::model::param::PARAMS;
use crate::model::{Component, ComponentId, Fault, Item, Mode, Param, Plan, Skill, Window, ZoneId};

/// What a record is made of.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// The language it is written in.
    pub lang: Lang,
    /// The plan on the board.
    pub plan: &'a Plan,
    /// What follows from it.
    pub report: &'a Report,
    /// What to choose.
    pub recommendation: &'a Recommendation,
    /// Other options: their titles and what follows from them.
    pub options: &'a [(String, Report)],
    /// What would change the choice for a component, where it has been asked.
    pub flips: Option<(ComponentId, &'a [Flip])>,
    /// The address that opens the plan.
    pub link: Option<&'a str>,
}

/// A number that the answer rests on, and for which things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// What it is called.
    pub label: String,
    /// It, with its unit.
    pub value: String,
    /// What has it.
    pub of: Vec<String>,
    /// Where it comes from.
    pub source: String,
}

/// The numbers that the answer rests on, those that several things share in one row: of laws and strategies all, of the
/// rest what a person has set.
pub fn assumptions(lang: Lang, plan: &Plan) -> Vec<Assumption> {
    let mut rows: Vec<Assumption> = Vec::new();
    let mut put = |name: &str, label: String, value: String, source: String| match rows
        .iter_mut()
        .find(|row| row.label == label && row.value == value && row.source == source)
    {
        Some(row) if row.of.last().is_some_and(|last| last == name) => {}
        Some(row) => row.of.push(name.to_owned()),
        None => rows.push(Assumption { label, value, of: vec![name.to_owned()], source }),
    };
    let topology = &plan.topology;
    let terms = Terms { lang, currency: &plan.goal.currency, load_unit: plan.goal.load_unit };
    // By parameter first, so that the same figures of several components meet.
    for row in &PARAMS {
        for component in topology.components.values() {
            let Some(value) = stated(component, row.param) else { continue };
            let (name, mode) = (story::name(topology, Item::Component(component.id)), component.strategy.mode());
            let text = match component.spans.get(&row.param) {
                Some(span) => show_span(terms, row.unit.into(), *span),
                None => show(terms, row.unit.into(), value),
            };
            let is_default = !component.spans.contains_key(&row.param) && is_default(component, row.param, value);
            put(&name, label(lang, row.param, mode), text, source(lang, component, row.param, is_default));
        }
        for zone in topology.zones.values() {
            let Some(value) = row.param.read_zone(zone).filter(|_| zone.fault != Fault::Never) else { continue };
            let name = story::name(topology, Item::Zone(zone.id));
            let text = match zone.spans.get(&row.param) {
                Some(span) => show_span(terms, row.unit.into(), *span),
                None => show(terms, row.unit.into(), value),
            };
            put(&name, label(lang, row.param, Mode::Single), text, zone_source(lang, plan, zone.id, row.param, value));
        }
    }
    rows
}

/// A component's number that belongs into a record.
fn stated(component: &Component, param: Param) -> Option<f64> {
    let value = param.read(component)?;
    let is_in_use = component.fault != Fault::Never || param >= Param::Capacity;
    // What is left at "none" or "no limit" is no assumption.
    let is_stated = param < Param::Capacity || !is_default(component, param, value);
    (is_in_use && is_stated).then_some(value)
}

fn is_default(component: &Component, param: Param, value: f64) -> bool {
    param.default_on(component).is_some_and(|default| (default - value).abs() <= 1e-9 * default.abs().max(value.abs()))
}

fn label(lang: Lang, param: Param, mode: Mode) -> String {
    let words = params::param(lang, param, mode);
    if words.symbol.is_empty() { words.label.to_owned() } else { format!("{} {}", words.label, words.symbol) }
}

/// Where a number comes from: a person has set it, else the evidence for the default.
fn source(lang: Lang, component: &Component, param: Param, is_default: bool) -> String {
    if is_default { names::evidence(lang, param.evidence_on(component)) } else { say::words(lang).entered.to_owned() }
}

fn zone_source(lang: Lang, plan: &Plan, id: ZoneId, param: Param, value: f64) -> String {
    let entered = || say::words(lang).entered.to_owned();
    let Some(zone) = plan.topology.zones.get(&id) else { return entered() };
    let (subject, knob) = (Subject::Zone(zone.clone()), super::tune::Knob::Param(param));
    let default = subject.default_of(knob).filter(|_| !zone.spans.contains_key(&param));
    let is_default = default.is_some_and(|default| (default - value).abs() <= 1e-9 * default.abs().max(value.abs()));
    match subject.evidence_of(knob).filter(|_| is_default) {
        Some(evidence) => names::evidence(lang, evidence),
        None => entered(),
    }
}

/// The record as Markdown.
pub fn markdown(record: &Record<'_>) -> String {
    let words = say::words(record.lang);
    let parts = [
        head(record),
        part(words.goal, &goal(record)),
        part(words.options, &options(record)),
        part(words.recommendation, &recommendation(record)),
        changes(record).map(|lines| part(words.would_change, &lines)).unwrap_or_default(),
        part(words.assumptions, &assumed(record)),
        record.link.map(|link| part(words.plan, &[format!("<{link}>")])).unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

fn part(title: &str, lines: &[String]) -> String {
    format!("## {title}\n\n{}", lines.join("\n"))
}

/// `text` with what Markdown would take for its own marks escaped.
pub fn plain(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            safe.push('\\');
        }
        safe.push(if letter == '\n' { ' ' } else { letter });
    }
    safe
}

fn head(record: &Record<'_>) -> String {
    let words = say::words(record.lang);
    let name = if record.plan.name.is_empty() { words.unnamed } else { &record.plan.name };
    format!("# {}\n\n{}\n{}", plain(&say::title(record.lang, name)), words.status, words.date)
}

fn goal(record: &Record<'_>) -> Vec<String> {
    let (lang, goal) = (record.lang, &record.plan.goal);
    let at = context(record);
    let journeys = record.report.journeys.iter().map(|journey| {
        let allowed = downtime(lang, journey.target_u, Window::Year);
        say::target(
            lang,
            &plain(&verdict::journey_name(lang, record.plan, journey)),
            &allowed,
            &availability(journey.target_u),
        )
    });
    let named = |label: &str, value: &str| format!("{label}{}{value}", lang.pick(": ", "："));
    let limits = [
        goal.rto_h.map(|rto_h| say::limit(lang, "RTO", &duration(lang, rto_h))),
        goal.rpo_h.map(|rpo_h| say::limit(lang, "RPO", &duration(lang, rpo_h))),
        goal.latency_ms.map(|ms| {
            say::limit(lang, say::words(lang).latency, &format!("{} {}", number(ms, 3), lang.pick("ms", "毫秒")))
        }),
        (goal.peak_load > 0.0).then(|| say::load(lang, &at.load(goal.peak_load), goal.growth, goal.headroom)),
        goal.budget_per_month.map(|budget| say::limit(lang, say::words(lang).budget, &at.per_month(budget))),
        (goal.skill != Skill::Expert).then(|| named(wishes::words(lang).skill, wishes::team(lang, goal.skill))),
        goal.most_sites.map(|most| named(wishes::words(lang).sites.label, &most.to_string())),
        goal.most_endpoints.map(|most| named(wishes::words(lang).endpoints.label, &most.to_string())),
    ];
    journeys.chain(limits.into_iter().flatten()).map(|line| format!("- {line}")).collect()
}

fn context<'a>(record: &Record<'a>) -> Context<'a> {
    Context { lang: record.lang, topology: &record.plan.topology, goal: &record.plan.goal }
}

/// A table: what each option gives.
fn options(record: &Record<'_>) -> Vec<String> {
    let words = say::words(record.lang);
    let cells = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let row = |title: &str, report: &Report| {
        let figures = report.components.iter().map(|(id, component)| (*id, &component.figures));
        let worst = report.worst();
        let (u, standing) = worst.map_or((0.0, Standing::Unknown), |worst| (worst.u.high, worst.standing()));
        cells(&line(record, title, u, standing, report.cost_per_month, &slowest(record.plan, figures)))
    };
    let head = words.columns.map(str::to_owned);
    let mut lines = vec![cells(&head), cells(&head.map(|_| "---".to_owned())), row(words.as_it_stands, record.report)];
    lines.extend(record.options.iter().map(|(title, report)| row(title, report)));
    let recommended = record.recommendation;
    let is_another = matches!(recommended.outcome, Outcome::Change | Outcome::OverBudget | Outcome::Unreachable);
    if is_another && let Some(after) = verdict::worst_after(record.report, recommended) {
        let chosen = |id: ComponentId| recommended.choices.iter().find(|choice| choice.component == id);
        let figures = record
            .report
            .components
            .iter()
            .map(|(id, component)| (*id, chosen(*id).map_or(&component.figures, |choice| &choice.chosen.figures)));
        let slowest = slowest(record.plan, figures);
        let cost = recommended.cost_after_per_month;
        lines.push(cells(&line(record, words.recommended, after.u.high, after.standing(), cost, &slowest)));
    }
    lines.extend([String::new(), words.columns_note.to_owned()]);
    lines
}

/// The longest time to serve again (95 %) and the most data that a takeover may lose, over all components that can fail.
fn slowest<'a>(plan: &Plan, figures: impl Iterator<Item = (ComponentId, &'a Figures)>) -> (Option<f64>, Option<f64>) {
    let may_fail =
        |id: &ComponentId| plan.topology.components.get(id).is_none_or(|component| component.fault != Fault::Never);
    let later = |a: Option<f64>, b: f64| Some(a.map_or(b, |a| a.max(b)));
    figures.filter(|(id, _)| may_fail(id)).fold((None, None), |(rto_h, rpo_h), (_, figures)| {
        (later(rto_h, figures.rto_h.p95_h), figures.rpo_h.map_or(rpo_h, |lost_h| later(rpo_h, lost_h)))
    })
}

fn line(
    record: &Record<'_>,
    title: &str,
    u: f64,
    standing: Standing,
    cost_per_month: f64,
    (rto_h, rpo_h): &(Option<f64>, Option<f64>),
) -> [String; 7] {
    let (lang, words) = (record.lang, say::words(record.lang));
    let time = |hours: Option<f64>, zero: &str| match hours {
        None => "–".to_owned(),
        Some(hours) if hours <= 0.0 => zero.to_owned(),
        Some(hours) => duration(lang, hours),
    };
    let met = match standing {
        Standing::Met => words.met,
        Standing::Missed => words.missed,
        Standing::Unknown => words.not_certain,
    };
    [
        plain(title),
        downtime(lang, u, Window::Year),
        availability(u),
        met.to_owned(),
        money(&record.plan.goal.currency, cost_per_month),
        time(*rto_h, "0"),
        time(*rpo_h, "0"),
    ]
}

fn recommendation(record: &Record<'_>) -> Vec<String> {
    let (lang, recommended) = (record.lang, record.recommendation);
    let at = context(record);
    let sentence = verdict::recommendation(at, record.plan, record.report, recommended);
    let mut lines = vec![plain(&sentence)];
    if matches!(recommended.outcome, Outcome::Change | Outcome::Keep) {
        lines.extend([String::new(), verdict::proof(lang, recommended)]);
    }
    if !recommended.choices.is_empty() {
        lines.push(String::new());
    }
    lines.extend(recommended.choices.iter().flat_map(|choice| chosen(record, choice)));
    lines
}

/// One component's strategy, why, and why not another.
fn chosen(record: &Record<'_>, choice: &Choice) -> Vec<String> {
    let (lang, words, at) = (record.lang, say::words(record.lang), context(record));
    let mode = mode_of(lang, choice.chosen.strategy.mode(), choice.chosen.figures.units);
    let stays = if choice.is_change { "" } else { words.stays };
    let name = plain(&at.component(choice.component));
    let mut lines = vec![format!("- **{name}**{}{mode}{stays}", lang.pick(": ", "："))];
    lines.extend(choice.reasons.iter().map(|why| format!("  - {}", plain(&reason(at, why)))));
    let rejected: Vec<String> = choice
        .rejected
        .iter()
        .filter(|other| other.why != WhyNot::NotOnMenu)
        .map(|other| {
            let why = why_not(at, &other.why);
            format!("{}{}{why}", names::mode(lang, other.mode), lang.pick(": ", "："))
        })
        .collect();
    if !rejected.is_empty() {
        let all = rejected.join(lang.pick("; ", "；"));
        lines.push(format!("  - {}{}", words.not_chosen, plain(&all)));
    }
    lines
}

/// What would change the choice that was looked at, where it has been asked.
fn changes(record: &Record<'_>) -> Option<Vec<String>> {
    let (id, found) = record.flips?;
    let at = context(record);
    let component = record.plan.topology.components.get(&id)?;
    let chosen = record.recommendation.choices.iter().find(|choice| choice.component == id);
    let mode = chosen.map_or(component.strategy.mode(), |choice| choice.chosen.strategy.mode());
    let name = plain(&at.component(id));
    let lines: Vec<String> = found
        .iter()
        .map(|flip| {
            format!(
                "- **{name}**{}{}",
                record.lang.pick(": ", "："),
                plain(&flips::sentence(at, (Item::Component(id), mode), flip))
            )
        })
        .collect();
    (!lines.is_empty()).then_some(lines)
}

fn assumed(record: &Record<'_>) -> Vec<String> {
    let (lang, words) = (record.lang, say::words(record.lang));
    let rows = assumptions(lang, record.plan);
    if rows.is_empty() {
        return vec![words.none.to_owned()];
    }
    let head = format!("| {} |", words.assumption_columns.join(" | "));
    let mut lines = vec![head, "| --- | --- | --- | --- |".to_owned()];
    lines.extend(rows.iter().map(|row| {
        let of = row.of.join(lang.pick(", ", "、"));
        format!("| {} | {} | {} | {} |", plain(&row.label), plain(&row.value), plain(&of), plain(&row.source))
    }));
    lines
}
