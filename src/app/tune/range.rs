//! Sliders: where one stands for a value and back, and the round figures that it stops at.

use crate::i18n::input::{Quantity, spoken_unit_h};
use crate::model::limits;
use crate::model::{Param, Scale};

/// What a number may be, and how its slider runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// What it counts.
    pub quantity: Quantity,
    /// Smallest value accepted.
    pub min: f64,
    /// Largest value accepted.
    pub max: f64,
    /// Left end of the slider.
    pub slider_min: f64,
    /// Right end of the slider.
    pub slider_max: f64,
    /// How the slider runs.
    pub scale: Scale,
}

/// Slider stops in a tenfold: one is 2.3 %, coarser than the rounding to three digits.
const STOPS_PER_TENFOLD: f64 = 100.0;
/// The same for unavailabilities, which are rounded to two digits: one is 12 %.
const STOPS_PER_NINE: f64 = 20.0;
/// A stop of an even slider over shares.
const SHARE_STEP: f64 = 0.001;

impl Range {
    /// A row's range.
    pub fn of(param: Param) -> Self {
        let row = param.row();
        Self {
            quantity: row.unit.into(),
            min: row.min,
            max: row.max,
            slider_min: row.slider_min,
            slider_max: row.slider_max,
            scale: row.scale,
        }
    }

    /// The slider's last position; the first is 0.
    pub fn stops(&self) -> u32 {
        let stops = match self.scale {
            Scale::Linear => (self.slider_max - self.slider_min) / self.even_step(),
            Scale::Log => self.tenfolds() * self.stops_per_tenfold(),
            Scale::LogFromZero => self.tenfolds() * self.stops_per_tenfold() + 1.0,
        };
        whole(stops.max(1.0))
    }

    /// Where the slider stands for `value`; beyond its ends it stands at the end.
    pub fn position(&self, value: f64) -> u32 {
        let stops = f64::from(self.stops());
        let inside = limits::clamped(value, self.slider_min, self.slider_max);
        let way = libm::log(inside / self.slider_min) / libm::log(self.slider_max / self.slider_min);
        let at = match self.scale {
            Scale::Linear => (inside - self.slider_min) / self.even_step(),
            Scale::Log => way * stops,
            // Half of the first stop and below is 0.
            Scale::LogFromZero if value < self.slider_min / 2.0 => 0.0,
            Scale::LogFromZero => 1.0 + way * (stops - 1.0),
        };
        whole(if self.is_falling() { stops - at } else { at })
    }

    /// The value lies on the slider, not beyond its ends.
    pub fn shows(&self, value: f64) -> bool {
        (self.slider_min..=self.slider_max).contains(&value)
    }

    /// The value where the slider stands, rounded as a person would say it.
    pub fn value(&self, position: u32) -> f64 {
        let stops = f64::from(self.stops());
        let at = f64::from(position).min(stops);
        let at = if self.is_falling() { stops - at } else { at };
        let along = |way: f64| self.slider_min * libm::pow(self.slider_max / self.slider_min, way);
        let raw = match self.scale {
            Scale::Linear => self.slider_min + at * self.even_step(),
            Scale::Log => along(at / stops),
            Scale::LogFromZero if at < 0.5 => 0.0,
            Scale::LogFromZero => along((at - 1.0) / (stops - 1.0).max(1.0)),
        };
        limits::clamped(self.rounded(raw), self.min, self.max)
    }

    /// To the right is more available, so an unavailability falls.
    fn is_falling(&self) -> bool {
        self.quantity == Quantity::Unavailability
    }

    fn even_step(&self) -> f64 {
        match self.quantity {
            Quantity::Count => 1.0,
            Quantity::Ratio => 0.05,
            Quantity::PerHour
            | Quantity::Hours
            | Quantity::Seconds
            | Quantity::Share
            | Quantity::Unavailability
            | Quantity::Plain
            | Quantity::PerWeek
            | Quantity::PerYear
            | Quantity::Money
            | Quantity::Load => SHARE_STEP,
        }
    }

    fn tenfolds(&self) -> f64 {
        libm::log10(self.slider_max / self.slider_min)
    }

    fn stops_per_tenfold(&self) -> f64 {
        if self.is_falling() { STOPS_PER_NINE } else { STOPS_PER_TENFOLD }
    }

    fn rounded(&self, value: f64) -> f64 {
        match self.quantity {
            Quantity::Hours => {
                let unit_h = spoken_unit_h(value);
                to_digits(value / unit_h, 3.0) * unit_h
            }
            Quantity::Seconds => {
                let unit_s = spoken_unit_h(value / 3600.0) * 3600.0;
                to_digits(value / unit_s, 3.0) * unit_s
            }
            Quantity::Unavailability => to_digits(value, 2.0),
            Quantity::Count => value.round(),
            Quantity::Share | Quantity::Plain | Quantity::Ratio if self.scale == Scale::Linear => {
                (value / SHARE_STEP).round() / (1.0 / SHARE_STEP)
            }
            Quantity::PerHour
            | Quantity::Share
            | Quantity::Plain
            | Quantity::PerWeek
            | Quantity::PerYear
            | Quantity::Ratio
            | Quantity::Money
            | Quantity::Load => to_digits(value, 3.0),
        }
    }
}

/// `value` to so many significant digits, as the nearest double to that decimal.
fn to_digits(value: f64, digits: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let below = digits - 1.0 - libm::floor(libm::log10(value.abs()));
    let scale = libm::pow(10.0, below.abs());
    // Dividing by a power of ten rounds once; multiplying by its inverse would round twice.
    if below >= 0.0 { (value * scale).round() / scale } else { (value / scale).round() * scale }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a slider's few thousand stops")]
fn whole(value: f64) -> u32 {
    limits::clamped(value.round(), 0.0, 100_000.0) as u32
}
