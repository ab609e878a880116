//! The question turned round: at the value that is told the target is met, a little beyond it is not.

use nines::app::examples::{Example, first_visit};
use nines::engine::inverse::{Reach, reaches, with};
use nines::engine::weigh::Input;
use nines::engine::{Budget, Cache, analyse};
use nines::i18n::Lang;
use nines::model::{ComponentId, Goal, Param, Plan, Topology};

use crate::close;
use crate::plans::{laws, needs, part, topology};

fn unit(id: u32) -> nines::model::Component {
    let mut component = part(id, 0.0);
    (component.fault, component.recovery) = laws(1000.0, 2.0);
    component
}

fn reach(all: &[Reach], input: Input) -> Reach {
    *all.iter().find(|reach| reach.input == input).expect("it is asked about")
}

#[test]
fn one_unit_meets_its_target_where_the_formula_says() {
    let goal = Goal { target_u: 1e-3, ..Goal::default() };
    let all = reaches(&topology([unit(1)]), &goal, ComponentId(1), &mut Cache::new());
    let recovery = reach(&all, Input::RecoveryTime);
    assert!(!recovery.is_met && recovery.to.unwrap() <= 1000.0 / 999.0);
    close("MTTR of u = 0.001", recovery.to.unwrap(), 1000.0 / 999.0, 1e-3);
    let fault = reach(&all, Input::FaultTime);
    assert!(fault.to.unwrap() >= 1998.0);
    close("MTTF of u = 0.001", fault.to.unwrap(), 1998.0, 1e-3);
    // Met as it is: up to where it stays so.
    let goal = Goal { target_u: 0.01, ..goal };
    let all = reaches(&topology([unit(1)]), &goal, ComponentId(1), &mut Cache::new());
    let recovery = reach(&all, Input::RecoveryTime);
    assert!(recovery.is_met);
    close("MTTR of u = 0.01", recovery.to.unwrap(), 1000.0 / 99.0, 1e-3);
}

#[test]
fn where_no_value_does_the_best_that_there_is_is_told() {
    let mut plan = topology([unit(1), unit(2)]);
    needs(&mut plan, 1, 2);
    let goal = Goal { target_u: 1e-3, ..Goal::default() };
    for reach in reaches(&plan, &goal, ComponentId(1), &mut Cache::new()) {
        if matches!(reach.input, Input::RecoveryTime | Input::FaultTime) {
            assert_eq!(reach.to, None, "the other one alone breaks it: {reach:?}");
            close("the other one alone", reach.best_u, 2.0 / 1002.0, 1e-3);
        }
    }
}

/// Whether the worst journey of the plan as it is meets its target with an input at a value.
fn is_met(plan: &Plan, id: ComponentId, input: Input, value: f64) -> bool {
    let (topology, goal): (&Topology, &Goal) = (&plan.topology, &plan.goal);
    let now = analyse(topology, goal, Budget::FRAME, &mut Cache::new());
    let worst = now.journeys.iter().position(|journey| Some(journey) == now.worst()).expect("a journey");
    let mut trial = topology.clone();
    trial.components.insert(id, with(topology, id, input, value).expect("it has the input"));
    let journey = analyse(&trial, goal, Budget::FRAME, &mut Cache::new()).journeys[worst].clone();
    journey.u.high <= journey.target_u * (1.0 + 1e-12)
}

fn check(plan: &Plan) -> usize {
    let mut found = 0;
    for id in plan.topology.components.keys().copied() {
        for reach in reaches(&plan.topology, &plan.goal, id, &mut Cache::new()) {
            assert_eq!(is_met(plan, id, reach.input, reach.from), reach.is_met, "{id:?} {reach:?}");
            let Some(to) = reach.to else { continue };
            assert!(is_met(plan, id, reach.input, to), "{id:?} {reach:?}: at the value");
            // Beyond the value the target is missed: away from it where it is met now, back to it where it is not.
            let away = if reach.is_met { to - reach.from } else { reach.from - to };
            let is_of_1 = reach.input == Input::Param(Param::Coverage);
            let place = if is_of_1 { 1.0 - to } else { to };
            let step = (2e-3 * place).max(1e-12) * away.signum();
            assert!(!is_met(plan, id, reach.input, to + step), "{id:?} {reach:?}: just beyond");
            found += 1;
        }
    }
    found
}

#[test]
fn at_the_value_the_target_is_met_and_just_beyond_it_is_not() {
    let plan = first_visit(Lang::En);
    let missed = check(&plan);
    let loose = Goal { target_u: 0.03, ..(*plan.goal).clone() };
    let met = check(&Plan { goal: loose.into(), ..plan });
    let standbys = Example::ALL[4].plan(Lang::En);
    let more = check(&standbys);
    assert!(missed > 0 && met > 3 && more > 0, "{missed} {met} {more}");
}
