//! What a person settles about a choice, the gates of the goal, growth, and what to buy next: the recommendation obeys and
//! says so.

use std::rc::Rc;

use nines::app::examples::Example;
use nines::engine::menu::menu;
use nines::engine::placement::again::Disruption;
use nines::engine::recommend::{EFFORT_FRAME, Memo, recommend};
use nines::engine::report::{Choice, Obstacle, Outcome, Reason, Recommendation, WhyNot};
use nines::engine::scale::{FACTORS, scale};
use nines::engine::{Budget, Cache, Setting, analyse, zones};
use nines::i18n::Lang;
use nines::i18n::reasons::{Context, reason, why_not};
use nines::i18n::strategies::short;
use nines::model::strategy::Family;
use nines::model::*;

use crate::close;
use crate::plans::{link, put_zone, topology, zone};

/// users → shop → orders, orders in zone 1 of two.
fn shop() -> Plan {
    let users = Component::new(ComponentId(1), Kind::Users, "users".into());
    let mut shop = Component::new(ComponentId(2), Kind::Service, "shop".into());
    let mut orders = Component::new(ComponentId(3), Kind::Sql, "orders".into());
    for component in [&mut shop, &mut orders] {
        component.placement = vec![Place { zone: Some(ZoneId(1)), units: 1 }];
    }
    let mut topology = topology([users, shop, orders]);
    for id in 1..=2 {
        put_zone(&mut topology, zone(id, None, 43_830.0, 3.0));
    }
    link(&mut topology, 1, 2, Need::Hard);
    link(&mut topology, 2, 3, Need::Hard);
    let goal = Goal { target_u: 5e-5, ..Goal::default() };
    Plan { topology: Rc::new(topology), goal: Rc::new(goal), ..Plan::default() }
}

fn recommended(plan: &Plan) -> Recommendation {
    recommend(&plan.topology, &plan.goal, EFFORT_FRAME, &mut Cache::default(), &mut Memo::default())
}

fn choice(recommendation: &Recommendation, id: u32) -> &Choice {
    recommendation.choices.iter().find(|choice| choice.component == ComponentId(id)).expect("a choice")
}

fn with_wishes(plan: &Plan, id: u32, wishes: Wishes) -> Plan {
    let component = (*plan.topology.components[&ComponentId(id)]).clone();
    Edit::PutComponent(Rc::new(Component { wishes, ..component })).apply(plan).expect("legal")
}

fn with_goal(plan: &Plan, change: impl FnOnce(&mut Goal)) -> Plan {
    let mut goal = (*plan.goal).clone();
    change(&mut goal);
    Edit::PutGoal(goal.into()).apply(plan).expect("legal")
}

fn why(recommendation: &Recommendation, id: u32, mode: Mode) -> Option<WhyNot> {
    choice(recommendation, id).rejected.iter().find(|rejected| rejected.mode == mode).map(|rejected| rejected.why)
}

fn only(modes: &[Mode]) -> Wishes {
    Wishes { modes: Some(modes.iter().copied().collect()), ..Wishes::default() }
}

#[test]
fn what_is_pinned_stays_and_the_others_make_up_for_it() {
    let plan = shop();
    let free = recommended(&plan);
    assert!(choice(&free, 2).is_change && choice(&free, 3).is_change);
    let pinned = with_wishes(&plan, 3, Wishes { is_pinned: true, ..Wishes::default() });
    let obeyed = recommended(&pinned);
    assert!(!choice(&obeyed, 3).is_change);
    assert_eq!(choice(&obeyed, 3).reasons.first(), Some(&Reason::Pinned));
    assert!(!choice(&obeyed, 3).reasons.contains(&Reason::AlreadyCheapest));
    assert!(choice(&obeyed, 3).rejected.iter().all(|it| matches!(it.why, WhyNot::Pinned | WhyNot::NotOnMenu)));
    // A single database cannot reach the target, and the pin is what keeps it out of reach.
    assert_eq!(obeyed.outcome, Outcome::Unreachable);
    assert!(obeyed.obstacles.contains(&Obstacle::Wishes), "{:?}", obeyed.obstacles);
    // A pin that breaks a limit is still a pin.
    let late = with_goal(&pinned, |goal| goal.rto_h = Some(0.01));
    assert!(!choice(&recommended(&late), 3).is_change);
    assert!(matches!(choice(&recommended(&late), 3).breaks, Some(WhyNot::BreaksRto { .. })));
}

