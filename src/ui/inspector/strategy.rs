//! How the units cover for each other: what the tool is about, so it comes first.

use std::rc::Rc;

use yew::prelude::*;

use super::component::PartProps;
use super::memory::{Memory, fold};
use crate::app::Action;
use crate::app::tune::{Knob, Subject, with_mode, with_total};
use crate::i18n::Lang;
use crate::i18n::figures::{duration, frequency};
use crate::i18n::panel::{PanelWords, names};
use crate::model::strategy::{Detection, Family, Redundancy};
use crate::model::{Component, Edit, Mode, Param, Strategy, TestInterval};
use crate::ui::env::{Shown, use_env};
use crate::ui::field::{Choice, NumberField, Section, Segmented, Stepper, Toggle};

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

/// What the strategy's fields are told.
#[derive(Properties, PartialEq)]
pub(super) struct StrategyProps {
    pub(super) component: Rc<Component>,
    pub(super) now: Rc<Component>,
    pub(super) shown: Shown,
    pub(super) memory: UseStateHandle<Memory>,
}

#[component]
pub(super) fn StrategyFields(props: &StrategyProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let (component, now) = (&props.component, &props.now);
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
            <Segmented id="family" label={words.strategy} hide_label=true choices={families} value={mode.slug()} onchange={choose.clone()} />
            if modes.len() > 1 {
                <Segmented id="variant" label={words.variant} hide_label=true choices={variants} value={mode.slug()} onchange={choose} />
            }
            <p class="section__lead">{ names::mode_help(env.lang, mode) }</p>
            if !is_usual { <p class="section__aside">{ words.unusual_strategy }</p> }
            <Units component={Rc::clone(component)} now={Rc::clone(now)} shown={props.shown.clone()} />
            if let Some(redundancy) = now.strategy.redundancy() {
                <Covering component={Rc::clone(component)} now={Rc::clone(now)} shown={props.shown.clone()} redundancy={*redundancy}
                    memory={props.memory.clone()} />
            }
        </>
    }
}

/// How many units, and how many of them are needed.
#[component]
fn Units(props: &PartProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let now = &props.now;
    let mode = now.strategy.mode();
    let (min, max) = mode.units_range();
    let set_units = env.callback({
        let component = Rc::clone(&props.component);
        move |units: u32| {
            let placement = with_total(&component.placement, units, component.strategy.mode());
            put(Component { placement, ..(*component).clone() })
        }
    });
    let computed = props.shown.report.components.get(&now.id).map_or(1, |report| report.figures.needed);
    let needed = match now.strategy {
        Strategy::Cluster { needed, .. } | Strategy::MultiSite { needed, .. } => Some(needed),
        Strategy::Single | Strategy::Standby { .. } | Strategy::Quorum { .. } => None,
    };
    let set_needed = |needed: Option<u32>| {
        let next = with_strategy(&props.component, |strategy| match strategy {
            Strategy::Cluster { needed: slot, .. } | Strategy::MultiSite { needed: slot, .. } => *slot = needed,
            Strategy::Single | Strategy::Standby { .. } | Strategy::Quorum { .. } => {}
        });
        put(next)
    };
    let choose_needed = {
        let (auto, fixed) = (set_needed(None), set_needed(Some(computed.clamp(1, 64))));
        env.callback(move |value: String| if value == "load" { auto.clone() } else { fixed.clone() })
    };
    let choices = vec![Choice::new("load", words.needed_from_load), Choice::new("fixed", words.needed_fixed)];
    html! {
        <div class="section__group">
            if min < max {
                <Stepper id="units-field" label={words.units_label} value={now.units()} {min} {max} fewer={words.fewer} more={words.more} onchange={set_units} />
            } else {
                <p class="section__fact">{ (words.units)(now.units()) }</p>
            }
            if let Some(needed) = needed {
                <Segmented id="needed-by" label={words.needed_label} {choices} value={if needed.is_some() { "fixed" } else { "load" }} onchange={choose_needed} />
                if needed.is_some() {
                    { number(props, Param::Needed) }
                }
            }
            if mode == Mode::Quorum || needed == Some(None) {
                <p class="section__fact">{ needed_line(words, mode, computed, now.units()) }</p>
            }
        </div>
    }
}

