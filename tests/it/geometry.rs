//! Views, reading order, free places and routes.

use nines::app::align::{Axis, Line, aligned, corner, moved_to};
use nines::app::command::CommandId;
use nines::app::geometry::{View, bounds, box_at, component_box, fitted, reading_order, text_width};
use nines::app::routing::{Side, routes};
use nines::app::spot::New;
use nines::app::{Action, State};
use nines::i18n::Lang;
use nines::model::{ComponentId, Edit, Item, Kind, LinkId, Plan, Point, Rect, SetId, ZoneId, ZoneKind};

fn plan(at: &[(f64, f64)], links: &[(u32, u32)]) -> Plan {
    let mut plan = Plan::default();
    for (x, y) in at {
        let at = Point { x: *x, y: *y };
        let add = Edit::AddComponent { kind: Kind::Service, name: "s".into(), at, zone: None };
        plan = add.apply(&plan).unwrap();
    }
    for (from, to) in links {
        plan = Edit::Connect { from: ComponentId(*from), to: ComponentId(*to) }.apply(&plan).unwrap();
    }
    plan
}

#[test]
fn zooming_keeps_the_point_under_the_pointer_and_stays_in_range() {
    let view = View { x: 13.0, y: -7.0, zoom: 0.8 };
    let at = Point { x: 300.0, y: 200.0 };
    for factor in [0.5, 1.25, 3.0, 100.0, 0.001] {
        let zoomed = view.zoomed_at(at, factor);
        let (before, after) = (view.to_canvas(at), zoomed.to_canvas(at));
        assert!((before.x - after.x).abs() + (before.y - after.y).abs() < 1e-9);
        assert!((0.1..=4.0).contains(&zoomed.zoom));
    }
}

#[test]
fn a_plan_opens_whole_but_where_that_cannot_be_read_at_its_beginning() {
    let bounds = Rect { x: -100.0, y: 50.0, width: 928.0, height: 400.0 };
    assert_eq!(View::opening(bounds, &[], 815.0, 850.0), View::fitting(bounds, 815.0, 850.0, 1.0));
    let phone = View::opening(bounds, &[], 390.0, 320.0);
    assert_eq!(phone.zoom, 0.6);
    let corner = phone.to_canvas(Point { x: 0.0, y: 0.0 });
    assert!(corner.x < bounds.x && bounds.x < corner.x + 40.0, "it begins at the left edge: {corner:?}");
    // So it does on a tablet; a large plan on a wide canvas is an overview.
    assert_eq!(View::opening(bounds, &[], 560.0, 700.0).zoom, 0.6);
    let large = Rect { width: 4000.0, ..bounds };
    assert_eq!(View::opening(large, &[], 815.0, 850.0), View::fitting(large, 815.0, 850.0, 1.0));
    // There it shows what matters: more of it lies at the end than at the beginning.
    let matters = [300.0, 450.0, 650.0].map(|x| Rect { x, y: 60.0, width: 168.0, height: 72.0 });
    let tablet = View::opening(bounds, &matters, 560.0, 700.0);
    for rect in matters {
        let (left, right) = (rect.x * 0.6 + tablet.x, (rect.x + rect.width) * 0.6 + tablet.x);
        assert!(left >= 0.0 && right <= 560.0, "{left} to {right}");
    }
    assert_eq!(View::opening(bounds, &matters, 390.0, 320.0), phone);
    // What fits is shown whole, however narrow the canvas.
    let small = Rect { width: 400.0, ..bounds };
    assert_eq!(View::opening(small, &[], 390.0, 320.0), View::fitting(small, 390.0, 320.0, 1.0));
}

#[test]
fn fitting_shows_all_and_never_enlarges() {
    for bounds in
        [Rect { x: -50.0, y: 20.0, width: 3000.0, height: 200.0 }, Rect { x: 0.0, y: 0.0, width: 168.0, height: 72.0 }]
    {
        let view = View::fitting(bounds, 800.0, 500.0, 1.0);
        let (left, top) = (bounds.x * view.zoom + view.x, bounds.y * view.zoom + view.y);
        assert!(left >= 0.0 && top >= 0.0 && view.zoom <= 1.0);
        assert!(left + bounds.width * view.zoom <= 800.0 && top + bounds.height * view.zoom <= 500.0);
    }
}

#[test]
fn one_reads_by_rows_from_the_left_though_rows_are_ragged() {
    let plan = plan(&[(400.0, 0.0), (0.0, 16.0), (200.0, 8.0), (0.0, 200.0)], &[]);
    let order: Vec<u32> = reading_order(&plan)
        .into_iter()
        .map(|item| match item {
            Item::Component(id) => id.0,
            Item::Link(_) | Item::Zone(_) => 0,
        })
        .collect();
    assert_eq!(order, [2, 3, 1, 4]);
}

