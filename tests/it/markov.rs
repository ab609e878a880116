//! A chain's course: the reference file, closed forms, and chains that end, never end or are stiff.

use nines::engine::course::Course;
use nines::engine::group::{ClusterChain, Group};
use nines::engine::lifetime::Unit;
use nines::engine::markov::Chain;
use nines::engine::renewal;
use nines::model::{Fault, Lifetime, Recovery};
use serde_json::Value;

use crate::close;

const GENERAL: &str = include_str!("../data/reference/markov_chains.json");
const ANY: &str = include_str!("../data/markov_courses.json");

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}

/// A chain of so many states with these down and these rates per h.
fn course(order: usize, start: usize, down: &[usize], rates: &[(usize, usize, f64)]) -> Course {
    let mut course = Course::new(order, start);
    down.iter().for_each(|state| course.down(*state));
    rates.iter().for_each(|(from, to, rate_per_h)| course.add(*from, *to, *rate_per_h));
    course
}

fn of_case(case: &Value) -> Course {
    let states = case["states"].as_array().expect("states");
    let at = |name: &Value| states.iter().position(|state| state == name).expect("a state");
    let up: Vec<usize> = case["up"].as_array().expect("up").iter().map(at).collect();
    let down: Vec<usize> = (0..states.len()).filter(|state| !up.contains(state)).collect();
    let steps = case["transitions"].as_array().expect("transitions").iter();
    let rates: Vec<_> = steps.map(|step| (at(&step[0]), at(&step[1]), number(&step[2]).expect("a rate"))).collect();
    course(states.len(), at(&case["start"]), &down, &rates)
}

/// The course of every case of a file is as the file says; how many chances at a time were among it.
fn assert_courses(file: &str) -> usize {
    let file: Value = serde_json::from_str(file).expect("a file of chains");
    let mut times = 0;
    for case in file["cases"].as_array().expect("cases") {
        let name = case["name"].as_str().expect("a name");
        let course = of_case(case);
        let long_run = course.long_run();
        let figure = |key: &str, got: Option<f64>, relative: f64| match (got, number(&case[key])) {
            (Some(got), Some(expected)) => close(&format!("{name}, {key}"), got, expected, relative),
            (got, expected) => assert_eq!(got, expected, "{name}, {key}"),
        };
        figure("unavailability", Some(long_run.u), 1e-14);
        figure("failure_frequency_per_h", Some(long_run.outages_per_h), 1e-14);
        figure("mut_h", long_run.mean_up_h(), 1e-14);
        figure("mdt_h", long_run.mean_down_h(), 1e-14);
        close(name, long_run.u + long_run.a, 1.0, 1e-14);
        let mean_h = course.mean_time_to_down_h();
        figure("mttf_h", mean_h.is_finite().then_some(mean_h), 1e-14);
        for (hours, a) in case["transient_A"].as_object().expect("times") {
            let Some(a) = number(a) else { continue };
            let got = course.up_at(hours.parse().expect("hours"));
            // What is below the smallest number by far is 0 in the file.
            assert!((got - a).abs() <= 1e-13 * a + 1e-60, "{name}, {hours} h: {got:e}, expected {a:e}");
            times += 1;
        }
    }
    times
}

#[test]
fn courses_equal_the_exact_reference() {
    assert!(assert_courses(GENERAL) > 40);
}

#[test]
fn courses_of_any_chain_equal_those_computed_with_many_digits() {
    assert!(assert_courses(ANY) > 100);
}

#[test]
fn a_single_unit_follows_its_closed_form_however_stiff() {
    for (lambda, mu) in [(1e-9, 1e6), (1e-3, 0.1), (2.0, 3.0), (1e6, 1e-9), (1e-9, 1e-9), (1e6, 1e6)] {
        for t_h in [1e-9, 1e-3, 1.0, 720.0, 1e6] {
            let both: f64 = lambda + mu;
            let u = lambda / both * -libm::expm1(-both * t_h);
            let a = mu / both + lambda / both * libm::exp(-both * t_h);
            let name = format!("λ {lambda:e}, μ {mu:e}, {t_h:e} h");
            let rates = [(0, 1, lambda), (1, 0, mu)];
            close(&name, course(2, 0, &[1], &rates).up_at(t_h), a, 1e-12);
            // With up and down exchanged it is the unavailability, small as it may be.
            close(&name, course(2, 0, &[0], &rates).up_at(t_h), u, 1e-12);
        }
    }
}

#[test]
fn a_slow_unit_keeps_its_digits_beside_a_fast_pair() {
    // The pair of states 0 and 1 alternates a million times an hour; from each the same slow rate leads down.
    for (slow, t_h) in [(1e-9, 1e6), (1e-9, 1e9), (1e-6, 1e6), (1e-3, 1e3)] {
        let rates = [(0, 1, 1e6), (1, 0, 3e6), (0, 2, slow), (1, 2, slow)];
        let course = course(3, 1, &[2], &rates);
        close("up", course.up_at(t_h), libm::exp(-slow * t_h), 1e-12);
        close("mean", course.mean_time_to_down_h(), 1.0 / slow, 1e-12);
    }
}

