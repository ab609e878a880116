//! Terms are explained in two sentences, in both languages, with the same formula; and the hint of a first visit ends.

use nines::app::hint::Hint;
use nines::app::{Action, Gesture, State};
use nines::i18n::Lang;
use nines::i18n::terms::Term;
use nines::model::{ComponentId, Edit, Item};

/// Where a sentence ends: not within a formula or a figure.
fn sentences(text: &str, ends: char) -> usize {
    let mut letters = text.chars().peekable();
    let mut count = 0;
    while let Some(letter) = letters.next() {
        let is_end = letters.peek().is_none_or(|next| *next == ' ' || ends == '。');
        count += usize::from(letter == ends && is_end);
    }
    count
}

#[test]
fn every_term_is_explained_in_two_sentences_in_both_languages() {
    for term in Term::ALL {
        let ((name, en), (cn, zh)) = (term.words(Lang::En), term.words(Lang::Zh));
        assert!(!name.is_empty() && !cn.is_empty() && en != zh, "{term:?}");
        assert_eq!(sentences(en, '.'), 2, "{en}");
        assert_eq!(sentences(zh, '。'), 2, "{zh}");
        assert!(zh.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)), "{zh}");
        assert!(!en.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)), "{en}");
    }
}

#[test]
fn a_formula_is_the_same_in_both_languages() {
    // Σ of the marks that only formulas have.
    let formula = |text: &str| -> String { text.chars().filter(|c| "=^∂∫αβγδ".contains(*c)).collect() };
    for term in Term::ALL {
        let (en, zh) = (term.words(Lang::En).1, term.words(Lang::Zh).1);
        let equals = |text: &str| formula(text).matches('=').count();
        assert_eq!(equals(en), equals(zh), "{en}\n{zh}");
        assert_eq!(formula(en).matches('∂').count(), formula(zh).matches('∂').count(), "{en}\n{zh}");
    }
    for (term, article) in
        [(Term::FaultPrediction, "P(t) = 1 / (1 + e^(−α(t−β)))"), (Term::FaultRecovery, "R(t) = 1 / (1 + e^(−γ(t−δ)))")]
    {
        assert!([Lang::En, Lang::Zh].iter().all(|lang| term.words(*lang).1.contains(article)), "{term:?}");
    }
}

fn visited() -> State {
    let plan = nines::app::examples::first_visit(Lang::En);
    State { plan: plan.into(), hint: Some(Hint::default()), ..State::default() }
}

#[test]
fn the_hint_goes_when_its_three_steps_are_done() {
    let database = Item::Component(ComponentId(4));
    let state = visited();
    let looked = state.apply(Action::Select([database].into())).apply(Action::FitView).apply(Action::Undo);
    assert_eq!(looked.hint, Some(Hint::default()), "looking is no step");
    let nothing = looked.apply(Action::Gesture(Gesture::Pan)).apply(Action::Commit);
    assert_eq!(nothing.hint, Some(Hint::default()), "nor is moving the view");
    let edit = Edit::RenamePlan("mine".to_owned());
    let tuned = looked.apply(Action::Gesture(Gesture::Tune(edit.clone().into()))).apply(Action::Commit);
    assert_eq!(tuned.hint, Some(Hint { changed: true, ..Hint::default() }));
    let failed = tuned.apply(Action::ToggleFailed(database));
    assert_eq!(failed.hint, Some(Hint { changed: true, failed: true, applied: false }));
    assert_eq!(failed.apply(Action::ApplyRecommendation(edit)).hint, None);
    assert_eq!(failed.apply(Action::MendAll).hint, failed.hint, "what was done stays done");
}

#[test]
fn the_hint_goes_at_a_click_and_stays_away() {
    let gone = visited().apply(Action::DropHint);
    assert_eq!(gone.hint, None);
    assert_eq!(gone.apply(Action::ToggleFailed(Item::Component(ComponentId(4)))).hint, None);
}
