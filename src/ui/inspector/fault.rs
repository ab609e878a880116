//! When a unit or a zone fails: the form of the law, its numbers, and what follows.

use yew::prelude::*;

use super::memory::Memory;
use crate::app::Action;
use crate::app::tune::{FaultForm, Knob, Quantile, fault_form, with_fault_form};
use crate::engine::lifetime::Unit;
use crate::i18n::Lang;
use crate::i18n::figures::{availability, duration, frequency, percent};
use crate::i18n::panel::PanelWords;
use crate::model::Param;
use crate::ui::element::html;
use crate::ui::env::Env;
use crate::ui::field::{Choice, Label, Number, fact, icon, select_field};
use crate::ui::hooks::Kept;

/// A mass at 0 that is worth a line.
const MASS_SHOWN: f64 = 1e-3;
/// A mass at 0 that is worth a warning.
const MASS_WARNED: f64 = 1e-2;

/// Whose laws are shown, and where that is remembered how.
#[derive(Clone, Copy)]
pub(super) struct Laws<'a> {
    pub(super) env: &'a Env,
    pub(super) number: Number<'a>,
    pub(super) memory: &'a Kept<Memory>,
}

/// The choice that states a logistic law by its quantiles.
pub(super) const BY_QUANTILES: &str = "quantiles";

fn slug(form: FaultForm) -> &'static str {
    match form {
        FaultForm::Logistic => "logistic",
        FaultForm::Exponential => "exponential",
        FaultForm::Weibull => "weibull",
        FaultForm::Lognormal => "lognormal",
        FaultForm::Published => "published",
        FaultForm::Never => "never",
    }
}

fn choices(words: &PanelWords) -> Vec<Choice> {
    let text = |form: FaultForm| match form {
        FaultForm::Logistic => words.form_logistic_fault,
        FaultForm::Exponential => words.form_mttf_exponential,
        FaultForm::Weibull => words.form_mttf_weibull,
        FaultForm::Lognormal => words.form_mttf_lognormal,
        FaultForm::Published => words.form_published,
        FaultForm::Never => words.form_never,
    };
    let mut choices: Vec<Choice> = FaultForm::ALL.into_iter().map(|form| Choice::new(slug(form), text(form))).collect();
    choices.insert(1, Choice::new(BY_QUANTILES, words.form_quantiles));
    choices
}

fn knobs(form: FaultForm, by_quantiles: bool) -> &'static [Knob] {
    match form {
        FaultForm::Logistic if by_quantiles => {
            &[Knob::Quantile(Quantile::FaultHalf), Knob::Quantile(Quantile::FaultMost)]
        }
        FaultForm::Logistic => &[Knob::Param(Param::FaultMedian), Knob::Param(Param::FaultSteepness)],
        FaultForm::Exponential => &[Knob::Param(Param::FaultMean)],
        FaultForm::Weibull => &[Knob::Param(Param::FaultMean), Knob::Param(Param::FaultShape)],
        FaultForm::Lognormal => &[Knob::Param(Param::FaultMean), Knob::Param(Param::FaultSigma)],
        FaultForm::Published => &[Knob::Param(Param::FaultUnavailability)],
        FaultForm::Never => &[],
    }
}

/// The fields of the law by which a unit or a zone fails. The first slider is the one that the bench moves.
pub(super) fn fault_fields(laws: Laws<'_>) -> Html {
    let Laws { env, number, memory } = laws;
    let words = PanelWords::of(env.lang);
    let Some((fault, recovery)) = number.seen.laws() else { return html! {} };
    let form = fault_form(&fault);
    let by_quantiles = memory.by_quantiles;
    let onchange = {
        let (env, subject, memory) = (env.clone(), number.subject.clone(), memory.clone());
        Callback::from(move |value: String| {
            let by_quantiles = value == BY_QUANTILES;
            let form = FaultForm::ALL.into_iter().find(|form| slug(*form) == value).unwrap_or(FaultForm::Logistic);
            if form == FaultForm::Logistic {
                memory.set(Memory { by_quantiles, ..(*memory).clone() });
            }
            let edit = subject
                .laws()
                .and_then(|(fault, recovery)| subject.with_fault(with_fault_form(&fault, &recovery, form)));
            if let Some(edit) = edit {
                env.send(Action::Edit(edit));
            }
        })
    };
    let value = if form == FaultForm::Logistic && by_quantiles { BY_QUANTILES } else { slug(form) };
    let unit = Unit::new(&fault, &recovery);
    html! {
        <>
            { select_field(Label::seen("fault-form", words.stated_as), &choices(words), value, onchange) }
            <div class="section__group">
                { for knobs(form, by_quantiles).iter().enumerate().map(|(index, knob)| number.view(*knob, true, index == 0)) }
            </div>
            { fact(fault_line(env.lang, &unit)) }
            { mass(unit.fault.map_or(0.0, |law| law.mass_at_0()), words.dead_on_arrival, words.dead_on_arrival_warning) }
        </>
    }
}

/// What follows: mean, rate, availability of one unit alone.
fn fault_line(lang: Lang, unit: &Unit) -> String {
    let words = PanelWords::of(lang);
    let mttf_h = unit.mttf_h();
    if mttf_h.is_infinite() {
        return words.never_fails.to_owned();
    }
    let alone = availability(unit.unavailability());
    (words.fault_line)(&duration(lang, mttf_h), &frequency(lang, unit.fault_rate_per_h()), &alone)
}

/// The probability mass at 0, once it matters; a warning above 1 %.
pub(super) fn mass(mass: f64, say: fn(&str) -> String, warning: &'static str) -> Html {
    if mass <= MASS_SHOWN {
        return html! {};
    }
    let is_bad = mass > MASS_WARNED;
    html! {
        <p class={if is_bad { "section__fact section__fact--watch" } else { "section__fact" }}>
            if is_bad { { icon("alert") } }
            { say(&percent(mass)) }
            if is_bad { { " " }{ warning } }
        </p>
    }
}
