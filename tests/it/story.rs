//! The story of a plan: steps keep what they were, walking them is undone at once, links stay short.

use std::rc::Rc;

use nines::app::command::CommandId;
use nines::app::story::{self, Change};
use nines::app::{Action, State, examples};
use nines::format::{Decoded, import, link};
use nines::i18n::Lang;
use nines::i18n::story as say;
use nines::model::{ComponentId, Edit, Item, Mode, Place, Plan, Refusal, Step, limits};

fn board() -> State {
    State { plan: Rc::new(examples::first_visit(Lang::En)), ..State::default() }
}

fn run(state: &State, command: CommandId) -> State {
    let action = command.run(state, Lang::En.canvas()).unwrap_or_else(|| panic!("{command:?} acts"));
    state.apply(action)
}

/// A component as hot standby.
fn standby(state: &State, id: u32) -> Edit {
    let mut component = (*state.plan.topology.components[&ComponentId(id)]).clone();
    component.strategy = Mode::HotStandby.preset();
    component.placement = vec![Place { zone: None, units: 2 }];
    Edit::PutComponent(Rc::new(component))
}

/// Now, the database fails, the database as hot standby.
fn told() -> State {
    let database = Item::Component(ComponentId(4));
    let state = run(&board(), CommandId::AddStep);
    let state = run(&state.apply(Action::ToggleFailed(database)), CommandId::AddStep);
    let state = state.apply(Action::MendAll);
    let edit = standby(&state, 4);
    run(&state.apply(Action::Edit(edit)), CommandId::AddStep)
}

fn titles(state: &State) -> Vec<&str> {
    state.plan.steps.iter().map(|step| step.plan.name.as_str()).collect()
}

#[test]
fn a_step_is_called_after_what_it_shows() {
    let state = told();
    assert_eq!(titles(&state), ["Now", "RDS Multi-AZ fails", "Option A"]);
    assert_eq!(story::next_title(&state), "Option B");
    let all = nines::app::state::all_items(&state.plan).into_iter().collect();
    assert_eq!(story::next_title(&state.apply(Action::FailExactly(all))), "Shoppers, ALB and 9 more fail");
}

#[test]
fn walking_the_story_brings_back_each_state_and_one_undo_ends_the_walk() {
    let before = told().apply(Action::Edit(Edit::RenamePlan("Before the meeting".to_owned())));
    let walked = run(&run(&before, CommandId::LastStep), CommandId::LastStep);
    assert_eq!(walked.shown_step(), Some(0));
    assert!(walked.is_at_step());
    assert!(CommandId::LastStep.run(&walked, Lang::En.canvas()).is_none(), "there is none before the first");
    let failing = run(&walked, CommandId::NextStep);
    assert_eq!(failing.failed, [Item::Component(ComponentId(4))].into());
    let last = run(&failing, CommandId::NextStep);
    assert!(last.failed.is_empty() && last.is_at_step());
    assert_eq!(last.plan.topology.components[&ComponentId(4)].strategy.mode(), Mode::HotStandby);
    assert_eq!(last.past.len(), before.past.len() + 1, "a walk is one step of undo");
    assert_eq!(last.apply(Action::Undo).plan, before.plan);
    assert_eq!(last.plan.name, "Before the meeting", "the plan keeps its name");
}

#[test]
fn what_is_done_to_the_board_leaves_the_steps_alone() {
    let state = run(&run(&told(), CommandId::LastStep), CommandId::LastStep);
    let steps = Rc::clone(&state.plan.steps);
    let changed = state.apply(Action::Edit(standby(&state, 3)));
    assert_eq!(changed.plan.steps, steps);
    assert!(!changed.is_at_step(), "it says that the board has changed");
    assert!(state.is_at_step() && !state.apply(Action::ToggleFailed(Item::Component(ComponentId(3)))).is_at_step());
    assert!(changed.apply(Action::ShowStep(0)).is_at_step());
    assert_eq!(changed.apply(Action::ShowStep(0)).apply(Action::Undo).plan, changed.plan, "nothing is lost");
}

