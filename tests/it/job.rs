//! The worker's desk: whatever the worker does, the page gets the answer it wants, or learns why there is none.

use nines::app::examples::first_visit;
use nines::app::job::{
    self, Absence, Ask, AskKind, Chosen, Desk, Event, Failure, Finding, News, Order, Refinement, Study, Tell,
};
use nines::engine::flip::{self, Flip};
use nines::engine::mission::{Mission, Moment, mission};
use nines::engine::report::{Exactness, Report};
use nines::engine::spreadsheet::{Reconciled, Term, reconcile};
use nines::engine::weigh::{Band, Input, Swing, Weighed, weigh};
use nines::engine::{Budget, Cache, analyse as analyse_with, recommend as engine};
use nines::format::link;
use nines::i18n::Lang;
use nines::model::{ComponentId, Item, JourneyId, Mode, Param, Plan, ZoneId, limits};

use crate::wire::Dice;

const BUILD: &str = "b1";

/// A desk with a clock and a worker that the test plays.
struct Office {
    desk: Desk,
    now_ms: f64,
}

impl Office {
    fn new() -> Self {
        Self { desk: Desk::new(BUILD), now_ms: 0.0 }
    }

    /// A desk whose worker is ready.
    fn staffed() -> Self {
        let mut office = Self::new();
        office.expect(Event::Open, &[Order::Spawn]);
        office.expect(ready(), &[]);
        office
    }

    fn expect(&mut self, event: Event, orders: &[Order]) {
        assert_eq!(self.desk.on(event.clone(), self.now_ms), orders, "after {event:?}");
    }

    fn after(&mut self, ms: f64) -> &mut Self {
        self.now_ms += ms;
        self
    }
}

fn ready() -> Event {
    Event::Told(Tell::Ready { build: BUILD.to_owned() })
}

fn analyse(link: &str) -> AskKind {
    AskKind::Analyse { link: link.to_owned(), bdd_nodes: 9 }
}

fn recommend(link: &str) -> AskKind {
    AskKind::Recommend { link: link.to_owned(), effort: 3 }
}

fn post(id: u32, kind: AskKind) -> Order {
    Order::Post(Ask { id, kind })
}

fn answer(id: u32) -> Event {
    Event::Told(Tell::Analysed { id, refinement: Refinement::default() })
}

fn analysed(link: &str) -> Order {
    Order::Say(News::Analysed { link: link.to_owned(), refinement: Refinement::default() })
}

fn failed(link: &str, why: Failure) -> Order {
    Order::Say(News::Failed { kind: analyse(link), why })
}

fn study(link: &str, study: Study) -> AskKind {
    AskKind::Study { link: link.to_owned(), study }
}

fn absent(absence: Absence) -> Order {
    Order::Say(News::Absent(absence))
}

#[test]
fn what_is_wanted_is_asked_and_answered() {
    let mut office = Office::new();
    office.expect(Event::Want(analyse("a")), &[Order::Spawn]);
    office.expect(ready(), &[post(1, analyse("a"))]);
    let progress = Tell::Progress { id: 1, done: 2, total: 5 };
    office.expect(Event::Told(progress), &[Order::Say(News::Progress { done: 2, total: 5 })]);
    office.expect(answer(1), &[analysed("a")]);
    assert!(!office.desk.is_busy() && !office.desk.is_wanted());
}

#[test]
fn two_kinds_of_jobs_are_done_one_after_the_other() {
    let mut office = Office::staffed();
    office.expect(Event::Want(analyse("a")), &[post(1, analyse("a"))]);
    office.expect(Event::Want(recommend("a")), &[]);
    office.expect(answer(1), &[analysed("a"), post(2, recommend("a"))]);
    let chosen = Chosen { options: vec![(4, 1)], feasible: true, proven: true, bound: 100.0 };
    let news = News::Recommended { link: "a".to_owned(), chosen: chosen.clone() };
    office.expect(Event::Told(Tell::Recommended { id: 2, chosen }), &[Order::Say(news)]);
}

