//! Intervals: what they mean, how far they carry the answer, and how much each input matters.

use nines::engine::weigh::{Input, Swing, weigh};
use nines::engine::{Budget, Cache, analyse};
use nines::model::{Fault, Goal, Item, Lifetime, Param, Recovery, Span, Topology};

use crate::close;
use crate::plans::{laws, layered, needs, part, put_zone, topology, zone};

const Z_95: f64 = 1.644_853_626_951_472_2;

/// One unit that fails every 1,000 h and is back after 2 h, both without memory.
fn unit(id: u32) -> nines::model::Component {
    let mut component = part(id, 0.0);
    (component.fault, component.recovery) = laws(1000.0, 2.0);
    component
}

fn u(plan: &Topology, goal: &Goal) -> f64 {
    analyse(plan, goal, Budget::FRAME, &mut Cache::new()).journeys[0].u.high
}

#[test]
fn an_interval_is_the_middle_nine_tenths_of_its_law() {
    let times = Span::of(Param::RecoveryMean, 4.0, 1.0).unwrap();
    assert_eq!((times.low, times.high), (1.0, 4.0));
    close("middle of times, by ratio", times.middle(Param::RecoveryMean), 2.0, 1e-15);
    close("lower end", times.at(Param::RecoveryMean, -Z_95), 1.0, 1e-14);
    close("upper end", times.at(Param::RecoveryMean, Z_95), 4.0, 1e-14);
    let shares = Span::of(Param::Coverage, 0.9, 0.99).unwrap();
    let odds = |share: f64| share / (1.0 - share);
    let middle = shares.middle(Param::Coverage);
    close("middle of shares, by odds", odds(middle), (odds(0.9) * odds(0.99)).sqrt(), 1e-13);
    let to_one = Span::of(Param::Coverage, 0.9, 1.0).unwrap();
    close("a share up to 1, evenly", to_one.middle(Param::Coverage), 0.95, 1e-15);
    assert!(to_one.at(Param::Coverage, 9.0) <= 1.0);
    for (param, a, b) in [(Param::Coverage, 0.9, 0.9), (Param::Crews, 1.0, 4.0), (Param::Price, 1.0, 2.0)] {
        assert_eq!(Span::of(param, a, b), None, "{param:?}");
    }
    assert_eq!(Span::of(Param::RecoveryMean, f64::NAN, 1.0), None);
}

#[test]
fn one_uncertain_number_carries_the_answer_to_what_its_ends_give() {
    let mut component = unit(1);
    Param::RecoveryMean.write_span(&mut component, Span { low: 1.0, high: 4.0 });
    let goal = Goal { target_u: 0.002, ..Goal::default() };
    let plan = topology([component]);
    let weighed = weigh(&plan, &goal, 400, &mut Cache::new());
    let band = weighed.band.unwrap();
    let of = |mttr_h: f64| mttr_h / (1000.0 + mttr_h);
    close("low", band.low_u, of(1.0), 2e-3);
    close("middle", band.middle_u, of(2.0), 2e-3);
    close("high", band.high_u, of(4.0), 2e-3);
    close("as it stands", u(&plan, &goal), of(2.0), 1e-14);
    // 0.002 is met up to 2.004 h: ln(2.004/2) / (ln 2 / z₉₅) = 0.0047 standard deviations above the middle.
    assert!((band.meets - 0.5).abs() <= 0.005, "{band:?}");
    assert_eq!(band.draws, 400);
    let swing = weighed.swings[0];
    assert!(swing.is_span && swing.input == Input::Param(Param::RecoveryMean), "{swing:?}");
    close("at the lower end", swing.u_at_low, of(1.0), 1e-14);
    close("at the upper end", swing.u_at_high, of(4.0), 1e-14);
}

/// u ≈ MTTR/MTTF is lognormal when both are: their variances add.
#[test]
fn two_uncertain_numbers_add_their_variances() {
    let mut component = unit(1);
    (component.fault, component.recovery) = laws(1e6, 2.0);
    Param::RecoveryMean.write_span(&mut component, Span { low: 1.0, high: 4.0 });
    Param::FaultMean.write_span(&mut component, Span { low: 0.5e6, high: 2e6 });
    let band = weigh(&topology([component]), &Goal::default(), 4000, &mut Cache::new()).band.unwrap();
    let spread = (2.0_f64).ln() * 2.0_f64.sqrt();
    close("low", band.low_u, 2e-6 * (-spread).exp(), 0.03);
    close("middle", band.middle_u, 2e-6, 0.03);
    close("high", band.high_u, 2e-6 * spread.exp(), 0.03);
}