/// How many units must be up: of all, or of each site.
fn needed_line(words: &PanelWords, mode: Mode, needed: u32, units: u32) -> String {
    if mode == Mode::MultiSite { (words.needed_per_site)(needed) } else { (words.needed_of)(needed, units) }
}

/// The field of one parameter.
fn number(props: &PartProps, param: Param) -> Html {
    field(&props.component, &props.now, props.shown.plan.goal.clone(), param)
}

fn field(component: &Rc<Component>, now: &Rc<Component>, goal: Rc<crate::model::Goal>, param: Param) -> Html {
    let seen = Subject::Component(Rc::clone(now));
    let knob = Knob::Param(param);
    if seen.read(knob).is_none() {
        return html! {};
    }
    html! {
        <NumberField key={param.row().slug} subject={Subject::Component(Rc::clone(component))} {knob} value={seen.read(knob)}
            range={seen.range(knob)} {goal} mode={now.strategy.mode()} />
    }
}

#[derive(Properties, PartialEq)]
struct CoveringProps {
    component: Rc<Component>,
    now: Rc<Component>,
    shown: Shown,
    redundancy: Redundancy,
    memory: UseStateHandle<Memory>,
}

/// Everything that a strategy with more than one unit has.
#[component]
fn Covering(props: &CoveringProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let number = |param| field(&props.component, &props.now, props.shown.plan.goal.clone(), param);
    let detection = &props.redundancy.detection;
    let section = |slug: &'static str, title: &'static str, digest: String, children: Html| {
        let (open, ontoggle) = fold(&props.memory, slug);
        html! { <Section {slug} {title} {digest} {open} {ontoggle} inner=true>{ children }</Section> }
    };
    let fence = env.callback({
        let component = Rc::clone(&props.component);
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
                if props.now.kind.row().stateful { { number(Param::Lag) } }
            </div>
            { section("detection", words.detection, duration(env.lang, detection.mean_h()), html! {
                <>
                    <p class="section__lead">{ loop_line(env.lang, detection) }</p>
                    <div class="section__group">
                        { number(Param::PollInterval) }
                        { number(Param::Misses) }
                        { number(Param::Timeout) }
                        { number(Param::PollLoss) }
                        <Toggle id="fenced-field" label={words.fenced} hint={words.fenced_hint} checked={detection.fenced} onchange={fence} />
                    </div>
                    <p class="section__fact">{ detection_line(env.lang, detection) }</p>
                </>
            }) }
            { section("tests", words.repair_and_tests, test_digest(words, &props.now.strategy), html! {
                <>
                    { number(Param::Crews) }
                    <Tests component={Rc::clone(&props.component)} now={Rc::clone(&props.now)} shown={props.shown.clone()} />
                    { number(Param::StandbyFactor) }
                </>
            }) }
        </>
    }
}

/// How the standby is tested, in a word.
fn test_digest(words: &PanelWords, strategy: &Strategy) -> String {
    let Strategy::Standby { test, .. } = strategy else { return String::new() };
    let word = match test {
        TestInterval::Monitored => words.test_monitored,
        TestInterval::Every { .. } => words.test_every,
        TestInterval::Never => words.test_never,
    };
    word.to_owned()
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
#[component]
fn Tests(props: &PartProps) -> Html {
    let env = use_env();
    let words = PanelWords::of(env.lang);
    let Strategy::Standby { test, .. } = props.now.strategy else { return html! {} };
    let value = match test {
        TestInterval::Monitored => "monitored",
        TestInterval::Every { .. } => "every",
        TestInterval::Never => "never",
    };
    let choose = env.callback({
        let component = Rc::clone(&props.component);
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
    let choices = vec![
        Choice::new("monitored", words.test_monitored),
        Choice::new("every", words.test_every),
        Choice::new("never", words.test_never),
    ];
    html! {
        <>
            <Segmented id="test-field" label={words.test_label} {choices} {value} onchange={choose} />
            { number(props, Param::TestInterval) }
        </>
    }
}