#[test]
fn stages_in_a_row_are_an_erlang_law() {
    let rates: Vec<(usize, usize, f64)> = (0..8).map(|stage| (stage, stage + 1, 0.25)).collect();
    let course = course(9, 0, &[8], &rates);
    close("mean", course.mean_time_to_down_h(), 32.0, 1e-14);
    for t_h in [1.0, 32.0, 200.0] {
        let (x, mut term, mut sum) = (0.25 * t_h, 1.0, 0.0);
        for m in 0..8 {
            sum += term;
            term *= x / f64::from(m + 1);
        }
        close("up", course.up_at(t_h), libm::exp(-x) * sum, 1e-12);
    }
}

#[test]
fn a_mean_time_of_many_magnitudes_keeps_its_digits() {
    // A birth-death chain: the mean to the last state is a sum of positive terms, written down by hand.
    let (lambda, mu): (f64, f64) = (1e-5, 1e3);
    let rates: Vec<_> = (0..9).flat_map(|i| [(i, i + 1, lambda), (i + 1, i, mu)]).collect();
    let mut expected = 0.0;
    for i in 0..9 {
        expected += (0..=i).map(|j| libm::pow(mu / lambda, f64::from(j)) / lambda).sum::<f64>();
    }
    let last = course(10, 0, &[9], &rates);
    close("mean", last.mean_time_to_down_h(), expected, 1e-12);
}

#[test]
fn a_chain_that_ends_ends_where_its_chances_lead() {
    // Down for good, up for good, or in a pair that alternates; state 6 cannot be reached.
    let rates =
        [(0, 1, 1.0), (0, 2, 2.0), (0, 3, 5.0), (3, 4, 1.0), (4, 3, 4.0), (6, 0, 9.0), (0, 5, 8.0), (5, 0, 8.0)];
    let course = course(7, 0, &[1, 4, 5], &rates);
    let long_run = course.long_run();
    close("u", long_run.u, 1.0 / 8.0 + 5.0 / 8.0 * 0.2, 1e-14);
    close("a", long_run.a, 2.0 / 8.0 + 5.0 / 8.0 * 0.8, 1e-14);
    close("late", course.up_at(1e6), long_run.a, 1e-12);
    close("outages", long_run.outages_per_h, 5.0 / 8.0 * 0.8, 1e-14);
    assert!(course.mean_time_to_down_h().is_infinite());
}

#[test]
fn a_chain_without_a_way_out_stays_where_it_is() {
    let alone = course(1, 0, &[], &[]);
    assert_eq!((alone.long_run().u, alone.up_at(1e6), alone.long_run().mean_up_h()), (0.0, 1.0, None));
    assert!(alone.mean_time_to_down_h().is_infinite());
    let dead = course(1, 0, &[0], &[]);
    assert_eq!((dead.long_run().u, dead.up_at(1e6), dead.mean_time_to_down_h()), (1.0, 0.0, 0.0));
    let dying = course(2, 0, &[1], &[(0, 1, 0.5), (0, 0, 7.0)]);
    close("u", dying.long_run().u, 1.0, 0.0);
    close("mean", dying.mean_time_to_down_h(), 2.0, 1e-15);
    close("up", dying.up_at(4.0), libm::exp(-2.0), 1e-13);
    let healing = course(2, 1, &[1], &[(1, 0, 0.5)]);
    assert_eq!((healing.long_run().u, healing.mean_time_to_down_h()), (0.0, 0.0));
    close("up", healing.up_at(4.0), -libm::expm1(-2.0), 1e-13);
    close("at once", healing.up_at(0.0), 0.0, 0.0);
}

#[test]
fn the_order_of_the_states_changes_nothing() {
    let rates = [(0, 1, 2e-4), (1, 2, 1e-4), (1, 0, 0.5), (2, 1, 0.5), (0, 2, 1e-6), (2, 3, 1e-3), (3, 0, 1e4)];
    let first = course(4, 0, &[2, 3], &rates);
    for shift in 1..4 {
        let to = |state: usize| (state + shift) % 4;
        let moved: Vec<_> = rates.iter().map(|(from, into, rate)| (to(*from), to(*into), *rate)).collect();
        let other = course(4, to(0), &[to(2), to(3)], &moved);
        close("u", other.long_run().u, first.long_run().u, 1e-14);
        close("mean", other.mean_time_to_down_h(), first.mean_time_to_down_h(), 1e-14);
        close("up", other.up_at(1e4), first.up_at(1e4), 1e-13);
    }
}

