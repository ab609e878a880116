//! Copying and pasting, lists that people type, guides and the tidy layout.

use std::rc::Rc;

use nines::app::clip::{copied, pasted};
use nines::app::examples::{self, Example};
use nines::app::geometry::{View, bounds, box_at, component_box};
use nines::app::guides::{drawn_onto, guides};
use nines::app::jotting::{kind_of, read};
use nines::app::state::all_items;
use nines::app::tidy::tidied;
use nines::app::{Action, Notice, State};
use nines::format::link;
use nines::i18n::Lang;
use nines::model::ordered::Set;
use nines::model::{ComponentId, Edit, Item, Kind, Need, Plan, Point, Rect, ZoneId, ZoneKind, limits};

use crate::board::{Dice, started};
use crate::size::size;

fn open(plan: Plan) -> State {
    State::default().apply(Action::CanvasSize(1200.0, 700.0)).apply(Action::Load(Rc::new(plan)))
}

fn all(state: &State, actions: Vec<Action>) -> State {
    actions.into_iter().fold(state.clone(), |state, action| state.apply(action))
}

fn names(plan: &Plan) -> Vec<(String, Kind)> {
    plan.topology.components.values().map(|component| (component.name.clone(), component.kind)).collect()
}

fn links(plan: &Plan) -> Vec<(u32, u32)> {
    plan.topology.links.values().map(|link| (link.from.0, link.to.0)).collect()
}

#[test]
fn what_is_copied_comes_out_the_same_in_another_tab() {
    for index in 0..Example::ALL.len() {
        let here = open(example(index)).apply(Action::SelectAll);
        let text = copied(&here).expect("something is selected");
        let there = all(&open(Plan::default()), pasted(&open(Plan::default()), &text));
        let (from, to) = (&here.plan.topology, &there.plan.topology);
        assert_eq!(names(&here.plan), names(&there.plan));
        assert_eq!(from.links.len(), to.links.len());
        assert_eq!(from.sets.len(), to.sets.len());
        for (a, b) in from.components.values().zip(to.components.values()) {
            let strip = |component: &nines::model::Component| nines::model::Component {
                id: ComponentId(1),
                placement: Vec::new(),
                train: None,
                ..component.clone()
            };
            assert_eq!(strip(a), strip(b));
            assert_eq!(a.placement.len(), b.placement.len());
        }
        assert_eq!(there.selection.len(), to.components.len() + to.zones.len(), "what was pasted is selected");
        assert_eq!(there.past.len(), 1, "one step of undo");
    }
}

fn example(index: usize) -> Plan {
    Example::ALL[index].plan(Lang::En)
}

#[test]
fn pasting_beside_keeps_what_is_there_and_covers_nothing() {
    let state = open(examples::first_visit(Lang::En)).apply(Action::SelectAll);
    let text = copied(&state).unwrap();
    let twice = all(&state, pasted(&state, &text));
    for (id, component) in &state.plan.topology.components {
        assert_eq!(twice.plan.topology.components.get(id), Some(component));
    }
    let thrice = all(&twice, pasted(&twice, &text));
    let corners: Vec<Point> = thrice.plan.layout.components.values().copied().collect();
    for (index, a) in corners.iter().enumerate() {
        assert!(corners[..index].iter().all(|b| (a.x - b.x).abs() + (a.y - b.y).abs() > 1.0));
    }
    assert_eq!(thrice.plan.topology.components.len(), 3 * state.plan.topology.components.len());
}

#[test]
fn what_is_pasted_comes_where_the_canvas_was_clicked_last() {
    let state = open(examples::first_visit(Lang::En)).apply(Action::CanvasSize(1200.0, 800.0));
    let first = *state.plan.topology.components.keys().next().unwrap();
    let state = state.apply(Action::Select([Item::Component(first)].into()));
    let text = copied(&state).unwrap();
    let spot = state.view.to_canvas(Point { x: 900.0, y: 640.0 });
    let clicked = state.apply(Action::Pick([].into())).apply(Action::Spot(spot));
    let there = all(&clicked, pasted(&clicked, &text));
    let new = component_box(&there.plan, there.plan.topology.components.values().next_back().unwrap());
    assert!((new.centre().x - spot.x).abs() <= 8.0 && (new.centre().y - spot.y).abs() <= 8.0, "{new:?} {spot:?}");
    // Out of sight it is no place, and the part comes beside what it was copied from.
    let far = clicked.apply(Action::Spot(Point { x: 1e5, y: 1e5 }));
    let away = all(&far, pasted(&far, &text));
    let near = component_box(&away.plan, away.plan.topology.components.values().next_back().unwrap());
    let old = component_box(&state.plan, &state.plan.topology.components[&first]);
    assert!((near.x - old.x).abs() < 200.0 && (near.y - old.y).abs() < 200.0, "{near:?} {old:?}");
}

