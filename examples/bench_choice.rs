//! Times the choice on made-up plans: `cargo run --release --example bench_choice`.
//!
//! A line a plan: components, options in all, then for the frame's effort and for the worker's: milliseconds (menus
//! included, the best of a few runs), cost per month, whether it is proven, and else how far above the proven bound.

use std::time::Instant;

use nines::engine::Cache;
use nines::engine::menu::menu;
use nines::engine::placement::Setting;
use nines::engine::recommend::{EFFORT_FRAME, EFFORT_WORKER, Memo, recommend};
use nines::engine::report::{Outcome, Recommendation};
use nines::engine::zones;
use nines::model::{
    Component, ComponentId, Goal, Kind, Link, LinkId, LinkSet, Need, Place, SetId, Topology, Zone, ZoneId, ZoneKind,
};

const RUNS: usize = 3;
const KINDS: [Kind; 8] =
    [Kind::Service, Kind::Sql, Kind::Balancer, Kind::Queue, Kind::Service, Kind::Cache, Kind::KeyValue, Kind::Worker];

fn main() {
    println!(
        "{:<16}{:>7}{:>9}{:>9}{:>12}{:>14}{:>12}{:>14}",
        "plan", "parts", "options", "target", "frame, ms", "frame", "worker, ms", "worker"
    );
    for (name, zones, alternatives) in [("one place", 1, false), ("three zones", 3, false), ("alternatives", 3, true)] {
        for components in [10, 30, 60, 100] {
            for target_u in [3e-3, 1e-3, 3e-4] {
                let (topology, mut goal) = plan(components, zones, alternatives);
                goal.target_u = target_u * f64::from(components) / 30.0;
                line(name, &topology, &goal);
            }
        }
    }
}

/// A tree of components over these zones, each needing the one above it; some have a second one to turn to.
fn plan(components: u32, zones: u32, alternatives: bool) -> (Topology, Goal) {
    let mut topology = Topology::default();
    for id in 1..=zones {
        let (id, row) = (ZoneId(id), ZoneKind::Zone.row());
        let (name, note) = (format!("zone {}", id.0), String::new());
        let (fault, recovery) = (row.fault, row.recovery);
        let zone = Zone {
            may_hold_data: true,
            spans: Default::default(),
            id,
            kind: ZoneKind::Zone,
            name,
            parent: None,
            fault,
            recovery,
            round_trip_ms: row.round_trip_ms,
            note,
        };
        topology.zones.insert(id, zone.into());
    }
    for id in 1..=components {
        let kind = KINDS.get(id as usize % KINDS.len()).copied().unwrap_or(Kind::Service);
        let mut component = Component::new(ComponentId(id), kind, format!("part {id}"));
        // No two cost the same.
        component.price_per_month = 60.0 + f64::from(id * 7919 % 97);
        component.placement = vec![Place { zone: Some(ZoneId(1)), units: 1 }];
        topology.components.insert(component.id, component.into());
    }
    for to in 2..=components {
        let from = if to % 3 == 0 { to / 2 } else { to - 1 };
        let add = |topology: &mut Topology, need| {
            let id = LinkId(u32::try_from(topology.links.len()).unwrap_or(0) + 1);
            topology.links.insert(id, Link { id, from: ComponentId(from), to: ComponentId(to), need });
        };
        if alternatives && to % 4 == 0 && to < components {
            let set = SetId(to);
            add(&mut topology, Need::OneOf(set));
            let id = LinkId(u32::try_from(topology.links.len()).unwrap_or(0) + 1);
            let other = ComponentId(to + 1);
            topology.links.insert(id, Link { id, from: ComponentId(from), to: other, need: Need::OneOf(set) });
            topology.sets.insert(set, LinkSet { id: set, needed: 1, switching: 1.0 });
        } else {
            add(&mut topology, Need::Hard);
        }
    }
    (topology, Goal::default())
}

fn line(name: &str, topology: &Topology, goal: &Goal) {
    let laws = zones::laws(topology);
    let setting = Setting { topology, goal, laws: &laws };
    let options: usize = topology.components.values().map(|component| menu(component, &setting).len()).sum();
    let timed = |effort: usize| {
        let once = || {
            let start = Instant::now();
            let found = recommend(topology, goal, effort, &mut Cache::default(), &mut Memo::default());
            (start.elapsed().as_secs_f64() * 1e3, found)
        };
        let runs = (0..RUNS).map(|_| once());
        runs.min_by(|a, b| a.0.total_cmp(&b.0))
            .map_or_else(String::new, |(ms, found)| format!("{ms:>12.2}{:>14}", state(&found)))
    };
    let parts = topology.components.len();
    println!("{name:<16}{parts:>7}{options:>9}{:>9.0e}{}{}", goal.target_u, timed(EFFORT_FRAME), timed(EFFORT_WORKER));
}

fn state(found: &Recommendation) -> String {
    match found.outcome {
        Outcome::Unreachable => "out of reach".to_owned(),
        Outcome::Keep | Outcome::Change | Outcome::OverBudget | Outcome::Empty if found.proven => "proven".to_owned(),
        Outcome::Keep | Outcome::Change | Outcome::OverBudget | Outcome::Empty => {
            format!("{:.3} % above", found.gap() * 100.0)
        }
    }
}
