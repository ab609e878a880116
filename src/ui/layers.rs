//! The layers of shapes: zones, links, components, brackets. They do not know the view, so panning draws none of them
//! anew.

use std::rc::Rc;

use yew::prelude::*;

use super::env::{Shown, is_same};
use super::hit;
use super::link_shape::{LinkProps, bracket_shape};
use super::mount::mount;
use super::parts::{Part, parts};
use super::shape::Props as ShapeProps;
use super::zone_shape::{Props as ZoneProps, ZoneShape};
use crate::app::labels::{Labels, anchors, carry, labels};
use crate::app::routing::{Route, Router, Routes};
use crate::app::status::{Status, status};
use crate::app::{Gesture, State, Tool};
use crate::engine::report::{ComponentReport, Report, WhatIf};
use crate::i18n::Lang;
use crate::model::ordered::{self, Map, Set};
use crate::model::{Component, ComponentId, Item, Link, NeedKind, Place, Plan, Topology, ZoneId};
use crate::ui::element::html;
use crate::ui::hooks::use_mut_ref;

/// What the layers show.
#[derive(Properties, Clone)]
pub struct Props {
    /// The page's state.
    pub state: Rc<State>,
    /// The plan in motion and what follows from it.
    pub shown: Shown,
    /// Where Tab comes first.
    pub stop: Option<Item>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.state, &other.state);
        self.shown == other.shown
            && Rc::ptr_eq(&self.shown.plan.layout, &other.shown.plan.layout)
            && self.stop == other.stop
            && Rc::ptr_eq(&a.plan, &b.plan)
            && a.selection == b.selection
            && a.failed == b.failed
            && a.gesture == b.gesture
            && a.tool == b.tool
            && a.settings.lang == b.settings.lang
    }
}

/// Everything on the board, outer zones at the bottom.
#[component]
pub fn Layers(props: &Props) -> Html {
    let state = &props.state;
    let found = use_routes(&props.shown.plan, state.settings.lang, state.gesture.moves());
    let (routes, labels) = &*found;
    let chips = use_chips(&props.shown.plan.topology, state.settings.lang);
    let scene = Scene { props, routes, labels, chips: &chips, landing: state.gesture.landing(&state.plan) };
    let drawn = use_mut_ref(Drawn::default);
    let drawn = &mut *drawn.borrow_mut();
    drawn.bring_to(&scene);
    html! {
        <>
            <g>{ for scene.zones() }</g>
            <g>{ for drawn.links.iter().cloned().map(Part::<LinkProps>::mount) }</g>
            <g>{ for drawn.shapes.iter().cloned().map(Part::<ShapeProps>::mount) }</g>
            <g>{ for scene.brackets() }</g>
        </>
    }
}

/// What the layers are drawn from.
struct Scene<'a> {
    props: &'a Props,
    routes: &'a Routes,
    labels: &'a Labels,
    chips: &'a Chips,
    landing: Option<Option<ZoneId>>,
}

