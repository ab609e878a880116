//! The diagrams against truth tables.

use nines::engine::bdd::{Bdd, Node};
use proptest::prelude::*;

const ROOM: usize = 1_000_000;

/// A truth table over `n` variables: bit i of the state is variable i.
fn table(n: usize, f: impl Fn(usize) -> bool) -> Vec<bool> {
    (0..1 << n).map(f).collect()
}

/// Builds a function from its table by expansion on each variable, the last (the highest bit) at the bottom.
fn build(bdd: &mut Bdd, n: usize, table: &[bool]) -> Node {
    let mut row: Vec<Node> = table.iter().map(|on| if *on { Node::TRUE } else { Node::FALSE }).collect();
    for level in (0..n).rev() {
        let half = row.len() / 2;
        let x = bdd.variable(level as u32).unwrap();
        row = (0..half).map(|i| bdd.ite(x, row[i + half], row[i]).unwrap()).collect();
    }
    row[0]
}

/// The diagram, its packed form, its probability and gradient all say what the table says.
fn check(bdd: &Bdd, root: Node, n: usize, table: &[bool], u: &[f64]) {
    let diagram = bdd.pack(&[root]);
    let mut expected = 0.0;
    let mut slopes = vec![0.0; n];
    for (state, failed) in table.iter().enumerate() {
        let is_failed = |level: u32| state >> level & 1 == 1;
        assert_eq!(bdd.evaluate(root, is_failed), *failed, "state {state:b}");
        assert_eq!(diagram.evaluate(0, is_failed), *failed, "packed, state {state:b}");
        if *failed {
            let share = |i: usize| if is_failed(i as u32) { u[i] } else { 1.0 - u[i] };
            expected += (0..n).map(share).product::<f64>();
            for (slope, v) in slopes.iter_mut().zip(0..) {
                let rest: f64 = (0..n).filter(|i| *i != v).map(share).product();
                *slope += if is_failed(v as u32) { rest } else { -rest };
            }
        }
    }
    let mut scratch = Vec::new();
    let got = diagram.unavailability(0, u, &mut scratch);
    assert!((got - expected).abs() <= 1e-13 * expected.max(1e-3), "{got} against {expected}");
    for (got, expected) in diagram.gradient(0, u, &mut scratch).iter().zip(&slopes) {
        assert!((got - expected).abs() <= 1e-12, "slope {got} against {expected}");
    }
}

fn is_monotone(n: usize, table: &[bool]) -> bool {
    (0..table.len()).all(|state| (0..n).all(|i| !table[state] || table[state | 1 << i]))
}

#[test]
fn every_monotone_function_of_up_to_four_variables_equals_its_truth_table() {
    let u = [0.1, 0.25, 0.5, 0.9];
    let mut seen = 0;
    for n in 0..=4 {
        let size = 1usize << n;
        for code in 0u64..1 << size {
            let table = table(n, |state| code >> state & 1 == 1);
            if is_monotone(n, &table) {
                seen += 1;
                let mut bdd = Bdd::new(ROOM);
                let root = build(&mut bdd, n, &table);
                check(&bdd, root, n, &table, &u[..n]);
            }
        }
    }
    // Dedekind numbers: 2 + 3 + 6 + 20 + 168.
    assert_eq!(seen, 199);
}

/// A formula over numbered variables.
#[derive(Debug, Clone)]
enum Formula {
    Var(usize),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    AtLeast(usize, Vec<Formula>),
}

fn formula() -> impl Strategy<Value = Formula> {
    (0usize..16).prop_map(Formula::Var).prop_recursive(4, 40, 5, |inner| {
        let some = || prop::collection::vec(inner.clone(), 1..5);
        prop_oneof![
            some().prop_map(Formula::All),
            some().prop_map(Formula::Any),
            (0usize..6, some()).prop_map(|(k, of)| Formula::AtLeast(k, of)),
        ]
    })
}

fn holds(formula: &Formula, state: usize) -> bool {
    match formula {
        Formula::Var(i) => state >> i & 1 == 1,
        Formula::All(of) => of.iter().all(|f| holds(f, state)),
        Formula::Any(of) => of.iter().any(|f| holds(f, state)),
        Formula::AtLeast(k, of) => of.iter().filter(|f| holds(f, state)).count() >= *k,
    }
}

