//! When a unit or a zone is back: the form of the law, its parts, and which of them costs most.

use yew::prelude::*;

use super::fault::{BY_QUANTILES, Laws, mass};
use super::memory::Memory;
use crate::app::Action;
use crate::app::tune::{Knob, Quantile, RecoveryForm, recovery_form, with_recovery_form};
use crate::engine::lifetime::{Unit, parts_mean_h};
use crate::i18n::Lang;
use crate::i18n::figures::{duration, percent};
use crate::i18n::panel::PanelWords;
use crate::model::{Fault, Param, Recovery, RecoveryParts};
use crate::ui::element::html;
use crate::ui::env::Env;
use crate::ui::field::{Choice, Label, fact, select_field};

fn slug(form: RecoveryForm) -> &'static str {
    match form {
        RecoveryForm::Parts => "parts",
        RecoveryForm::Logistic => "logistic",
        RecoveryForm::Exponential => "exponential",
        RecoveryForm::Weibull => "weibull",
        RecoveryForm::Lognormal => "lognormal",
    }
}

fn choices(words: &PanelWords) -> Vec<Choice> {
    let text = |form: RecoveryForm| match form {
        RecoveryForm::Parts => words.form_parts,
        RecoveryForm::Logistic => words.form_logistic_recovery,
        RecoveryForm::Exponential => words.form_mttr_exponential,
        RecoveryForm::Weibull => words.form_mttr_weibull,
        RecoveryForm::Lognormal => words.form_mttr_lognormal,
    };
    let mut choices: Vec<Choice> =
        RecoveryForm::ALL.into_iter().map(|form| Choice::new(slug(form), text(form))).collect();
    choices.insert(2, Choice::new(BY_QUANTILES, words.form_quantiles));
    choices
}

fn knobs(form: RecoveryForm, by_quantiles: bool) -> &'static [Knob] {
    match form {
        RecoveryForm::Parts => &[
            Knob::Param(Param::PartDetect),
            Knob::Param(Param::PartDiagnose),
            Knob::Param(Param::PartRepair),
            Knob::Param(Param::PartVerify),
            Knob::Param(Param::RecoveryKappa),
        ],
        RecoveryForm::Logistic if by_quantiles => {
            &[Knob::Quantile(Quantile::RecoveryHalf), Knob::Quantile(Quantile::RecoveryMost)]
        }
        RecoveryForm::Logistic => &[Knob::Param(Param::RecoveryMedian), Knob::Param(Param::RecoverySteepness)],
        RecoveryForm::Exponential => &[Knob::Param(Param::RecoveryMean)],
        RecoveryForm::Weibull => &[Knob::Param(Param::RecoveryMean), Knob::Param(Param::RecoveryShape)],
        RecoveryForm::Lognormal => &[Knob::Param(Param::RecoveryMean), Knob::Param(Param::RecoverySigma)],
    }
}

/// The fields of the law by which a unit or a zone comes back.
pub(super) fn recovery_fields(laws: Laws<'_>) -> Html {
    let Laws { env, number, memory } = laws;
    let words = PanelWords::of(env.lang);
    let Some((_, recovery)) = number.seen.laws() else { return html! {} };
    let form = recovery_form(&recovery);
    let by_quantiles = memory.by_quantiles;
    let onchange = {
        let (env, subject, memory) = (env.clone(), number.subject.clone(), memory.clone());
        Callback::from(move |value: String| {
            let by_quantiles = value == BY_QUANTILES;
            let form =
                RecoveryForm::ALL.into_iter().find(|form| slug(*form) == value).unwrap_or(RecoveryForm::Logistic);
            if form == RecoveryForm::Logistic {
                memory.set(Memory { by_quantiles, ..(*memory).clone() });
            }
            let edit =
                subject.laws().and_then(|(_, recovery)| subject.with_recovery(with_recovery_form(&recovery, form)));
            if let Some(edit) = edit {
                env.send(Action::Edit(edit));
            }
        })
    };
    let value = if form == RecoveryForm::Logistic && by_quantiles { BY_QUANTILES } else { slug(form) };
    let law = Unit::new(&Fault::Never, &recovery).recovery;
    html! {
        <>
            { select_field(Label::seen("recovery-form", words.stated_as), &choices(words), value, onchange) }
            if let Recovery::Parts(parts) = recovery { { parts_bar(env, &parts) } }
            <div class="section__group">
                { for knobs(form, by_quantiles).iter().map(|knob| number.field(*knob)) }
            </div>
            { fact((words.recovery_line)(&duration(env.lang, law.mean_h()), &duration(env.lang, law.quantile_h(0.95)))) }
            { mass(law.mass_at_0(), words.instant_recovery, words.instant_recovery_warning) }
        </>
    }
}

/// One part of a recovery: its name, its length and its share of the whole.
struct Piece {
    slug: &'static str,
    name: &'static str,
    hours: f64,
    start: f64,
    share: f64,
}

fn pieces(lang: Lang, parts: &RecoveryParts) -> Vec<Piece> {
    let words = PanelWords::of(lang);
    let whole = parts_mean_h(parts);
    let rows = [
        ("detect", words.part_detect, parts.detect_h),
        ("diagnose", words.part_diagnose, parts.diagnose_h),
        ("repair", words.part_repair, parts.repair_h),
        ("verify", words.part_verify, parts.verify_h),
    ];
    let mut start = 0.0;
    rows.into_iter()
        .map(|(slug, name, hours)| {
            let share = if whole > 0.0 { hours / whole } else { 0.0 };
            let piece = Piece { slug, name, hours, start, share };
            start += share;
            piece
        })
        .collect()
}

/// The parts side by side, as long as they take, with the costliest named.
fn parts_bar(env: &Env, parts: &RecoveryParts) -> Html {
    let words = PanelWords::of(env.lang);
    let pieces = pieces(env.lang, parts);
    let costliest = pieces.iter().max_by(|a, b| a.share.total_cmp(&b.share)).filter(|piece| piece.share > 0.0);
    let bar = |piece: &Piece| {
        html! {
            <rect key={piece.slug} class={format!("parts__bar parts__bar--{}", piece.slug)}
                x={(piece.start * 100.0).to_string()} y="0" width={(piece.share * 100.0).to_string()} height="8" />
        }
    };
    let legend = |piece: &Piece| {
        html! {
            <li key={piece.slug} class={format!("parts__key parts__key--{}", piece.slug)}>
                <span>{ piece.name }</span>
                <span class="parts__figure">{ format!("{} · {}", duration(env.lang, piece.hours), percent((piece.share * 100.0).round() / 100.0)) }</span>
            </li>
        }
    };
    html! {
        <div class="parts">
            <svg class="parts__chart" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{ for pieces.iter().map(bar) }</svg>
            <ul class="parts__legend" role="list">{ for pieces.iter().map(legend) }</ul>
            if let Some(piece) = costliest {
                { fact((words.costliest_part)(piece.name, &percent((piece.share * 100.0).round() / 100.0))) }
            }
        </div>
    }
}
