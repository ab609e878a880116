//! How the units cover for each other: what the tool is about, so it comes first.

use std::rc::Rc;

use yew::prelude::*;

use super::component::Part;
use super::memory::{Memory, fold};
use super::timers::timers;
use super::wishes::wish_fields;
use crate::app::Action;
use crate::app::tune::{with_mode, with_total};
use crate::i18n::Lang;
use crate::i18n::figures::{duration, frequency};
use crate::i18n::panel::{PanelWords, names};
use crate::i18n::wishes;
use crate::model::strategy::{Detection, Family, Redundancy};
use crate::model::{Component, Edit, Kind, Mode, Param, Strategy, TestInterval};
use crate::ui::element::html;
use crate::ui::field::{Choice, Label, fact, lead, section, segmented, stepper, toggle};
use crate::ui::hooks::Kept;

/// Families in the order of the choice, each with the mode that stands for it.
const FAMILIES: [(Family, Mode); 4] = [
    (Family::Single, Mode::Single),
    (Family::Standby, Mode::HotStandby),
    (Family::Cluster, Mode::Cluster),
    (Family::Distributed, Mode::Quorum),
];

/// The mode for a value of the markup; `now` when there is none.
fn mode_of(slug: &str, now: Mode) -> Mode {
    Mode::from_slug(slug).unwrap_or(now)
}

/// The modes of a family.
fn variants(family: Family) -> Vec<Mode> {
    Mode::ALL.into_iter().filter(|mode| mode.family() == family).collect()
}

fn put(component: Component) -> Action {
    Action::Edit(Edit::PutComponent(Rc::new(component)))
}

/// The component with another strategy of the same mode.
fn with_strategy(component: &Component, change: impl FnOnce(&mut Strategy)) -> Component {
    let mut next = component.clone();
    change(&mut next.strategy);
    next
}

/// How the units cover for each other.
pub(super) fn strategy_fields(part: Part<'_>, memory: &Kept<Memory>) -> Html {
    let Part { env, component, now, .. } = part;
    let words = PanelWords::of(env.lang);
    let mode = now.strategy.mode();
    let choose = env.callback({
        let component = Rc::clone(component);
        move |slug: String| put(with_mode(&component, mode_of(&slug, component.strategy.mode())))
    });
    let families = FAMILIES
        .iter()
        .map(|(family, first)| {
            // The chosen family keeps the chosen variant.
            let mode = if *family == mode.family() { mode } else { *first };
            Choice::new(mode.slug(), names::family(env.lang, *family))
        })
        .collect::<Vec<_>>();
    let modes = variants(mode.family());
    let variants =
        modes.iter().map(|mode| Choice::new(mode.slug(), names::variant(env.lang, *mode))).collect::<Vec<_>>();
    let is_usual = now.kind.row().menu.contains(&mode);
    html! {
        <>
            { segmented(Label::hidden("family", words.strategy), &families, mode.slug(), &choose) }
            if modes.len() > 1 {
                { segmented(Label::hidden("variant", words.variant), &variants, mode.slug(), &choose) }
            }
            { lead(names::mode_help(env.lang, mode)) }
            if !is_usual { <p class="section__aside">{ words.unusual_strategy }</p> }
            { units(part) }
            if let Some(redundancy) = now.strategy.redundancy() {
                { covering(part, redundancy, memory) }
            }
            if now.kind != Kind::Users {
                { section(true, "wishes", wishes::words(env.lang).title, wishes::digest(env.lang, now), fold(memory, "wishes"), &|| wish_fields(part)) }
            }
        </>
    }
}

/// How many units, and how many of them are needed.
fn units(part: Part<'_>) -> Html {
    let Part { env, component, now, shown } = part;
    let words = PanelWords::of(env.lang);
    let mode = now.strategy.mode();
    let range = mode.units_range();
    let set_units = env.callback({
        let component = Rc::clone(component);
        move |units: u32| {
            let placement = with_total(&component.placement, units, component.strategy.mode());
            put(Component { placement, ..(*component).clone() })
        }
    });
    let computed = shown.report.components.get(&now.id).map_or(1, |report| report.figures.needed);
    let needed = match now.strategy {
        Strategy::Cluster { needed, .. } | Strategy::MultiSite { needed, .. } => Some(needed),
        Strategy::Single | Strategy::Standby { .. } | Strategy::Quorum { .. } => None,
    };
    let set_needed = |needed: Option<u32>| {
        let next = with_strategy(component, |strategy| match strategy {
            Strategy::Cluster { needed: slot, .. } | Strategy::MultiSite { needed: slot, .. } => *slot = needed,
            Strategy::Single | Strategy::Standby { .. } | Strategy::Quorum { .. } => {}
        });
        put(next)
    };
    let choose_needed = {
        let (auto, fixed) = (set_needed(None), set_needed(Some(computed.clamp(1, 64))));
        env.callback(move |value: String| if value == "load" { auto.clone() } else { fixed.clone() })
    };
    let choices = [Choice::new("load", words.needed_from_load), Choice::new("fixed", words.needed_fixed)];
    html! {
        <div class="section__group">
            if range.0 < range.1 {
                { stepper(env, Label::seen("units-field", words.units_label), now.units(), range, set_units) }
            } else {
                { fact((words.units)(now.units())) }
            }
            if let Some(needed) = needed {
                { segmented(Label::seen("needed-by", words.needed_label), &choices, if needed.is_some() { "fixed" } else { "load" }, &choose_needed) }
                if needed.is_some() {
                    { part.present_number(Param::Needed) }
                }
            }
            if mode == Mode::Quorum || needed == Some(None) {
                { fact(needed_line(words, mode, computed, now.units())) }
            }
        </div>
    }
}

