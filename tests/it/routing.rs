//! How links run around boxes and where labels stand: nothing in the examples lies on anything, in tidy layouts at random
//! hardly anything does, and what is kept while something is dragged is what would be found anew.

use std::rc::Rc;

use nines::app::examples::Example;
use nines::app::geometry::box_at;
use nines::app::labels::{Label, Labels, anchors, carry, labels, taken};
use nines::app::routing::{Route, Router, Routes, routes};
use nines::app::tidy::tidied;
use nines::i18n::Lang;
use nines::model::{ComponentId, Edit, Item, Kind, LinkId, Need, Plan, Point, Rect};

use crate::board::{Dice, started};
use crate::size::size;

/// The link runs behind a box that is none of its ends.
fn is_hidden(plan: &Plan, id: LinkId, route: &Route) -> bool {
    let link = plan.topology.links[&id];
    let others = plan.layout.components.iter().filter(|(id, _)| **id != link.from && **id != link.to);
    let boxes: Vec<Rect> = others.map(|(_, at)| box_at(*at)).collect();
    // Looked at much more closely than the router does.
    (0..=400).map(|part| route.along(f64::from(part) / 400.0)).any(|at| {
        let is_in =
            |rect: &Rect| at.x > rect.x && at.x < rect.x + rect.width && at.y > rect.y && at.y < rect.y + rect.height;
        boxes.iter().any(is_in)
    })
}

fn hidden(plan: &Plan, routes: &Routes) -> Vec<LinkId> {
    routes.links.iter().filter(|(id, route)| is_hidden(plan, **id, route)).map(|(id, _)| *id).collect()
}

/// Pairs of a label and what it lies on: a component, the name of a zone, another label.
fn covered(plan: &Plan, labels: &Labels, lang: Lang) -> usize {
    let all: Vec<Rect> = labels.sets.values().chain(labels.times.values()).map(|label| label.rect).collect();
    let others = taken(plan, lang);
    let on_others = all.iter().flat_map(|a| others.iter().filter(move |b| a.overlaps(b))).count();
    let on_each_other = all.iter().enumerate().map(|(at, a)| all[..at].iter().filter(|b| a.overlaps(b)).count());
    on_others + on_each_other.sum::<usize>()
}

fn tidy(plan: &Plan) -> Plan {
    Edit::All(vec![Edit::Arrange(tidied(plan).into())]).apply(plan).unwrap_or_else(|_| plan.clone())
}

#[test]
fn in_the_examples_no_link_runs_behind_a_box_and_no_label_lies_on_anything() {
    let mut seen = (0, 0);
    for example in Example::ALL {
        for lang in [Lang::En, Lang::Zh] {
            let drawn = example.plan(lang);
            for plan in [tidy(&drawn), drawn] {
                let routes = routes(&plan);
                let labels = labels(&plan, &routes, lang);
                assert_eq!(hidden(&plan, &routes), [], "{} in {lang:?}", plan.name);
                assert_eq!(covered(&plan, &labels, lang), 0, "{} in {lang:?}", plan.name);
                seen = (seen.0 + routes.links.len(), seen.1 + labels.sets.len() + labels.times.len());
            }
        }
    }
    println!("{} links and {} labels in the examples", seen.0, seen.1);
    assert!(seen.0 > 80 && seen.1 > 2, "there is something to look at: {seen:?}");
}