#[test]
fn the_way_of_a_chain_is_its_course_at_even_moments() {
    let rates =
        [(0, 1, 0.02), (1, 0, 0.5), (0, 2, 0.003), (2, 0, 30.0), (1, 3, 0.1), (3, 1, 2.0), (2, 3, 1.0), (3, 0, 1e-3)];
    let mut chain = Chain::new(4);
    [2, 3].into_iter().for_each(|state| chain.down(state));
    rates.iter().for_each(|(from, to, rate_per_h)| chain.add(*from, *to, *rate_per_h));
    let way = chain.onward(7.0, 5);
    let free = course(4, 0, &[2, 3], &rates);
    // The same chain that stays where it first went down.
    let stuck: Vec<_> = rates.iter().copied().filter(|(from, ..)| *from < 2).collect();
    let stuck = course(4, 0, &[2, 3], &stuck);
    for (step, now) in way.iter().enumerate() {
        let t_h = 7.0 * (step + 1) as f64;
        close("down", now.down, 1.0 - free.up_at(t_h), 1e-10);
        // Up to down: 0 to 2 and 1 to 3.
        close("outages", now.outages_per_h, 0.003 * now.at[0] + 0.1 * now.at[1], 1e-14);
        close("an outage so far", now.met, 1.0 - stuck.up_at(t_h), 1e-10);
    }
}

#[test]
fn an_instant_state_is_passed_on_the_way() {
    let mut chain = Chain::new(3);
    chain.down(2);
    chain.add(0, 1, 0.1);
    chain.add(1, 2, f64::INFINITY);
    chain.add(2, 0, 1.0);
    let [now] = &chain.onward(3.0, 1)[..] else { panic!("one step") };
    close("down", now.down, 0.1 / 1.1 * (1.0 - (-1.1_f64 * 3.0).exp()), 1e-12);
    close("met", now.met, 1.0 - (-0.3_f64).exp(), 1e-12);
}

/// A mirror with as many crews as units is two units apart: down together, and both down for the first time by MTTDL's chain.
#[test]
fn a_group_s_way_is_that_of_its_units() {
    let (lambda, mu) = (0.01, 0.5);
    let mirror = Group::Cluster(ClusterChain {
        units: 2,
        needed: 1,
        mttf_h: 1.0 / lambda,
        mttr_h: 1.0 / mu,
        coverage: 1.0,
        common_cause: 0.0,
        manual_h: 1.0,
        crews: 2,
        leader: None,
    });
    let law = |mean_h: f64| Lifetime::Exponential { mean_h };
    let unit = Unit::new(&Fault::Law(law(1.0 / lambda)), &Recovery::Law(law(1.0 / mu)));
    let (both, one) =
        (mirror.onward(2.5, 8, &mut Chain::default()), Group::Single(unit).onward(2.5, 8, &mut Chain::default()));
    for (step, (both, one)) in both.iter().zip(&one).enumerate() {
        let t_h = 2.5 * (step + 1) as f64;
        close("one", one.down, lambda / (lambda + mu) * -(-(lambda + mu) * t_h).exp_m1(), 1e-12);
        close("its outages", one.outages_per_h, lambda * (1.0 - one.down), 1e-12);
        close("one so far", one.met, -(-lambda * t_h).exp_m1(), 1e-12);
        close("both", both.down, one.down * one.down, 1e-10);
        close("their outages", both.outages_per_h, 2.0 * one.outages_per_h * one.down, 1e-10);
        // The roots of s² + (3λ + μ)s + 2λ² give the survival of the first time that both are down.
        let (sum, product) = (3.0 * lambda + mu, 2.0 * lambda * lambda);
        let root = (sum * sum - 4.0 * product).sqrt();
        let (slow, fast) = ((sum - root) / 2.0, (sum + root) / 2.0);
        let survival = (fast * (-slow * t_h).exp() - slow * (-fast * t_h).exp()) / (fast - slow);
        close("both so far", both.met, 1.0 - survival, 1e-9);
    }
}

#[test]
fn a_single_unit_s_way_is_its_renewal_and_its_first_fault() {
    let unit = Unit::new(
        &Fault::Law(Lifetime::Logistic { steepness_per_h: 0.01, median_h: 700.0 }),
        &Recovery::Law(Lifetime::Logistic { steepness_per_h: 2.0, median_h: 3.0 }),
    );
    for (step, now) in Group::Single(unit).onward(100.0, 20, &mut Chain::default()).iter().enumerate() {
        let t_h = 100.0 * (step + 1) as f64;
        let (exact, first) = (renewal::down_at(&unit, t_h), unit.fault.unwrap().cdf(t_h));
        assert!((now.down - exact).abs() < 1e-3 * 7.6e-3 + 1e-3 * exact, "{t_h}: {now:?} {exact}");
        close("first fault", now.met, first, 1e-14);
    }
}

/// Outages that have started less those that are over are what is down: their integral is checked by the long run's rate,
/// and a unit whose restarts may fail at once starts no outage by that.
#[test]
fn a_single_unit_s_outages_are_as_frequent_as_its_long_run_says() {
    for kappa in [2.0, 8.0] {
        let unit = Unit::new(
            &Fault::Law(Lifetime::Logistic { steepness_per_h: kappa / 200.0, median_h: 200.0 }),
            &Recovery::Law(Lifetime::Logistic { steepness_per_h: 1.0, median_h: 2.0 }),
        );
        let way = Group::Single(unit).onward(25.0, 400, &mut Chain::default());
        // Over whole cycles the waves of a steep law cancel.
        let late: f64 = way[200..].iter().map(|now| now.outages_per_h).sum::<f64>() / 200.0;
        close("outages", late, unit.outages_per_h(), 2e-2);
    }
}