#[test]
fn a_study_that_nobody_looks_at_gives_way() {
    let (front, win) = (study("a", Study::Front { effort: 9 }), study("a", Study::Win { from: 0, draws: 2 }));
    let mut office = Office::staffed();
    office.expect(Event::Want(front.clone()), &[post(1, front.clone())]);
    office.expect(Event::Want(win), &[]);
    office.expect(Event::Want(analyse("b")), &[]);
    office.expect(Event::LookAway, &[]);
    // It may end by itself; if it does not, what is wanted gets another worker. The study that waited is gone.
    office.after(limits::WORKER_STALE_MS + 1.0).expect(Event::Tick, &[Order::Terminate, Order::Spawn]);
    office.expect(ready(), &[post(2, analyse("b"))]);
    office.expect(answer(2), &[analysed("b")]);
    assert!(!office.desk.is_wanted());
}

#[test]
fn a_study_that_is_looked_at_again_goes_on_and_other_jobs_never_give_way() {
    let front = study("a", Study::Front { effort: 9 });
    let mut office = Office::staffed();
    office.expect(Event::Want(front.clone()), &[post(1, front.clone())]);
    office.expect(Event::LookAway, &[]);
    office.expect(Event::Want(front.clone()), &[]);
    office.after(limits::WORKER_STALE_MS + 1.0).expect(Event::Tick, &[]);
    let tell = Tell::Failed { id: 1, message: "Corrupt".to_owned() };
    let news = News::Failed { kind: front, why: Failure::Said("Corrupt".to_owned()) };
    office.expect(Event::Told(tell), &[Order::Say(news)]);
    office.expect(Event::Want(analyse("a")), &[post(2, analyse("a"))]);
    office.expect(Event::LookAway, &[]);
    office.after(limits::WORKER_STALE_MS + 1.0).expect(Event::Tick, &[]);
    office.expect(answer(2), &[analysed("a")]);
}

#[test]
fn an_answer_that_comes_too_late_is_dropped() {
    let mut office = Office::staffed();
    office.expect(Event::Want(analyse("a")), &[post(1, analyse("a"))]);
    office.expect(Event::Want(analyse("b")), &[]);
    office.expect(Event::Want(analyse("c")), &[]);
    office.expect(Event::Told(Tell::Progress { id: 1, done: 1, total: 2 }), &[]);
    office.expect(answer(1), &[post(2, analyse("c"))]);
    office.expect(answer(1), &[]);
    office.expect(answer(77), &[]);
    office.expect(answer(2), &[analysed("c")]);
}

#[test]
fn what_is_wanted_again_while_it_runs_is_not_asked_twice() {
    let mut office = Office::staffed();
    office.expect(Event::Want(analyse("a")), &[post(1, analyse("a"))]);
    office.expect(Event::Want(analyse("b")), &[]);
    office.expect(Event::Want(analyse("a")), &[]);
    office.expect(answer(1), &[analysed("a")]);
}

#[test]
fn a_job_that_nobody_wants_any_more_is_ended_when_it_goes_on() {
    let mut office = Office::staffed();
    office.expect(Event::Want(analyse("a")), &[post(1, analyse("a"))]);
    office.after(500.0).expect(Event::Want(analyse("b")), &[]);
    office.after(limits::WORKER_STALE_MS).expect(Event::Tick, &[]);
    office.after(1.0).expect(Event::Tick, &[Order::Terminate, Order::Spawn]);
    office.expect(ready(), &[post(2, analyse("b"))]);
}

#[test]
fn cancel_stops_the_worker_at_once_and_has_another_ready() {
    let mut office = Office::staffed();
    office.expect(Event::Cancel, &[]);
    office.expect(Event::Want(analyse("a")), &[post(1, analyse("a"))]);
    office.expect(Event::Want(recommend("a")), &[]);
    office.expect(Event::Cancel, &[Order::Terminate, Order::Spawn]);
    office.expect(answer(1), &[]);
    office.expect(ready(), &[]);
    office.expect(Event::Want(analyse("b")), &[post(2, analyse("b"))]);
}

#[test]
fn a_worker_that_never_gets_ready_is_tried_twice() {
    for breaks in [false, true] {
        let mut office = Office::new();
        office.expect(Event::Want(analyse("a")), &[Order::Spawn]);
        office.after(limits::WORKER_READY_MS).expect(Event::Tick, &[]);
        let wrong = if breaks { Event::Died } else { Event::Tick };
        office.after(1.0).expect(wrong.clone(), &[Order::Terminate, Order::Spawn]);
        let gone = [Order::Terminate, absent(Absence::NeverReady)];
        office.after(limits::WORKER_READY_MS + 1.0).expect(wrong, &gone);
        office.expect(Event::Want(analyse("b")), &[absent(Absence::NeverReady)]);
        office.expect(ready(), &[]);
        assert!(!office.desk.is_busy());
    }
}