#[test]
fn a_part_takes_its_own_links_only() {
    let state = open(read("a -> b -> c").unwrap());
    let state = state.apply(Action::Pick([1, 2].map(|id| Item::Component(ComponentId(id))).into_iter().collect()));
    let there = all(&open(Plan::default()), pasted(&open(Plan::default()), &copied(&state).unwrap()));
    assert_eq!((names(&there.plan).len(), links(&there.plan)), (2, vec![(1, 2)]));
    assert_eq!(copied(&state.apply(Action::Pick(Set::new()))), None);
}

#[test]
fn what_is_pasted_comes_into_the_zone_in_which_it_lands() {
    let zone = |name: &str, rect, parent| Edit::AddZone { kind: ZoneKind::Zone, name: name.into(), rect, parent };
    let rect = |x, y, width, height| Rect { x, y, width, height };
    let made = |edits: &[Edit]| edits.iter().fold(Plan::default(), |plan, edit| edit.apply(&plan).unwrap());
    let add = |x| Edit::AddComponent { kind: Kind::Sql, name: "db".into(), at: Point { x, y: 80.0 }, zone: None };
    let part = made(&[
        zone("rack", rect(40.0, 40.0, 240.0, 160.0), None),
        Edit::AddComponent {
            kind: Kind::Sql,
            name: "db".into(),
            at: Point { x: 60.0, y: 80.0 },
            zone: Some(ZoneId(1)),
        },
        add(300.0),
        add(900.0),
    ]);
    let text = copied(&open(part.clone()).apply(Action::SelectAll)).unwrap();
    // The part keeps its place; the zone of the plan is under the rack and one of the two that stand outside.
    let there = made(&[zone("region", rect(0.0, 0.0, 640.0, 400.0), None)]);
    let state = open(there).apply(Action::View(View { x: 100.0, y: 100.0, zoom: 0.5 }));
    let pasted_plan = all(&state, pasted(&state, &text)).plan;
    let topology = &pasted_plan.topology;
    assert_eq!(topology.zones.values().map(|zone| zone.parent).collect::<Vec<_>>(), [None, Some(ZoneId(1))]);
    let homes: Vec<_> = topology.components.values().map(|component| component.home()).collect();
    assert_eq!(homes, [Some(ZoneId(2)), Some(ZoneId(1)), None]);
    // Beside itself, a zone does not come into the one that it is a copy of.
    let same = open(part).apply(Action::View(View { x: 100.0, y: 100.0, zoom: 0.5 }));
    let twice = all(&same, pasted(&same, &text)).plan;
    assert!(twice.topology.zones.values().all(|zone| zone.parent.is_none()), "{:?}", twice.topology.zones);
    // Four deep is the limit: what would lie deeper comes into no zone, rather than not at all.
    let deep: Vec<Edit> = (0..limits::ZONE_DEPTH)
        .map(|depth| {
            let parent = u32::try_from(depth).ok().filter(|depth| *depth > 0).map(ZoneId);
            zone("deep", rect(0.0, 0.0, 900.0 - depth as f64, 600.0), parent)
        })
        .collect();
    let state = open(made(&deep)).apply(Action::View(View { x: 100.0, y: 100.0, zoom: 0.5 }));
    let after = all(&state, pasted(&state, &text));
    assert_eq!(after.plan.topology.zones.len(), limits::ZONE_DEPTH + 1);
    assert_eq!(after.plan.topology.zones.values().next_back().and_then(|zone| zone.parent), None);
}

#[test]
fn what_had_to_be_left_out_of_a_pasted_part_is_said() {
    let state = open(example(0)).apply(Action::SelectAll);
    let text = copied(&state).unwrap();
    let foreign = text.replacen('{', "{\"from_the_future\":1,", 1);
    let empty = open(Plan::default());
    assert_eq!(all(&empty, pasted(&empty, &text)).notice, None);
    let there = all(&empty, pasted(&empty, &foreign));
    let is_named = |notice: &Notice| matches!(notice, Notice::Mended { unknown, .. } if unknown.len() == 1);
    assert!(there.notice.as_ref().is_some_and(is_named), "{:?}", there.notice);
    assert_eq!(there.plan.topology, all(&empty, pasted(&empty, &text)).plan.topology);
}

