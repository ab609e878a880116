//! The picture of a front: cost to the right, downtime downwards on a log axis. Where everything stands; no colours.
//!
//! Places are in per cent of the width and in px of the height, so that a picture of any width has letters of one size.

use crate::app::geometry::text_width;
use crate::engine::front::{Front, Mark};
use crate::i18n::figures::{availability, money, times};
use crate::model::limits;

/// The height of the whole picture, in px.
pub const HEIGHT_PX: f64 = 236.0;
/// The least and the most height at which something may stand, in px.
const FROM_PX: f64 = 18.0;
const TO_PX: f64 = 200.0;
/// The base line of the labels of the cost, in px.
pub const COSTS_PX: f64 = 224.0;
/// The least and the most place from left to right, in per cent.
const FROM: f64 = 4.0;
const TO: f64 = 94.0;
/// The width that labels are laid out for, in px: that of the panel.
const WIDTH_PX: f64 = 270.0;
/// The size of a label's letters, in px.
const LETTERS_PX: f64 = 12.0;
/// Room that a label takes upwards, in px.
const LINE_PX: f64 = 15.0;
/// How far the axis goes down, as a share of its upper end.
const DEEPEST: f64 = 1e-9;
/// Most labels of points.
const LABELS: usize = 5;
/// Most labels of each axis.
const TICKS: usize = 6;

/// A place in the picture: per cent from the left, px from the top.
pub type Place = (f64, f64);

/// Words at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Where they begin, or end.
    pub at: Place,
    /// They stand to the left of it.
    pub ends: bool,
    /// What they say.
    pub text: String,
}

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Picture {
    /// The stops of the front.
    pub stops: Vec<Place>,
    /// The steps from stop to stop: what must be paid for so much downtime at least.
    pub steps: Vec<(Place, Place)>,
    /// The plan as it is.
    pub now: Place,
    /// The recommendation.
    pub recommended: Option<Place>,
    /// The height of the target, in px.
    pub target_px: f64,
    /// Labels of the downtime, by height in px.
    pub downtimes: Vec<(f64, String)>,
    /// Labels of the cost, by per cent.
    pub costs: Vec<(f64, String)>,
    /// What some of the stops come to.
    pub labels: Vec<Label>,
}

/// The picture; `target_u` where all journeys have the same target, else downtime is told as a multiple of it; `words`
/// says what a stop comes to.
pub fn picture(front: &Front, target_u: Option<f64>, currency: &str, words: &dyn Fn(&Mark) -> String) -> Picture {
    let marks: Vec<Mark> = front.stops.iter().map(|stop| stop.at).chain([front.now]).collect();
    let costs = marks.iter().map(|mark| mark.cost_per_month);
    let across = Scale::even(costs);
    let down = Scale::by_ratio(marks.iter().map(|mark| mark.strain).chain([1.0]));
    let place = |mark: &Mark| (across.at(mark.cost_per_month, FROM, TO), down.height(mark.strain));
    let stops: Vec<Place> = front.stops.iter().map(|stop| place(&stop.at)).collect();
    let mut steps = Vec::new();
    for pair in stops.windows(2) {
        if let [(x, y), (to_x, to_y)] = pair {
            steps.extend([((*x, *y), (*to_x, *y)), ((*to_x, *y), (*to_x, *to_y))]);
        }
    }
    if let Some((x, y)) = stops.last() {
        steps.push(((*x, *y), (100.0, *y)));
    }
    if let Some((x, y)) = stops.first() {
        steps.insert(0, ((*x, 0.0), (*x, *y)));
    }
    Picture {
        labels: labels(front, &stops, words),
        now: place(&front.now),
        recommended: front.recommended.as_ref().map(place),
        target_px: down.height(1.0),
        downtimes: down.downtimes(target_u),
        costs: across.costs(currency),
        stops,
        steps,
    }
}

