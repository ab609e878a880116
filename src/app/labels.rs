//! Where the words of the drawing stand that belong to no box: how long a cached link may do without its target, how many
//! of a set are enough. They lie on no component, on no zone's name and not on each other, wherever there is room near.

use std::rc::Rc;

use super::geometry::{COMPONENT_HEIGHT, COMPONENT_WIDTH, box_at, fitted, text_width};
use super::routing::{Bracket, Route, Routes, Side};
use crate::i18n::Lang;
use crate::i18n::figures::duration;
use crate::model::ordered::Map;
use crate::model::{Component, LinkId, Need, Plan, Point, Rect, SetId};

/// Words in a box.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// Where, in canvas px.
    pub rect: Rect,
}

/// The labels of a drawing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Labels {
    /// The times of cached links.
    pub times: Map<LinkId, Label>,
    /// How many of a set are enough.
    pub sets: Map<SetId, Label>,
}

/// Height of a label, in canvas px.
const HEIGHT: f64 = 18.0;
/// Font sizes, in canvas px; a bold one counts for more.
const TIME_SIZE: f64 = 11.0;
const SET_SIZE: f64 = 12.4;
/// More than drawn, because the name is bold.
const ZONE_SIZE: f64 = 14.0;
/// The pill of a single point on a component's lower edge: its corner from that of the box, and its size with room to spare.
const PILL: Rect = Rect { x: COMPONENT_WIDTH - 122.0, y: COMPONENT_HEIGHT - 8.0, width: 112.0, height: 20.0 };
/// The chips of a spread component reach so far below its box.
const CHIPS: f64 = 12.0;
/// So far from its own place a label is looked for, in steps.
const REACH: f64 = 160.0;
const STEP: f64 = 8.0;
/// The name of a zone: its box, and its corner from that of the zone.
const ZONE_LABEL: (f64, f64, f64) = (8.0, 8.0, 26.0);

/// Where every label of a plan stands.
pub fn labels(plan: &Plan, routes: &Routes, lang: Lang) -> Labels {
    let (sets, cached) = (&routes.brackets, || {
        plan.topology.links.values().filter_map(|link| time(lang, link.need).map(|text| (link.id, text)))
    });
    // Most plans have none, and then nothing is looked at.
    if sets.is_empty() && cached().next().is_none() {
        return Labels::default();
    }
    let mut taken = taken(plan, lang);
    let mut labels = Labels::default();
    for (id, bracket) in sets {
        let text = (lang.canvas().any_of_set)(bracket.needed, bracket.of);
        let rect = first_free(beside(bracket, text_width(&text, SET_SIZE) + 14.0), &taken);
        taken.push(rect);
        labels.sets.insert(*id, Label { text, rect });
    }
    for (id, text) in cached() {
        let Some(route) = routes.links.get(&id) else { continue };
        let rect = first_free(along(route, text_width(&text, TIME_SIZE) + 30.0), &taken);
        taken.push(rect);
        labels.times.insert(id, Label { text, rect });
    }
    labels
}

/// Where that is what labels hang on: the middles of brackets, then of links.
pub fn anchors(labels: &Labels, routes: &Routes) -> Vec<Point> {
    let sets = labels.sets.keys().map(|id| routes.brackets.get(id).map(Bracket::middle));
    let times = labels.times.keys().map(|id| routes.links.get(id).map(Route::middle));
    sets.chain(times).map(Option::unwrap_or_default).collect()
}

/// Moves labels along with what they hang on, until places are looked for again.
pub fn carry(labels: &mut Labels, before: &[Point], after: &[Point]) {
    let all = labels.sets.values_mut().chain(labels.times.values_mut());
    for (label, (from, to)) in all.zip(before.iter().zip(after)) {
        label.rect.x += to.x - from.x;
        label.rect.y += to.y - from.y;
    }
}

/// What a cached link says; none for the others.
fn time(lang: Lang, need: Need) -> Option<String> {
    match need {
        Need::Cached { hours } => Some(duration(lang, hours)),
        Need::Hard | Need::OneOf(_) | Need::Soft | Need::Async => None,
    }
}

/// What no label may lie on: components with what they wear, and the names of zones.
pub fn taken(plan: &Plan, lang: Lang) -> Vec<Rect> {
    let boxes = plan.layout.components.iter().flat_map(|(id, at)| {
        let rect = box_at(*at);
        let wears = |one: &Rc<Component>| one.is_spread() || one.train.is_some();
        let below = if plan.topology.components.get(id).is_some_and(wears) { CHIPS } else { 0.0 };
        // A single point may come to be one while nothing else moves.
        [Rect { height: rect.height + below, ..rect }, Rect { x: rect.x + PILL.x, y: rect.y + PILL.y, ..PILL }]
    });
    let zones = plan.layout.zones.iter().filter_map(|(id, rect)| {
        let zone = plan.topology.zones.get(id)?;
        let words = lang.canvas();
        let name = if zone.name.is_empty() { (words.zone_kind)(zone.kind) } else { &zone.name };
        // It may come to say so while nothing else moves.
        let (_, width) = zone_name(name, &format!(" · ◇ {}", words.single_short), rect.width);
        let (x, y, height) = ZONE_LABEL;
        Some(Rect { x: rect.x + x, y: rect.y + y, width, height })
    });
    boxes.chain(zones).collect()
}

