//! A plan → version 1 of the wire, and the file of it. It leaves out all that `baseline` takes for granted.

use super::baseline::{self, Form};
use super::json::{self, Style};
use super::wire::{Capped, Num, Params, VERSION, Wire, WireComponent, WireGoal, WireJourney, WireSpans, WireZone};
use crate::model::limits;
use crate::model::param::PARAMS;
use crate::model::{
    Component, Goal, Item, LinkId, Need, Param, Place, Plan, Span, Spans, Step, Strategy, TestInterval, Zone,
};

/// Name under which a plan is offered as a file: its own, with a dash for each run of what is no letter or digit.
pub fn file_name(plan: &Plan) -> String {
    let words = plan.name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-");
    if name.is_empty() { "nines-plan.json".to_owned() } else { format!("{name}.nines.json") }
}

/// The plan as the text of a file: the wire, indented for people.
pub fn to_file(plan: &Plan) -> String {
    json::write(&to_wire(plan), Style::Indented) + "\n"
}

/// The plan on the wire.
pub fn to_wire(plan: &Plan) -> Wire {
    let topology = &plan.topology;
    let ids: Vec<u32> = topology.links.keys().map(|LinkId(id)| *id).collect();
    let in_order = ids.iter().zip(1_u32..).all(|(id, expected)| *id == expected);
    let mut last = 0;
    let components = topology.components.values().map(|component| {
        let corner = plan.layout.components.get(&component.id).map(|point| [Num(point.x), Num(point.y)]);
        WireComponent { id: unless_next(&mut last, component.id.0), corner, ..of_component(component) }
    });
    let mut last = 0;
    let zones = topology.zones.values().map(|zone| {
        let rect = plan.layout.zones.get(&zone.id).map(|rect| [rect.x, rect.y, rect.width, rect.height].map(Num));
        WireZone { id: unless_next(&mut last, zone.id.0), rect, ..of_zone(zone) }
    });
    Wire {
        nines: VERSION,
        name: plan.name.clone(),
        components: components.collect(),
        links: topology
            .links
            .values()
            .map(|link| match link.need {
                Need::Hard | Need::Soft | Need::Cached { .. } | Need::Async => vec![link.from.0, link.to.0],
                Need::OneOf(set) => vec![link.from.0, link.to.0, set.0],
            })
            .collect(),
        soft: ids_with(plan, &|need| need == Need::Soft),
        unawaited: ids_with(plan, &|need| need == Need::Async),
        cached: ids_with(plan, &|need| cached_h(need).is_some()),
        cached_h: topology.links.values().filter_map(|link| cached_h(link.need)).map(Num).collect(),
        link_ids: if in_order { std::iter::empty().collect() } else { ids.into_iter().collect() },
        sets: topology.sets.values().map(|set| [set.id.0, set.needed]).collect(),
        switching: if topology.sets.values().all(|set| set.switching >= 1.0) {
            std::iter::empty().collect()
        } else {
            topology.sets.values().map(|set| Num(set.switching)).collect()
        },
        zones: zones.collect(),
        goal: of_goal(&plan.goal),
        steps: plan.steps.iter().map(of_step).collect(),
        failed_components: Capped::default(),
        failed_links: Capped::default(),
        failed_zones: Capped::default(),
        sum: None,
    }
}

fn of_step(step: &Step) -> Wire {
    let ids = |id: fn(&Item) -> Option<u32>| step.failed.iter().filter_map(id);
    Wire {
        nines: 0,
        failed_components: ids(|item| if let Item::Component(id) = item { Some(id.0) } else { None }).collect(),
        failed_links: ids(|item| if let Item::Link(id) = item { Some(id.0) } else { None }).collect(),
        failed_zones: ids(|item| if let Item::Zone(id) = item { Some(id.0) } else { None }).collect(),
        ..to_wire(&step.plan)
    }
}

/// Ids of the links with some need.
fn ids_with(plan: &Plan, is_it: &dyn Fn(Need) -> bool) -> Capped<u32, { limits::LINKS }> {
    plan.topology.links.values().filter(|link| is_it(link.need)).map(|link| link.id.0).collect()
}

/// How long a cached link may do without its target, in h.
fn cached_h(need: Need) -> Option<f64> {
    match need {
        Need::Cached { hours } => Some(hours),
        Need::Hard | Need::OneOf(_) | Need::Soft | Need::Async => None,
    }
}

/// `id`, unless it is the one after `last`; `last` becomes `id`.
fn unless_next(last: &mut u32, id: u32) -> Option<u32> {
    let is_next = last.checked_add(1) == Some(id);
    *last = id;
    (!is_next).then_some(id)
}

/// A word, unless it is taken for granted.
fn unless(word: &str, granted: &str) -> Option<String> {
    (word != granted).then(|| word.to_owned())
}

