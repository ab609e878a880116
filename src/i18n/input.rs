//! What people type, read as figures ("3d", "99.95%", "2k req/s", "1.5 小时"), and figures written so that they read back.
//!
//! It never guesses in silence: what it cannot read is a [`Bad`], and the caller keeps the old value.

mod interval;
mod read;

pub use interval::{Given, parse_given, show_span};
pub use read::parse;

use super::Lang;
use super::figures::{fixed, money, number, percent, scientific};
use crate::model::limits;
use crate::model::{LoadUnit, ParamUnit};

/// What a field counts; decides which units are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// 1/h.
    PerHour,
    /// A time, in h.
    Hours,
    /// A time, in s.
    Seconds,
    /// A share or chance, 0 to 1.
    Share,
    /// An unavailability u, typed and shown as an availability.
    Unavailability,
    /// A whole number.
    Count,
    /// A plain number.
    Plain,
    /// How often a week.
    PerWeek,
    /// How often a year.
    PerYear,
    /// A factor: 1.25 is a quarter more.
    Ratio,
    /// An amount per month, in the plan's currency.
    Money,
    /// A load, in the goal's unit.
    Load,
}

impl From<ParamUnit> for Quantity {
    fn from(unit: ParamUnit) -> Self {
        match unit {
            ParamUnit::PerHour => Self::PerHour,
            ParamUnit::Hours => Self::Hours,
            ParamUnit::Seconds => Self::Seconds,
            ParamUnit::Share => Self::Share,
            ParamUnit::Unavailability => Self::Unavailability,
            ParamUnit::Count => Self::Count,
            ParamUnit::Plain => Self::Plain,
            ParamUnit::PerWeek => Self::PerWeek,
            ParamUnit::PerYear => Self::PerYear,
            ParamUnit::Money => Self::Money,
            ParamUnit::Load => Self::Load,
        }
    }
}

/// Why a text was not taken.
#[derive(Debug, Clone, PartialEq)]
pub enum Bad {
    /// There is nothing.
    Empty,
    /// No number in it.
    NotANumber,
    /// A number with something after it that is no unit of this quantity.
    UnknownUnit(String),
    /// A bare number that could be a share or in per cent.
    Ambiguous(f64),
    /// A whole number is wanted.
    NotWhole,
    /// Below the least accepted value.
    TooSmall,
    /// Above the greatest accepted value.
    TooLarge,
}

/// In whose words a figure is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// Currency sign.
    pub currency: &'a str,
    /// What a load is counted in.
    pub load_unit: LoadUnit,
}

/// A unit of time as shown: its length in h and its short names.
struct TimeUnit {
    hours: f64,
    en: &'static str,
    zh: &'static str,
}

const fn time(hours: f64, en: &'static str, zh: &'static str) -> TimeUnit {
    TimeUnit { hours, en, zh }
}

/// The unit in which a person would say this time.
fn time_unit(hours: f64) -> TimeUnit {
    let seconds = hours * 3600.0;
    if seconds == 0.0 {
        time(1.0 / 3600.0, "s", "秒")
    } else if seconds < 0.999_95e-3 {
        time(1e-6 / 3600.0, "µs", "微秒")
    } else if seconds < 0.999_95 {
        time(1e-3 / 3600.0, "ms", "毫秒")
    } else if seconds < 99.95 {
        time(1.0 / 3600.0, "s", "秒")
    } else if seconds < 99.95 * 60.0 {
        time(1.0 / 60.0, "min", "分钟")
    } else if hours < 71.95 {
        time(1.0, "h", "小时")
    } else if hours < 8766.0 * 2.0 {
        time(24.0, "d", "天")
    } else {
        time(8766.0, "yr", "年")
    }
}

/// The length in h of the unit in which a person would say this time: sliders stop at round figures of it.
pub fn spoken_unit_h(hours: f64) -> f64 {
    time_unit(hours).hours
}

/// `value` as text that [`parse`] reads back, to four digits (six where every digit was typed by a person).
pub fn show(terms: Terms<'_>, quantity: Quantity, value: f64) -> String {
    match quantity {
        Quantity::PerHour => format!("{}{}", number(value, 4), terms.lang.pick("/h", "/小时")),
        Quantity::Hours => show_time(terms.lang, value),
        Quantity::Seconds => show_time(terms.lang, value / 3600.0),
        Quantity::Share => {
            let percent = value * 100.0;
            let figure = if percent < 1e-4 && percent > 0.0 { scientific(percent, 5) } else { number(percent, 5) };
            format!("{figure} %")
        }
        Quantity::Unavailability => show_availability(value),
        Quantity::Count => number(value, 6),
        Quantity::Plain => number(value, 4),
        Quantity::PerWeek => format!("{}{}", number(value, 4), terms.lang.pick("/wk", "/周")),
        Quantity::PerYear => format!("{}{}", number(value, 4), terms.lang.pick("/yr", "/年")),
        Quantity::Ratio => format!("{}×", number(value, 4)),
        Quantity::Money => format!("{}{}", terms.currency, number(value, 6)),
        Quantity::Load if value >= limits::UNLIMITED_LOAD => terms.lang.pick("no limit", "不限").to_owned(),
        Quantity::Load => format!("{} {}", number(value, 6), load_unit(terms.lang, terms.load_unit)),
    }
}

fn show_time(lang: Lang, hours: f64) -> String {
    let unit = time_unit(hours);
    format!("{} {}", number(hours / unit.hours, 4), lang.pick(unit.en, unit.zh))
}

/// The availability, with three digits of what is missing.
fn show_availability(u: f64) -> String {
    if u <= 0.0 {
        return "100 %".to_owned();
    }
    let missing_percent = u * 100.0;
    let decimals = limits::clamped(2.0 - libm::floor(libm::log10(missing_percent)), 0.0, 14.0);
    let scale = libm::pow(10.0, decimals);
    let missing = (missing_percent * scale).round() / scale;
    format!("{} %", fixed(100.0 - missing, decimals))
}