/// What a zone of this width is called where it is drawn, and how wide that is with `tail` after it and an icon before it.
pub fn zone_name(name: &str, tail: &str, width: f64) -> (String, f64) {
    let tail = text_width(tail, ZONE_SIZE);
    let shown = fitted(name, ZONE_SIZE, (width - 96.0 - tail).max(24.0));
    let width = text_width(&shown, ZONE_SIZE) + tail + 42.0;
    (shown, width)
}

/// The first place that nothing has taken; else the nearest to the first that is free, within reach; else the first.
fn first_free(places: Vec<Rect>, taken: &[Rect]) -> Rect {
    let Some(first) = places.first().copied() else { return Rect::default() };
    let around = places.iter().fold(first, |a, b| a.union(b)).union(&first.grown(REACH));
    let near: Vec<&Rect> = taken.iter().filter(|rect| rect.overlaps(&around)).collect();
    let is_free = |rect: &Rect| !near.iter().any(|other| other.overlaps(rect));
    if let Some(free) = places.into_iter().find(is_free) {
        return free;
    }
    let line = || std::iter::successors(Some(-REACH), |at| Some(at + STEP)).take_while(|at| *at <= REACH);
    let all = line().flat_map(|dx| line().map(move |dy| (dx, dy)));
    let moved = all.map(|(dx, dy)| (dx * dx + dy * dy, Rect { x: first.x + dx, y: first.y + dy, ..first }));
    let free = moved.filter(|(_, rect)| is_free(rect)).min_by(|a, b| a.0.total_cmp(&b.0));
    free.map_or(first, |(_, rect)| rect)
}

/// Places along a link: on it, from the middle outward, then beside it.
fn along(route: &Route, width: f64) -> Vec<Rect> {
    const SHARES: [f64; 17] =
        [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85, 0.1, 0.9];
    let beside = [(0.0, 0.0), (0.0, -1.0), (0.0, 1.0), (-1.0, 0.0), (1.0, 0.0)];
    let place = |(x, y): (f64, f64), share: f64| {
        let at = route.along(share);
        let middle = Point { x: at.x + x * (width / 2.0 + 6.0), y: at.y + y * (HEIGHT / 2.0 + 6.0) };
        Rect { x: middle.x - width / 2.0, y: middle.y - HEIGHT / 2.0, width, height: HEIGHT }
    };
    beside.into_iter().flat_map(|side| SHARES.into_iter().map(move |share| place(side, share))).collect()
}

/// Places at a bracket: where its links part, and from there out and to both sides.
fn beside(bracket: &Bracket, width: f64) -> Vec<Rect> {
    /// Of the bracket's lips, and of the gap after them.
    const LIP: f64 = 9.0;
    let (a, b) = (bracket.from, bracket.to);
    let middle = bracket.middle();
    let corner = match bracket.side {
        Side::Left => Point { x: a.x - LIP - width, y: middle.y - HEIGHT / 2.0 },
        Side::Right => Point { x: a.x + LIP, y: middle.y - HEIGHT / 2.0 },
        Side::Top => Point { x: middle.x - width / 2.0, y: a.y - LIP - HEIGHT },
        Side::Bottom => Point { x: middle.x - width / 2.0, y: a.y + LIP },
    };
    let (out_x, out_y) = bracket.side.outward();
    let half = ((b.x - a.x).abs() + (b.y - a.y).abs()) / 2.0;
    let steps = |step: u32| f64::from(step) * 10.0;
    let mut places = Vec::new();
    for step in 0..8 {
        let out = Point { x: corner.x + out_x * steps(step), y: corner.y + out_y * steps(step) };
        places.push(out);
    }
    for step in 0..8 {
        for sign in [-1.0, 1.0] {
            let by = sign * (half + HEIGHT / 2.0 + 4.0 + steps(step));
            // Beside an upright bracket is above and below it.
            let wide = sign * (half + width / 2.0 + 4.0 + steps(step));
            places.push(Point { x: corner.x + out_y.abs() * wide, y: corner.y + out_x.abs() * by });
        }
    }
    places.into_iter().map(|at| Rect { x: at.x, y: at.y, width, height: HEIGHT }).collect()
}