#[test]
fn a_worker_of_another_build_is_sent_away() {
    let mut office = Office::new();
    office.expect(Event::Want(analyse("a")), &[Order::Spawn]);
    let wrong = Absence::WrongBuild { found: "b0".to_owned() };
    let tell = Tell::Ready { build: "b0".to_owned() };
    office.expect(Event::Told(tell), &[Order::Terminate, absent(wrong.clone())]);
    office.expect(Event::Want(analyse("b")), &[absent(wrong)]);
}

#[test]
fn a_job_over_which_the_worker_dies_is_tried_once_more() {
    let mut office = Office::staffed();
    office.expect(Event::Want(analyse("a")), &[post(1, analyse("a"))]);
    office.expect(Event::Died, &[Order::Terminate, Order::Spawn]);
    office.expect(ready(), &[post(2, analyse("a"))]);
    office.expect(Event::Want(recommend("a")), &[]);
    office.expect(Event::Died, &[failed("a", Failure::DiedTwice), Order::Terminate, Order::Spawn]);
    office.expect(ready(), &[post(3, recommend("a"))]);
}

#[test]
fn a_worker_that_dies_over_nothing_is_replaced() {
    let mut office = Office::staffed();
    office.expect(Event::Died, &[Order::Terminate, Order::Spawn]);
    office.expect(ready(), &[]);
}

#[test]
fn a_job_that_takes_too_long_is_given_up() {
    let mut office = Office::staffed();
    office.expect(Event::Want(analyse("a")), &[post(1, analyse("a"))]);
    office.after(limits::WORKER_JOB_MS).expect(Event::Tick, &[]);
    let orders = [failed("a", Failure::TooSlow), Order::Terminate, Order::Spawn];
    office.after(1.0).expect(Event::Tick, &orders);
    office.expect(ready(), &[]);
}

#[test]
fn a_job_that_fails_says_why() {
    let mut office = Office::staffed();
    office.expect(Event::Want(analyse("a")), &[post(1, analyse("a"))]);
    let tell = Tell::Failed { id: 1, message: "Corrupt".to_owned() };
    office.expect(Event::Told(tell), &[failed("a", Failure::Said("Corrupt".to_owned()))]);
}

