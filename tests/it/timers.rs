//! The timer advisor: its formulas against a simulation of polls, its choice against looking at everything.

use nines::engine::timers::{INTERVALS_S, MISSES, RARE_PER_H, Setting, Wish};
use nines::model::Detection;

use crate::close;
use crate::plans::Dice;

fn wish(rto_s: f64, poll_loss: f64) -> Wish {
    Wish { rto_h: rto_s / 3600.0, switch_h: 5.0 / 3600.0, timeout_s: 2.0, poll_loss, least_interval_s: 1.0 }
}

#[test]
fn a_setting_comes_to_what_the_chains_take() {
    for (interval_s, misses) in [(0.3, 1), (5.0, 3), (60.0, 10)] {
        let setting = wish(1e6, 0.02).setting(interval_s, misses);
        let loop_ = Detection { poll_interval_s: interval_s, misses, timeout_s: 2.0, poll_loss: 0.02, fenced: true };
        close("mean, which is the median", setting.median_h, loop_.mean_h(), 1e-14);
        close("worst", setting.worst_h, loop_.worst_h(), 1e-14);
        close("false", setting.false_per_h, loop_.false_per_h(), 1e-14);
    }
}

#[test]
fn detection_and_false_takeovers_are_those_of_polls_that_are_played() {
    let wish = wish(1e6, 0.2);
    let (interval_s, misses) = (4.0, 3);
    let setting = wish.setting(interval_s, misses);
    let mut dice = Dice(5);
    // Faults at any moment between two polls; every poll after a fault is missed.
    let runs = 200_000;
    let mut noticed_s: Vec<f64> = (0..runs)
        .map(|_| {
            let fault_s = dice.share() * interval_s;
            let (mut at_s, mut missed) = (interval_s, 0);
            loop {
                missed += u32::from(at_s > fault_s);
                if missed == misses {
                    return at_s + wish.timeout_s - fault_s;
                }
                at_s += interval_s;
            }
        })
        .collect();
    noticed_s.sort_by(f64::total_cmp);
    close("median", setting.median_h * 3600.0, noticed_s[runs / 2], 5e-3);
    close("95 %", setting.p95_h * 3600.0, noticed_s[runs / 20 * 19], 5e-3);
    assert!(setting.worst_h * 3600.0 >= noticed_s[runs - 1]);
    // A healthy unit whose polls are lost now and then: a run of misses that gets long enough is one takeover.
    let polls = 2_000_000;
    let (mut run, mut takeovers) = (0, 0.0);
    for _ in 0..polls {
        run = if dice.is(wish.poll_loss) { run + 1 } else { 0 };
        takeovers += f64::from(u8::from(run == misses));
    }
    let per_h = takeovers / (f64::from(polls) * interval_s / 3600.0);
    close("false takeovers per hour", setting.false_per_h, per_h, 0.03);
}

/// By the rule, read off all settings one after the other.
fn by_looking_at_all(wish: &Wish) -> Option<Setting> {
    let mut best: Option<Setting> = None;
    for interval_s in INTERVALS_S.into_iter().filter(|interval_s| *interval_s >= wish.least_interval_s) {
        for misses in 1..=MISSES {
            let it = wish.setting(interval_s, misses);
            let time_s = f64::from(misses) * interval_s + wish.timeout_s + wish.switch_h * 3600.0;
            if time_s > wish.rto_h * 3600.0 + 1e-9 {
                continue;
            }
            let rank = |it: &Setting| {
                let counted = if it.false_per_h < RARE_PER_H { 0.0 } else { it.false_per_h };
                (counted, it.median_h, -it.interval_s)
            };
            if best.is_none_or(|best| rank(&it) < rank(&best)) {
                best = Some(it);
            }
        }
    }
    best
}

#[test]
fn the_best_is_the_best_of_all_and_keeps_the_rto() {
    let mut dice = Dice(6);
    let mut with_none = 0;
    for round in 0..500 {
        let mut wish = wish(dice.ratio(2.0, 5_000.0), dice.ratio(1e-6, 0.5));
        if round % 5 == 0 {
            wish.poll_loss = 0.0;
        }
        let found = wish.best();
        assert_eq!(found, by_looking_at_all(&wish), "round {round}");
        with_none += u32::from(found.is_none());
        if let Some(best) = found {
            assert!(best.worst_h + wish.switch_h <= wish.rto_h * (1.0 + 1e-9), "round {round}");
            let around = wish.around(&best, 5, 3);
            assert_eq!(around.len(), 5, "round {round}");
            assert!(around.iter().all(|row| row.len() == 3), "round {round}");
            assert!(around.iter().flatten().any(|it| *it == best), "round {round}: {best:?}");
        }
    }
    assert!(with_none > 10);
}

#[test]
fn a_minute_and_one_poll_in_a_hundred_lost_ask_for_six_polls_of_a_second() {
    // m = 5 at 1 s: 3600 · 0.99 · 1e-10 per hour, 3 in a thousand years; m = 6: one in 32,000 years.
    let best = wish(60.0, 0.01).best().unwrap();
    assert_eq!((best.interval_s, best.misses), (1.0, 6));
    // Nobody loses a poll: one miss is enough, as soon as may be.
    let best = wish(60.0, 0.0).best().unwrap();
    assert_eq!((best.interval_s, best.misses, best.false_per_h), (1.0, 1, 0.0));
    // Seven seconds are gone before the first poll.
    assert_eq!(wish(7.5, 0.01).best(), None);
    // A quarter of all polls lost leaves no good answer, and the least bad one takes all the time there is.
    let best = wish(17.0, 0.25).best().unwrap();
    assert_eq!((best.interval_s, best.misses), (1.0, 10));
}
