//! The layers of shapes: zones, links, components, brackets. They do not know the view, so panning draws none of them
//! anew.

use std::rc::Rc;

use yew::prelude::*;

use super::env::Shown;
use super::hit;
use super::link_shape::{LinkProps, LinkShape, bracket_shape};
use super::mount::mount;
use super::shape::{Props as ShapeProps, Shape};
use super::zone_shape::{Props as ZoneProps, ZoneShape};
use crate::app::labels::{Labels, labels};
use crate::app::routing::{Router, Routes};
use crate::app::status::{Status, status};
use crate::app::{Gesture, State, Tool};
use crate::engine::report::ComponentReport;
use crate::i18n::Lang;
use crate::model::ordered::{self, Map, Set};
use crate::model::{Component, ComponentId, Item, NeedKind, Place, Plan, Topology, ZoneId};
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
    let is_moving = matches!(state.gesture, Gesture::Drag { .. } | Gesture::Resize { .. });
    let drawn = use_routes(&props.shown.plan, state.settings.lang, is_moving);
    let (routes, labels) = &*drawn;
    let chips = use_chips(&props.shown.plan.topology, state.settings.lang);
    let scene = Scene { props, routes, labels, chips: &chips, landing: state.gesture.landing(&state.plan) };
    html! {
        <>
            <g>{ for scene.zones() }</g>
            <g>{ for scene.links() }</g>
            <g>{ for scene.components() }</g>
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

    fn links(&self) -> Vec<Html> {
        let down: Set<ComponentId> = if self.state().failed.is_empty() {
            Set::new()
        } else {
            let components = self.plan().topology.components.keys();
            components.filter(|id| self.status(**id).0.is_down()).copied().collect()
        };
        let topology = &self.plan().topology;
        let lang = self.state().settings.lang;
        let drawn = topology.links.values().filter_map(|link| Some((link, self.routes.links.get(&link.id)?)));
        let props = drawn.map(|(link, route)| {
            let item = Item::Link(link.id);
            LinkProps {
                id: link.id,
                route: route.clone(),
                is_selected: self.state().selection.contains(&item),
                has_failed: self.state().failed.contains(&item),
                is_down: down.contains(&link.from) || down.contains(&link.to),
                need: NeedKind::of(link.need),
                time: self.labels.times.get(&link.id).cloned(),
                lang,
            }
        });
        let part = |(number, items)| mount::<LinkPart>(format!("links-{number}"), LinkPartProps { items });
        parts(props, |props| props.id.0).into_iter().map(part).collect()
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

    fn components(&self) -> Vec<Html> {
        let state = self.state();
        let (source, target) = match (&state.gesture, state.tool) {
            (Gesture::Connect { from, target, .. }, _) => (Some(*from), *target),
            (_, Tool::ConnectFrom(from)) => (Some(from), None),
            (_, Tool::Select) => (None, None),
        };
        let plan = self.plan();
        let props = plan.topology.components.values().map(|component| {
            let id = component.id;
            let item = Item::Component(id);
            let (status, share) = self.status(id);
            let own = self.props.shown.report.components.get(&id);
            let missing = missing(plan, status);
            ShapeProps {
                component: Rc::clone(component),
                status,
                share,
                missing,
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
        });
        let part = |(number, items)| mount::<ShapePart>(format!("shapes-{number}"), ShapePartProps { items });
        parts(props, |props| props.component.id.0).into_iter().map(part).collect()
    }
}

/// So many things with neighbouring ids are looked at together: of a part in which nothing changes, no element is compared.
/// By id, so that nothing wanders from part to part, and loses the focus, when something before it goes.
const PART: u32 = 24;

fn parts<T>(props: impl Iterator<Item = T>, id: impl Fn(&T) -> u32) -> Vec<(u32, Rc<[T]>)> {
    let mut parts: Vec<(u32, Vec<T>)> = Vec::new();
    for props in props {
        let number = id(&props) / PART;
        match parts.last_mut() {
            Some((last, part)) if *last == number => part.push(props),
            Some(_) | None => parts.push((number, vec![props])),
        }
    }
    parts.into_iter().map(|(number, part)| (number, part.into())).collect()
}

#[derive(Properties, Clone, PartialEq)]
struct ShapePartProps {
    items: Rc<[ShapeProps]>,
}

#[component]
fn ShapePart(props: &ShapePartProps) -> Html {
    let shape = |props: &ShapeProps| mount::<Shape>(hit::key(Item::Component(props.component.id)), props.clone());
    html! { <>{ for props.items.iter().map(shape) }</> }
}

#[derive(Properties, Clone, PartialEq)]
struct LinkPartProps {
    items: Rc<[LinkProps]>,
}

#[component]
fn LinkPart(props: &LinkPartProps) -> Html {
    let link = |props: &LinkProps| mount::<LinkShape>(hit::key(Item::Link(props.id)), props.clone());
    html! { <>{ for props.items.iter().map(link) }</> }
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

/// Of more components than this the ways around boxes are looked for when what moves rests.
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
    let found = match kept.as_ref().filter(|_| is_rough) {
        Some((.., old)) => (router.in_motion(plan), old.1.clone()),
        None => {
            let routes = router.routes(plan);
            let labels = labels(plan, &routes, lang);
            (routes, labels)
        }
    };
    let found = Rc::new(found);
    *kept = Some((Rc::clone(plan), lang, is_rough, Rc::clone(&found)));
    found
}
