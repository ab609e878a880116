//! Keeping the plan between visits: whatever happens to one slot, the other is found; tabs do not overwrite each other.

use nines::format::keeping::{self, Kept, Shelf, Slot, Tab, Turn};
use nines::format::{Error, link};
use nines::model::{Plan, limits};

/// Storage with two slots, as a browser would keep it.
#[derive(Default)]
struct Storage([Option<String>; 2]);

impl Storage {
    fn shelf(&self) -> Shelf {
        Shelf::of([self.0[0].as_deref(), self.0[1].as_deref()])
    }

    /// Saves as one tab would; what came of it.
    fn save(&mut self, tab: &mut Tab, plan: &Plan) -> Turn {
        let turn = keeping::turn(&self.shelf(), tab, &link::encode(plan), 1_000, false);
        if let Turn::Write { place, text, count } = &turn {
            self.0[*place] = Some(text.clone());
            tab.seen = *count;
        }
        turn
    }

    fn name(&self) -> Option<String> {
        match keeping::load(&self.shelf()) {
            Kept::Plan { decoded, .. } => Some(decoded.plan.name),
            Kept::Nothing | Kept::Lost { .. } => None,
        }
    }

    fn open(&self, writer: &str) -> Tab {
        Tab { writer: writer.to_owned(), seen: self.shelf().count() }
    }
}

fn plan(name: &str) -> Plan {
    Plan { name: name.to_owned(), ..Plan::default() }
}

fn slot(count: u64, body: &str) -> Slot {
    Slot { count, saved_ms: 5, writer: "a1".to_owned(), body: body.to_owned() }
}

#[test]
fn the_latest_plan_is_found_again() {
    let mut storage = Storage::default();
    let mut tab = storage.open("a");
    assert_eq!(keeping::load(&storage.shelf()), Kept::Nothing);
    for name in ["one", "two", "three", "four"] {
        storage.save(&mut tab, &plan(name));
        assert_eq!(storage.name().as_deref(), Some(name));
    }
}

#[test]
fn slots_are_written_in_turn_so_the_plan_before_stays_whole() {
    let mut storage = Storage::default();
    let mut tab = storage.open("a");
    let mut last = None;
    for name in ["one", "two", "three", "four"] {
        let Turn::Write { place, .. } = storage.save(&mut tab, &plan(name)) else { panic!("not written") };
        assert_ne!(last.replace(place), Some(place));
    }
    assert_eq!(storage.save(&mut tab, &plan("four")), Turn::Same);
}

#[test]
fn any_damage_to_the_newest_slot_brings_back_the_one_before() {
    let mut storage = Storage::default();
    let mut tab = storage.open("a");
    storage.save(&mut tab, &plan("before"));
    let Turn::Write { place, text, .. } = storage.save(&mut tab, &plan("newest")) else { panic!("not written") };
    for at in 0..text.len() {
        let mut changed = text.clone().into_bytes();
        changed[at] ^= 1;
        for damaged in [String::from_utf8(changed).expect("ASCII"), text[..at].to_owned()] {
            storage.0[place] = Some(damaged.clone());
            match keeping::load(&storage.shelf()) {
                Kept::Plan { decoded, fell_back } => {
                    assert_eq!((decoded.plan.name.as_str(), fell_back), ("before", true), "{damaged}");
                }
                other @ (Kept::Nothing | Kept::Lost { .. }) => panic!("{damaged}: {other:?}"),
            }
        }
    }
    storage.0 = [Some("x".to_owned()), Some(String::new())];
    assert_eq!(keeping::load(&storage.shelf()), Kept::Lost { error: None });
    assert!(matches!(storage.save(&mut tab, &plan("new")), Turn::Write { .. }));
}

#[test]
fn a_plan_of_a_later_version_is_not_taken_for_damage() {
    let storage = Storage([Some(slot(3, "9.abc").to_text()), None]);
    assert_eq!(keeping::load(&storage.shelf()), Kept::Lost { error: Some(Error::Version { found: 9 }) });
}

#[test]
fn a_tab_does_not_write_over_what_another_has_saved_since() {
    let mut storage = Storage::default();
    let mut first = storage.open("a");
    storage.save(&mut first, &plan("drawn in a"));
    let mut second = storage.open("b");
    assert!(matches!(storage.save(&mut second, &plan("changed in b")), Turn::Write { .. }));
    assert_eq!(storage.save(&mut first, &plan("changed in a")), Turn::Elsewhere);
    assert_eq!(storage.name().as_deref(), Some("changed in b"));

    let over = keeping::turn(&storage.shelf(), &first, &link::encode(&plan("changed in a")), 1_000, true);
    let Turn::Write { place, text, count } = over else { panic!("not written: {over:?}") };
    storage.0[place] = Some(text);
    first.seen = count;
    assert_eq!(storage.name().as_deref(), Some("changed in a"));
    assert_eq!(storage.save(&mut second, &plan("again in b")), Turn::Elsewhere);
}

#[test]
fn a_slot_comes_back_as_it_was_written() {
    let slot = slot(u64::MAX, "1.abc");
    assert_eq!(Slot::from_text(&slot.to_text()), Some(slot.clone()));
    for text in ["", "nines1", &format!("{} ", slot.to_text()), &slot.to_text().replace("nines1", "nines2")] {
        assert_eq!(Slot::from_text(text), None, "{text}");
    }
}

#[test]
fn plans_set_aside_are_few_newest_first_and_never_twice() {
    let mut text = String::new();
    for count in 0..8 {
        text = keeping::set_aside(&text, &slot(count, &format!("1.{count}")));
    }
    text = keeping::set_aside(&text, &slot(9, "1.6"));
    let bodies: Vec<String> = keeping::aside(&text).into_iter().map(|slot| slot.body).collect();
    assert_eq!(bodies, ["1.6", "1.7", "1.5", "1.4", "1.3"]);
    assert_eq!(bodies.len(), limits::PLANS_KEPT);
    assert_eq!(keeping::aside("rubbish\n\n"), vec![]);
}
