//! The recommendation: the cheapest set that meets the goal, for the reasons it gives.

use std::rc::Rc;

use nines::engine::menu::menu;
use nines::engine::placement::Setting;
use nines::engine::recommend::{EFFORT_FRAME, EFFORT_WORKER, Memo, explain, optimise, recommend};
use nines::engine::report::{Outcome, Reason, Recommendation, WhyNot};
use nines::engine::{Budget, Cache, analyse, zones};
use nines::model::*;

/// users → shop → orders, in zone A of two.
fn shop(target_u: f64) -> Plan {
    let add = |plan: Plan, kind, name: &str, zone| {
        let edit = Edit::AddComponent { kind, name: name.to_owned(), at: Point::default(), zone };
        edit.apply(&plan).expect("it is added")
    };
    let zone = |plan: Plan, name: &str| {
        let rect = Rect { x: 0.0, y: 0.0, width: 400.0, height: 200.0 };
        let edit = Edit::AddZone { kind: ZoneKind::Zone, name: name.to_owned(), rect, parent: None };
        edit.apply(&plan).expect("it is added")
    };
    let link = |plan: Plan, from, to| {
        Edit::Connect { from: ComponentId(from), to: ComponentId(to) }.apply(&plan).expect("it is linked")
    };
    let plan = zone(zone(Plan::default(), "A"), "B");
    let home = plan.topology.zones.keys().next().copied();
    let plan = add(plan, Kind::Users, "users", None);
    let plan = add(plan, Kind::Service, "shop", home);
    let plan = add(plan, Kind::Sql, "orders", home);
    let plan = link(link(plan, 1, 2), 2, 3);
    with_goal(&plan, |goal| goal.target_u = target_u)
}

fn with_goal(plan: &Plan, change: impl Fn(&mut Goal)) -> Plan {
    let mut goal = (*plan.goal).clone();
    change(&mut goal);
    Plan { goal: Rc::new(goal), ..plan.clone() }
}

fn recommended(plan: &Plan) -> Recommendation {
    recommend(&plan.topology, &plan.goal, EFFORT_WORKER, &mut Cache::default(), &mut Memo::default())
}

fn applied(plan: &Plan, recommendation: &Recommendation) -> Plan {
    match recommendation.edit(&plan.topology, None) {
        Some(edit) => edit.apply(plan).expect("a recommendation can be applied"),
        None => plan.clone(),
    }
}

/// Worst u/target and cost, by the exact report.
fn judged(plan: &Plan) -> (f64, f64) {
    let report = analyse(&plan.topology, &plan.goal, Budget::WORKER, &mut Cache::default());
    (report.worst().map_or(0.0, |journey| journey.strain()), report.cost_per_month)
}

/// The least cost over every combination of every menu that meets the goal, by the exact report; and the least strain.
fn brute_force(plan: &Plan) -> (Option<f64>, f64) {
    let laws = zones::laws(&plan.topology);
    let setting = Setting { topology: &plan.topology, goal: &plan.goal, laws: &laws };
    let menus: Vec<_> =
        plan.topology.components.values().map(|component| (component, menu(component, &setting))).collect();
    let (mut best, mut least) = (None, f64::INFINITY);
    let total: usize = menus.iter().map(|(_, menu)| menu.len()).product();
    for number in 0..total {
        let mut rest = number;
        let mut edits = Vec::new();
        for (component, menu) in &menus {
            let recipe = &menu[rest % menu.len()];
            rest /= menu.len();
            let mut next = (***component).clone();
            (next.strategy, next.placement) = (recipe.strategy, recipe.placement.clone());
            edits.push(Edit::PutComponent(Rc::new(next)));
        }
        let trial = Edit::All(edits).apply(plan).unwrap_or_else(|_| plan.clone());
        let (strain, cost) = judged(&trial);
        least = least.min(strain);
        if strain <= 1.0 + 1e-12 && best.is_none_or(|best| cost < best) {
            best = Some(cost);
        }
    }
    (best, least)
}

#[test]
fn it_is_the_cheapest_of_all_combinations_that_meet_the_target() {
    for target_u in [1e-2, 1e-3, 3e-4, 1.5e-4, 8e-5, 4e-5, 2e-5, 1e-5] {
        let plan = shop(target_u);
        let recommendation = recommended(&plan);
        let (strain, cost) = judged(&applied(&plan, &recommendation));
        assert!(recommendation.proven, "{target_u}");
        assert!((cost - recommendation.cost_after_per_month).abs() < 1e-9);
        match brute_force(&plan) {
            (Some(best), _) => {
                assert!(strain <= 1.0 + 1e-9, "{target_u}: {strain}");
                assert!((cost - best).abs() < 1e-9, "{target_u}: {cost} instead of {best}");
            }
            (None, least) => {
                assert_eq!(recommendation.outcome, Outcome::Unreachable);
                assert!(strain <= least * 1.05, "{target_u}: {strain}, the best is {least}");
            }
        }
    }
}