#[test]
fn a_pasted_link_opens_and_nonsense_is_said() {
    let plan = examples::first_visit(Lang::Zh);
    let state = open(Plan::default());
    let opened = all(&state, pasted(&state, &format!("https://example.org/nines/#{}", link::encode(&plan))));
    assert_eq!(*opened.plan, plan);
    assert_eq!(opened.notice, Some(Notice::OpenedLink));
    for text in ["", "  \n ", "{\"nines\":1", "->", &"x,".repeat(0)] {
        let after = all(&state, pasted(&state, text));
        assert!(after.plan.topology.components.is_empty() && after.notice.is_some(), "{text:?}");
    }
    let many: String = (0..=limits::JOTTED).map(|index| format!("thing{index}\n")).collect();
    assert_eq!(all(&state, pasted(&state, &many)).notice, Some(Notice::PastedNothing));
    let most: String = (0..limits::JOTTED).map(|index| format!("thing{index}\n")).collect();
    assert_eq!(all(&state, pasted(&state, &most)).plan.topology.components.len(), limits::JOTTED);
}

#[test]
fn a_list_makes_components_of_the_kinds_that_its_words_mean() {
    for (name, kind) in [
        ("web", Kind::Service),
        ("orders db", Kind::Sql),
        ("PostgreSQL", Kind::Sql),
        ("Redis cache", Kind::Cache),
        ("session cache db", Kind::Cache),
        ("Kafka", Kind::Queue),
        ("消息队列", Kind::Queue),
        ("订单数据库", Kind::Sql),
        ("负载均衡", Kind::Balancer),
        ("ALB", Kind::Balancer),
        ("API gateway", Kind::Balancer),
        ("网关", Kind::Balancer),
        ("album", Kind::Service),
        ("手机用户", Kind::Users),
        ("S3", Kind::ObjectStorage),
        ("DynamoDB", Kind::KeyValue),
        ("email workers", Kind::Worker),
        ("Stripe", Kind::External),
        ("dbt", Kind::Service),
    ] {
        assert_eq!(kind_of(name), kind, "{name}");
    }
    let plan = read("- web, db, cache\n2. Kafka").unwrap();
    let expected = [("web", Kind::Service), ("db", Kind::Sql), ("cache", Kind::Cache), ("Kafka", Kind::Queue)];
    assert_eq!(names(&plan), expected.map(|(name, kind)| (name.to_owned(), kind)));
    assert!(links(&plan).is_empty());
    let corners: Set<(i64, i64)> = plan.layout.components.values().map(|at| (at.x as i64, at.y as i64)).collect();
    assert_eq!(corners.len(), 4, "each has a place");
}

#[test]
fn arrows_in_a_list_are_links_and_a_name_is_one_thing() {
    let plan = read("users -> web -> api, cache\napi → db\n网站⇒web").unwrap();
    let place = |name: &str| {
        let found = plan.topology.components.values().find(|component| component.name == name);
        found.map(|component| component.id.0).unwrap()
    };
    let expected = [("users", "web"), ("web", "api"), ("web", "cache"), ("api", "db"), ("网站", "web")];
    assert_eq!(links(&plan), expected.map(|(from, to)| (place(from), place(to))));
    assert!(plan.topology.links.values().all(|link| link.need == Need::Hard));
    assert_eq!(read("a -> a").map(|plan| links(&plan)), Some(vec![]));
}

fn three() -> (Plan, [Item; 3]) {
    let plan = read("a, b, c").unwrap();
    (plan, [1, 2, 3].map(|id| Item::Component(ComponentId(id))))
}

#[test]
fn a_drag_is_drawn_onto_an_edge_within_reach_and_else_onto_the_grid() {
    let (plan, [a, _, _]) = three();
    let corner = plan.layout.components.get(&ComponentId(1)).copied().unwrap();
    // "a" lies on the tops of "b" and "c": 5 px off is drawn back, 12 px off stays on the grid.
    assert_eq!(drawn_onto(&plan, &[a], corner, (-40.0, 5.0), 6.0), (-40.0, 0.0));
    assert_eq!(drawn_onto(&plan, &[a], corner, (-40.0, 12.0), 6.0), (-40.0, 16.0));
    // A nearer zoom draws from nearer.
    assert_eq!(drawn_onto(&plan, &[a], corner, (-40.0, 5.0), 2.0).1, 8.0);
    // Onto b's left edge from below.
    assert_eq!(drawn_onto(&plan, &[a], corner, (245.0, 200.0), 6.0), (248.0, 200.0));
    let lines = guides(&plan, &[a], 248.0, 200.0);
    assert_eq!(lines.len(), 1, "left, middle and right are one");
    assert!(lines.iter().all(|(from, to)| (from.x - to.x).abs() < 1e-9 && from.y <= 0.0 && to.y >= 272.0), "{lines:?}");
    assert_eq!(guides(&plan, &[a], 100.0, 204.0), vec![]);
}

