//! A seeded driver of the state machine for the checks on state and gestures. It draws from every kind of action.

use nines::model::ordered::Set;
use std::rc::Rc;

use nines::app::command::commands;
use nines::app::geometry::View;
use nines::app::gesture::Gesture;
use nines::app::hand::{Corner, Grip, Press};
use nines::app::spot::New;
use nines::app::state::all_items;
use nines::app::{Action, Panel, State, Tool};
use nines::i18n::Lang;
use nines::model::kind::{KINDS, ZONE_KINDS};
use nines::model::{ComponentId, Edit, Item, LinkId, Mode, Point, Rect, ZoneId};

/// A small generator (splitmix64), so that a failing seed replays anywhere.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    pub(crate) fn pick<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() { None } else { Some(of[self.below(of.len())].clone()) }
    }

    pub(crate) fn coin(&mut self) -> bool {
        self.roll().is_multiple_of(2)
    }

    pub(crate) fn px(&mut self, most: u32) -> f64 {
        f64::from(u32::try_from(self.roll() % u64::from(2 * most)).unwrap()) - f64::from(most)
    }

    pub(crate) fn point(&mut self) -> Point {
        Point { x: self.px(900), y: self.px(600) }
    }

    /// An item that is there, or now and then one that is not.
    pub(crate) fn item(&mut self, state: &State) -> Item {
        let there: Vec<Item> = all_items(&state.plan).into_iter().collect();
        let stranger = Item::Component(ComponentId(9_999));
        if self.below(20) == 0 { stranger } else { self.pick(&there).unwrap_or(stranger) }
    }

    pub(crate) fn items(&mut self, state: &State) -> Set<Item> {
        (0..self.below(4)).map(|_| self.item(state)).collect()
    }

    fn component(&mut self, state: &State) -> ComponentId {
        let there: Vec<ComponentId> = state.plan.topology.components.keys().copied().collect();
        self.pick(&there).unwrap_or(ComponentId(7))
    }

    fn zone(&mut self, state: &State) -> ZoneId {
        let there: Vec<ZoneId> = state.plan.topology.zones.keys().copied().collect();
        self.pick(&there).unwrap_or(ZoneId(7))
    }

    fn maybe_zone(&mut self, state: &State) -> Option<ZoneId> {
        self.coin().then(|| self.zone(state))
    }

    fn rect(&mut self) -> Rect {
        let at = self.point();
        Rect { x: at.x, y: at.y, width: self.px(300).abs() + 80.0, height: self.px(300).abs() + 60.0 }
    }

    pub(crate) fn new_thing(&mut self) -> New {
        if self.coin() {
            New::Component(KINDS[self.below(KINDS.len())].kind)
        } else {
            New::Zone(ZONE_KINDS[self.below(ZONE_KINDS.len())].kind)
        }
    }

    pub(crate) fn edit(&mut self, state: &State) -> Edit {
        match self.below(12) {
            0 | 1 => Edit::AddComponent {
                kind: KINDS[self.below(KINDS.len())].kind,
                name: format!("c {}", self.below(100)),
                at: self.point(),
                zone: self.maybe_zone(state),
            },
            2 => Edit::AddZone {
                kind: ZONE_KINDS[self.below(ZONE_KINDS.len())].kind,
                name: "zone".to_owned(),
                rect: self.rect(),
                parent: self.maybe_zone(state),
            },
            3 | 4 => Edit::Connect { from: self.component(state), to: self.component(state) },
            5 => {
                let links: Vec<LinkId> = state.plan.topology.links.keys().copied().collect();
                let from = self.component(state);
                let own = links.iter().copied().filter(|id| state.plan.topology.links[id].from == from).collect();
                Edit::AnyOf { links: own, needed: u32::try_from(self.below(4)).unwrap() }
            }
            6 => Edit::Remove(self.items(state).into_iter().collect()),
            7 => Edit::Move { items: self.items(state).into_iter().collect(), dx: self.px(200), dy: self.px(200) },
            8 => Edit::MoveInto { components: vec![self.component(state)], zone: self.maybe_zone(state) },
            9 => Edit::RenamePlan(format!("plan {}", self.below(10))),
            10 => {
                let id = self.component(state);
                let Some(component) = state.plan.topology.components.get(&id) else {
                    return Edit::RenamePlan("no components".to_owned());
                };
                let mut changed = (**component).clone();
                changed.strategy = changed.strategy.with_mode(Mode::ALL[self.below(Mode::ALL.len())]);
                changed.placement.push(nines::model::Place { zone: self.maybe_zone(state), units: 2 });
                changed.placement.dedup_by_key(|place| place.zone);
                Edit::PutComponent(Rc::new(changed))
            }
            _ => Edit::Duplicate { items: self.items(state).into_iter().collect(), dx: 24.0, dy: 24.0 },
        }
    }

    pub(crate) fn gesture(&mut self, state: &State) -> Gesture {
        match self.below(7) {
            0 | 1 => Gesture::Drag {
                items: self.items(state).into_iter().collect(),
                dx: self.px(50) * 8.0,
                dy: self.px(50) * 8.0,
            },
            2 => Gesture::Marquee { from: self.point(), to: self.point() },
            3 => {
                let target = self.coin().then(|| self.component(state));
                Gesture::Connect { from: self.component(state), to: self.point(), target }
            }
            4 => Gesture::Resize { zone: self.zone(state), rect: self.rect() },
            5 => Gesture::Place { new: self.new_thing(), name: "new".into(), at: self.coin().then(|| self.point()) },
            _ => Gesture::Tune(Rc::new(self.edit(state))),
        }
    }

    pub(crate) fn press(&mut self, state: &State) -> Press {
        let item = self.item(state);
        let corners = [Corner::TopLeft, Corner::TopRight, Corner::BottomLeft, Corner::BottomRight];
        let grip = match self.below(6) {
            0 => Grip::Empty,
            1 => Grip::Handle(self.component(state)),
            2 => Grip::Corner(self.zone(state), corners[self.below(4)]),
            3 => Grip::Fail(item),
            _ => Grip::Body(item),
        };
        Press {
            pointer: i32::try_from(self.below(3)).unwrap(),
            at: self.point(),
            grip,
            is_touch: self.coin(),
            pans: self.below(8) == 0,
            asks: self.below(8) == 0,
            extends: self.below(4) == 0,
        }
    }

    pub(crate) fn action(&mut self, state: &State) -> Action {
        let words = Lang::En.canvas();
        match self.below(16) {
            0..=3 => Action::Edit(self.edit(state)),
            4 | 5 => Action::Gesture(self.gesture(state)),
            6 => Action::Commit,
            7 => Action::Abort,
            8 => Action::Select(self.items(state)),
            9 => Action::Toggle(self.item(state)),
            10 => Action::ToggleFailed(self.item(state)),
            11 => Action::Tool(Tool::ConnectFrom(self.component(state))),
            12 => Action::ConnectTo(self.component(state)),
            13 => Action::View(View { x: self.px(500), y: self.px(500), zoom: 0.5 }),
            14 => Action::Panel(Panel::Goal),
            _ => {
                let rows = commands();
                let id = rows[self.below(rows.len())].id;
                id.run(state, words).unwrap_or(Action::FitView)
            }
        }
    }
}

/// A board with a size and a few things on it.
pub(crate) fn started(dice: &mut Dice) -> State {
    let mut state = State::default().apply(Action::CanvasSize(1200.0, 700.0));
    for _ in 0..12 {
        let edit = dice.edit(&state);
        state = state.apply(Action::Edit(edit));
    }
    state
}
