//! A component's p_S against the joint chain of its zones and units, state by state.

use nines::engine::markov::Chain;
use nines::engine::placement::Setting;
use nines::engine::zones::laws;
use nines::engine::{Cache, Placed};
use nines::model::{Component, Detection, Goal, Place, Redundancy, Strategy, Temperature, TestInterval, ZoneId};

use super::plans;

/// A unit's and a zone's constant rates, per h.
const LAMBDA: f64 = 1.0 / 2190.0;
const MU: f64 = 1.0;
const ZONE_MTTF_H: f64 = 43_830.0;
const LAMBDA_Z: f64 = 1.0 / ZONE_MTTF_H;
const MU_Z: f64 = 1.0 / 3.0;

/// A state: how many zones are up, what goes on, and how many of the units in those zones have failed.
type State = (u8, &'static str, u8);

/// A chain by the names of its states; the first one met is where it starts.
#[derive(Default)]
struct Joint {
    states: Vec<State>,
    steps: Vec<(State, State, f64)>,
}

impl Joint {
    fn step(&mut self, from: State, to: State, per_h: f64) {
        for state in [from, to] {
            if !self.states.contains(&state) {
                self.states.push(state);
            }
        }
        self.steps.push((from, to, per_h));
    }

    /// The chance of being down while `zones` are up.
    fn down_given(&self, zones: u8, is_down: impl Fn(&State) -> bool) -> f64 {
        let at = |state: &State| self.states.iter().position(|known| known == state).unwrap();
        let mut chain = Chain::new(self.states.len());
        for (from, to, per_h) in &self.steps {
            chain.add(at(from), at(to), *per_h);
        }
        chain.solve();
        let pi = |is: &dyn Fn(&State) -> bool| -> f64 {
            self.states.iter().filter(|state| is(state)).map(|state| chain.pi()[at(state)]).sum()
        };
        pi(&|state| state.0 == zones && is_down(state)) / pi(&|state| state.0 == zones)
    }
}

fn redundancy(coverage: f64, switch_s: f64) -> Redundancy {
    Redundancy {
        detection: Detection { poll_interval_s: 10.0, misses: 3, timeout_s: 5.0, poll_loss: 0.0, fenced: true },
        switch_h: switch_s / 3600.0,
        coverage,
        manual_h: 1.0,
        common_cause: 0.05,
        crews: 1,
        lag_h: 0.0,
    }
}

/// One unit in each of `zones` zones.
fn placed(strategy: Strategy, zones: u32, zone_mttf_h: f64) -> Placed {
    let mut component: Component = plans::part(1, 0.5);
    (component.fault, component.recovery) = plans::laws(1.0 / LAMBDA, 1.0 / MU);
    component.strategy = strategy;
    component.placement = (1..=zones).map(|id| Place { zone: Some(ZoneId(id)), units: 1 }).collect();
    let mut topology = plans::topology([component.clone()]);
    (1..=zones).for_each(|id| plans::put_zone(&mut topology, plans::zone(id, None, zone_mttf_h, 1.0 / MU_Z)));
    let (laws, goal) = (laws(&topology), Goal::default());
    Setting { topology: &topology, goal: &goal, laws: &laws }.place(&component, &mut Cache::new())
}

fn close(got: f64, expected: f64, what: &str) {
    assert!((got / expected - 1.0).abs() < 0.01, "{what}: {got:e} against {expected:e}");
}

#[test]
fn a_pair_over_two_zones_agrees_with_the_joint_chain() {
    for (d, c, test_h, zone_mttf_h) in [
        (1.0, 0.97, 168.0, ZONE_MTTF_H),
        (0.5, 0.95, 720.0, ZONE_MTTF_H),
        (0.1, 0.9, 2160.0, ZONE_MTTF_H),
        (1.0, 1.0, 24.0, ZONE_MTTF_H),
        // A poor zone often shows that a standby has died in silence.
        (1.0, 1.0, 2160.0, 1000.0),
    ] {
        let lambda_z = 1.0 / zone_mttf_h;
        let redundancy = redundancy(c, 60.0);
        let (sigma, rho) = (1.0 / (redundancy.detection.mean_h() + redundancy.switch_h), 1.0 / redundancy.manual_h);
        let x: f64 = d * LAMBDA * test_h;
        let silent = 1.0 - (1.0 - (-x).exp()) / x;
        let theta = d * LAMBDA * (1.0 - silent) / silent;
        let (own, both) = (1.0 - redundancy.common_cause, redundancy.common_cause);
        let mut joint = Joint::default();
        let two = |what| (2, what, 0);
        let one = |what| (1, what, 0);
        // Both zones up: the table of the pair.
        joint.step(two("both"), two("switching"), own * LAMBDA * c);
        joint.step(two("both"), two("manual"), own * LAMBDA * (1.0 - c));
        joint.step(two("both"), two("none"), both * LAMBDA);
        joint.step(two("both"), two("latent"), own * d * LAMBDA);
        joint.step(two("latent"), two("one"), theta);
        joint.step(two("latent"), two("none"), LAMBDA);
        for (state, rate) in [("switching", sigma), ("manual", rho)] {
            joint.step(two(state), two("one"), rate);
            joint.step(two(state), two("both"), MU);
            joint.step(two(state), two("none"), d * LAMBDA);
            // The zone of the dead unit, or of the one that is to take over.
            joint.step(two(state), one(state), lambda_z);
            joint.step(two(state), one("dead"), lambda_z);
        }
        joint.step(two("one"), two("both"), MU);
        joint.step(two("one"), two("none"), LAMBDA);
        joint.step(two("none"), two("one"), MU);
        // The zone of the active unit goes, or that of the other.
        joint.step(two("both"), one("switching"), lambda_z * c);
        joint.step(two("both"), one("manual"), lambda_z * (1.0 - c));
        joint.step(two("both"), one("works"), lambda_z);
        joint.step(two("latent"), one("dead"), lambda_z);
        // Its zone comes back with the standby as dead, and as silent, as before.
        joint.step(two("latent"), one("hidden"), lambda_z);
        joint.step(one("hidden"), two("latent"), MU_Z);
        joint.step(one("hidden"), one("dead"), LAMBDA);
        joint.step(two("one"), one("dead"), lambda_z);
        joint.step(two("one"), one("works"), lambda_z);
        joint.step(two("none"), one("dead"), 2.0 * lambda_z);
        // One zone up: one unit, once it has taken over.
        joint.step(one("switching"), one("works"), sigma);
        joint.step(one("manual"), one("works"), rho);
        for state in ["switching", "manual", "works"] {
            joint.step(one(state), one("dead"), LAMBDA);
            joint.step(one(state), two("both"), MU_Z);
        }
        joint.step(one("dead"), one("works"), MU);
        joint.step(one("dead"), two("one"), MU_Z);
        for state in ["switching", "manual", "works", "hidden", "dead"] {
            joint.step(one(state), (0, "gone", 0), lambda_z);
        }
        joint.step((0, "gone", 0), one("works"), 2.0 * MU_Z);
        let is_down = |state: &State| !matches!(state.1, "both" | "latent" | "one" | "works" | "hidden");

        let strategy = Strategy::Standby {
            temperature: Temperature::Hot,
            fault_factor: d,
            test: TestInterval::Every { hours: test_h },
            redundancy,
        };
        let placed = placed(strategy, 2, zone_mttf_h);
        if zone_mttf_h >= ZONE_MTTF_H {
            close(placed.at_mask(0b11).u, joint.down_given(2, is_down), "both zones");
        }
        close(placed.at_mask(0b01).u, joint.down_given(1, is_down), "one zone");
        assert_eq!(placed.at_mask(0b01), placed.at_mask(0b10));
        assert_eq!(placed.at_mask(0).u, 1.0);
    }
}

/// n zones with a unit each, k needed, with or without a leader: the joint chain.
fn joint_cluster(n: u8, k: u8, redundancy: &Redundancy, has_leader: bool) -> Joint {
    let c = redundancy.coverage;
    let elect = 1.0 / (redundancy.detection.mean_h() + redundancy.switch_h);
    let (own, cc) = ((1.0 - redundancy.common_cause) * LAMBDA, redundancy.common_cause * LAMBDA);
    let repaired = |failed: u8| f64::from(u32::from(failed).min(redundancy.crews)) * MU;
    let mut joint = Joint::default();
    for zones in (0..=n).rev() {
        let works = |failed: u8| zones >= failed + k;
        for i in 0..=zones {
            let here = (zones, "F", i);
            let alive = f64::from(zones - i);
            if i < zones && zones >= k {
                if works(i) && works(i + 1) {
                    let takeovers = if has_leader { 1.0 } else { alive };
                    let covered = if has_leader { "E" } else { "F" };
                    joint.step(here, (zones, covered, i + 1), takeovers * own * c);
                    joint.step(here, (zones, "M", i + 1), takeovers * own * (1.0 - c));
                    joint.step(here, (zones, "F", i + 1), (alive - takeovers) * own);
                } else {
                    joint.step(here, (zones, "F", i + 1), alive * own);
                }
                joint.step(here, (zones, "F", zones), cc);
            }
            if i > 0 {
                joint.step(here, (zones, "F", i - 1), repaired(i));
            }
            if zones < n {
                joint.step(here, (zones + 1, "F", i), f64::from(n - zones) * MU_Z);
            }
            if zones > 0 {
                // The lost zone held a failed unit, or a live one; of those the leader, or any.
                joint.step(here, (zones - 1, "F", i.saturating_sub(1)), f64::from(i) * LAMBDA_Z);
                let goes_on = zones > k + i;
                let takeovers = if has_leader { alive.min(1.0) } else { 1.0_f64.min(alive) };
                let (taken, rest) = if goes_on { (takeovers, alive - takeovers) } else { (0.0, alive) };
                let covered = if has_leader { "E" } else { "F" };
                joint.step(here, (zones - 1, covered, i), taken * LAMBDA_Z * c);
                joint.step(here, (zones - 1, "M", i), taken * LAMBDA_Z * (1.0 - c));
                joint.step(here, (zones - 1, "F", i), rest * LAMBDA_Z);
            }
        }
        for i in 0..=zones {
            for (state, rate) in [("M", 1.0 / redundancy.manual_h), ("E", elect)] {
                if works(i) {
                    joint.step((zones, state, i), (zones, "F", i), rate);
                    if i > 0 && state == "M" {
                        joint.step((zones, state, i), (zones, "F", i - 1), repaired(i));
                    }
                    if zones < n && state == "M" {
                        joint.step((zones, state, i), (zones + 1, "F", i), f64::from(n - zones) * MU_Z);
                    }
                }
            }
        }
    }
    joint
}

fn agrees(strategy: Strategy, n: u8, k: u8, redundancy: &Redundancy, has_leader: bool) {
    let joint = joint_cluster(n, k, redundancy, has_leader);
    let placed = placed(strategy, n.into(), ZONE_MTTF_H);
    for zones in k..=n {
        let is_down = |state: &State| state.1 != "F" || state.0 < state.2 + k;
        let expected = joint.down_given(zones, is_down);
        close(placed.at_mask((1 << zones) - 1).u, expected, &format!("{zones} of {n} zones, {k} needed"));
    }
    assert_eq!(placed.at_mask((1 << (k - 1)) - 1).u, 1.0);
}

#[test]
fn a_quorum_over_three_zones_agrees_with_the_joint_chain() {
    for c in [1.0, 0.995, 0.95] {
        let redundancy = redundancy(c, 2.0);
        agrees(Strategy::Quorum { redundancy }, 3, 2, &redundancy, true);
    }
}

#[test]
fn a_cluster_over_zones_agrees_with_the_joint_chain() {
    for (n, k, c, crews, common_cause) in
        [(2, 1, 0.99, 1, 0.05), (3, 2, 0.99, 1, 0.05), (3, 1, 1.0, 3, 0.0), (3, 1, 0.95, 3, 0.0)]
    {
        let redundancy = Redundancy { crews, common_cause, ..redundancy(c, 0.0) };
        agrees(Strategy::Cluster { needed: Some(k.into()), redundancy }, n, k, &redundancy, false);
    }
}

#[test]
fn what_takes_every_unit_takes_every_site() {
    // Two sites of one unit, crews of their own: units fail alone, or both at one event.
    for common_cause in [0.0, 0.02, 0.3, 1.0] {
        let sites =
            Strategy::MultiSite { needed: Some(1), redundancy: Redundancy { common_cause, ..redundancy(1.0, 60.0) } };
        // Zones that all but never fail, so that both sites are there.
        let got = placed(sites, 2, 1e12).by_mask[3];
        let (own, both) = ((1.0 - common_cause) * LAMBDA, common_cause * LAMBDA);
        let mut joint = Joint::default();
        let state = |failed| (2, "sites", failed);
        joint.step(state(0), state(1), 2.0 * own);
        joint.step(state(0), state(2), both);
        joint.step(state(1), state(2), own + both);
        joint.step(state(1), state(0), MU);
        joint.step(state(2), state(1), 2.0 * MU);
        let expected = joint.down_given(2, |state| state.2 == 2);
        // Counted apart and together, a common cause is met twice: too bad by its square.
        assert!((got.u / expected - 1.0).abs() < 0.01, "{common_cause}: {:e} against {expected:e}", got.u);
    }
}

#[test]
fn zones_that_fall_together_start_takeovers_of_their_own_length() {
    // A release train that is back soon inside a region that is not: each fault's takeovers end with that fault at the latest.
    let p_down = |train_mttf_h: f64, region_mttf_h: f64| {
        let mut component: Component = plans::part(1, 0.5);
        (component.fault, component.recovery) = plans::laws(1.0 / LAMBDA, 1.0 / MU);
        component.strategy = Strategy::Cluster { needed: Some(1), redundancy: redundancy(0.9, 60.0) };
        component.placement = vec![Place { zone: None, units: 1 }, Place { zone: Some(ZoneId(2)), units: 1 }];
        let mut topology = plans::topology([component.clone()]);
        plans::put_zone(&mut topology, plans::zone(1, None, region_mttf_h, 24.0));
        plans::put_zone(&mut topology, plans::zone(2, Some(1), train_mttf_h, 0.25));
        let (laws, goal) = (laws(&topology), Goal::default());
        let placed = Setting { topology: &topology, goal: &goal, laws: &laws }.place(&component, &mut Cache::new());
        let down: f64 = laws.iter().map(|(_, law)| law.u).sum();
        // Weighed by how long the zones are down, what takeovers add is a sum over the faults.
        placed.by_mask[0].u * down
    };
    let never = 1e15;
    let alone = p_down(never, never);
    let (train, region, both) = (p_down(720.0, never), p_down(never, 8766.0), p_down(720.0, 8766.0));
    assert!(alone < 1e-12);
    assert!((both / (train + region) - 1.0).abs() < 0.01, "{both:e} against {train:e} + {region:e}");
}
