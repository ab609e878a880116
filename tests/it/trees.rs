//! Fault trees against truth tables: probability, bounds, cut sets and importance of small random ones.

use nines::engine::tree::chance::Chance;
use nines::engine::tree::compile::Compiled;
use nines::engine::tree::natural::Natural;
use nines::engine::tree::{Fault, Gate, Input, Operator, Part, Tree, limits};

use crate::close;
use crate::size::size;

/// Events of a random tree, at most: its table has two to this many rows.
const EVENTS: u32 = 8;

/// A reproducible stream of numbers (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % u64::from(end)) as u32
    }

    fn chance(&mut self) -> f64 {
        match self.below(12) {
            0 => 0.0,
            1 => 1.0,
            2 => 1e-9 * f64::from(1 + self.below(9)),
            _ => f64::from(1 + self.below(99)) / 100.0,
        }
    }
}

/// A small tree with the gates and the probabilities it was made from.
struct Case {
    events: u32,
    gates: Vec<Gate>,
    top: Input,
    u: Vec<f64>,
}

impl Case {
    fn random(seed: u64, is_coherent: bool) -> Self {
        let mut dice = Dice(seed);
        let events = 1 + dice.below(EVENTS);
        let count = 1 + dice.below(10);
        // Gate i has gates above i as inputs, so that gate 0 leads down to the others.
        let gates = (0..count)
            .map(|at| {
                let inputs: Vec<Input> = (0..1 + dice.below(4))
                    .map(|_| {
                        let above = count - at - 1;
                        let part = if above > 0 && dice.below(2) == 0 {
                            Part::Gate(at + 1 + dice.below(above))
                        } else {
                            Part::Event(dice.below(events))
                        };
                        Input { part, is_negated: !is_coherent && dice.below(4) == 0 }
                    })
                    .collect();
                let operator = match dice.below(if is_coherent { 6 } else { 7 }) {
                    0 | 1 => Operator::And,
                    2..=4 => Operator::Or,
                    5 => Operator::AtLeast(dice.below(inputs.len() as u32 + 2)),
                    _ => Operator::Xor,
                };
                Gate { operator, inputs }
            })
            .collect();
        let top = Input { part: Part::Gate(0), is_negated: !is_coherent && dice.below(4) == 0 };
        let u = (0..events).map(|_| dice.chance()).collect();
        Self { events, gates, top, u }
    }

    fn tree(&self) -> Tree {
        Tree::new(self.events, self.gates.clone(), self.top).unwrap()
    }

    fn holds(&self, input: Input, state: usize) -> bool {
        let holds = match input.part {
            Part::Event(event) => state >> event & 1 == 1,
            Part::Gate(gate) => {
                let gate = &self.gates[gate as usize];
                let count = gate.inputs.iter().filter(|input| self.holds(**input, state)).count();
                match gate.operator {
                    Operator::And => count == gate.inputs.len(),
                    Operator::Or => count > 0,
                    Operator::AtLeast(k) => count >= k as usize,
                    Operator::Xor => count % 2 == 1,
                }
            }
        };
        holds != input.is_negated
    }

    /// Whether the top happens, by state: bit i is event i.
    fn table(&self) -> Vec<bool> {
        (0..1 << self.events).map(|state| self.holds(self.top, state)).collect()
    }
}

/// The sum of the chances of the states that `counts`.
fn sum(u: &[f64], counts: impl Fn(usize) -> bool) -> f64 {
    let chance = |state: usize| -> f64 {
        u.iter().enumerate().map(|(at, u)| if state >> at & 1 == 1 { *u } else { 1.0 - u }).product()
    };
    (0..1 << u.len()).filter(|state| counts(*state)).map(chance).sum()
}

/// States that are enough by themselves, and no part of which is.
fn minimal(table: &[bool]) -> Vec<usize> {
    let is_part = |part: usize, of: usize| part & of == part && part != of;
    let is_minimal = |state: &usize| table[*state] && !(0..*state).any(|part| table[part] && is_part(part, *state));
    (0..table.len()).filter(is_minimal).collect()
}

/// P(some cut set happens) by inclusion and exclusion.
fn inclusion_exclusion(cuts: &[usize], u: &[f64]) -> f64 {
    let of = |events: usize| -> f64 { (0..u.len()).filter(|at| events >> at & 1 == 1).map(|at| u[at]).product() };
    (1_usize..1 << cuts.len())
        .map(|chosen| {
            let all = (0..cuts.len()).filter(|at| chosen >> at & 1 == 1).fold(0, |all, at| all | cuts[at]);
            if chosen.count_ones() % 2 == 1 { of(all) } else { -of(all) }
        })
        .sum()
}

fn check_probability(case: &Case, table: &[bool], seed: u64) {
    let compiled = Compiled::new(&case.tree(), &case.u, limits::NODES);
    let chance = compiled.chance(&case.u).low;
    let what = format!("tree {seed}");
    assert!(compiled.is_exact(), "{what}");
    close(&what, chance.yes, sum(&case.u, |state| table[state]), 1e-12);
    close(&what, chance.no, sum(&case.u, |state| !table[state]), 1e-12);
}