#[test]
fn what_is_ruled_out_is_not_recommended_and_what_is_added_may_be() {
    let plan = shop();
    let chosen = choice(&recommended(&plan), 3).chosen.strategy.mode();
    let usual = Wishes::default();
    let without = usual.with(Kind::Sql, chosen, false);
    let other = recommended(&with_wishes(&plan, 3, without.clone()));
    assert_ne!(choice(&other, 3).chosen.strategy.mode(), chosen);
    assert_eq!(why(&other, 3, chosen), Some(WhyNot::RuledOut));
    // What was ruled out is told with its figures; what is usual again leaves no trace.
    assert!(choice(&other, 3).rejected.iter().any(|it| it.mode == chosen && it.best.is_some()));
    assert_eq!(without.with(Kind::Sql, chosen, true), usual);
    // A cluster is unusual for a database until somebody allows it.
    assert_eq!(why(&recommended(&plan), 3, Mode::Cluster), Some(WhyNot::NotOnMenu));
    let clusters = recommended(&with_wishes(&plan, 3, only(&[Mode::Cluster])));
    assert_eq!(choice(&clusters, 3).chosen.strategy.mode(), Mode::Cluster);
    assert_eq!(why(&clusters, 3, Mode::Quorum), Some(WhyNot::RuledOut));
    // Where the figures leave room for it, that nothing else was allowed is a reason.
    let easy = with_goal(&with_wishes(&plan, 3, only(&[Mode::Single])), |goal| goal.target_u = 0.1);
    assert!(choice(&recommended(&easy), 3).reasons.contains(&Reason::OnlyOneAllowed));
    // The last strategy cannot be ruled out.
    let last = only(&[Mode::Cluster]);
    assert_eq!(last.with(Kind::Sql, Mode::Cluster, false), last);
}

#[test]
fn a_menu_of_its_own_is_as_good_as_brute_force_over_it() {
    // The cheapest of all pairs of options that a person allows and that meet the target, by the exact report.
    let plan = with_wishes(&shop(), 3, only(&[Mode::Single, Mode::HotStandby, Mode::Cluster]));
    let laws = zones::laws(&plan.topology);
    let setting = Setting { topology: &plan.topology, goal: &plan.goal, laws: &laws };
    let options = |id: u32| {
        let component = &plan.topology.components[&ComponentId(id)];
        let may =
            |recipe: &nines::engine::menu::Recipe| component.wishes.allows(component.kind, recipe.strategy.mode());
        menu(component, &setting).into_iter().filter(may).collect::<Vec<_>>()
    };
    let mut best = f64::INFINITY;
    for a in options(2) {
        for b in options(3) {
            let put = |id: u32, recipe: &nines::engine::menu::Recipe| {
                let now = (*plan.topology.components[&ComponentId(id)]).clone();
                let (strategy, placement) = (recipe.strategy, recipe.placement.clone());
                Edit::PutComponent(Rc::new(Component { strategy, placement, ..now }))
            };
            let trial = Edit::All(vec![put(2, &a), put(3, &b)]).apply(&plan).unwrap_or_else(|_| plan.clone());
            let report = analyse(&trial.topology, &trial.goal, Budget::FRAME, &mut Cache::default());
            if report.worst().is_some_and(|worst| worst.strain() <= 1.0) {
                best = best.min(report.cost_per_month);
            }
        }
    }
    close("cost", recommended(&plan).cost_after_per_month, best, 1e-12);
}

#[test]
fn a_longer_menu_reaches_what_the_usual_one_does_not() {
    let plan = with_goal(&shop(), |goal| goal.peak_load = 4_000.0);
    let laws = zones::laws(&plan.topology);
    let setting = Setting { topology: &plan.topology, goal: &plan.goal, laws: &laws };
    let most = |plan: &Plan| {
        let component = &plan.topology.components[&ComponentId(2)];
        let clusters = menu(component, &setting).into_iter().filter(|it| it.strategy.mode() == Mode::Cluster);
        clusters.map(|it| it.placement.iter().map(|place| place.units).sum::<u32>()).max()
    };
    // 4,000 × 1.25 / 1,000 = 5 are needed; ten with one of two zones gone.
    assert_eq!(most(&plan), Some(10));
    let more = with_wishes(&plan, 2, Wishes { most_units: Some(13), ..Wishes::default() });
    assert_eq!(most(&more), Some(13));
}

