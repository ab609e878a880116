//! A plan in the making, through `Edit::apply` only. A refused edit leaves the plan as it was; the tests would see it.

use std::rc::Rc;

use crate::i18n::Lang;
use crate::i18n::examples::{default_note, patroni};
use crate::model::{
    Component, ComponentId, Edit, Goal, Kind, Mode, Need, Place, Plan, Point, Rect, Wishes, Zone, ZoneId, ZoneKind,
};

/// A plan in the making.
pub(super) struct Board {
    /// So far.
    pub(super) plan: Plan,
}

impl Board {
    /// An empty plan with a name.
    pub(super) fn new(name: &str) -> Self {
        let mut board = Self { plan: Plan::default() };
        board.make(&Edit::RenamePlan(name.to_owned()));
        board
    }

    fn make(&mut self, edit: &Edit) -> bool {
        edit.apply(&self.plan).map(|plan| self.plan = plan).is_ok()
    }

    /// Adds a component, its top left corner at a point; none when refused.
    pub(super) fn component(
        &mut self,
        kind: Kind,
        name: &str,
        (x, y): (f64, f64),
        zone: Option<ZoneId>,
    ) -> Option<ComponentId> {
        let made = self.make(&Edit::AddComponent { kind, name: name.to_owned(), at: Point { x, y }, zone });
        self.plan.topology.components.keys().next_back().copied().filter(|_| made)
    }

    /// Adds a zone with its box (x, y, width, height); none when refused.
    pub(super) fn zone(
        &mut self,
        kind: ZoneKind,
        name: &str,
        (x, y, width, height): (f64, f64, f64, f64),
        parent: Option<ZoneId>,
    ) -> Option<ZoneId> {
        let rect = Rect { x, y, width, height };
        let made = self.make(&Edit::AddZone { kind, name: name.to_owned(), rect, parent });
        self.plan.topology.zones.keys().next_back().copied().filter(|_| made)
    }

    /// Three zones side by side, below a row of components.
    pub(super) fn three_zones(&mut self, lang: Lang) -> [Option<ZoneId>; 3] {
        let [a, b, c] = patroni(lang).zones;
        [(a, 0.0), (b, 304.0), (c, 608.0)]
            .map(|(name, x)| self.zone(ZoneKind::Zone, name, (x, 128.0, 280.0, 96.0), None))
    }

    /// Makes each component of a row need the next.
    pub(super) fn chain(&mut self, row: &[Option<ComponentId>]) {
        for (from, to) in row.iter().zip(row.iter().skip(1)) {
            self.link(*from, *to);
        }
    }

    /// Changes a component.
    pub(super) fn tune(&mut self, id: Option<ComponentId>, change: impl FnOnce(&mut Component)) {
        if let Some(mut component) = id.and_then(|id| self.plan.topology.components.get(&id)).cloned() {
            change(Rc::make_mut(&mut component));
            self.make(&Edit::PutComponent(component));
        }
    }

    /// Changes a zone.
    pub(super) fn tune_zone(&mut self, id: Option<ZoneId>, change: impl FnOnce(&mut Zone)) {
        if let Some(mut zone) = id.and_then(|id| self.plan.topology.zones.get(&id)).cloned() {
            change(Rc::make_mut(&mut zone));
            self.make(&Edit::PutZone(zone));
        }
    }

    /// Makes one component need another.
    pub(super) fn link(&mut self, from: Option<ComponentId>, to: Option<ComponentId>) {
        if let (Some(from), Some(to)) = (from, to) {
            self.make(&Edit::Connect { from, to });
        }
    }

    /// Makes one component need another in some way.
    pub(super) fn need(&mut self, from: Option<ComponentId>, to: Option<ComponentId>, need: Need) {
        self.link(from, to);
        let made = self.plan.topology.links.keys().next_back().copied();
        if let Some(link) = made {
            self.make(&Edit::PutNeed { link, need });
        }
    }

    /// Gives every component that has no note one that says where its kind's defaults come from.
    pub(super) fn note_defaults(&mut self, lang: Lang) {
        let bare: Vec<(ComponentId, Kind)> = self
            .plan
            .topology
            .components
            .values()
            .filter(|component| component.note.is_empty() && component.kind != Kind::Users)
            .map(|component| (component.id, component.kind))
            .collect();
        for (id, kind) in bare {
            self.tune(Some(id), |component| component.note = default_note(lang, kind));
        }
    }

    /// Sets the goal.
    pub(super) fn goal(&mut self, goal: Goal) {
        self.make(&Edit::PutGoal(goal.into()));
    }
}

/// What this software can only be run as.
pub(super) fn only(mode: Mode) -> Wishes {
    Wishes { modes: Some([mode].into()), ..Wishes::default() }
}

/// So many units in each of these zones.
pub(super) fn over(zones: &[Option<ZoneId>], units: u32) -> Vec<Place> {
    zones.iter().map(|zone| Place { zone: *zone, units }).collect()
}