/// A load's unit in words.
pub fn load_unit(lang: Lang, unit: LoadUnit) -> &'static str {
    match unit {
        LoadUnit::RequestsPerSecond => lang.pick("req/s", "请求/秒"),
        LoadUnit::TransactionsPerSecond => lang.pick("tx/s", "事务/秒"),
        LoadUnit::MessagesPerSecond => lang.pick("msg/s", "消息/秒"),
        LoadUnit::MegabitsPerSecond => lang.pick("Mbit/s", "Mbit/s"),
        LoadUnit::Users => lang.pick("users", "用户"),
    }
}

/// What a field of this quantity accepts, by example.
pub fn accepts(lang: Lang, quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::PerHour => lang.pick(
            "a rate such as 0.01/h, 2/d or 4/yr; a bare number is per hour",
            "速率，如 0.01/小时、2/天、4/年；只写数字按每小时计",
        ),
        Quantity::Hours => lang.pick(
            "a time such as 90 s, 5 min, 1.5 h, 3 d or 2 yr, or a rate such as 4/yr; a bare number is in hours",
            "时间，如 90 秒、5 分钟、1.5 小时、3 天、2 年，或频率如 4/年；只写数字按小时计",
        ),
        Quantity::Seconds => lang.pick(
            "a time such as 500 ms, 10 s or 2 min; a bare number is in seconds",
            "时间，如 500 毫秒、10 秒、2 分钟；只写数字按秒计",
        ),
        Quantity::Share => lang.pick("a share such as 5% or 0.1%", "比例，如 5%、0.1%"),
        Quantity::Unavailability => lang.pick(
            "an availability such as 99.95% or 4 nines, or a downtime such as 26 min/yr",
            "可用性，如 99.95%、4 个 9，或停机时间如 26 分钟/年",
        ),
        Quantity::Count => lang.pick("a whole number such as 3", "整数，如 3"),
        Quantity::Plain => lang.pick("a number such as 1.5", "数字，如 1.5"),
        Quantity::PerWeek => lang.pick(
            "how often, such as 3/wk, 2/d or once a month; a bare number is per week",
            "频率，如 3/周、2/天、每月一次；只写数字按每周计",
        ),
        Quantity::PerYear => lang.pick(
            "how often, such as 4/yr or every 3 months; a bare number is per year",
            "频率，如 4/年、每 3 个月一次；只写数字按每年计",
        ),
        Quantity::Ratio => lang.pick("a factor such as 1.5× or +50%", "倍数，如 1.5 倍或 +50%"),
        Quantity::Money => {
            lang.pick("an amount per month such as 250, 1.2k or 3000/yr", "每月金额，如 250、1.2k、3 万或 3000/年")
        }
        Quantity::Load => {
            lang.pick("a load such as 1500, 2k/s, 90k/min or no limit", "负载，如 1500、2k/s、3 万、9 万/分钟或不限")
        }
    }
}

/// What was wrong with a text, what is accepted, and that the old value stays.
pub fn complaint(terms: Terms<'_>, quantity: Quantity, range: (f64, f64), bad: &Bad) -> String {
    let lang = terms.lang;
    let (min, max) = range;
    let accepted = accepts(lang, quantity);
    // An availability falls as the unavailability rises, so its ends change places.
    let (low, high) = if quantity == Quantity::Unavailability { (max, min) } else { (min, max) };
    let (low, high) = (show(terms, quantity, low), show(terms, quantity, high));
    let what = match bad {
        Bad::Empty => lang.pick("Nothing entered".to_owned(), "没有输入内容".to_owned()),
        Bad::NotANumber => lang.pick("This is not a number".to_owned(), "这不是数字".to_owned()),
        Bad::UnknownUnit(unit) => {
            lang.pick(format!("The unit “{unit}” is not known here"), format!("不认识单位“{unit}”"))
        }
        Bad::Ambiguous(value) => {
            let (low, high) = (number(*value, 6), number(value * 100.0, 6));
            lang.pick(
                format!("{low} could mean {low} % or {high} %: please add the sign"),
                format!("{low} 可能指 {low} % 或 {high} %，请加上百分号"),
            )
        }
        Bad::NotWhole => lang.pick("This is not a whole number".to_owned(), "这不是整数".to_owned()),
        Bad::TooSmall | Bad::TooLarge => {
            return lang.pick(
                format!("Outside the range from {low} to {high}. The value stays as it was."),
                format!("超出范围（{low} 到 {high}），已保留原值。"),
            );
        }
    };
    lang.pick(
        format!("{what}. Enter {accepted}. The value stays as it was."),
        format!("{what}。请输入{accepted}。已保留原值。"),
    )
}

/// How a text being typed is read, so that nobody is surprised: "= 5 %".
pub fn echo(terms: Terms<'_>, quantity: Quantity, value: f64) -> String {
    let shown = match quantity {
        Quantity::Unavailability => {
            let per_year = super::figures::downtime(terms.lang, value, crate::model::Window::Year);
            format!("{} · {per_year}", show(terms, quantity, value))
        }
        Quantity::Share => percent(value),
        Quantity::Money => {
            let amount = money(terms.currency, value);
            format!("{amount}{}", terms.lang.pick("/month", "/月"))
        }
        Quantity::PerHour
        | Quantity::Hours
        | Quantity::Seconds
        | Quantity::Count
        | Quantity::Plain
        | Quantity::PerWeek
        | Quantity::PerYear
        | Quantity::Ratio
        | Quantity::Load => show(terms, quantity, value),
    };
    format!("= {shown}")
}