fn of_component(component: &Component) -> WireComponent {
    let mut base = baseline::component(component.id, component.kind);
    let (strategy, units) = baseline::strategy(component.strategy.mode());
    base.strategy = strategy;

    let (fault, recovery) = (Form::of_fault(&component.fault), Form::of_recovery(&component.recovery));
    let base_forms = (Form::of_fault(&base.fault), Form::of_recovery(&base.recovery));
    if fault != base_forms.0 {
        base.fault = fault.fault().unwrap_or(base.fault);
    }
    if recovery != base_forms.1 {
        base.recovery = recovery.recovery().unwrap_or(base.recovery);
    }
    let (test, base_test) = (test_slug(&component.strategy), test_slug(&base.strategy));
    let is_fenced = |strategy: &Strategy| strategy.redundancy().map(|shared| shared.detection.fenced);
    let fenced = is_fenced(&component.strategy);
    let granted_place = [Place { zone: None, units }];

    WireComponent {
        id: None,
        kind: component.kind.row().slug.to_owned(),
        name: component.name.clone(),
        fault: unless(fault.slug(), base_forms.0.slug()),
        recovery: unless(recovery.slug(), base_forms.1.slug()),
        strategy: unless(component.strategy.mode().slug(), Strategy::Single.mode().slug()),
        test: if test == base_test { None } else { test.map(str::to_owned) },
        fenced: if fenced == is_fenced(&base.strategy) { None } else { fenced },
        placement: (component.placement != granted_place).then(|| {
            component
                .placement
                .iter()
                .map(|place| match place.zone {
                    None => vec![place.units],
                    Some(zone) => vec![place.units, zone.0],
                })
                .collect()
        }),
        train: component.train.map(|id| id.0),
        params: differing(&|param| param.read(component), &|param| param.read(&base)),
        spans: of_spans(&component.spans),
        pinned: component.wishes.is_pinned.then_some(true),
        modes: component.wishes.modes.as_ref().map(|modes| modes.iter().map(|mode| mode.slug().to_owned()).collect()),
        most_units: component.wishes.most_units,
        corner: None,
        note: component.note.clone(),
    }
}

/// How a standby is tested, as a word of the wire.
fn test_slug(strategy: &Strategy) -> Option<&'static str> {
    match strategy {
        Strategy::Standby { test, .. } => Some(match test {
            TestInterval::Every { .. } => "every",
            TestInterval::Monitored => "mon",
            TestInterval::Never => "never",
        }),
        Strategy::Single | Strategy::Cluster { .. } | Strategy::Quorum { .. } | Strategy::MultiSite { .. } => None,
    }
}

fn of_zone(zone: &Zone) -> WireZone {
    let (base_fault, base_recovery, base_round_trip_ms) = baseline::zone(zone.kind);
    let (fault, recovery) = (Form::of_fault(&zone.fault), Form::of_recovery(&zone.recovery));
    let base_forms = (Form::of_fault(&base_fault), Form::of_recovery(&base_recovery));
    let mut base = zone.clone();
    base.fault = if fault == base_forms.0 { base_fault } else { fault.fault().unwrap_or(base_fault) };
    base.recovery = if recovery == base_forms.1 { base_recovery } else { recovery.recovery().unwrap_or(base_recovery) };
    WireZone {
        id: None,
        kind: zone.kind.row().slug.to_owned(),
        name: zone.name.clone(),
        parent: zone.parent.map(|id| id.0),
        fault: unless(fault.slug(), base_forms.0.slug()),
        recovery: unless(recovery.slug(), base_forms.1.slug()),
        params: differing(&|param| param.read_zone(zone), &|param| param.read_zone(&base)),
        spans: of_spans(&zone.spans),
        round_trip_ms: unless_same(zone.round_trip_ms, base_round_trip_ms),
        may_hold_data: (!zone.may_hold_data).then_some(false),
        rect: None,
        note: zone.note.clone(),
    }
}

/// The parameters whose bits differ from those taken for granted.
fn differing(
    here: &dyn Fn(crate::model::Param) -> Option<f64>,
    granted: &dyn Fn(crate::model::Param) -> Option<f64>,
) -> Params {
    let differs = |value: &f64, param| granted(param).is_none_or(|base| base.to_bits() != value.to_bits());
    let mut params = Params::new();
    for row in &PARAMS {
        if let Some(value) = here(row.param).filter(|value| differs(value, row.param)) {
            params.insert(row.slug.to_owned(), Num(value));
        }
    }
    params
}

fn of_spans(spans: &Spans) -> WireSpans {
    let row = |(param, span): (&Param, &Span)| (param.row().slug.to_owned(), [Num(span.low), Num(span.high)]);
    spans.iter().map(row).collect()
}

/// A number, unless its bits are those taken for granted.
fn unless_same(value: f64, granted: f64) -> Option<Num> {
    (value.to_bits() != granted.to_bits()).then_some(Num(value))
}

fn of_goal(goal: &Goal) -> WireGoal {
    let base = baseline::goal();
    let mut last = 0;
    WireGoal {
        target_u: unless_same(goal.target_u, base.target_u),
        window: unless(goal.window.slug(), base.window.slug()),
        rto_h: goal.rto_h.map(Num),
        rpo_h: goal.rpo_h.map(Num),
        peak_load: unless_same(goal.peak_load, base.peak_load),
        load_unit: unless(goal.load_unit.slug(), base.load_unit.slug()),
        growth: unless_same(goal.growth, base.growth),
        headroom: unless_same(goal.headroom, base.headroom),
        budget_per_month: goal.budget_per_month.map(Num),
        currency: unless(&goal.currency, &base.currency),
        latency_ms: goal.latency_ms.map(Num),
        skill: unless(goal.skill.slug(), base.skill.slug()),
        most_sites: goal.most_sites,
        most_endpoints: goal.most_endpoints,
        between_sites: unless_same(goal.between_sites, base.between_sites),
        journeys: goal
            .journeys
            .iter()
            .map(|journey| WireJourney {
                id: unless_next(&mut last, journey.id.0),
                name: journey.name.clone(),
                entry: journey.entry.0,
                target_u: journey.target_u.map(Num),
                weight: unless_same(journey.weight, 1.0),
            })
            .collect(),
    }
}
