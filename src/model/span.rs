//! A number that nobody knows exactly: the interval that holds it in nine cases of ten.
//!
//! What an interval means is said here and nowhere else; what follows from it is the engine's.

use super::limits;
use super::ordered::Map;
use super::param::{Param, ParamUnit};

/// z of the 95 % point of the standard normal law: the ends of a 90 % interval lie at ±z.
const Z_95: f64 = 1.644_853_626_951_472_2;

/// The central 90 % interval of a number, `low < high`, in the parameter's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// One case in twenty lies below.
    pub low: f64,
    /// One case in twenty lies above.
    pub high: f64,
}

/// The intervals of a component or a zone, by parameter.
pub type Spans = Map<Param, Span>;

impl Span {
    /// The interval between two numbers, inside the range of `param`; none when it holds one number only, or when the
    /// parameter is not one that may be uncertain.
    pub fn of(param: Param, a: f64, b: f64) -> Option<Self> {
        let (a, b) = (param.clamp(a)?, param.clamp(b)?);
        (param.may_be_uncertain() && (a < b || b < a)).then(|| Self { low: a.min(b), high: a.max(b) })
    }

    /// The number at `z` standard deviations from the middle: lognormal for times, rates and loads, logit-normal for
    /// shares, normal where an end is 0 (or a share of 1). Inside the range of `param`.
    pub fn at(&self, param: Param, z: f64) -> f64 {
        let way = z / Z_95;
        let between = |low: f64, high: f64| f64::midpoint(low, high) + way * (high - low) / 2.0;
        let Self { low, high } = *self;
        let value = match param.row().unit {
            ParamUnit::Share if low > 0.0 && high < 1.0 => {
                let logit = |share: f64| libm::log(share / (1.0 - share));
                1.0 / (1.0 + libm::exp(-between(logit(low), logit(high))))
            }
            ParamUnit::PerHour
            | ParamUnit::Hours
            | ParamUnit::Seconds
            | ParamUnit::Unavailability
            | ParamUnit::Plain
            | ParamUnit::PerWeek
            | ParamUnit::PerYear
            | ParamUnit::Load
                if low > 0.0 =>
            {
                libm::exp(between(libm::log(low), libm::log(high)))
            }
            ParamUnit::PerHour
            | ParamUnit::Hours
            | ParamUnit::Seconds
            | ParamUnit::Share
            | ParamUnit::Unavailability
            | ParamUnit::Count
            | ParamUnit::Plain
            | ParamUnit::PerWeek
            | ParamUnit::PerYear
            | ParamUnit::Money
            | ParamUnit::Load => between(low, high),
        };
        let row = param.row();
        limits::clamped(value, row.min, row.max)
    }

    /// Its middle: half of the cases lie below.
    pub fn middle(&self, param: Param) -> f64 {
        self.at(param, 0.0)
    }

    /// `value` lies inside, ends included.
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}