/// A plan at random with sets and cached links, tidied.
fn random(seed: u64) -> Plan {
    let mut dice = Dice(seed);
    let mut plan = Plan::default();
    let count = 6 + dice.below(20);
    for index in 0..count {
        let at = Point { x: 240.0 * (index % 6) as f64, y: 120.0 * (index / 6) as f64 };
        let add = Edit::AddComponent { kind: Kind::Service, name: format!("service {index}"), at, zone: None };
        plan = add.apply(&plan).unwrap();
    }
    let id = |index: usize| ComponentId(u32::try_from(index).unwrap() + 1);
    for index in 1..count {
        for _ in 0..1 + dice.below(2) {
            plan = Edit::Connect { from: id(dice.below(index)), to: id(index) }.apply(&plan).unwrap_or(plan);
        }
    }
    let links: Vec<LinkId> = plan.topology.links.keys().copied().collect();
    for link in links.iter().copied().filter(|link| link.0 % 4 == 0) {
        plan = Edit::PutNeed { link, need: Need::Cached { hours: 0.5 } }.apply(&plan).unwrap();
    }
    for from in plan.topology.components.keys().copied().collect::<Vec<_>>() {
        let own = plan.topology.links.values().filter(|link| link.from == from && link.need == Need::Hard);
        let own: Vec<LinkId> = own.map(|link| link.id).collect();
        if own.len() > 1 {
            plan = Edit::AnyOf { links: own, needed: 1 }.apply(&plan).unwrap();
        }
    }
    tidy(&plan)
}

#[test]
fn in_tidy_layouts_at_random_links_find_their_way_around_and_labels_their_room() {
    let (mut links, mut behind, mut bare, mut words, mut lying) = (0, 0, 0, 0, 0);
    for seed in 0..size("edit_scripts") / 10 {
        let plan = random(seed);
        let found = routes(&plan);
        let labels = labels(&plan, &found, Lang::En);
        links += found.links.len();
        behind += hidden(&plan, &found).len();
        bare += found
            .links
            .iter()
            .filter(|(id, route)| is_hidden(&plan, **id, &Route { via: None, ..(*route).clone() }))
            .count();
        words += labels.sets.len() + labels.times.len();
        lying += covered(&plan, &labels, Lang::En);
    }
    println!("{links} links: {bare} would run behind a box, {behind} do; {words} labels, {lying} lie on something");
    assert!(bare * 50 > links, "there is something to go around");
    assert!(behind * 100 <= bare, "{behind} of {bare} find no way");
    assert_eq!(lying, 0);
}

#[test]
fn what_is_kept_while_things_move_is_what_would_be_found_anew() {
    for seed in 0..size("edit_scripts") / 20 {
        let mut dice = Dice(seed);
        let mut state = started(&mut dice);
        let mut router = Router::default();
        for step in 0..12 {
            let plan = state.shown();
            assert_eq!(router.routes(&plan), routes(&plan), "seed {seed}, step {step}");
            let action = dice.action(&state);
            state = state.apply(action);
        }
        let mut plan = Rc::new(random(seed));
        let mut drawn = router.routes(&plan);
        for step in 0..12 {
            if dice.coin() {
                drawn = router.routes(&plan);
                assert_eq!(drawn, routes(&plan), "seed {seed}, drag {step}");
            } else {
                // What hangs on what moves goes straight, and from the very places that it has at rest.
                router.follow(&plan, &mut drawn);
                let straight = |routes: &Routes| -> Vec<(LinkId, Route)> {
                    routes.links.iter().map(|(id, route)| (*id, Route { via: None, ..route.clone() })).collect()
                };
                assert_eq!(straight(&drawn), straight(&routes(&plan)), "seed {seed}, drag {step}");
            }
            let ids: Vec<ComponentId> = plan.topology.components.keys().copied().collect();
            let items = vec![Item::Component(dice.pick(&ids).unwrap())];
            let (dx, dy) = (dice.px(20) * 8.0, dice.px(20) * 8.0);
            plan = Edit::Move { items, dx, dy }.apply(&plan).map_or(plan, Rc::new);
        }
    }
}

/// A row of boxes 60 px apart.
fn row(links: &[(u32, u32)]) -> Plan {
    let mut plan = Plan::default();
    for index in 0..4 {
        let at = Point { x: 228.0 * f64::from(index), y: 0.0 };
        plan = Edit::AddComponent { kind: Kind::Service, name: "s".into(), at, zone: None }.apply(&plan).unwrap();
    }
    for (from, to) in links {
        plan = Edit::Connect { from: ComponentId(*from), to: ComponentId(*to) }.apply(&plan).unwrap();
    }
    plan
}

