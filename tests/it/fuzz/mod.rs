//! Hostile inputs at every door through which foreign bytes or edits come in: nothing panics, what is read is legal.
//!
//! Each door is driven by a seed, so a failure replays anywhere. Work is counted in executions, never in seconds.

mod doors;
mod drive;
mod mutate;
mod script;

use std::rc::Rc;

use nines::format::{Decoded, Error, import, link};
use nines::model::{Edit, Plan, Refusal};

use self::doors::{Doors, Foreign};
use self::drive::{Found, drive};
use crate::size::{size, small};

/// A script of edits counts as so many executions.
const EDITS: u64 = 4;

/// How many executions a door gets.
fn executions() -> u64 {
    size("fuzz_executions")
}

fn assert_nothing<I>(found: Option<Found<I>>) {
    if let Some(found) = found {
        panic!("execution {}: {}\n{}", found.execution, found.why, found.input);
    }
}

fn links(doors: &Doors, seed: u64, executions: u64) -> Option<Found<Foreign>> {
    drive("links", seed, executions, doors::plans(), mutate::foreign, |input, dice| doors.link(input, dice))
}

fn files(doors: &Doors, seed: u64, executions: u64) -> Option<Found<Foreign>> {
    drive("files", seed, executions, doors::plans(), mutate::foreign, |input, dice| doors.file(input, dice))
}

fn slots(doors: &Doors, seed: u64, executions: u64) -> Option<Found<Foreign>> {
    drive("slots", seed, executions, doors::slots(), mutate::foreign, |input, dice| doors.slot(input, dice))
}

fn letters(doors: &Doors, seed: u64, executions: u64) -> Option<Found<String>> {
    drive("letters", seed, executions, doors::letters(), mutate::letter, |input, dice| doors.letter(input, dice))
}

fn edits(doors: &Doors, seed: u64, executions: u64) -> Option<Found<u64>> {
    drive("edits", seed, executions, vec![0], |dice, _| dice.next(), |input, _| doors.edits(*input))
}

#[test]
fn no_link_breaks_the_page() {
    assert_nothing(links(&Doors::REAL, 1, executions()));
}

#[test]
fn no_file_breaks_the_page() {
    assert_nothing(files(&Doors::REAL, 2, executions()));
}

#[test]
fn no_kept_slot_breaks_the_page() {
    assert_nothing(slots(&Doors::REAL, 3, executions()));
}

#[test]
fn no_letter_breaks_the_page_or_its_worker() {
    assert_nothing(letters(&Doors::REAL, 4, executions()));
}

#[test]
fn no_edit_leaves_a_plan_that_is_not_legal() {
    // A script has up to twelve edits, each followed by a check of the whole plan.
    assert_nothing(edits(&Doors::REAL, 5, executions() / EDITS));
}

/// Reads as the page does, but for one number, deep inside, that it does not expect.
fn breaks_over_a_number(bytes: &[u8]) -> Result<Decoded, Error> {
    let decoded = import::read(bytes)?;
    let goal = &decoded.plan.goal;
    assert!(goal.journeys.iter().all(|journey| journey.target_u != Some(0.5)), "planted");
    Ok(decoded)
}

/// The same behind a link's checksum.
fn breaks_behind_the_sum(text: &str) -> Result<Decoded, Error> {
    let decoded = link::decode(text)?;
    let zones = &decoded.plan.topology.zones;
    assert!(zones.values().all(|zone| zone.round_trip_ms.to_bits() != (-0.0_f64).to_bits()), "planted");
    Ok(decoded)
}

/// Writes as the page does, but loses the last byte of the plan's name when that is as long as a name may be.
fn loses_a_byte(plan: &Plan) -> String {
    let mut lossy = plan.clone();
    if lossy.name.chars().count() == nines::model::limits::NAME_CHARS {
        lossy.name.pop();
    }
    link::encode(&lossy)
}

/// Edits as the page does, but lets a zone lie in a zone that is not there.
fn forgets_a_parent(edit: &Edit, plan: &Plan) -> Result<Plan, Refusal> {
    let mut next = edit.apply(plan)?;
    let zones = &mut Rc::make_mut(&mut next.topology).zones;
    if let (Edit::Remove(_), Some(zone)) = (edit, zones.values_mut().next()) {
        Rc::make_mut(zone).parent = Some(nines::model::ZoneId(77));
    }
    Ok(next)
}

/// A planted bug is found, with each of three seeds, within the small size.
fn assert_found<I>(hunt: impl Fn(u64, u64) -> Option<Found<I>>) {
    for seed in 1..=3 {
        let found = hunt(seed, small("fuzz_executions"));
        println!("seed {seed}: {:?}", found.as_ref().map(|found| found.execution));
        assert!(found.is_some(), "seed {seed}: not found");
    }
}

#[test]
fn a_bug_planted_in_the_reader_is_found() {
    let doors = Doors { read: breaks_over_a_number, ..Doors::REAL };
    assert_found(|seed, executions| files(&doors, seed, executions));
}

#[test]
fn a_bug_planted_behind_the_checksum_is_found() {
    let doors = Doors { open: breaks_behind_the_sum, ..Doors::REAL };
    assert_found(|seed, executions| links(&doors, seed, executions));
}

#[test]
fn a_bug_planted_in_the_writer_is_found() {
    let doors = Doors { write: loses_a_byte, ..Doors::REAL };
    assert_found(|seed, executions| slots(&doors, seed, executions));
}

#[test]
fn a_bug_planted_in_the_worker_is_found() {
    let doors = Doors { effort: |asked| if asked == u64::MAX { panic!("planted") } else { asked }, ..Doors::REAL };
    assert_found(|seed, executions| letters(&doors, seed, executions));
}

#[test]
fn a_bug_planted_in_the_edits_is_found() {
    let doors = Doors { edit: forgets_a_parent, ..Doors::REAL };
    assert_found(|seed, executions| edits(&doors, seed, executions / EDITS));
}
