//! What is found by typing: the best match first, in both languages, and every command that can act.

use nines::app::command::{CommandId, MENU, command, commands};
use nines::app::finder::{Found, Target, found};
use nines::app::spot::New;
use nines::app::{Action, Settings, State};
use nines::i18n::Lang;
use nines::model::{ComponentId, Edit, Item, Kind, Point, limits};

fn board(lang: Lang, names: &[&str]) -> State {
    let state = State::default().apply(Action::CanvasSize(1200.0, 700.0));
    let state = state.apply(Action::Settings(Settings { lang, ..Settings::default() }));
    names.iter().zip(0_u32..).fold(state, |state, (name, index)| {
        let at = Point { x: f64::from(index) * 3000.0, y: 0.0 };
        state.apply(Action::Edit(Edit::AddComponent { kind: Kind::Service, name: (*name).into(), at, zone: None }))
    })
}

fn first(state: &State, typed: &str) -> Option<Target> {
    found(state, typed).first().map(|row| row.target)
}

#[test]
fn commands_are_found_by_their_names_in_either_language() {
    for lang in [Lang::En, Lang::Zh] {
        let state = board(lang, &["api"]);
        for (typed, id) in [
            ("undo", CommandId::Undo),
            ("撤销", CommandId::Undo),
            ("show ev", CommandId::Fit),
            ("SHARE", CommandId::Share),
            ("sql", CommandId::Add(New::Component(Kind::Sql))),
            ("dplct", CommandId::Duplicate),
        ] {
            assert_eq!(first(&state, typed), Some(Target::Command(id)), "{lang:?} {typed}");
        }
        assert_eq!(found(&state, "qqqq"), vec![]);
    }
}

#[test]
fn things_are_found_by_name_and_the_nearer_match_comes_first() {
    let state = board(Lang::En, &["payment gateway", "pay", "repayment", "付款 API"]);
    let names: Vec<String> = found(&state, "pay").into_iter().map(|row| row.name).collect();
    assert_eq!(names.get(..3).unwrap(), ["pay", "payment gateway", "repayment"]);
    let item = |id| Some(Target::Item(Item::Component(ComponentId(id))));
    assert_eq!(first(&state, "付款"), item(4));
    assert_eq!(first(&state, "gate pay"), item(1), "words in any order");
}

#[test]
fn every_command_that_can_act_is_listed_but_directions() {
    let state = board(Lang::En, &[]);
    let mut missing: Vec<CommandId> = commands().iter().map(|row| row.id).collect();
    for row in commands() {
        let listed = found(&state, row.id.words(Lang::En.canvas()));
        if listed.iter().any(|found| found.target == Target::Command(row.id)) {
            missing.retain(|id| *id != row.id);
        }
    }
    let by_keys = |id: &CommandId| {
        matches!(id, CommandId::Nudge(_) | CommandId::NudgeFar(_) | CommandId::Pan(_) | CommandId::Abort)
            || matches!(id, CommandId::Find | CommandId::Menu)
    };
    assert!(missing.iter().all(by_keys), "{missing:?}");
}

#[test]
fn what_cannot_act_says_so_and_stands_behind() {
    let state = board(Lang::En, &["api"]).apply(Action::Select([].into()));
    let rows = found(&state, "");
    assert!((30..=limits::FOUND).contains(&rows.len()), "{}", rows.len());
    let idle: Vec<bool> = rows.iter().map(|row| row.is_idle).collect();
    assert!(idle.is_sorted(), "{idle:?}");
    for Found { target, is_idle, .. } in rows {
        if let Target::Command(id) = target {
            assert_eq!(is_idle, id.run(&state, Lang::En.canvas()).is_none(), "{id:?}");
        }
    }
}

#[test]
fn what_was_found_is_selected_and_seen_large_enough_to_read() {
    let state = board(Lang::En, &["near", "far"]).apply(Action::ZoomBy(0.1, None));
    let shown = state.apply(Action::Reveal(Item::Component(ComponentId(2))));
    assert_eq!(shown.only_selected(), Some(Item::Component(ComponentId(2))));
    assert!(shown.view.zoom >= 0.6);
    let corner = shown.view.to_screen(Point { x: 3000.0, y: 0.0 });
    assert!((0.0..=1200.0).contains(&corner.x) && (0.0..=700.0).contains(&corner.y), "{corner:?}");
    assert_ne!(shown.reveals, state.reveals);
}

#[test]
fn the_menu_holds_commands_of_the_table_each_once() {
    let all: Vec<CommandId> = MENU.iter().flat_map(|group| group.iter().copied()).collect();
    for (index, id) in all.iter().enumerate() {
        assert!(command(*id).is_some() && !all[..index].contains(id), "{id:?}");
    }
    let state = board(Lang::En, &["api"]).apply(Action::SelectAll);
    let Some(Action::Menu(Some(at))) = CommandId::Menu.run(&state, Lang::En.canvas()) else { panic!("a place") };
    assert!((0.0..=1200.0).contains(&at.x) && (0.0..=700.0).contains(&at.y));
}