fn compile(bdd: &mut Bdd, formula: &Formula) -> Node {
    match formula {
        Formula::Var(i) => bdd.variable(*i as u32).unwrap(),
        Formula::All(of) => {
            let of: Vec<Node> = of.iter().map(|f| compile(bdd, f)).collect();
            of.into_iter().fold(Node::TRUE, |all, f| bdd.and(all, f).unwrap())
        }
        Formula::Any(of) => {
            let of: Vec<Node> = of.iter().map(|f| compile(bdd, f)).collect();
            bdd.any(&of).unwrap()
        }
        Formula::AtLeast(k, of) => {
            let of: Vec<Node> = of.iter().map(|f| compile(bdd, f)).collect();
            bdd.at_least(*k, &of).unwrap()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_formulas_of_up_to_sixteen_variables_equal_their_truth_tables(
        formula in formula(),
        u in prop::collection::vec(0.0..1.0f64, 16),
    ) {
        let mut bdd = Bdd::new(ROOM);
        let root = compile(&mut bdd, &formula);
        check(&bdd, root, 16, &table(16, |state| holds(&formula, state)), &u);
    }

    #[test]
    fn equal_functions_are_the_same_node(formula in formula()) {
        let mut bdd = Bdd::new(ROOM);
        let root = compile(&mut bdd, &formula);
        let again = compile(&mut bdd, &formula);
        let both = bdd.or(again, root).unwrap();
        prop_assert_eq!(root, both);
    }
}

#[test]
fn a_threshold_over_variables_needs_k_times_n_nodes_at_most() {
    let mut bdd = Bdd::new(ROOM);
    let of: Vec<Node> = (0..60).map(|i| bdd.variable(i).unwrap()).collect();
    let root = bdd.at_least(20, &of).unwrap();
    let diagram = bdd.pack(&[root]);
    assert_eq!(diagram.len(), 20 * 41);
    let mut scratch = Vec::new();
    assert!((diagram.unavailability(0, &[0.5; 60], &mut scratch) - 0.9968911986703367).abs() < 1e-13);
}

#[test]
fn a_thousand_in_series_is_a_thousand_nodes_and_keeps_every_digit() {
    let mut bdd = Bdd::new(ROOM);
    let of: Vec<Node> = (0..1000).map(|i| bdd.variable(i).unwrap()).collect();
    let root = bdd.any(&of).unwrap();
    let diagram = bdd.pack(&[root]);
    assert_eq!(diagram.len(), 1000);
    let mut scratch = Vec::new();
    let u = diagram.unavailability(0, &[1e-15; 1000], &mut scratch);
    assert!((u / 1e-12 - 1.0).abs() < 1e-11, "{u:e}");
    assert_eq!(diagram.unavailability(0, &[0.0; 1000], &mut scratch), 0.0);
    assert_eq!(diagram.unavailability(0, &[1.0; 1000], &mut scratch), 1.0);
    assert_eq!(diagram.unavailability(0, &[5e-324; 1000], &mut scratch), 1000.0 * 5e-324);
}

#[test]
fn out_of_nodes_is_a_value() {
    let mut bdd = Bdd::new(10);
    let of: Vec<Node> = (0..10).map(|i| bdd.variable(i).unwrap()).collect();
    assert_eq!(bdd.any(&of), None);
    assert_eq!(bdd.variable(10), None);
    assert_eq!(bdd.made(), 10);
    // What there is stays usable.
    assert_eq!(bdd.or(of[3], Node::TRUE), Some(Node::TRUE));
}

#[test]
fn several_roots_share_their_nodes() {
    let mut bdd = Bdd::new(ROOM);
    let of: Vec<Node> = (0..4).map(|i| bdd.variable(i).unwrap()).collect();
    let all = bdd.any(&of).unwrap();
    let tail = bdd.any(&of[1..]).unwrap();
    let diagram = bdd.pack(&[all, tail, Node::TRUE, Node::FALSE]);
    assert_eq!(diagram.len(), 4);
    let mut scratch = Vec::new();
    let u = [0.5; 4];
    assert_eq!(diagram.unavailabilities(&u, &mut scratch), vec![0.9375, 0.875, 1.0, 0.0]);
    assert_eq!(diagram.unavailability(1, &u, &mut scratch), 0.875);
    assert_eq!(diagram.unavailability(9, &u, &mut scratch), 0.0);
}
