//! Published values: each has a source, fits the numbers that it is shown at, and catches only a slider that is near.

use std::rc::Rc;

use nines::app::tune::{FaultForm, fault_form};
use nines::app::tune::{GoalKnob, Knob, Quantile, Range, Subject, caught, typical, with_fault_form, with_mode};
use nines::engine::lifetime::Unit;
use nines::i18n::Lang;
use nines::i18n::typical::{around_source, name};
use nines::model::evidence::Level;
use nines::model::kind::KINDS;
use nines::model::param::PARAMS;
use nines::model::typical::{Case, TYPICAL};
use nines::model::{Component, ComponentId, Fault, Goal, Kind, Mode, Param};

fn part(kind: Kind) -> Component {
    Component::new(ComponentId(1), kind, "x".to_owned())
}

fn values(component: &Component, knob: Knob) -> Vec<(f64, Case)> {
    let found = typical(&Subject::Component(Rc::new(component.clone())), knob);
    found.into_iter().map(|(value, typical)| (value, typical.case)).collect()
}

#[test]
fn every_published_value_has_a_source_and_a_name_in_both_languages() {
    for (about, typical) in TYPICAL {
        let evidence = typical.evidence;
        assert!(evidence.source.is_some_and(|source| !source.is_empty()), "{about:?}");
        assert!(!matches!(evidence.level, Level::Suggested | Level::Unchecked), "{about:?}: {:?}", evidence.level);
        let english = name(Lang::En, typical.case);
        assert!(!english.is_empty() && english.is_ascii() || english.contains('–'), "{english}");
        assert!(!name(Lang::Zh, typical.case).is_empty());
        assert!(!around_source(Lang::Zh, typical).0.contains(','));
    }
    for (at, one) in TYPICAL.iter().enumerate() {
        assert!(!TYPICAL[at + 1..].contains(one), "{one:?} stands there once");
    }
}

/// The figures of the reference file of presets, by its ids.
#[test]
fn the_values_are_those_of_the_reference_file() {
    let sql = with_mode(&part(Kind::Sql), Mode::HotStandby);
    let rds = values(&sql, Knob::Param(Param::Switch));
    assert!(rds.contains(&(90.0 / 3600.0, Case::RdsFailover)), "rds.multiaz: {rds:?}");
    assert!(rds.contains(&(30.0 / 3600.0, Case::AuroraFailover)), "aurora: {rds:?}");
    let disk = values(&part(Kind::BlockStorage), Knob::Param(Param::AnnualFailure));
    assert_eq!(disk, [(0.002, Case::BlockVolume), (0.0157, Case::HardDisk)], "ebs.volume, hdd.2024");
    let causes = values(&sql, Knob::Param(Param::CommonCause));
    assert_eq!(causes.iter().map(|(value, _)| *value).collect::<Vec<_>>(), [0.01, 0.05, 0.1], "beta.*");
    let goal = Subject::Goal(Rc::new(Goal::default()));
    let tiers = typical(&goal, Knob::Goal(GoalKnob::Target));
    assert_eq!(tiers.iter().map(|(u, _)| *u).collect::<Vec<_>>(), [1e-2, 1e-3, 5e-4, 1e-4, 1e-5], "slo_tiers");
    assert!(values(&part(Kind::Users), Knob::Param(Param::AnnualFailure)).is_empty(), "not about that kind");
}

#[test]
fn every_value_can_be_set_and_reads_back() {
    let mut set = 0;
    for row in &KINDS {
        for mode in [Mode::Single, Mode::HotStandby, Mode::Cluster, Mode::Quorum, Mode::MultiSite] {
            for form in FaultForm::ALL {
                let base = part(row.kind);
                let fault = with_fault_form(&base.fault, &base.recovery, form);
                let subject = Subject::Component(Rc::new(Component { fault, ..with_mode(&base, mode) }));
                let quantiles = [Quantile::FaultHalf, Quantile::RecoveryHalf].map(Knob::Quantile);
                for knob in PARAMS.iter().map(|row| Knob::Param(row.param)).chain(quantiles) {
                    if subject.read(knob).is_none() {
                        continue;
                    }
                    for (value, typical) in typical(&subject, knob) {
                        let edit = subject.edit(knob, Some(value)).expect("it can be set");
                        let nines::model::Edit::PutComponent(after) = edit else { panic!("{edit:?}") };
                        let back = Subject::Component(after).read(knob).expect("it is there");
                        assert!((back / value - 1.0).abs() < 1e-12, "{knob:?} {:?}: {back}", typical.case);
                        set += 1;
                    }
                }
            }
        }
    }
    assert!(set > 300, "{set}");
}

#[test]
fn a_mean_life_is_met_however_the_law_is_stated() {
    let base = part(Kind::Network);
    assert_eq!(fault_form(&base.fault), FaultForm::Logistic);
    let exponential =
        Component { fault: with_fault_form(&base.fault, &base.recovery, FaultForm::Exponential), ..base.clone() };
    for (component, knob) in [
        (&base, Knob::Param(Param::FaultMedian)),
        (&base, Knob::Quantile(Quantile::FaultHalf)),
        (&exponential, Knob::Param(Param::FaultMean)),
    ] {
        let found = values(component, knob);
        assert_eq!(found.len(), 3, "{knob:?}: {found:?}");
        for ((value, _), mean_h) in found.into_iter().zip([83_200.0, 108_522.0, 170_900.0]) {
            let edit = Subject::Component(Rc::new(component.clone())).edit(knob, Some(value));
            let Some(nines::model::Edit::PutComponent(after)) = edit else { panic!("{edit:?}") };
            let got = Unit::new(&after.fault, &after.recovery).mttf_h();
            assert!((got / mean_h - 1.0).abs() < 1e-9, "{knob:?}: {got} h, not {mean_h} h");
        }
    }
    assert!(matches!(base.fault, Fault::Law(_)));
}

#[test]
fn a_slider_is_caught_only_within_a_few_px() {
    let subject = Subject::Component(Rc::new(with_mode(&part(Kind::Sql), Mode::HotStandby)));
    let knob = Knob::Param(Param::CommonCause);
    let (found, range) = (typical(&subject, knob), Range::of(Param::CommonCause));
    // 300 stops over 300 px: one stop is one px.
    let at = range.position(0.05);
    assert_eq!(range.stops(), 300);
    for (away, expected) in [(0, Some(0.05)), (6, Some(0.05)), (7, None), (50, Some(0.1))] {
        assert_eq!(caught(&found, &range, at + away, 300.0), expected, "{away} px above");
    }
    assert_eq!(caught(&found, &range, at - 6, 300.0), Some(0.05));
    // On a wider slider the same way is more px.
    assert_eq!(caught(&found, &range, at + 4, 600.0), None);
    assert_eq!(caught(&[], &range, at, 300.0), None);
}