#[test]
fn a_plan_that_is_known_exactly_has_no_band_and_still_says_what_matters() {
    let mut plan = topology([unit(1), unit(2)]);
    needs(&mut plan, 1, 2);
    let weighed = weigh(&plan, &Goal::default(), 200, &mut Cache::new());
    assert_eq!(weighed.band, None);
    assert_eq!(weighed.swings.len(), 4, "{weighed:?}");
    let half = |mttf_h: f64, mttr_h: f64| mttr_h / (mttf_h + mttr_h);
    let series = |a: f64, b: f64| a + b - a * b;
    for swing in &weighed.swings {
        let (low, high) = match swing.input {
            Input::FaultTime => (half(500.0, 2.0), half(2000.0, 2.0)),
            Input::RecoveryTime => (half(1000.0, 1.0), half(1000.0, 4.0)),
            Input::Param(param) => panic!("{param:?}"),
        };
        close("half", swing.u_at_low, series(low, half(1000.0, 2.0)), 1e-13);
        close("twice", swing.u_at_high, series(high, half(1000.0, 2.0)), 1e-13);
    }
}

#[test]
fn what_is_said_to_be_uncertain_comes_before_what_is_only_turned() {
    let (mut first, second) = (unit(1), unit(2));
    Param::RecoveryMean.write_span(&mut first, Span { low: 1.99, high: 2.01 });
    let mut plan = topology([first, second]);
    needs(&mut plan, 1, 2);
    let swings = weigh(&plan, &Goal::default(), 2, &mut Cache::new()).swings;
    assert!(swings[0].is_span && swings[0].item == Item::Component(nines::model::ComponentId(1)));
    assert!(swings.iter().skip(1).all(|swing| !swing.is_span));
    assert!(swings.windows(2).skip(1).all(|pair| pair[0].width_u() >= pair[1].width_u()));
}

#[test]
fn a_zone_is_turned_too() {
    let mut component = unit(1);
    component.placement[0].zone = Some(nines::model::ZoneId(1));
    let mut plan = topology([component]);
    let mut around = zone(1, None, 5000.0, 10.0);
    Param::RecoveryMean.write_zone_span(&mut around, Span { low: 5.0, high: 20.0 });
    put_zone(&mut plan, around);
    let weighed = weigh(&plan, &Goal::default(), 400, &mut Cache::new());
    let both = |zone_h: f64| 1.0 - (5000.0 / (5000.0 + zone_h)) * (1000.0 / 1002.0);
    let band = weighed.band.unwrap();
    close("low", band.low_u, both(5.0), 5e-3);
    close("high", band.high_u, both(20.0), 5e-3);
}

/// Every swing is what an analysis of the changed plan says.
#[test]
fn swings_are_what_the_analysis_says() {
    let mut checked = 0;
    for seed in 0..60 {
        let (plan, goal) = layered(seed, 7);
        let report = analyse(&plan, &goal, Budget::FRAME, &mut Cache::new());
        let Some(worst) = report.worst().and_then(|worst| report.journeys.iter().position(|it| it == worst)) else {
            continue;
        };
        for Swing { item, input, low, u_at_low, .. } in weigh(&plan, &goal, 0, &mut Cache::new()).swings {
            let (Item::Component(id), Input::Param(param)) = (item, input) else { continue };
            let mut trial = plan.clone();
            let mut component = (*trial.components[&id]).clone();
            assert!(param.write(&mut component, low));
            trial.components.insert(id, component.into());
            let found = analyse(&trial, &goal, Budget::FRAME, &mut Cache::new()).journeys[worst].u.high;
            assert_eq!(found.to_bits(), u_at_low.to_bits(), "seed {seed} {item:?} {param:?}");
            checked += 1;
        }
    }
    assert!(checked > 40, "{checked}");
}

#[test]
fn an_interval_ends_when_the_number_leaves_it_or_is_known_exactly() {
    let mut component = unit(1);
    Param::RecoveryMean.write_span(&mut component, Span { low: 1.0, high: 4.0 });
    component.recovery = Recovery::Law(Lifetime::Exponential { mean_h: 3.0 });
    component.clamp();
    assert_eq!(component.spans.len(), 1, "still inside");
    component.recovery = Recovery::Law(Lifetime::Exponential { mean_h: 5.0 });
    component.clamp();
    assert!(component.spans.is_empty(), "left it");
    Param::FaultMean.write_span(&mut component, Span { low: 10.0, high: 40.0 });
    component.fault = Fault::Never;
    component.clamp();
    assert!(component.spans.is_empty(), "no such number");
    Param::RecoveryMean.write_span(&mut component, Span { low: 1.0, high: 4.0 });
    Param::RecoveryMean.write(&mut component, 2.0);
    assert!(component.spans.is_empty(), "known exactly");
}