/// How many units must be up: of all, or of each site.
fn needed_line(words: &PanelWords, mode: Mode, needed: u32, units: u32) -> String {
    if mode == Mode::MultiSite { (words.needed_per_site)(needed) } else { (words.needed_of)(needed, units) }
}

/// Everything that a strategy with more than one unit has.
fn covering(part: Part<'_>, redundancy: &Redundancy, memory: &Kept<Memory>) -> Html {
    let Part { env, component, now, .. } = part;
    let detection = &redundancy.detection;
    let words = PanelWords::of(env.lang);
    let number = |param| part.present_number(param);
    let fence = env.callback({
        let component = Rc::clone(component);
        move |fenced: bool| {
            put(with_strategy(&component, |strategy| {
                if let Some(redundancy) = strategy.redundancy_mut() {
                    redundancy.detection.fenced = fenced;
                }
            }))
        }
    });
    html! {
        <>
            <div class="section__group">
                { number(Param::Coverage) }
                { number(Param::CommonCause) }
                { number(Param::Switch) }
                { number(Param::Manual) }
                if now.kind.row().stateful { { number(Param::Lag) } }
            </div>
            { section(true, "detection", words.detection, &duration(env.lang, detection.mean_h()), fold(memory, "detection"), &|| html! {
                <>
                    { lead(loop_line(env.lang, detection)) }
                    <div class="section__group">
                        { number(Param::PollInterval) }
                        { number(Param::Misses) }
                        { number(Param::Timeout) }
                        { number(Param::PollLoss) }
                        { toggle("fenced-field", words.fenced, words.fenced_hint, detection.fenced, fence.clone()) }
                    </div>
                    { fact(detection_line(env.lang, detection)) }
                </>
            }) }
            { timers(part, redundancy, memory) }
            { section(true, "tests", words.repair_and_tests, test_digest(words, &now.strategy), fold(memory, "tests"), &|| html! {
                <>
                    { number(Param::Crews) }
                    { tests(part) }
                    { number(Param::StandbyFactor) }
                </>
            }) }
        </>
    }
}

/// How the standby is tested, in a word.
fn test_digest(words: &PanelWords, strategy: &Strategy) -> &'static str {
    let Strategy::Standby { test, .. } = strategy else { return "" };
    match test {
        TestInterval::Monitored => words.test_monitored,
        TestInterval::Every { .. } => words.test_every,
        TestInterval::Never => words.test_never,
    }
}

/// The takeover loop with its figures.
fn loop_line(lang: Lang, detection: &Detection) -> String {
    let words = PanelWords::of(lang);
    let seconds = |seconds: f64| duration(lang, seconds / 3600.0);
    (words.loop_line)(&seconds(detection.poll_interval_s), detection.misses, &seconds(detection.timeout_s))
}

/// What the loop comes to: mean, worst, false takeovers.
fn detection_line(lang: Lang, detection: &Detection) -> String {
    let words = PanelWords::of(lang);
    let false_ones = detection.false_per_h();
    let rate = if false_ones > 0.0 { frequency(lang, false_ones) } else { words.none.to_owned() };
    (words.detection_line)(&duration(lang, detection.mean_h()), &duration(lang, detection.worst_h()), &rate)
}

/// How the standby is tested.
fn tests(part: Part<'_>) -> Html {
    let Part { env, component, now, .. } = part;
    let words = PanelWords::of(env.lang);
    let Strategy::Standby { test, .. } = now.strategy else { return html! {} };
    let value = match test {
        TestInterval::Monitored => "monitored",
        TestInterval::Every { .. } => "every",
        TestInterval::Never => "never",
    };
    let choose = env.callback({
        let component = Rc::clone(component);
        move |value: String| {
            put(with_strategy(&component, |strategy| {
                let preset = strategy.mode().preset();
                if let (Strategy::Standby { test, .. }, Strategy::Standby { test: usual, .. }) = (strategy, preset) {
                    *test = match value.as_str() {
                        "monitored" => TestInterval::Monitored,
                        "never" => TestInterval::Never,
                        _ => usual,
                    };
                }
            }))
        }
    });
    let choices = [
        Choice::new("monitored", words.test_monitored),
        Choice::new("every", words.test_every),
        Choice::new("never", words.test_never),
    ];
    html! {
        <>
            { segmented(Label::seen("test-field", words.test_label), &choices, value, &choose) }
            { part.present_number(Param::TestInterval) }
        </>
    }
}