#[test]
fn a_new_step_stands_behind_the_one_that_is_shown() {
    let state = told().apply(Action::ShowStep(0));
    let state = run(&state, CommandId::AddStep);
    assert_eq!(titles(&state), ["Now", "Option B", "RDS Multi-AZ fails", "Option A"]);
    assert_eq!(state.shown_step(), Some(1));
}

#[test]
fn the_step_that_is_shown_is_followed_through_the_story() {
    let state = told().apply(Action::ShowStep(1));
    let put = |steps: Vec<Step>| state.apply(Action::Edit(Edit::PutSteps(Rc::new(steps))));
    let shown = |state: &State| state.shown_step().map(|at| state.plan.steps[at].plan.name.clone());
    let steps = (*state.plan.steps).clone();
    assert_eq!(shown(&put(steps.iter().rev().cloned().collect())), shown(&state));
    assert_eq!(shown(&put(steps[1..].to_vec())), shown(&state));
    assert_eq!(shown(&put(steps[..1].to_vec())), None, "it is gone");
    let mut renamed = steps;
    renamed[1].plan.name = "Otherwise".to_owned();
    assert_eq!(shown(&put(renamed)).as_deref(), Some("Otherwise"));
    assert_eq!(state.apply(Action::Open(told().plan)).shown_step(), None, "another plan's story begins anew");
}

#[test]
fn how_many_of_a_set_suffice_is_a_change_of_its_links() {
    let plan = examples::first_visit(Lang::En);
    let [one, other] = [2, 3].map(ComponentId);
    let targets = plan.topology.links.values().filter(|link| link.from == one).map(|link| link.id);
    let mut before = Step { plan: plan.clone(), failed: [].into() };
    let links: Vec<_> = plan.topology.links.values().filter(|link| link.from == other).map(|link| link.id).collect();
    assert!(links.len() > 1 && targets.count() > 0);
    before.plan = Edit::AnyOf { links, needed: 1 }.apply(&plan).expect("a set");
    let set = *before.plan.topology.sets.keys().next().expect("it is there");
    let mut after = before.clone();
    let mut topology = (*after.plan.topology).clone();
    topology.sets.get_mut(&set).expect("it is there").needed = 2;
    after.plan.topology = Rc::new(topology);
    assert!(matches!(story::changes(&before, &after)[..], [Change::Links(2)]));
}

#[test]
fn a_full_story_takes_no_more_and_says_so() {
    let mut state = board();
    for _ in 0..limits::STEPS {
        state = run(&state, CommandId::AddStep);
    }
    assert_eq!(state.plan.steps.len(), limits::STEPS);
    let more = run(&state, CommandId::AddStep);
    assert_eq!(more.plan, state.plan);
    let full = Refusal::Full { limit: limits::STEPS };
    assert_eq!(more.notice, Some(nines::app::Notice::Refused(full.clone())));
    let too_many = Rc::new(vec![Step::default(); limits::STEPS + 1]);
    assert_eq!(Edit::PutSteps(too_many).apply(&state.plan), Err(full));
    assert_eq!(Edit::ShowStep(limits::STEPS).apply(&state.plan), Err(Refusal::Missing));
}