fn check_cut_sets(case: &Case, table: &[bool], seed: u64) {
    let compiled = Compiled::new(&case.tree(), &case.u, limits::NODES);
    let sets = compiled.cut_sets(limits::NODES).unwrap();
    let expected = minimal(table);
    assert_eq!(sets.count().to_string(), expected.len().to_string(), "tree {seed}");
    for order in 0..=3 {
        let (listed, is_whole) = sets.short(order, &case.u);
        assert!(is_whole);
        let mut states: Vec<usize> =
            listed.iter().map(|set| set.events.iter().fold(0, |all, event| all | 1 << event)).collect();
        states.sort_unstable();
        let mut short = expected.clone();
        short.retain(|state| state.count_ones() as usize <= order);
        assert_eq!(states, short, "tree {seed}, order {order}");
        for set in listed {
            let product: f64 = set.events.iter().map(|event| case.u[*event as usize]).product();
            close("a cut set", set.probability, product, 1e-14);
        }
    }
}

fn check_importance(case: &Case, table: &[bool], seed: u64) {
    let compiled = Compiled::new(&case.tree(), &case.u, limits::NODES);
    let total = sum(&case.u, |state| table[state]);
    let importance = compiled.importance(&case.u).unwrap();
    for (event, got) in importance.iter().enumerate() {
        let given = |u: f64| {
            let mut changed = case.u.clone();
            changed[event] = u;
            sum(&changed, |state| table[state])
        };
        let (with, without) = (given(1.0), given(0.0));
        let what = format!("tree {seed}, event {event}");
        let slope = with - without;
        assert!((got.birnbaum - slope).abs() <= 1e-12, "{what}: {} against {slope}", got.birnbaum);
        if total > 0.0 {
            let critical = slope * case.u[event] / total;
            assert!((got.criticality - critical).abs() <= 1e-9 * critical.abs().max(1.0), "{what}");
            close(&what, got.achievement, with / total, 1e-12);
            if without > 0.0 {
                close(&what, got.reduction, total / without, 1e-12);
            } else {
                assert_eq!(got.reduction, f64::INFINITY, "{what}");
            }
        }
    }
}

fn check_bounds(case: &Case, table: &[bool], seed: u64) {
    let expected = sum(&case.u, |state| table[state]);
    for nodes in [0, 2, 4, 8, 16] {
        let range = Compiled::new(&case.tree(), &case.u, nodes).chance(&case.u);
        let room = 1e-12 * expected;
        let is_between = range.low.yes <= expected + room && expected <= range.high.yes + room;
        assert!(is_between, "tree {seed}, {nodes} nodes: {range:?} around {expected}");
    }
}

#[test]
fn random_trees_equal_their_truth_tables_and_inclusion_exclusion() {
    for seed in 0..size("random_trees") {
        let case = Case::random(seed, seed % 2 == 0);
        let table = case.table();
        check_probability(&case, &table, seed);
        let cuts = minimal(&table);
        if seed % 2 == 0 && cuts.len() <= 10 {
            let by_sets = inclusion_exclusion(&cuts, &case.u);
            let by_states = sum(&case.u, |state| table[state]);
            assert!((by_sets - by_states).abs() <= 1e-12, "tree {seed}");
        }
    }
}

#[test]
fn cut_sets_of_random_trees_are_those_found_by_trying_all() {
    for seed in 0..size("random_trees") {
        let case = Case::random(seed, seed % 4 != 0);
        check_cut_sets(&case, &case.table(), seed);
    }
}

#[test]
fn importance_is_what_changes_when_an_event_is_certain_or_impossible() {
    for seed in 0..size("random_trees") {
        let case = Case::random(seed, seed % 4 != 0);
        check_importance(&case, &case.table(), seed);
    }
}

#[test]
fn out_of_nodes_gives_bounds_around_the_truth() {
    for seed in 0..size("random_trees") {
        let case = Case::random(seed, seed % 2 == 0);
        check_bounds(&case, &case.table(), seed);
    }
}

fn event(number: u32) -> Input {
    Input { part: Part::Event(number), is_negated: false }
}

fn gate(number: u32) -> Input {
    Input { part: Part::Gate(number), is_negated: false }
}

#[test]
fn bounds_of_a_large_tree_are_near_each_other_where_events_are_rare() {
    // Every two of forty neighbours on a ring: more nodes than it is given.
    let events = 40;
    let pairs =
        (0..events).map(|at| Gate { operator: Operator::And, inputs: vec![event(at), event((at * 7 + 3) % events)] });
    let mut gates: Vec<Gate> = pairs.collect();
    gates.push(Gate { operator: Operator::Or, inputs: (0..events).map(gate).collect() });
    let tree = Tree::new(events, gates, gate(events)).unwrap();
    let u = vec![1e-3; events as usize];
    let exact = Compiled::new(&tree, &u, limits::NODES).chance(&u);
    let range = Compiled::new(&tree, &u, 50).chance(&u);
    assert!(range.low.yes <= exact.low.yes && exact.low.yes <= range.high.yes, "{range:?} {exact:?}");
    assert!(exact.low == exact.high);
}

