//! The worst number in every field: whatever a person or a link puts there, every answer is a number.

use nines::engine::durability::annual_loss;
use nines::engine::scale::scale;
use nines::engine::weigh::weigh;
use nines::engine::{Budget, Cache, analyse, breaks, recommend};
use nines::model::param::PARAMS;
use nines::model::{ComponentId, Goal, Mode, Need, Place, Span, Storage, Topology, Wishes, ZoneId};

use crate::plans::{journeys, link, needs, needs_some, part, put_zone, topology, zone};

/// Every kind of need, a set with a switch, two zones and a train, every field stated.
fn everything(mode: Mode) -> Topology {
    let mut plan = topology((1..=6).map(|id| part(id, 1e-3)));
    for component in plan.components.values_mut() {
        let component = std::rc::Rc::make_mut(component);
        component.strategy = mode.preset();
        let units = mode.default_units();
        component.placement = (0..units).map(|unit| Place { zone: Some(ZoneId(1 + unit % 2)), units: 1 }).collect();
        component.placement.dedup_by_key(|place| place.zone);
        component.train = Some(ZoneId(3));
        component.load_share = 1.0;
    }
    for id in 1..=3 {
        put_zone(&mut plan, zone(id, None, 5_000.0, 3.0));
    }
    link(&mut plan, 1, 2, Need::Soft);
    link(&mut plan, 1, 3, Need::Cached { hours: 0.5 });
    link(&mut plan, 3, 4, Need::Async);
    needs_some(&mut plan, 1, 1, &[5, 6]);
    needs(&mut plan, 2, 4);
    plan
}

fn answers(plan: &Topology, goal: &Goal) -> String {
    let mut cache = Cache::new();
    let report = analyse(plan, goal, Budget::FRAME, &mut cache);
    for journey in &report.journeys {
        assert!(0.0 <= journey.u.low && journey.u.low <= journey.u.high && journey.u.high <= 1.0, "{journey:?}");
    }
    let broken = breaks(plan, goal, Budget::FRAME, &mut cache);
    if let Some(found) = &broken {
        assert!((found.causes.total() - found.u).abs() <= 1e-12 * found.u.max(1e-300) + 1e-300, "{found:?}");
    }
    let picks = recommend::optimise(plan, goal, 20, &mut cache);
    let grown = scale(plan, goal);
    format!("{report:?} {broken:?} {:?} {picks:?} {grown:?}", weigh(plan, goal, 3, &mut cache))
}

#[test]
fn the_worst_number_in_every_field_gives_numbers() {
    let goal = Goal { peak_load: 1.0, ..journeys(&[1, 3]) };
    for mode in [Mode::Single, Mode::HotStandby, Mode::MultiSite] {
        let plan = everything(mode);
        for row in &PARAMS {
            for value in [row.min, row.max] {
                let mut trial = plan.clone();
                let component = std::rc::Rc::make_mut(trial.components.get_mut(&ComponentId(3)).unwrap());
                if !row.param.write(component, value) {
                    continue;
                }
                let said = answers(&trial, &goal);
                assert!(!said.contains("NaN"), "{mode:?} {:?} = {value}: {said}", row.param);
            }
            let mut trial = plan.clone();
            let component = std::rc::Rc::make_mut(trial.components.get_mut(&ComponentId(3)).unwrap());
            if let Some(span) = Span::of(row.param, row.min, row.max)
                && row.param.write_span(component, span).is_some()
            {
                let said = answers(&trial, &goal);
                assert!(!said.contains("NaN"), "{mode:?} {:?} in all of its range: {said}", row.param);
            }
        }
    }
}

#[test]
fn the_worst_times_weights_and_switches_give_numbers() {
    let plan = everything(Mode::HotStandby);
    for hours in [0.0, 5e-324, 1e-9, 1e9, f64::MAX, f64::INFINITY, f64::NAN] {
        for switching in [0.0, 1.0] {
            let mut trial = plan.clone();
            for link in trial.links.values_mut().filter(|link| matches!(link.need, Need::Cached { .. })) {
                link.need = Need::Cached { hours }.clamped();
            }
            trial.sets.values_mut().for_each(|set| set.switching = switching);
            let said = answers(&trial, &journeys(&[1, 3]));
            assert!(!said.contains("NaN"), "{hours} h, switch {switching}: {said}");
        }
    }
    for (data, parity, annual_failure, rebuild_h) in [(1, 0, 0.9, 2191.5), (64, 32, 1e-6, 1e-3), (64, 0, 0.9, 1e-3)] {
        let loss = annual_loss(&Storage { data, parity, annual_failure, rebuild_h });
        for loss in [loss.by_windows, loss.in_parallel, loss.one_by_one] {
            assert!((0.0..=1.0).contains(&loss), "{data}+{parity}: {loss}");
        }
    }
}

#[test]
fn the_worst_limits_of_people_and_data_give_numbers() {
    for mode in [Mode::Single, Mode::MultiSite] {
        let mut plan = everything(mode);
        for component in plan.components.values_mut() {
            let component = std::rc::Rc::make_mut(component);
            component.capacity = 1e-6;
            component.wishes = Wishes { is_pinned: false, modes: Some(Mode::ALL.into()), most_units: Some(12) };
        }
        for (peak_load, between_sites, least) in [(5e-324, 0.0, 1), (1e12, 1.0, 64)] {
            let limits = Goal { most_sites: Some(least), most_endpoints: Some(least), ..journeys(&[1]) };
            let goal = Goal { peak_load, between_sites, growth: 1000.0, ..limits };
            let said = answers(&plan, &goal);
            assert!(!said.contains("NaN"), "{mode:?} at {peak_load}: {said}");
        }
    }
}
