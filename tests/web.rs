//! Tests that run in a browser through wasm-bindgen. They never look at the built page; tests/browser does.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test stops at what it does not expect")]

use nines::browser::exchange::{self, Address};
use nines::browser::storage::{self, Keeper, Preference, Saved};
use nines::format::keeping::Kept;
use nines::format::link;
use nines::model::kind::KINDS;
use nines::model::{Kind, Plan};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_kind_is_found_by_its_slug_in_the_browser_too() {
    for row in KINDS {
        assert_eq!(Kind::from_slug(row.slug), Some(row.kind), "{}", row.slug);
    }
}

fn plan(name: &str) -> Plan {
    Plan { name: name.to_owned(), ..Plan::default() }
}

fn kept_name() -> Option<String> {
    match Keeper::open().1 {
        Kept::Plan { decoded, .. } => Some(decoded.plan.name),
        Kept::Nothing | Kept::Lost { .. } => None,
    }
}

fn local_storage() -> web_sys::Storage {
    web_sys::window().and_then(|window| window.local_storage().ok().flatten()).expect("storage")
}

// One test for the storage: its parts share the browser's one store.
#[wasm_bindgen_test]
fn plans_are_kept_set_aside_and_never_overwritten_by_another_tab() {
    local_storage().clear().expect("cleared");
    let (mut here, kept) = Keeper::open();
    assert_eq!(kept, Kept::Nothing);
    assert_eq!(here.save(&plan("one")), Saved::Saved);
    assert_eq!(here.save(&plan("two")), Saved::Saved);
    assert_eq!(kept_name().as_deref(), Some("two"));

    let (mut there, _) = Keeper::open();
    assert_eq!(there.save(&plan("三")), Saved::Saved);
    assert_eq!(here.save(&plan("four")), Saved::OtherTab);
    assert_eq!(kept_name().as_deref(), Some("三"));
    assert_eq!(here.save_here(&plan("four")), Saved::Saved);
    assert_eq!(kept_name().as_deref(), Some("four"));
    let aside: Vec<String> =
        storage::aside().iter().map(|slot| link::reopen(&slot.body).expect("readable").plan.name).collect();
    assert_eq!(aside, ["三"]);

    let text = local_storage().get_item("nines.plan.0").expect("readable").expect("there");
    local_storage().set_item("nines.plan.0", &text.replace("nines1 ", "nines1 9")).expect("written");
    assert_eq!(kept_name().as_deref(), Some(if text.contains(" 4 ") { "三" } else { "four" }));

    let filler = "x".repeat(1024 * 1024);
    for index in 0.. {
        if local_storage().set_item(&format!("filler.{index}"), &filler).is_err() {
            break;
        }
    }
    let long = plan(&"y".repeat(80));
    let mut last = Saved::Saved;
    for index in 0..600 {
        let name = format!("filler.small.{index}");
        if local_storage().set_item(&name, &filler[..2_048]).is_err() {
            last = here.save(&Plan { goal: std::rc::Rc::new(journeys()), ..long });
            break;
        }
    }
    assert_eq!(last, Saved::Full);
    local_storage().clear().expect("cleared");

    // Last, because a crash stops autosave for good.
    assert_eq!(here.save(&plan("before the crash")), Saved::Saved);
    let document = web_sys::window().and_then(|window| window.document()).expect("a document");
    let dialog = document.create_element("dialog").expect("made");
    dialog.set_id("crash");
    let detail = document.create_element("pre").expect("made");
    detail.set_id("crash-detail");
    dialog.append_child(&detail).expect("put");
    document.body().expect("a body").append_child(&dialog).expect("put");
    nines::browser::panic::crash("boom at src/x.rs:1");
    nines::browser::panic::crash("a panic that follows");
    let text = detail.text_content().expect("text");
    assert!(dialog.has_attribute("open") && text.starts_with("boom at src/x.rs:1\nbuild "), "{text}");
    assert_eq!(link::decode(&text).expect("the plan's link").plan.name, "before the crash");
    assert_eq!(here.save(&plan("after the crash")), Saved::Unavailable);
    assert_eq!(kept_name().as_deref(), Some("before the crash"));
    dialog.remove();
}

/// A goal too long for the last 2 kB of the storage, whatever else is in it.
fn journeys() -> nines::model::Goal {
    let journeys = (0..20).map(|index: u32| nines::model::Journey {
        weight: 1.0,
        id: nines::model::JourneyId(index + 1),
        name: (0..80).map(|at| char::from_u32(0x4e00 + (index * 977 + at * 7919) % 20_000).unwrap_or('x')).collect(),
        entry: nines::model::ComponentId(1),
        target_u: None,
    });
    nines::model::Goal { journeys: journeys.collect(), ..Default::default() }
}

#[wasm_bindgen_test]
fn preferences_are_remembered_and_forgotten() {
    assert_eq!(storage::set_preference(Preference::SingleKeys, Some("off")), Saved::Saved);
    assert_eq!(storage::preference(Preference::SingleKeys).as_deref(), Some("off"));
    assert_eq!(storage::set_preference(Preference::SingleKeys, None), Saved::Saved);
    assert_eq!(storage::preference(Preference::SingleKeys), None);
}

#[wasm_bindgen_test]
fn the_address_bar_holds_the_plan() {
    assert_eq!(exchange::write_address(&plan("in the bar")), Address::Written);
    let address = exchange::address().expect("a link");
    assert_eq!(link::decode(&address).expect("readable").plan.name, "in the bar");
    let url = exchange::share_url(&plan("to share")).expect("a link");
    assert_eq!(link::decode(&url).expect("readable").plan.name, "to share");
    assert_eq!(url.matches('#').count(), 1);
}