#[test]
fn asks_and_tells_come_through_as_they_were_sent() {
    let refinement = Refinement {
        exact: false,
        journeys: vec![(1e-15, 0.1 + 0.2, Some(1e-7)), (0.5, 1.0, None)],
        degraded: vec![None, Some((0.0, 1e-9))],
        components: vec![(1, 5e-324, true)],
        zones: vec![(2, 1.0 / 3.0)],
    };
    let flip = |input, from, to, chosen| Flip { item: Item::Component(ComponentId(7)), input, from, to, chosen };
    let flips = vec![
        flip(flip::Input::Param(Param::Switch), 0.05, 0.1 + 0.2, Some((Mode::Cluster, 3))),
        flip(flip::Input::Target, 1e-3, 5e-324, None),
        Flip { item: Item::Zone(ZoneId(3)), ..flip(flip::Input::RecoveryTime, 1.0, 2.0, None) },
        flip(flip::Input::FaultTime, 1.0, 2.0, None),
    ];
    let swing = |item, input, is_span| Swing {
        item,
        input,
        low: 5e-324,
        high: 1.0 / 3.0,
        u_at_low: 0.1 + 0.2,
        u_at_high: 1.0,
        is_span,
    };
    let weighed = Weighed {
        band: Some(Band { low_u: 1e-9, middle_u: 0.1 + 0.2, high_u: 1.0, meets: 1.0 / 3.0, draws: 400 }),
        swings: vec![
            swing(Item::Component(ComponentId(7)), Input::FaultTime, false),
            swing(Item::Zone(ZoneId(9)), Input::RecoveryTime, false),
            swing(Item::Component(ComponentId(1)), Input::Param(Param::Age), true),
            swing(Item::Component(ComponentId(1)), Input::Param(Param::FaultSteepness), true),
        ],
    };
    let way = |journey| {
        let terms = [-5e-324; Term::ALL.len()];
        Some(Reconciled { journey, spreadsheet_u: 0.1 + 0.2, model_u: 1.0 / 3.0, terms })
    };
    let moment = Moment { t_h: 0.375, down: 5e-324, unbroken: 1.0 / 3.0, at_least: 0.0 };
    let ahead = Mission { journey: Some(JourneyId(0)), u: 0.1 + 0.2, is_series: true, moments: vec![moment, moment] };
    for tell in [
        Tell::Reconciled { id: 7, found: None },
        Tell::Reconciled { id: 7, found: way(None) },
        Tell::Reconciled { id: 8, found: way(Some(JourneyId(3))) },
        Tell::Ahead { id: 7, mission: Mission::default() },
        Tell::Ahead { id: 8, mission: ahead },
        Tell::Ready { build: BUILD.to_owned() },
        Tell::Progress { id: 1, done: u64::MAX, total: 0 },
        Tell::Analysed { id: 2, refinement },
        Tell::Recommended {
            id: 3,
            chosen: Chosen { options: vec![(1, 2)], feasible: true, proven: false, bound: 0.1 + 0.2 },
        },
        Tell::Flipped { id: 5, component: 7, flips: vec![] },
        Tell::Flipped { id: 6, component: 7, flips: flips.clone() },
        Tell::Studied { id: 7, finding: Finding::FlipsOfOthers(8, flips) },
        Tell::Weighed { id: 5, weighed: Weighed::default() },
        Tell::Weighed { id: 6, weighed },
        Tell::Failed { id: 4, message: "坏 了, 3".to_owned() },
    ] {
        assert_eq!(Tell::read(&tell.letter()).expect("readable"), tell);
        assert_eq!(Ask::read(&tell.letter()), None);
    }
    let flips = AskKind::Flips { link: "1.abc".to_owned(), component: 9, effort: 7 };
    let way = AskKind::Reconcile { link: "1.abc".to_owned(), bdd_nodes: 7 };
    let mission = AskKind::Mission { link: "1.abc".to_owned(), bdd_nodes: 7 };
    let weigh = AskKind::Weigh { link: "1.abc".to_owned(), draws: 7 };
    for kind in [analyse("1.abc"), recommend("1.abc"), flips, weigh, mission, way] {
        let ask = Ask { id: 9, kind };
        assert_eq!(Ask::read(&ask.letter()).expect("readable"), ask);
        assert_eq!(Tell::read(&ask.letter()), None);
    }
}

#[test]
fn studies_come_through_as_they_were_sent() {
    let plan = first_visit(Lang::En);
    let study = |study| AskKind::Study { link: link::encode(&plan), study };
    let database = plan.topology.components.keys().last().expect("a component").0;
    for asked in [
        Study::Front { effort: 5_000 },
        Study::Win { from: 7, draws: 3 },
        Study::Inverse { component: database },
        Study::FlipsOfOthers { component: database },
    ] {
        let ask = Ask { id: 5, kind: study(asked) };
        assert_eq!(Ask::read(&ask.letter()).expect("readable"), ask);
        let tell = run(ask.kind);
        let Tell::Studied { id: 5, finding } = &tell else { panic!("no study") };
        assert_eq!(Tell::read(&tell.letter()).expect("readable"), tell);
        let is_empty = match finding {
            Finding::Front(_, front) => front.as_ref().is_none_or(|front| front.stops.is_empty()),
            Finding::Win(_, tally) => tally.draws == 0,
            Finding::Inverse(_, reaches) => reaches.is_empty(),
            // Where others decide nothing there are none.
            Finding::FlipsOfOthers(..) => false,
        };
        assert!(!is_empty, "{asked:?}: {finding:?}");
    }
}

#[test]
fn studies_of_different_kinds_wait_side_by_side_and_of_one_kind_the_last_counts() {
    let mut office = Office::staffed();
    let study = |study| AskKind::Study { link: "a".to_owned(), study };
    let (front, first, second) = (
        study(Study::Front { effort: 9 }),
        study(Study::Win { from: 0, draws: 9 }),
        study(Study::Win { from: 9, draws: 9 }),
    );
    office.expect(Event::Want(front.clone()), &[post(1, front)]);
    office.expect(Event::Want(first), &[]);
    office.expect(Event::Want(second.clone()), &[]);
    let finding = Finding::Front(9, None);
    let news = News::Studied { link: "a".to_owned(), finding: finding.clone() };
    office.expect(Event::Told(Tell::Studied { id: 1, finding }), &[Order::Say(news), post(2, second)]);
}