#[test]
fn what_it_promises_is_what_the_report_says_once_it_is_applied() {
    for target_u in [1e-3, 1e-4, 3e-5] {
        let plan = shop(target_u);
        let recommendation = recommended(&plan);
        let after = applied(&plan, &recommendation);
        let report = analyse(&after.topology, &after.goal, Budget::WORKER, &mut Cache::default());
        for (promised, journey) in recommendation.u_after.iter().zip(&report.journeys) {
            assert!((promised / journey.u.high - 1.0).abs() < 1e-9, "{promised} {:?}", journey.u);
        }
        for choice in &recommendation.choices {
            assert_eq!(choice.chosen.figures, report.components[&choice.component].figures);
        }
    }
}

#[test]
fn once_applied_it_stays() {
    let plan = shop(1e-4);
    let after = applied(&plan, &recommended(&plan));
    assert_ne!(after, plan);
    let again = recommended(&after);
    assert_eq!(again.outcome, Outcome::Keep, "{again:#?}");
    assert_eq!(again.edit(&after.topology, None), None);
}

#[test]
fn the_choice_of_the_worker_explains_itself_on_the_page() {
    let plan = shop(1e-4);
    let picks = optimise(&plan.topology, &plan.goal, EFFORT_WORKER, &mut Cache::default());
    let told = explain(&plan.topology, &plan.goal, &picks, &mut Cache::default(), &mut Memo::default());
    assert_eq!(told, Some(recommended(&plan)));
}

#[test]
fn what_is_remembered_changes_no_answer() {
    let (mut cache, mut memo) = (Cache::default(), Memo::default());
    for target_u in [1e-3, 1e-4, 3e-5, 1e-3] {
        let plan = shop(target_u);
        let warm = recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut cache, &mut memo);
        let cold = recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut Cache::default(), &mut Memo::default());
        assert_eq!(warm, cold);
    }
}

#[test]
fn a_target_out_of_reach_is_called_so() {
    assert_eq!(recommended(&shop(1e-11)).outcome, Outcome::Unreachable);
    assert_eq!(recommended(&Plan::default()).outcome, Outcome::Empty);
}

#[test]
fn a_budget_too_small_is_called_so() {
    let plan = with_goal(&shop(1e-4), |goal| goal.budget_per_month = Some(150.0));
    assert_eq!(recommended(&plan).outcome, Outcome::OverBudget);
}

fn why_not(recommendation: &Recommendation, component: u32, mode: Mode) -> Option<WhyNot> {
    let choice = recommendation.choices.iter().find(|choice| choice.component == ComponentId(component))?;
    choice.rejected.iter().find(|rejected| rejected.mode == mode).map(|rejected| rejected.why)
}

#[test]
fn scale_closes_what_one_unit_carries() {
    let plan = with_goal(&shop(1e-3), |goal| goal.peak_load = 3_000.0);
    let recommendation = recommended(&plan);
    let choice = &recommendation.choices[0];
    assert_eq!(choice.chosen.strategy.mode(), Mode::Cluster);
    assert!(choice.reasons.contains(&Reason::CarriesLoad { needed: 4 }), "{:?}", choice.reasons);
    let is_over = |why| matches!(why, Some(WhyNot::OverCapacity { .. }));
    assert!(is_over(why_not(&recommendation, 2, Mode::Single)));
    assert!(is_over(why_not(&recommendation, 2, Mode::HotStandby)));
}

#[test]
fn the_limits_of_the_goal_close_their_gates() {
    let plan = with_goal(&shop(1e-2), |goal| {
        goal.rto_h = Some(0.1);
        goal.rpo_h = Some(0.0);
        goal.latency_ms = Some(0.5);
    });
    let recommendation = recommended(&plan);
    assert!(matches!(why_not(&recommendation, 3, Mode::Single), Some(WhyNot::BreaksRto { .. })));
    assert!(matches!(
        why_not(&recommendation, 3, Mode::WarmStandby),
        Some(WhyNot::BreaksRpo { .. } | WhyNot::BreaksRto { .. })
    ));
    assert!(matches!(
        why_not(&recommendation, 3, Mode::MultiSite),
        Some(WhyNot::BreaksLatency { .. } | WhyNot::BreaksRto { .. })
    ));
    assert_eq!(why_not(&recommendation, 3, Mode::Cluster), Some(WhyNot::NotOnMenu));
}