#[test]
fn changes_name_what_differs_and_read_backwards() {
    let state = told();
    let [now, fails, option] = &state.plan.steps[..] else { panic!("three steps") };
    let name = || "RDS Multi-AZ".to_owned();
    assert_eq!(story::changes(now, now), []);
    assert_eq!(story::changes(now, fails), [Change::Failed(name())]);
    let (one, two) = ((Mode::Single, 1), (Mode::HotStandby, 2));
    let runs = |before, after| Change::Strategy { name: name(), before, after };
    assert_eq!(story::changes(fails, option), [Change::Mended(name()), runs(one, two)]);
    assert_eq!(story::changes(option, fails), [Change::Failed(name()), runs(two, one)]);

    let gone = Edit::Remove(vec![Item::Component(ComponentId(4)), Item::Zone(nines::model::ZoneId(1))]);
    let goal = nines::model::Goal { target_u: 0.5, ..(*now.plan.goal).clone() };
    let less = Edit::All(vec![gone, Edit::PutGoal(Rc::new(goal))]).apply(&now.plan).expect("an edit");
    let less = Step { plan: less, ..Step::default() };
    let back = story::changes(&less, now);
    for (there, here) in [(Change::Removed as fn(String) -> Change, story::changes(now, &less)), (Change::Added, back)]
    {
        assert!(here.contains(&there(name())) && here.contains(&there("Region 1".to_owned())), "{here:?}");
        assert!(here.contains(&Change::Goal), "{here:?}");
        let follows = |change: &Change| matches!(change, Change::Links(_));
        assert!(!here.iter().any(follows), "a link to what is gone is no change of its own: {here:?}");
    }
    let id = *now.plan.topology.links.keys().next().expect("a link");
    let cut = Step { plan: Edit::Remove(vec![Item::Link(id)]).apply(&now.plan).expect("an edit"), ..Step::default() };
    assert_eq!(
        (story::changes(now, &cut), story::changes(&cut, now)),
        (vec![Change::Links(1)], vec![Change::Links(1)])
    );
}

#[test]
fn a_story_makes_a_link_little_longer() {
    let state = told();
    let with = link::encode(&state.plan).len();
    let without = link::encode(&Plan { steps: Rc::default(), ..(*state.plan).clone() }).len();
    println!("{without} bytes without, {with} with three steps");
    assert!(with < without + 3 * 120, "{without} bytes became {with}");
    let decoded = link::decode(&link::encode(&state.plan)).expect("our own link");
    assert_eq!(decoded, Decoded { plan: (*state.plan).clone(), findings: vec![], unknown: vec![] });
}

#[test]
fn what_a_step_cannot_hold_is_left_out_and_named() {
    let read = |json: &str| import::read_json(json).expect("a plan");
    let nested = read(r#"{"nines":1,"st":[{"n":"a","st":[{"n":"b"}]}]}"#);
    assert_eq!((nested.plan.steps.len(), nested.plan.steps[0].plan.steps.len()), (1, 0));
    assert_eq!(nested.unknown, ["st.st"]);
    assert_eq!(read(r#"{"nines":1,"fc":[1]}"#).unknown, ["fc"], "only steps have something failed");
    assert_eq!(read(r#"{"nines":1,"st":[{"fc":[1]}]}"#).unknown, ["st.fc"], "what is not there cannot fail");
    let whole = read(r#"{"nines":1,"st":[{"c":[{"k":"sql"}],"fc":[1]}]}"#);
    assert_eq!((whole.unknown, whole.plan.steps[0].failed.len()), (vec![], 1));
    let many = read(&format!(r#"{{"nines":1,"st":[{}]}}"#, vec!["{}"; limits::STEPS + 1].join(",")));
    assert_eq!((many.plan.steps.len(), many.findings.len()), (limits::STEPS, 1));
}

#[test]
fn every_change_has_words_in_both_languages() {
    let way = ((Mode::Single, 1), (Mode::Quorum, 3));
    let words = |lang| {
        [
            say::failed(lang, "x"),
            say::mended(lang, "x"),
            say::added(lang, "x"),
            say::removed(lang, "x"),
            say::runs(lang, "x", way.0, way.1),
            say::tuned(lang, "x"),
            say::links(lang, 1),
            say::links(lang, 2),
            say::since(lang, "x"),
            say::option(lang, 0),
            say::option(lang, 30),
            say::fails(lang, &["x".to_owned()]),
        ]
    };
    for (en, zh) in words(Lang::En).into_iter().zip(words(Lang::Zh)) {
        assert!(!en.is_empty() && !zh.is_empty() && en != zh, "{en} {zh}");
    }
    assert_eq!(words(Lang::En)[10], "Option 31");
}