/// From figures to places between two ends.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn even(figures: impl Iterator<Item = f64>) -> Self {
        let (low, high) = ends(figures);
        let room = if high > low { 0.0 } else { 1.0 };
        Self { low: low - room, high: high + room }
    }

    /// Over logarithms.
    fn by_ratio(figures: impl Iterator<Item = f64>) -> Self {
        let all: Vec<f64> = figures.filter(|figure| *figure > 0.0).collect();
        let (low, high) = ends(all.iter().copied());
        let (low, high) = (libm::log(low.max(high * DEEPEST)), libm::log(high));
        let room = if high - low > 0.5 { 0.0 } else { 0.5 };
        Self { low: low - room, high: high + room }
    }

    fn at(&self, figure: f64, from: f64, to: f64) -> f64 {
        from + (to - from) * limits::clamped((figure - self.low) / (self.high - self.low), 0.0, 1.0)
    }

    /// Much downtime stands high.
    fn height(&self, strain: f64) -> f64 {
        self.at(libm::log(strain.max(f64::MIN_POSITIVE)), TO_PX, FROM_PX)
    }

    /// Nines where the target is one figure, else multiples of it.
    fn downtimes(&self, target_u: Option<f64>) -> Vec<(f64, String)> {
        let unit = target_u.unwrap_or(1.0);
        let (low, high) = (libm::exp(self.low) * unit, libm::exp(self.high) * unit);
        let first = libm::floor(libm::log10(low));
        let decades = libm::ceil(libm::log10(high)) - first;
        let mantissas: &[f64] = if decades > 3.0 { &[1.0] } else { &[1.0, 2.0, 5.0] };
        let mut ticks = Vec::new();
        let mut decade = first;
        while decade <= first + decades {
            ticks.extend(mantissas.iter().map(|mantissa| mantissa * libm::pow(10.0, decade)));
            decade += 1.0;
        }
        ticks.retain(|tick| *tick >= low * (1.0 - 1e-9) && *tick <= high * (1.0 + 1e-9));
        let every = ticks.len().div_ceil(TICKS).max(1);
        let label = |tick: f64| if target_u.is_some() { availability(tick) } else { times(tick) };
        ticks.into_iter().step_by(every).map(|tick| (self.height(tick / unit), label(tick))).collect()
    }

    fn costs(&self, currency: &str) -> Vec<(f64, String)> {
        let rough = (self.high - self.low) / 3.0;
        let decade = libm::pow(10.0, libm::floor(libm::log10(rough)));
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * decade).find(|step| *step >= rough);
        let step = step.unwrap_or(rough);
        let mut tick = libm::ceil(self.low / step) * step;
        let mut ticks = Vec::new();
        while tick <= self.high * (1.0 + 1e-9) && ticks.len() < TICKS {
            ticks.push((self.at(tick, FROM, TO), money(currency, tick)));
            tick += step;
        }
        ticks
    }
}

fn ends(figures: impl Iterator<Item = f64>) -> (f64, f64) {
    figures.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), figure| (low.min(figure), high.max(figure)))
}

/// What the recommended stop, the ends and the sharpest corners come to, as far as the words do not touch.
fn labels(front: &Front, stops: &[Place], words: &dyn Fn(&Mark) -> String) -> Vec<Label> {
    let last = stops.len().saturating_sub(1);
    let cheapest = front.stops.iter().position(|stop| stop.at.strain <= 1.0 + 1e-9);
    // How much longer the way down to a stop is than the way on from it.
    let sharpness = |at: usize| {
        let drop = |from: usize, to: usize| Some((stops.get(to)?.1 - stops.get(from)?.1).max(0.0));
        at.checked_sub(1).and_then(|before| drop(before, at)).unwrap_or(0.0) - drop(at, at + 1).unwrap_or(0.0)
    };
    let mut corners: Vec<usize> = (0..stops.len()).collect();
    crate::model::ordered::sort_by(&mut corners, |a, b| sharpness(*b).total_cmp(&sharpness(*a)));
    let order = cheapest.into_iter().chain([0, last]).chain(corners);
    let mut taken: Vec<(usize, [f64; 4])> = Vec::new();
    let mut labels = Vec::new();
    for at in order {
        let (Some(stop), Some((x, y))) = (front.stops.get(at), stops.get(at).copied()) else { continue };
        let text = words(&stop.at);
        let width = 100.0 * (text_width(&text, LETTERS_PX) + 8.0) / WIDTH_PX;
        // Over the steps to the right there is room, and under them to the left.
        let ends = x + width > 99.0;
        let at_place = if ends { (x - 2.5, y + LINE_PX) } else { (x + 2.0, y - 6.0) };
        let from = if ends { at_place.0 - width } else { at_place.0 };
        let own = [from, from + width, at_place.1 - LINE_PX, at_place.1 + 2.0];
        let touches =
            |other: &[f64; 4]| own[0] < other[1] && other[0] < own[1] && own[2] < other[3] && other[2] < own[3];
        if labels.len() < LABELS
            && !taken.iter().any(|(of, other)| *of == at || touches(other))
            && own[3] < COSTS_PX - 10.0
        {
            taken.push((at, own));
            labels.push(Label { at: at_place, ends, text });
        }
    }
    labels
}