#[test]
fn what_is_in_the_hand_together_moves_as_one_and_is_no_guide_for_itself() {
    let (plan, items) = three();
    assert_eq!(guides(&plan, &items, 0.0, 0.0), vec![]);
    let moved = drawn_onto(&plan, &items[..2], Point::default(), (3.0, 3.0), 6.0);
    assert_eq!(moved, (0.0, 0.0));
    let far = Edit::Move { items: vec![items[2]], dx: 9_000.0, dy: 0.0 }.apply(&plan).unwrap();
    assert_eq!(guides(&far, &items[..2], 0.0, 0.0), vec![], "what is far has nothing to do with it");
}

/// Nothing covers anything, zones hold what is theirs and nothing else, everything is on the grid.
fn assert_tidy(plan: &Plan, what: &str) {
    let topology = &plan.topology;
    let boxes: Vec<(Item, Rect)> = (topology.components.keys())
        .map(|id| (Item::Component(*id), box_at(plan.layout.components[id])))
        .chain(topology.zones.keys().map(|id| (Item::Zone(*id), plan.layout.zones[id])))
        .collect();
    let home = |item: Item| match item {
        Item::Component(id) => topology.common_zone(&topology.components[&id]),
        Item::Zone(id) => topology.zones[&id].parent,
        Item::Link(_) => None,
    };
    let is_inside = |item: Item, zone| home(item).is_some_and(|home| topology.is_within(home, zone));
    for (item, rect) in &boxes {
        assert!(rect.x % 8.0 == 0.0 && rect.y % 8.0 == 0.0, "{what}: {item:?} at {rect:?}");
        for (other, around) in boxes.iter().filter(|(other, _)| other != item) {
            let is_around = |inner: Item, outer: Item| matches!(outer, Item::Zone(zone) if is_inside(inner, zone));
            if is_around(*item, *other) {
                assert!(around.holds(rect), "{what}: {item:?} in {other:?}");
            } else if !is_around(*other, *item) {
                assert!(!rect.overlaps(around), "{what}: {item:?} {rect:?} and {other:?} {around:?}");
            }
        }
    }
}

#[test]
fn a_tidy_layout_covers_nothing_keeps_zones_and_leads_from_left_to_right() {
    for index in 0..Example::ALL.len() {
        let plan = example(index);
        let state = open(plan.clone()).apply(Action::Edit(Edit::Arrange(tidied(&plan).into())));
        assert_tidy(&state.plan, &plan.name);
        assert_eq!(state.plan.topology, plan.topology);
        assert_eq!(tidied(&state.plan), *state.plan.layout, "{}: tidy stays as it is", plan.name);
        let (before, after) = (bounds(&plan).unwrap(), bounds(&state.plan).unwrap());
        assert!((before.x - after.x).abs() <= 8.0 && (before.y - after.y).abs() <= 8.0, "its corner stays");
    }
    let chain = read("d -> c -> b -> a\nd -> a").unwrap();
    let layout = tidied(&chain);
    for link in chain.topology.links.values() {
        assert!(layout.components[&link.from].x < layout.components[&link.to].x);
    }
}

#[test]
fn any_plan_can_be_tidied_cycles_and_nests_too() {
    for seed in 0..size("edit_scripts") / 10 {
        let mut dice = Dice(seed);
        let mut state = started(&mut dice);
        for _ in 0..12 {
            let action = dice.action(&state);
            state = state.apply(action);
        }
        let layout = tidied(&state.plan);
        assert_eq!(layout, tidied(&state.plan), "seed {seed}");
        let after = Edit::All(vec![Edit::Arrange(layout.into())]).apply(&state.plan);
        if let Ok(after) = after {
            assert_eq!(all_items(&after), all_items(&state.plan));
            if state.plan.topology.components.len() < 200 {
                assert_tidy(&after, &format!("seed {seed}"));
            }
        }
    }
}