impl Scene<'_> {
    fn plan(&self) -> &Plan {
        &self.props.shown.plan
    }

    fn state(&self) -> &State {
        &self.props.state
    }

    /// Outer zones first, so that inner ones lie on top.
    fn zones(&self) -> Vec<Html> {
        let plan = self.plan();
        let mut zones: Vec<_> = plan.topology.zones.values().collect();
        let area = |id| plan.layout.zones.get(&id).map_or(0.0, |rect| rect.width * rect.height);
        ordered::sort_by(&mut zones, |a, b| area(b.id).total_cmp(&area(a.id)).then(a.id.cmp(&b.id)));
        let lang = self.state().settings.lang;
        zones
            .into_iter()
            .map(|zone| {
                let item = Item::Zone(zone.id);
                let props = ZoneProps {
                    zone: Rc::clone(zone),
                    lang,
                    rect: plan.layout.zones.get(&zone.id).copied().unwrap_or_default(),
                    is_selected: self.state().selection.contains(&item),
                    is_target: self.landing == Some(Some(zone.id)),
                    has_failed: self.state().failed.contains(&item),
                    is_single_point: self
                        .props
                        .shown
                        .report
                        .zones
                        .get(&zone.id)
                        .is_some_and(|own| own.is_single_point && own.u > 0.0),
                    is_tab_stop: self.props.stop == Some(item),
                };
                mount::<ZoneShape>(hit::key(item), props)
            })
            .collect()
    }

    fn brackets(&self) -> Vec<Html> {
        let selected =
            |set| self.plan().topology.members(set).any(|link| self.state().selection.contains(&Item::Link(link.id)));
        let labelled = self.routes.brackets.iter().filter_map(|(set, bracket)| {
            let label = self.labels.sets.get(set)?;
            Some(bracket_shape(set.0, bracket, label, selected(*set)))
        });
        labelled.collect()
    }

    fn status(&self, id: ComponentId) -> (Status, f64) {
        let shown = &self.props.shown;
        status(id, &shown.report, shown.what_if.as_deref(), &self.state().failed)
    }

    /// What a link's shape shows.
    fn link(&self, link: &Link, route: &Route) -> LinkProps {
        let state = self.state();
        let item = Item::Link(link.id);
        let is_down = |end| !state.failed.is_empty() && self.status(end).0.is_down();
        LinkProps {
            id: link.id,
            route: route.clone(),
            is_selected: state.selection.contains(&item),
            has_failed: state.failed.contains(&item),
            is_down: is_down(link.from) || is_down(link.to),
            need: NeedKind::of(link.need),
            time: self.labels.times.get(&link.id).cloned(),
            lang: state.settings.lang,
        }
    }

    /// From which component a link is drawn, and to which.
    fn connecting(&self) -> (Option<ComponentId>, Option<ComponentId>) {
        match (&self.state().gesture, self.state().tool) {
            (Gesture::Connect { from, target, .. }, _) => (Some(*from), *target),
            (_, Tool::ConnectFrom(from)) => (Some(from), None),
            (_, Tool::Select) => (None, None),
        }
    }

    /// What a component's shape shows.
    fn shape(&self, component: &Rc<Component>) -> ShapeProps {
        let (state, plan) = (self.state(), self.plan());
        let id = component.id;
        let item = Item::Component(id);
        let (source, target) = self.connecting();
        let (status, share) = self.status(id);
        let own = self.props.shown.report.components.get(&id);
        ShapeProps {
            component: Rc::clone(component),
            status,
            share,
            missing: missing(plan, status),
            at: plan.layout.components.get(&id).copied().unwrap_or_default(),
            u: own.map(|own| own.figures.u),
            is_single_point: own.is_some_and(ComponentReport::is_bare),
            chips: self.chips.get(&id).cloned().unwrap_or_default(),
            is_selected: state.selection.contains(&item),
            is_target: target == Some(id),
            is_choosable: source.is_some_and(|from| from != id),
            is_tab_stop: self.props.stop == Some(item),
            lang: state.settings.lang,
        }
    }

    /// What shapes and links show beside where they are.
    fn about(&self) -> About {
        let (state, shown) = (self.state(), &self.props.shown);
        About {
            topology: Rc::clone(&shown.plan.topology),
            report: Rc::clone(&shown.report),
            what_if: shown.what_if.clone(),
            failed: state.failed.clone(),
            selection: state.selection.clone(),
            connecting: self.connecting(),
            stop: self.props.stop,
            lang: state.settings.lang,
        }
    }
}

/// What shapes and links show beside where they are.
struct About {
    topology: Rc<Topology>,
    report: Rc<Report>,
    what_if: Option<Rc<WhatIf>>,
    failed: Set<Item>,
    selection: Set<Item>,
    connecting: (Option<ComponentId>, Option<ComponentId>),
    stop: Option<Item>,
    lang: Lang,
}

impl PartialEq for About {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.topology, &other.topology)
            && Rc::ptr_eq(&self.report, &other.report)
            && is_same(self.what_if.as_ref(), other.what_if.as_ref())
            && self.failed == other.failed
            && self.selection == other.selection
            && (self.connecting, self.stop, self.lang) == (other.connecting, other.stop, other.lang)
    }
}

/// The parts of the last drawing: while something moves, those stay in which nothing does.
#[derive(Default)]
struct Drawn {
    about: Option<About>,
    shapes: Vec<Part<ShapeProps>>,
    links: Vec<Part<LinkProps>>,
}

