//! The decision record: whole, in both languages, with the report's figures and every number that the answer rests on.

use nines::app::examples::{Example, first_visit};
use nines::app::record::{Record, assumptions, markdown, plain};
use nines::engine::recommend::{EFFORT_FRAME, Memo, recommend};
use nines::engine::report::{Recommendation, Report};
use nines::engine::{Budget, Cache, analyse};
use nines::i18n::Lang;
use nines::i18n::figures::{downtime, money};
use nines::i18n::record as say;
use nines::model::param::PARAMS;
use nines::model::{ComponentId, Fault, Param, Plan, Span, Window};

fn answers(plan: &Plan) -> (Report, Recommendation) {
    let (mut cache, mut memo) = (Cache::new(), Memo::default());
    let report = analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut cache);
    (report, recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut cache, &mut memo))
}

fn record(lang: Lang, plan: &Plan) -> String {
    let (report, recommendation) = answers(plan);
    let applied = recommendation.edit(&plan.topology, None).and_then(|edit| edit.apply(plan).ok());
    let options = applied.iter().map(|plan| ("Option A".to_owned(), answers(plan).0)).collect::<Vec<_>>();
    let link = Some("https://example.org/#1.abc");
    markdown(&Record {
        lang,
        plan,
        report: &report,
        recommendation: &recommendation,
        options: &options,
        flips: None,
        link,
    })
}

fn tuned(plan: &mut Plan, id: u32, change: impl FnOnce(&mut nines::model::Component)) {
    let topology = std::rc::Rc::make_mut(&mut plan.topology);
    change(std::rc::Rc::make_mut(topology.components.get_mut(&ComponentId(id)).expect("it is there")));
}

#[test]
fn the_record_holds_goal_options_recommendation_and_assumptions_in_this_order() {
    for lang in [Lang::En, Lang::Zh] {
        let words = say::words(lang);
        let plan = first_visit(lang);
        let text = record(lang, &plan);
        let parts = [words.goal, words.options, words.recommendation, words.assumptions, words.plan];
        let places: Vec<usize> = parts.iter().map(|part| text.find(&format!("\n## {part}\n")).expect(part)).collect();
        assert!(places.is_sorted(), "{text}");
        assert!(text.contains("<https://example.org/#1.abc>"));
        for component in plan.topology.components.values().filter(|component| component.fault != Fault::Never) {
            assert!(text.contains(&format!("**{}**", plain(&component.name))), "{} is decided", component.name);
        }
        let (report, _) = answers(&plan);
        let now = text.lines().find(|line| line.contains(words.as_it_stands)).expect("a row");
        let worst = report.worst().expect("a journey");
        assert!(now.contains(&downtime(lang, worst.u.high, Window::Year)), "{now}");
        assert!(now.contains(&money(&plan.goal.currency, report.cost_per_month)), "{now}");
        assert!(now.contains(words.missed), "{now}");
        // What is recommended and the same as an option come to the same figures, computed in two ways.
        let figures = |title: &str| {
            let row = text.lines().find(|line| line.starts_with(&format!("| {title} |"))).expect(title);
            row.split_once(" | ").expect("cells").1.to_owned()
        };
        assert_eq!(figures(words.recommended), figures("Option A"), "{text}");
    }
}

#[test]
fn every_table_has_as_many_cells_in_every_row_whatever_things_are_called() {
    let mut plan = first_visit(Lang::En);
    tuned(&mut plan, 4, |component| component.name = "a|b *c* [d](e) <f>".to_owned());
    let text = record(Lang::En, &plan);
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    for table in text.split("\n\n").filter(|part| part.starts_with('|')) {
        let counts: Vec<usize> = table.lines().map(cells).collect();
        assert!(counts.iter().all(|count| *count == counts[0]), "{table}");
    }
    assert!(text.contains("a\\|b \\*c\\* \\[d\\](e) \\<f\\>"), "{text}");
}

#[test]
fn every_number_of_every_law_and_strategy_is_among_the_assumptions() {
    for example in Example::ALL {
        let plan = example.plan(Lang::En);
        let rows = assumptions(Lang::En, &plan);
        for component in plan.topology.components.values() {
            for row in &PARAMS {
                let is_wanted = component.fault != Fault::Never && row.param < Param::Capacity;
                if !is_wanted || row.param.read(component).is_none() {
                    continue;
                }
                let mode = component.strategy.mode();
                let label = nines::i18n::panel::params::param(Lang::En, row.param, mode).label;
                let found = rows.iter().any(|row| row.label.starts_with(label) && row.of.contains(&component.name));
                assert!(found, "{example:?}: {label} of {}", component.name);
            }
        }
        let all: Vec<_> = rows.iter().map(|row| (&row.label, &row.value, &row.source)).collect();
        let once: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(once.len(), all.len(), "{example:?}: what is shared stands in one row");
    }
}

#[test]
fn a_number_that_a_person_has_set_says_so_and_an_interval_is_shown_as_one() {
    let mut plan = first_visit(Lang::En);
    let entered = |plan: &Plan| {
        assumptions(Lang::En, plan)
            .into_iter()
            .filter(|row| row.source == say::words(Lang::En).entered)
            .collect::<Vec<_>>()
    };
    let before = entered(&plan).len();
    let param = PARAMS.iter().map(|row| row.param).find(|param| {
        *param >= Param::RecoverySteepness && param.read(&plan.topology.components[&ComponentId(3)]).is_some()
    });
    let param = param.expect("a recovery");
    let value = param.read(&plan.topology.components[&ComponentId(3)]).expect("a number");
    tuned(&mut plan, 3, |component| {
        param.write(component, value * 2.0);
    });
    let rows = entered(&plan);
    assert_eq!(rows.len(), before + 1, "{rows:?}");
    tuned(&mut plan, 3, |component| {
        let span = Span::of(param, value, value * 4.0).expect("an interval");
        assert!(param.write_span(component, span).is_some());
    });
    assert!(entered(&plan).iter().any(|row| row.value.starts_with('[')), "{:?}", entered(&plan));
}

#[test]
fn the_two_languages_say_the_same_and_none_of_the_other_s_words() {
    let (en, zh) = (record(Lang::En, &first_visit(Lang::En)), record(Lang::Zh, &first_visit(Lang::Zh)));
    assert!(!en.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)), "{en}");
    let heads = |text: &str| text.lines().filter(|line| line.starts_with("## ")).count();
    assert_eq!(heads(&en), heads(&zh));
    let english = [say::words(Lang::En).goal, "Recommendation", "Not chosen", "Entered"];
    assert!(english.iter().all(|word| !zh.contains(word)), "{zh}");
}
