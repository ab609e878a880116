//! The win share: against a chance that is known, cut into parts or not, and its interval.

use nines::app::examples::first_visit;
use nines::engine::Cache;
use nines::engine::recommend::EFFORT_FLIP;
use nines::engine::win::{Tally, wilson, win};
use nines::i18n::Lang;
use nines::model::{ComponentId, Goal, Mode, Param, Span, Topology};

use crate::plans::{laws, part, topology};

/// One service whose recovery takes between 1 h and 4 h: a single unit does up to 2.004 h.
fn even_chance() -> (Topology, Goal) {
    let mut component = part(1, 0.0);
    (component.fault, component.recovery) = laws(1000.0, 2.0);
    component.price_per_month = 100.0;
    Param::RecoveryMean.write_span(&mut component, Span { low: 1.0, high: 4.0 });
    (topology([component]), Goal { target_u: 0.002, ..Goal::default() })
}

fn draw(plan: &(Topology, Goal), from: u32, draws: u32) -> Tally {
    win(&plan.0, &plan.1, (from, draws), EFFORT_FLIP, &mut Cache::new())
}

#[test]
fn a_choice_stays_best_as_often_as_its_inputs_allow() {
    let tally = draw(&even_chance(), 0, 2000);
    // ln(2.004/2)/ln 2 of the way to the 95 % point: Φ(0.0047) = 0.502.
    let share = f64::from(tally.same) / 2000.0;
    assert!((share - 0.502).abs() < 0.045, "{share}: four standard deviations are 0.045");
    let (low, high) = tally.share();
    assert!(low < 0.502 && 0.502 < high && high - low < 0.05, "{low} to {high}");
    assert_eq!((tally.draws, tally.inputs, tally.unreachable, tally.unproven), (2000, 1, 0, 0));
    assert!(tally.is_by_intervals);
    let rival = &tally.rivals[0];
    assert_eq!(rival.wins + tally.same + tally.tied, 2000, "{tally:?}");
    assert!(rival.changes[0].0 == ComponentId(1) && rival.changes[0].1 != Mode::Single, "{rival:?}");
}

#[test]
fn a_tally_is_the_same_however_it_is_cut() {
    let plan = even_chance();
    let mut parts = draw(&plan, 0, 40);
    parts.join(&draw(&plan, 40, 100));
    parts.join(&draw(&plan, 140, 60));
    assert_eq!(parts, draw(&plan, 0, 200));
    assert_ne!(draw(&plan, 0, 40), draw(&plan, 40, 40), "other draws are others");
}

#[test]
fn without_intervals_every_input_is_taken_to_be_known_to_a_factor_of_two() {
    let plan = first_visit(Lang::En);
    let plan = ((*plan.topology).clone(), (*plan.goal).clone());
    let tally = draw(&plan, 0, 60);
    assert!(!tally.is_by_intervals && tally.inputs > 4, "{tally:?}");
    let others: u32 = tally.rivals.iter().map(|rival| rival.wins).sum();
    assert_eq!(tally.same + tally.tied + tally.unreachable + others, 60);
    assert!(tally.same > 0 && others > 0, "{tally:?}");
    assert!(tally.rivals.windows(2).all(|pair| pair[0].wins >= pair[1].wins));
}

#[test]
fn nothing_is_drawn_where_the_goal_is_out_of_reach() {
    let (plan, goal) = even_chance();
    assert_eq!(draw(&(plan, Goal { target_u: 1e-12, ..goal }), 0, 50).draws, 0);
}

/// At its ends a share is z standard deviations from what was found.
#[test]
fn a_share_s_interval_is_wilson_s() {
    for (hits, of) in [(0, 10), (3, 10), (200, 200), (187, 200), (1800, 2000)] {
        let (low, high) = wilson(hits, of);
        let found = f64::from(hits) / f64::from(of);
        for end in [low, high].into_iter().filter(|end| (1e-9..1.0 - 1e-9).contains(end)) {
            let off = (found - end).abs() / (end * (1.0 - end) / f64::from(of)).sqrt();
            assert!((off - 1.959_963_984_540_054).abs() < 1e-9, "{hits} of {of}: {end}");
        }
        assert!(low <= found && found <= high);
    }
    assert_eq!(wilson(0, 0), (0.0, 1.0));
}
