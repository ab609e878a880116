//! What the verdict says: the answer in words, in both languages, never more certain than the report.

use nines::app::examples::{Example, first_visit};
use nines::engine::recommend::{EFFORT_FRAME, Memo, recommend};
use nines::engine::report::{Bounded, JourneyReport, Outcome};
use nines::engine::{self, Budget, Cache};
use nines::i18n::Lang;
use nines::i18n::reasons::Context;
use nines::i18n::verdict as say;
use nines::model::Plan;

fn analyse(plan: &Plan) -> engine::report::Report {
    engine::analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut Cache::new())
}

fn journey(low: f64, high: f64, target_u: f64) -> JourneyReport {
    JourneyReport {
        journey: None,
        u: Bounded { low, high },
        target_u,
        outages_per_h: None,
        degraded_u: None,
        weight: 1.0,
    }
}

fn standing(lang: Lang, low: f64, high: f64) -> String {
    say::standing(lang, &journey(low, high, 5e-4))
}

#[test]
fn the_answer_is_downtime_a_year() {
    let answer = |lang, low, high| say::answer(lang, Bounded { low, high });
    assert_eq!(answer(Lang::En, 5e-4, 5e-4), "Down 4.4 h/yr");
    assert_eq!(answer(Lang::Zh, 5e-4, 5e-4), "停机 4.4 小时/年");
    assert_eq!(answer(Lang::En, 4e-4, 5e-4), "Down between 3.5 h and 4.4 h/yr");
    assert_eq!(answer(Lang::En, 0.0, 0.0), "Never down");
    assert_eq!(answer(Lang::En, 1.0, 1.0), "Always down");
}

#[test]
fn how_often_and_how_long_is_said_where_it_is_known() {
    let outages = |lang, u, per_h| {
        say::outages(lang, &JourneyReport { outages_per_h: per_h, ..journey(u, u, 1e-3) }).unwrap_or_default()
    };
    assert_eq!(outages(Lang::En, 1e-3, Some(12.0 / 8766.0)), "about 12 outages a year, 44 min each");
    assert_eq!(outages(Lang::Zh, 1e-3, Some(12.0 / 8766.0)), "每年约停机 12 次，平均每次 44 分钟");
    assert_eq!(outages(Lang::En, 1e-3, Some(1.0 / 8766.0)), "about 1 outage a year, 8.8 h each");
    assert_eq!(outages(Lang::En, 1e-6, Some(0.1 / 8766.0)), "one outage of 5.3 min every 10 yr");
    assert_eq!(outages(Lang::En, 1e-3, None), "");
    assert_eq!(outages(Lang::En, 0.0, Some(0.0)), "");
}

#[test]
fn a_miss_is_said_by_its_factor_and_a_hit_by_what_is_left() {
    assert_eq!(standing(Lang::En, 9e-4, 9e-4), "misses by 1.8×");
    assert_eq!(standing(Lang::Zh, 9e-4, 9e-4), "未达标，停机是目标的 1.8 倍");
    assert_eq!(standing(Lang::En, 2.5e-4, 2.5e-4), "meets the target, 2.2 h to spare");
}

#[test]
fn a_near_miss_never_reads_as_a_hit() {
    assert_eq!(standing(Lang::En, 5.005e-4, 5.005e-4), "misses by 1.001×");
}

#[test]
fn bounds_on_both_sides_of_the_target_promise_nothing() {
    assert!(standing(Lang::En, 4e-4, 6e-4).starts_with("not certain"));
    assert!(standing(Lang::Zh, 4e-4, 6e-4).starts_with("尚不确定"));
}

fn sentence(lang: Lang, plan: &Plan) -> (Outcome, String) {
    let mut cache = Cache::default();
    let report = engine::analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut cache);
    let recommended = recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut cache, &mut Memo::default());
    let at = Context { lang, topology: &plan.topology, goal: &plan.goal };
    (recommended.outcome, say::recommendation(at, plan, &report, &recommended))
}

#[test]
fn the_first_visit_is_told_what_to_change_and_what_it_brings() {
    let (outcome, said) = sentence(Lang::En, &first_visit(Lang::En));
    assert_eq!(outcome, Outcome::Change);
    assert_eq!(
        said,
        "Run Images in S3 as active-active sites over Region 1 and Region 2: down 6.2 h/yr, target met, +$150/month"
    );
    let (_, said) = sentence(Lang::Zh, &first_visit(Lang::Zh));
    assert_eq!(said, "「S3 商品图片」改为分布式多活（地域 1、地域 2）：停机 6.2 小时/年，达标，+$150/月");
}

#[test]
fn applying_the_recommendation_meets_the_first_visit_s_target() {
    let plan = first_visit(Lang::En);
    let recommended = recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut Cache::default(), &mut Memo::default());
    let edit = recommended.edit(&plan.topology, None).expect("something to change");
    let after = edit.apply(&plan).expect("legal");
    let (outcome, _) = sentence(Lang::En, &after);
    assert_eq!(outcome, Outcome::Keep);
}

#[test]
fn an_unreachable_target_names_what_is_in_the_way() {
    let (outcome, said) = sentence(Lang::En, &Example::City.plan(Lang::En));
    assert_eq!(outcome, Outcome::Unreachable);
    assert!(said.contains("In the way: Same release at the same time (2 h/yr)"), "{said}");
}

#[test]
fn an_empty_plan_is_told_how_to_begin() {
    let (outcome, said) = sentence(Lang::En, &Plan::default());
    assert_eq!(outcome, Outcome::Empty);
    assert!(said.starts_with("Add a component"), "{said}");
}

#[test]
fn every_limit_of_the_goal_that_is_missed_is_said_and_what_nothing_can_meet_is_named() {
    let mut plan = first_visit(Lang::En);
    let goal = std::rc::Rc::make_mut(&mut plan.goal);
    (goal.target_u, goal.rto_h, goal.rpo_h, goal.budget_per_month) = (0.1, Some(0.25), Some(1.0 / 60.0), Some(1.0));
    let report = analyse(&plan);
    assert_eq!(say::also_missed(Lang::En, &report).unwrap(), "but missed: RTO, RPO, budget");
    assert_eq!(say::also_missed(Lang::Zh, &report).unwrap(), "但未满足：RTO、RPO、预算");
    assert!(say::spoken(Lang::En, &plan, &report).contains("but missed: RTO"));
    // An external service has one strategy: what it breaks, nothing mends, whatever the budget.
    let mut shop = nines::model::Topology::default();
    let id = nines::model::ComponentId(1);
    shop.components
        .insert(id, std::rc::Rc::new(nines::model::Component::new(id, nines::model::Kind::External, "Bank".into())));
    let goal =
        nines::model::Goal { target_u: 0.5, budget_per_month: Some(1e6), rto_h: Some(0.01), ..Default::default() };
    let plan = Plan { topology: shop.into(), goal: goal.into(), ..Plan::default() };
    let report = analyse(&plan);
    let recommended = recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut Cache::new(), &mut Memo::default());
    assert_eq!(recommended.outcome, Outcome::Unreachable);
    let at = Context { lang: Lang::En, topology: &plan.topology, goal: &plan.goal };
    let sentence = say::recommendation(at, &plan, &report, &recommended);
    assert!(sentence.contains("In the way: Bank (Back too late") && !sentence.contains("budget"), "{sentence}");
}