#[test]
fn what_is_added_without_a_hand_covers_nothing() {
    let words = Lang::En.canvas();
    let mut state = State::default().apply(Action::CanvasSize(900.0, 600.0));
    let news = [Kind::Users, Kind::Balancer, Kind::Service, Kind::Sql].map(New::Component);
    for index in 0..40 {
        let new = if index % 9 == 8 { New::Zone(ZoneKind::Zone) } else { news[index % 4] };
        if index % 7 == 3 {
            state = state.apply(Action::Select([].into()));
        }
        state = state.apply(CommandId::Add(new).run(&state, words).unwrap());
    }
    let boxes: Vec<Rect> = state.plan.topology.components.values().map(|c| component_box(&state.plan, c)).collect();
    for (index, a) in boxes.iter().enumerate() {
        assert!(boxes.iter().skip(index + 1).all(|b| !a.overlaps(b)), "{index}");
    }
    let names: std::collections::BTreeSet<_> = state.plan.topology.components.values().map(|c| &c.name).collect();
    assert_eq!(names.len(), boxes.len());
}

#[test]
fn a_zone_added_with_a_selection_goes_around_it_and_takes_it_in() {
    let mut state = State::default().apply(Action::CanvasSize(900.0, 600.0));
    state = state.apply(Action::Load(plan(&[(0.0, 0.0), (240.0, 0.0), (800.0, 0.0)], &[]).into()));
    let pair = [Item::Component(ComponentId(1)), Item::Component(ComponentId(2))];
    state = state.apply(Action::Select(pair.into()));
    state = state.apply(CommandId::Add(New::Zone(ZoneKind::Rack)).run(&state, Lang::En.canvas()).unwrap());
    let home = |id: u32| state.plan.topology.components[&ComponentId(id)].home();
    assert_eq!([home(1), home(2), home(3)], [Some(ZoneId(1)), Some(ZoneId(1)), None]);
    assert!(
        state.plan.layout.zones[&ZoneId(1)]
            .holds(&component_box(&state.plan, &state.plan.topology.components[&ComponentId(2)]))
    );
    assert!(bounds(&state.plan).is_some());
}

#[test]
fn what_is_added_comes_where_the_canvas_was_clicked_last() {
    let words = Lang::En.canvas();
    let start = State::default().apply(Action::CanvasSize(900.0, 600.0));
    let add = |state: &State| state.apply(CommandId::Add(New::Component(Kind::Sql)).run(state, words).unwrap());
    let here = |state: &State| component_box(&state.plan, state.plan.topology.components.values().next_back().unwrap());
    let clicked = start.apply(Action::Select([].into())).apply(Action::Spot(Point { x: 204.0, y: 148.0 }));
    let there = add(&clicked);
    assert_eq!(here(&there), Rect { x: 120.0, y: 112.0, width: 168.0, height: 72.0 });
    assert_eq!(there.spot, None, "the next one comes beside it");
    // What is out of sight, or was given up, is no place.
    let middle = here(&add(&start));
    for state in [clicked.apply(Action::PanBy(5_000.0, 0.0)).apply(Action::PanBy(-5_000.0, 0.0)), clicked.clone()] {
        assert_ne!(here(&add(&state)), middle);
    }
    assert_eq!(here(&add(&clicked.apply(Action::Abort))), middle);
    let far = clicked.apply(Action::PanBy(-900.0, 0.0));
    assert!(far.view.to_screen(here(&add(&far)).centre()).x > 0.0);
}

#[test]
fn what_is_added_on_a_phone_fills_the_view_row_by_row_and_elsewhere_one_row() {
    let words = Lang::En.canvas();
    let view = View { x: 0.0, y: 0.0, zoom: 0.8 };
    let boxes = |width: f64, height: f64| {
        let mut state = State::default().apply(Action::CanvasSize(width, height)).apply(Action::View(view));
        state = state.apply(Action::Select([].into())).apply(Action::Spot(Point { x: 120.0, y: 80.0 }));
        for _ in 0..6 {
            state = state.apply(CommandId::Add(New::Component(Kind::Sql)).run(&state, words).unwrap());
        }
        let boxes: Vec<Rect> = state.plan.layout.components.values().map(|at| box_at(*at)).collect();
        (boxes, state.view)
    };
    let (phone, after) = boxes(390.0, 600.0);
    assert_eq!(after, view, "nothing had to be scrolled");
    let seen = view.seen((390.0, 600.0));
    assert!(phone.iter().all(|one| seen.holds(one)), "{phone:?}");
    for (row, pair) in phone.chunks(2).enumerate() {
        assert_eq!(pair[0].x.to_bits(), phone[0].x.to_bits(), "row {row} begins in line");
        assert_eq!(pair[0].y.to_bits(), pair[1].y.to_bits(), "row {row}");
    }
    let (desk, _) = boxes(1100.0, 700.0);
    assert!(desk.iter().all(|one| one.y.to_bits() == desk[0].y.to_bits()), "{desk:?}");
}