/// Closes one gate, and only that one, for some strategy of the database.
fn gate(change: impl Fn(&mut Goal), obstacle: Obstacle, is: impl Fn(&WhyNot) -> bool) {
    let plan = shop();
    let open = recommended(&plan);
    assert_eq!(open.outcome, Outcome::Change);
    let closed = recommended(&with_goal(&plan, change));
    let said: Vec<WhyNot> = choice(&closed, 3).rejected.iter().map(|it| it.why).filter(&is).collect();
    assert!(!said.is_empty(), "{:?}", choice(&closed, 3).rejected);
    assert!(!choice(&open, 3).rejected.iter().any(|it| is(&it.why)));
    if closed.outcome == Outcome::Unreachable {
        assert!(closed.obstacles.contains(&obstacle), "{:?}", closed.obstacles);
    }
    // Every gate is a reason in words, of its own, in both languages.
    for lang in [Lang::En, Lang::Zh] {
        let at = Context { lang, topology: &plan.topology, goal: &plan.goal };
        let (long, brief) = (why_not(at, &said[0]), short(at, &said[0]));
        assert!(!long.is_empty() && !brief.is_empty() && long != brief, "{long} {brief}");
    }
}

#[test]
fn a_team_is_not_asked_for_more_than_it_can_do() {
    gate(|goal| goal.skill = Skill::Practised, Obstacle::Skill, |it| matches!(it, WhyNot::NeedsSkill { .. }));
    let basic = recommended(&with_goal(&shop(), |goal| goal.skill = Skill::Basic));
    for choice in &basic.choices {
        assert_eq!(choice.chosen.strategy.mode().family(), Family::Single);
    }
    assert!(basic.obstacles.contains(&Obstacle::Skill));
    // An expert team has no limit, so plans that never spoke of it are as they were.
    assert_eq!(Goal::default().skill, Skill::Expert);
}

#[test]
fn data_lies_in_no_more_places_than_may_hold_it() {
    gate(|goal| goal.most_sites = Some(1), Obstacle::Sites, |it| matches!(it, WhyNot::TooManySites { .. }));
    gate(|goal| goal.most_endpoints = Some(1), Obstacle::Endpoints, |it| matches!(it, WhyNot::TooManyEndpoints { .. }));
    // Code may run where no data may be kept: only what holds data is kept out.
    let mut plan = shop();
    let mut second = (*plan.topology.zones[&ZoneId(2)]).clone();
    second.may_hold_data = false;
    plan = Edit::PutZone(second.into()).apply(&plan).expect("legal");
    let found = recommended(&plan);
    let holds = |id: u32| choice(&found, id).chosen.placement.iter().any(|place| place.zone == Some(ZoneId(2)));
    assert!(holds(2) && !holds(3));
    let closed = choice(&found, 3).rejected.iter().any(|it| it.why == WhyNot::ClosedToData { zone: ZoneId(2) });
    assert!(closed, "{:?}", choice(&found, 3).rejected);
    // What lies there already is told.
    let mut there = (*plan.topology.components[&ComponentId(3)]).clone();
    there.placement = vec![Place { zone: Some(ZoneId(2)), units: 1 }];
    let plan = Edit::PutComponent(there.into()).apply(&plan).expect("legal");
    let report = analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut Cache::default());
    assert_eq!(report.components[&ComponentId(3)].figures.closed_to_data, Some(ZoneId(2)));
}

#[test]
fn a_zone_inside_one_without_data_holds_none_either() {
    let mut plan = Topology::default();
    let outer = Zone { may_hold_data: false, ..zone(1, None, 1e5, 3.0) };
    for zone in [outer, zone(2, Some(1), 1e5, 3.0), zone(3, None, 1e5, 3.0)] {
        put_zone(&mut plan, zone);
    }
    assert_eq!([1, 2, 3].map(|id| plan.may_hold_data(ZoneId(id))), [false, false, true]);
}