#[test]
fn a_series_and_its_complement_keep_every_digit() {
    let events = 1000;
    let all = Gate { operator: Operator::Or, inputs: (0..events).map(event).collect() };
    let tree = Tree::new(events, vec![all], gate(0)).unwrap();
    for (each, expected) in [(0.0, 0.0), (1e-15, 1e-12), (5e-324, 1000.0 * 5e-324), (1.0, 1.0)] {
        let u = vec![each; events as usize];
        let chance = Compiled::new(&tree, &u, limits::NODES).chance(&u).low;
        close("some of a thousand", chance.yes, expected, 1e-11);
    }
    let u = vec![0.5; events as usize];
    let chance = Compiled::new(&tree, &u, limits::NODES).chance(&u).low;
    assert_eq!(chance, Chance { yes: 1.0, no: 0.5_f64.powi(1000) });
}

#[test]
fn gates_that_lead_in_a_circle_or_nowhere_are_refused() {
    let and = |inputs| Gate { operator: Operator::And, inputs };
    let refused = |gates, top| Tree::new(2, gates, top).unwrap_err();
    assert_eq!(refused(vec![and(vec![gate(1)]), and(vec![event(0), gate(0)])], gate(0)), Fault::Circle);
    assert_eq!(refused(vec![and(vec![event(2)])], gate(0)), Fault::Missing);
    assert_eq!(refused(vec![and(vec![gate(1)])], gate(0)), Fault::Missing);
    assert_eq!(refused(vec![], gate(0)), Fault::Missing);
}

#[test]
fn a_tree_may_be_an_event_or_certain() {
    let u = [0.25];
    let check = |gates: Vec<Gate>, top: Input, expected: f64, cuts: &str| {
        let compiled = Compiled::new(&Tree::new(1, gates, top).unwrap(), &u, limits::NODES);
        assert_eq!(compiled.chance(&u).low.yes, expected);
        assert_eq!(compiled.cut_sets(limits::NODES).unwrap().count().to_string(), cuts);
    };
    check(vec![], event(0), 0.25, "1");
    check(vec![], Input { part: Part::Event(0), is_negated: true }, 0.75, "1");
    check(vec![Gate { operator: Operator::And, inputs: vec![] }], gate(0), 1.0, "1");
    check(vec![Gate { operator: Operator::Or, inputs: vec![] }], gate(0), 0.0, "0");
}

#[test]
fn an_event_without_which_nothing_happens_reduces_the_risk_without_end() {
    let both = Gate { operator: Operator::And, inputs: vec![event(0), event(1)] };
    let tree = Tree::new(3, vec![both], gate(0)).unwrap();
    let u = [0.1, 0.2, 0.3];
    let importance = Compiled::new(&tree, &u, limits::NODES).importance(&u).unwrap();
    assert_eq!(importance[0].reduction, f64::INFINITY);
    close("achievement", importance[0].achievement, 10.0, 1e-15);
    close("criticality", importance[0].criticality, 1.0, 1e-15);
    assert_eq!((importance[2].birnbaum, importance[2].achievement, importance[2].reduction), (0.0, 1.0, 1.0));
}

#[test]
fn cut_sets_are_counted_beyond_every_machine_number() {
    // Fifty pairs in each of which either event is enough, all pairs needed, three times over: 2^150 cut sets.
    let pairs = (0..150).map(|at| Gate { operator: Operator::Or, inputs: vec![event(at * 2), event(at * 2 + 1)] });
    let mut gates: Vec<Gate> = pairs.collect();
    gates.push(Gate { operator: Operator::And, inputs: (0..150).map(gate).collect() });
    let tree = Tree::new(300, gates, gate(150)).unwrap();
    let sets = Compiled::new(&tree, &[], limits::NODES).cut_sets(limits::NODES).unwrap();
    assert_eq!(sets.count().to_string(), "1427247692705959881058285969449495136382746624");
}

#[test]
fn natural_numbers_add_and_multiply_as_wide_integers_do() {
    let mut dice = Dice(7);
    for _ in 0..2000 {
        let mut number = || (0..dice.below(4)).fold(0_u128, |sum, _| sum << 16 | u128::from(dice.below(1 << 16)));
        let (a, b) = (number(), number());
        let natural = |value: u128| {
            let words = [96, 64, 32, 0].map(|shift| Natural::from((value >> shift) as u32));
            let base = Natural::from(1 << 16).times(&Natural::from(1 << 16));
            words.iter().fold(Natural::ZERO, |sum, word| sum.times(&base).plus(word))
        };
        assert_eq!(natural(a).to_string(), a.to_string());
        assert_eq!(natural(a).plus(&natural(b)).to_string(), (a + b).to_string());
        assert_eq!(natural(a).times(&natural(b)).to_string(), (a * b).to_string());
    }
}