impl Drawn {
    fn bring_to(&mut self, scene: &Scene<'_>) {
        let about = scene.about();
        if self.about.as_ref() != Some(&about) {
            *self = Self { about: Some(about), ..Self::default() };
        }
        let plan = scene.plan();
        let components: Vec<_> = plan.topology.components.values().collect();
        let is_there = |component: &&Rc<Component>, old: &ShapeProps| {
            plan.layout.components.get(&component.id).copied().unwrap_or_default() == old.at
        };
        self.shapes = parts(&components, &self.shapes, |it| it.id.0, is_there, |it| scene.shape(it));
        let links = plan.topology.links.values();
        let links: Vec<_> = links.filter_map(|link| Some((link, scene.routes.links.get(&link.id)?))).collect();
        let is_so = |(link, route): &(&Link, &Route), old: &LinkProps| {
            **route == old.route && scene.labels.times.get(&link.id) == old.time.as_ref()
        };
        self.links = parts(&links, &self.links, |(it, _)| it.id.0, is_so, |(link, route)| scene.link(link, route));
    }
}

/// What the spread components wear.
type Chips = Map<ComponentId, Rc<[AttrValue]>>;

/// Kept while the topology stays.
#[hook]
fn use_chips(topology: &Rc<Topology>, lang: Lang) -> Rc<Chips> {
    let kept = use_mut_ref(|| None::<(Rc<Topology>, Lang, Rc<Chips>)>);
    let mut kept = kept.borrow_mut();
    if let Some((old, spoken, found)) = kept.as_ref()
        && Rc::ptr_eq(old, topology)
        && *spoken == lang
    {
        return Rc::clone(found);
    }
    let worn = |component: &Rc<Component>| (component.id, chips(topology, component, lang));
    let found: Rc<Chips> =
        Rc::new(topology.components.values().map(worn).filter(|(_, chips)| !chips.is_empty()).collect());
    *kept = Some((Rc::clone(topology), lang, Rc::clone(&found)));
    found
}

fn chips(topology: &Topology, component: &Component, lang: Lang) -> Rc<[AttrValue]> {
    let words = lang.canvas();
    let name = |zone: Option<ZoneId>| {
        zone.and_then(|id| topology.zones.get(&id)).map_or(words.outside, |zone| zone.name.as_str())
    };
    let chip = |place: &Place| match place.units {
        1 => name(place.zone).to_owned(),
        units => format!("{} ×{units}", name(place.zone)),
    };
    let places = component.placement.iter().filter(|_| component.is_spread()).map(chip);
    let train = component.train.and_then(|id| topology.zones.get(&id));
    places.chain(train.map(|train| (words.rides)(&train.name))).map(AttrValue::from).collect()
}

/// The name of what a component misses, when it is down by need.
fn missing(plan: &Plan, status: Status) -> AttrValue {
    match status {
        Status::DownByNeed(need) | Status::Degraded(need) => plan
            .topology
            .components
            .get(&need)
            .map_or_else(AttrValue::default, |component| component.name.clone().into()),
        Status::Unknown
        | Status::Ok
        | Status::Watch
        | Status::Failed
        | Status::Down
        | Status::LostUnits
        | Status::UpFor(_) => AttrValue::default(),
    }
}

/// Of more components than this the ways around boxes are looked for when what moves is let go.
const LARGE: usize = 150;

/// Routes and labels follow the topology and the layout, and are kept while both stay; while something is dragged, only what
/// is near it is looked at again.
#[hook]
fn use_routes(plan: &Rc<Plan>, lang: Lang, is_moving: bool) -> Rc<(Routes, Labels)> {
    type Found = (Rc<Plan>, Lang, bool, Rc<(Routes, Labels)>);
    let is_rough = is_moving && plan.topology.components.len() > LARGE;
    let kept = use_mut_ref(|| (Router::default(), None::<Found>));
    let (router, kept) = &mut *kept.borrow_mut();
    if let Some((old, spoken, was_rough, found)) = kept.as_ref()
        && Rc::ptr_eq(&old.topology, &plan.topology)
        && Rc::ptr_eq(&old.layout, &plan.layout)
        && (*spoken, *was_rough) == (lang, is_rough)
    {
        return Rc::clone(found);
    }
    let found = match kept.take().filter(|_| is_rough) {
        Some((.., mut drawn)) => {
            let (routes, labels) = Rc::make_mut(&mut drawn);
            let before = anchors(labels, routes);
            router.follow(plan, routes);
            let after = anchors(labels, routes);
            carry(labels, &before, &after);
            drawn
        }
        None => {
            let routes = router.routes(plan);
            let labels = labels(plan, &routes, lang);
            Rc::new((routes, labels))
        }
    };
    *kept = Some((Rc::clone(plan), lang, is_rough, Rc::clone(&found)));
    found
}