#[test]
fn traffic_between_zones_costs_its_share_where_units_lie_in_several() {
    let plan = shop();
    let dear = with_goal(&plan, |goal| goal.between_sites = 0.3);
    let (free, paid) = (recommended(&plan), recommended(&dear));
    let spread = choice(&free, 3).chosen.clone();
    assert!(spread.placement.len() > 1);
    let same = |found: &Recommendation| {
        let choice = choice(found, 3);
        let chosen = std::iter::once(&choice.chosen);
        let all = chosen.chain(choice.rejected.iter().filter_map(|it| it.best.as_ref().map(|(best, _)| best)));
        all.filter(|it| it.placement == spread.placement && it.strategy.mode() == spread.strategy.mode())
            .map(|it| it.figures.cost_per_month)
            .next()
    };
    if let Some(cost) = same(&paid) {
        close("with encryption", cost, 1.3 * spread.figures.cost_per_month, 1e-12);
    }
    // One place pays nothing for it.
    let report = |plan: &Plan| analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut Cache::default());
    close("one place", report(&dear).cost_per_month, report(&plan).cost_per_month, 1e-12);
    // The choice and the report agree on what it costs.
    let after = paid.edit(&dear.topology, None).expect("a change").apply(&dear).expect("legal");
    close("after", report(&after).cost_per_month, paid.cost_after_per_month, 1e-12);
}

#[test]
fn what_breaks_first_is_what_carries_least() {
    let plan = with_goal(&shop(), |goal| goal.peak_load = 700.0);
    // One shop unit carries 1,000 / 1.25 = 800 of 700; the database states no limit.
    let steps = scale(&plan.topology, &plan.goal);
    assert_eq!(steps.iter().map(|step| step.factor).collect::<Vec<_>>(), FACTORS);
    for step in &steps {
        let [over] = step.over.as_slice() else { panic!("{step:?}") };
        assert_eq!(over.component, ComponentId(2));
        close("carries", over.carries, 800.0 / 700.0, 1e-12);
        // ⌈700 · factor · 1.25 / 1,000⌉ units, as a cluster: no other strategy of one unit carries it.
        let needed = (700.0 * step.factor * 1.25 / 1_000.0_f64).ceil() as u32;
        assert_eq!(over.still, Some((Mode::Cluster, needed.max(2))));
    }
    // Nothing is said without a load, and nothing breaks with enough units.
    assert_eq!(scale(&plan.topology, &Goal::default()), vec![]);
    let mut many = (*plan.topology.components[&ComponentId(2)]).clone();
    many.strategy = Mode::Cluster.preset();
    many.placement = vec![Place { zone: None, units: 9 }];
    let many = Edit::PutComponent(many.into()).apply(&plan).expect("legal");
    assert!(scale(&many.topology, &many.goal).iter().all(|step| step.over.is_empty()));
    // At a ceiling exactly, it still carries.
    let exact = with_goal(&plan, |goal| goal.peak_load = 400.0);
    assert!(scale(&exact.topology, &exact.goal)[0].over.is_empty());
    // What a person rules out carries nothing.
    let ruled_out = with_wishes(&plan, 2, only(&[Mode::Single, Mode::HotStandby]));
    assert!(scale(&ruled_out.topology, &ruled_out.goal).iter().all(|step| step.over[0].still.is_none()));
    // More units than a component may have carry nothing.
    let huge = with_goal(&plan, |goal| goal.peak_load = 40_000.0);
    assert!(scale(&huge.topology, &huge.goal).iter().all(|step| step.over[0].still.is_none()));
}

#[test]
fn a_number_of_units_fixed_by_hand_still_grows_with_the_load() {
    let plan = Example::Kafka.plan(Lang::En);
    let steps = scale(&plan.topology, &plan.goal);
    // Three brokers of 60,000 carry 144,000 with headroom: 1.8 times the peak.
    close("carries", steps[0].over[0].carries, 1.8, 1e-12);
    // ⌈80,000 · 1.25 · factor / 60,000⌉.
    assert_eq!(
        steps.iter().map(|step| step.over[0].still.map(|(_, units)| units)).collect::<Vec<_>>(),
        [Some(4), Some(9), Some(17)]
    );
}