/// What the worker answers.
fn run(kind: AskKind) -> Tell {
    job::run(&Ask { id: 5, kind }, &|tell| assert_eq!(tell, Tell::Progress { id: 5, done: 0, total: 1 }))
}

fn report(plan: &Plan, bdd_nodes: usize) -> Report {
    analyse_with(&plan.topology, &plan.goal, Budget { bdd_nodes }, &mut Cache::default())
}

/// The first plan of the dice whose report within few nodes has only bounds.
fn bounded_plan() -> Plan {
    let plans = (0..).map(|seed| Dice::new(seed).plan(24));
    plans.take(200).find(|plan| report(plan, 40).exactness == Exactness::Bounds).expect("a plan over the budget")
}

#[test]
fn the_worker_s_figures_make_a_bounded_report_the_exact_one() {
    let plan = bounded_plan();
    let (mut bounded, exact) = (report(&plan, 40), report(&plan, limits::BDD_NODES_WORKER));
    assert_eq!(exact.exactness, Exactness::Exact);
    let kind = AskKind::Analyse { link: link::encode(&plan), bdd_nodes: limits::BDD_NODES_WORKER };
    let Tell::Analysed { id: 5, refinement } = run(kind) else { panic!("no analysis") };
    let letter = Tell::Analysed { id: 5, refinement }.letter();
    let Some(Tell::Analysed { refinement, .. }) = Tell::read(&letter) else { panic!("no letter: {letter}") };
    assert!(refinement.apply_to(&mut bounded));
    assert_eq!((bounded.exactness, &bounded.journeys), (exact.exactness, &exact.journeys));
    assert_eq!((&bounded.components, &bounded.zones), (&exact.components, &exact.zones));
}

#[test]
fn figures_of_another_plan_change_nothing() {
    let other = Refinement::of(&report(&Dice::new(1).plan(3), 1_000));
    let mut here = report(&Dice::new(2).plan(5), 1_000);
    let before = here.clone();
    assert!(!other.apply_to(&mut here));
    assert_eq!(here, before);
}

#[test]
fn the_worker_s_choice_is_the_engine_s() {
    let plan = Dice::new(11).plan(6);
    let picks = engine::optimise(&plan.topology, &plan.goal, 500, &mut Cache::default());
    let kind = AskKind::Recommend { link: link::encode(&plan), effort: 500 };
    let Tell::Recommended { id: 5, chosen } = run(kind) else { panic!("no choice") };
    assert_eq!(engine::Picks::from(&chosen), picks);
}

#[test]
fn the_worker_weighs_as_the_engine_does() {
    let weighed = |plan: &Plan| weigh(&plan.topology, &plan.goal, 5, &mut Cache::default());
    let mut plans = (11..100).map(|seed| Dice::new(seed).plan(6));
    let plan = plans.find(|plan| !weighed(plan).swings.is_empty()).expect("a plan with an interval that matters");
    let weighed = weighed(&plan);
    let kind = AskKind::Weigh { link: link::encode(&plan), draws: 5 };
    assert_eq!(run(kind), Tell::Weighed { id: 5, weighed });
}

#[test]
fn the_worker_reconciles_as_the_engine_does() {
    let plan = Dice::new(11).plan(6);
    let found = reconcile(&plan.topology, &plan.goal, Budget { bdd_nodes: 900 }, &mut Cache::default());
    let kind = AskKind::Reconcile { link: link::encode(&plan), bdd_nodes: 900 };
    assert!(found.is_some());
    assert_eq!(run(kind), Tell::Reconciled { id: 5, found });
}

#[test]
fn the_worker_looks_ahead_as_the_engine_does() {
    for plan in [Dice::new(12).plan(4), Plan::default()] {
        let budget = Budget { bdd_nodes: 5_000 };
        let found = mission(&plan.topology, &plan.goal, budget, &mut Cache::default());
        let kind = AskKind::Mission { link: link::encode(&plan), bdd_nodes: 5_000 };
        assert_eq!(run(kind), Tell::Ahead { id: 5, mission: found.unwrap_or_default() });
    }
}

#[test]
fn a_job_with_a_link_that_cannot_be_read_fails_and_says_why() {
    assert_eq!(run(analyse("1.***")), Tell::Failed { id: 5, message: "Corrupt".to_owned() });
}