#[test]
fn a_link_goes_around_what_stands_in_between_by_upright_and_level_legs() {
    let plan = row(&[(1, 3), (1, 2)]);
    let found = routes(&plan);
    let around = &found.links[&LinkId(1)];
    let via = around.via.as_deref().expect("the second box stands in between");
    assert_eq!(via.len(), 4, "up, over, down: {via:?}");
    for (a, b) in via.iter().zip(&via[1..]) {
        assert!(a.x == b.x || a.y == b.y, "{via:?}");
    }
    assert!(around.path().matches('Q').count() == 4 && !around.path().contains("NaN"));
    assert!(found.links[&LinkId(2)].via.is_none(), "nothing stands there");
    // It ends where its arrow begins, and half of it lies on each side of its middle.
    assert_eq!(around.along(0.0), around.from);
    assert!((around.along(1.0).x - around.to.x).abs() < 10.0);
}

#[test]
fn only_what_is_near_is_looked_at_again() {
    let plan = Rc::new(row(&[(1, 3)]));
    let mut router = Router::default();
    let before = router.routes(&plan);
    let move_it = |dx, dy| Edit::Move { items: vec![Item::Component(ComponentId(4))], dx, dy };
    let far = Rc::new(move_it(2_000.0, 0.0).apply(&plan).unwrap());
    let after = router.routes(&far);
    let same = |a: &Routes, b: &Routes| match (&a.links[&LinkId(1)].via, &b.links[&LinkId(1)].via) {
        (Some(a), Some(b)) => Rc::ptr_eq(a, b),
        _ => false,
    };
    // The box that moved stood near at first, so that once it was looked at; from then on it is far.
    let farther = Rc::new(move_it(0.0, 500.0).apply(&far).unwrap());
    assert!(same(&after, &router.routes(&farther)));
    assert_eq!(before, routes(&plan));
}

#[test]
fn labels_go_along_with_what_they_hang_on_while_it_moves() {
    let plan = Rc::new(random(3));
    let mut router = Router::default();
    let mut routes = router.routes(&plan);
    let before = (routes.clone(), labels(&plan, &routes, Lang::En));
    let mut carried = before.1.clone();
    let items = plan.topology.components.keys().copied().map(Item::Component).take(5).collect();
    let moved = Rc::new(Edit::Move { items, dx: 80.0, dy: -40.0 }.apply(&plan).unwrap());
    let from = anchors(&carried, &routes);
    router.follow(&moved, &mut routes);
    let to = anchors(&carried, &routes);
    carry(&mut carried, &from, &to);
    let step = |a: Point, b: Point| (b.x - a.x, b.y - a.y);
    let corner = |label: &Label| Point { x: label.rect.x, y: label.rect.y };
    let mut seen = 0;
    for (id, label) in &carried.times {
        let by = step(before.0.links[id].middle(), routes.links[id].middle());
        let went = step(corner(&before.1.times[id]), corner(label));
        assert!((by.0 - went.0).abs() + (by.1 - went.1).abs() < 1e-9, "{id:?}: {by:?}, {went:?}");
        seen += i32::from(by != (0.0, 0.0));
    }
    for (id, label) in &carried.sets {
        let by = step(before.0.brackets[id].middle(), routes.brackets[id].middle());
        let went = step(corner(&before.1.sets[id]), corner(label));
        assert!((by.0 - went.0).abs() + (by.1 - went.1).abs() < 1e-9, "{id:?}: {by:?}, {went:?}");
        seen += i32::from(by != (0.0, 0.0));
    }
    assert!(seen > 2, "some hang on what moved: {seen}");
}