#[test]
fn what_to_buy_next_saves_what_the_report_says() {
    let plan = shop();
    let found = recommended(&plan);
    let report = |plan: &Plan| analyse(&plan.topology, &plan.goal, Budget::FRAME, &mut Cache::default());
    let now = report(&plan);
    assert!(found.buys.len() >= 2);
    let mut last = f64::INFINITY;
    for buy in &found.buys {
        let after = buy.to.edit(&plan.topology, buy.component).expect("there").apply(&plan).expect("legal");
        let then = report(&after);
        let saved = now.worst().expect("one").u.high - then.worst().expect("one").u.high;
        assert!((saved - buy.saves_u).abs() <= 1e-9 * now.worst().expect("one").u.high, "{saved} {buy:?}");
        close("more", buy.more_per_month, then.cost_per_month - now.cost_per_month, 1e-12);
        assert!(buy.per_money() <= last);
        last = buy.per_money();
    }
    // No option of the menu saves more for its money than the first one named.
    let laws = zones::laws(&plan.topology);
    let setting = Setting { topology: &plan.topology, goal: &plan.goal, laws: &laws };
    let best = found.buys[0].per_money();
    for component in plan.topology.components.values() {
        for recipe in menu(component, &setting) {
            let (strategy, placement) = (recipe.strategy, recipe.placement);
            let trial = Edit::PutComponent(Rc::new(Component { strategy, placement, ..(**component).clone() }));
            let Ok(trial) = trial.apply(&plan) else { continue };
            let then = report(&trial);
            let (saved, more) = (
                now.worst().expect("one").u.high - then.worst().expect("one").u.high,
                then.cost_per_month - now.cost_per_month,
            );
            assert!(more <= 0.0 || saved / more <= best * (1.0 + 1e-6), "{saved} {more}");
        }
    }
}

#[test]
fn a_free_change_comes_before_any_that_costs() {
    let pair = Example::Pair.plan(Lang::En);
    let buys = recommended(&pair).buys;
    assert!(buys[0].per_money().is_infinite() && buys[0].more_per_month <= 0.0);
}

#[test]
fn it_serves_again_by_what_was_lost() {
    let plan = Example::Centres.plan(Lang::En);
    let laws = zones::laws(&plan.topology);
    let setting = Setting { topology: &plan.topology, goal: &plan.goal, laws: &laws };
    let database = plan.topology.components.values().find(|it| it.kind == Kind::Sql).expect("a database");
    let rows = setting.again(database, &mut Cache::default());
    let of = |after: Disruption| rows.iter().find(|row| row.after == after).expect("a row").rto_h;
    let (unit, centre) = (of(Disruption::Unit), of(Disruption::Zone(ZoneKind::Zone)));
    // The other centre takes over as it does for a unit.
    assert_eq!(unit, centre);
    // A city takes both along: until it is back, whose recovery is a logistic law with the city's mean.
    let city = plan.topology.zones.values().find(|zone| zone.kind == ZoneKind::Region).expect("a city");
    let law = nines::engine::lifetime::Unit::new(&city.fault, &city.recovery).recovery;
    assert_eq!(of(Disruption::Zone(ZoneKind::Region)).p95_h, law.quantile_h(0.95));
    // Without anything left it takes a repair, and corrupted data is as old as the last backup.
    assert!(of(Disruption::All).p95_h > unit.p95_h);
    let data = rows.iter().find(|row| row.after == Disruption::Data).expect("a row");
    assert_eq!((data.rto_h, data.loses_h), (of(Disruption::All), Some(24.0)));
    // One unit alone: each of these is its own recovery, or its zone's.
    let single = Component { strategy: Strategy::Single, ..(**database).clone() };
    let rows = setting.again(&single, &mut Cache::default());
    assert!(rows.iter().all(|row| row.after != Disruption::All));
}

#[test]
fn an_example_is_advised_what_its_operators_would_accept() {
    for example in [Example::Patroni, Example::Etcd, Example::Kafka, Example::Redis] {
        let plan = example.plan(Lang::En);
        let found = recommended(&plan);
        for choice in &found.choices {
            let component = &plan.topology.components[&choice.component];
            let (was, is) = (component.strategy.mode(), choice.chosen.strategy.mode());
            // What agrees by majority goes on so, and what serves requests keeps no sleeping spare.
            assert!(was != Mode::Quorum || is == Mode::Quorum, "{example:?}: {}", component.name);
            assert!(!matches!(is, Mode::ColdStandby | Mode::WarmStandby), "{example:?}: {}", component.name);
        }
    }
    let plan = Example::Patroni.plan(Lang::En);
    let found = recommended(&plan);
    assert_eq!(found.outcome, Outcome::Keep);
    for lang in [Lang::En, Lang::Zh] {
        let at = Context { lang, topology: &plan.topology, goal: &plan.goal };
        assert!(!reason(at, &Reason::Pinned).is_empty() && !reason(at, &Reason::OnlyOneAllowed).is_empty());
    }
}