#[test]
fn the_selection_is_put_where_numbers_say_and_lands_there() {
    let mut state = State::default().apply(Action::CanvasSize(900.0, 600.0));
    state = state.apply(Action::Load(plan(&[(0.0, 0.0), (240.0, 40.0)], &[(1, 2)]).into()));
    let zone = Edit::AddZone {
        kind: ZoneKind::Zone,
        name: "A".into(),
        rect: Rect { x: 1000.0, y: 0.0, width: 600.0, height: 400.0 },
        parent: None,
    };
    state = state.apply(Action::Edit(zone)).apply(Action::SelectAll);
    let both = [Item::Component(ComponentId(1)), Item::Component(ComponentId(2))].into();
    assert_eq!(corner(&state.plan, &both), Some((0.0, 0.0)));
    let moved = moved_to(&state.plan, &both, Axis::X, 1040.0).unwrap().apply(&state.plan).unwrap();
    assert_eq!(corner(&moved, &both), Some((1040.0, 0.0)));
    assert!(moved.topology.components.values().all(|component| component.home() == Some(ZoneId(1))));
    let lower = moved_to(&moved, &[Item::Zone(ZoneId(1))].into(), Axis::Y, 80.0).unwrap().apply(&moved).unwrap();
    assert_eq!(corner(&lower, &both), Some((1040.0, 80.0)), "a zone takes along what is in it");
    assert_eq!(corner(&state.plan, &[Item::Link(LinkId(1))].into()), None);
}

#[test]
fn what_is_selected_is_laid_along_a_line_in_one_step() {
    let start = plan(&[(0.0, 0.0), (300.0, 40.0), (500.0, 200.0)], &[]);
    let all = |plan: &Plan| plan.topology.components.keys().copied().map(Item::Component).collect();
    let places = |line| -> Vec<(f64, f64)> {
        let after = aligned(&start, &all(&start), line).unwrap().apply(&start).unwrap();
        after.layout.components.values().map(|at| (at.x, at.y)).collect()
    };
    assert_eq!(places(Line::Edge(Axis::X, 0.0)), [(0.0, 0.0), (0.0, 40.0), (0.0, 200.0)]);
    assert_eq!(places(Line::Edge(Axis::X, 1.0)), [(500.0, 0.0), (500.0, 40.0), (500.0, 200.0)]);
    assert_eq!(places(Line::Edge(Axis::Y, 0.5)), [(0.0, 100.0), (300.0, 100.0), (500.0, 100.0)]);
    // Two gaps of 82 px, the middle one on the grid.
    assert_eq!(places(Line::Gaps(Axis::X)), [(0.0, 0.0), (248.0, 40.0), (500.0, 200.0)]);
    assert_eq!(Line::ALL.len(), 8);
    let laid = aligned(&start, &all(&start), Line::Edge(Axis::Y, 0.0)).unwrap().apply(&start).unwrap();
    assert_eq!(aligned(&laid, &all(&laid), Line::Edge(Axis::Y, 0.0)), None, "there is nothing left to lay");
}

#[test]
fn links_leave_toward_their_target_and_do_not_share_a_port() {
    let plan = plan(&[(0.0, 100.0), (400.0, 0.0), (400.0, 200.0), (0.0, 400.0)], &[(1, 3), (1, 2), (1, 4)]);
    let routes = routes(&plan).links;
    let route = |id: u32| &routes[&LinkId(id)];
    assert_eq!((route(1).from_side, route(1).to_side), (Side::Right, Side::Left));
    assert_eq!((route(3).from_side, route(3).to_side), (Side::Bottom, Side::Top));
    // The one to the upper target leaves above the other, so they do not cross.
    assert!(route(2).from.y < route(1).from.y);
}

#[test]
fn a_bracket_spans_its_links_near_the_component_that_chooses() {
    let plan = plan(&[(0.0, 100.0), (400.0, 0.0), (400.0, 200.0)], &[(1, 2), (1, 3)]);
    let plan = Edit::AnyOf { links: vec![LinkId(1), LinkId(2)], needed: 1 }.apply(&plan).unwrap();
    let routes = routes(&plan);
    let bracket = routes.brackets[&SetId(1)];
    assert_eq!((bracket.needed, bracket.of, bracket.side), (1, 2, Side::Right));
    assert!(bracket.from.x > 168.0 && bracket.from.x < 220.0);
    assert!(bracket.to.y - bracket.from.y > 10.0);
}

#[test]
fn a_name_is_cut_to_its_room_in_any_script() {
    for name in ["checkout API", "订单数据库主库与从库以及备份库", "WWWWWWWWWWWWWWWWWWWW", "🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀"]
    {
        let cut = fitted(name, 13.0, 100.0);
        assert!(text_width(&cut, 13.0) <= 100.0, "{cut}");
        assert!(cut == name || cut.ends_with('…'));
    }
}
