//! The reader: a text, a quantity and a range → a figure. Both languages are understood at any time.

use super::{Bad, Quantity};
use crate::format::json;
use crate::model::limits;

/// The figure that `text` means, in the unit of `quantity` (times in h or s, availabilities as u, amounts per month).
///
/// # Errors
/// A [`Bad`] that says why the text is not taken.
pub fn parse(quantity: Quantity, range: (f64, f64), text: &str) -> Result<f64, Bad> {
    let text = normal(text);
    if text.is_empty() {
        return Err(Bad::Empty);
    }
    let value = match quantity {
        Quantity::PerHour => rate_per_h(&text, 1.0),
        Quantity::Hours => time_or_rate_h(&text),
        Quantity::Seconds => time_h(&text, 1.0 / 3600.0).map(|hours| hours * 3600.0),
        Quantity::Share => share(&text),
        Quantity::Unavailability => unavailability(&text),
        Quantity::Count => count(&text),
        Quantity::Plain => plain(&text),
        Quantity::PerWeek => often(&text, 168.0),
        Quantity::PerYear => often(&text, 8766.0),
        Quantity::Ratio => ratio(&text),
        Quantity::Money => money(&text),
        Quantity::Load => load(&text),
    }?;
    within(value, range, quantity == Quantity::Unavailability)
}

/// `value` when it lies inside the range; a hair outside (a rounding) is taken as the end.
fn within(value: f64, (min, max): (f64, f64), falls: bool) -> Result<f64, Bad> {
    let hair = |end: f64| end.abs() * 1e-12;
    if value.is_nan() {
        Err(Bad::NotANumber)
    } else if value < min - hair(min) {
        Err(if falls { Bad::TooLarge } else { Bad::TooSmall })
    } else if value > max + hair(max) {
        Err(if falls { Bad::TooSmall } else { Bad::TooLarge })
    } else {
        Ok(limits::clamped(value, min, max))
    }
}

/// Full-width forms made plain, lower case, signs of "about" and outer spaces gone.
pub(super) fn normal(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            '\u{2212}' => '-',
            'µ' | 'μ' => 'u',
            '×' | '✕' => 'x',
            '个' => '个',
            _ => c,
        })
        .collect();
    let lower = figures(&plain.to_ascii_lowercase());
    let lower = lower.trim().trim_start_matches(['~', '≈', '约', '=']).trim();
    // "every 3 months" is "每3 months", "half a day" is "0.5 day".
    let (lead, rest) = match lower.split_once(' ') {
        Some(("every" | "each", rest)) => ("每", rest.trim_start()),
        Some(("half", rest)) => ("0.5", rest.trim_start().trim_start_matches("an ").trim_start_matches("a ")),
        Some(("a" | "an" | "one", rest)) => ("1 ", rest),
        Some(_) | None => ("", lower),
    };
    // "2 per day" and "twice a day" are "2/day"; "2 a" are two years.
    let last = rest.split(' ').count().saturating_sub(1);
    let word = |(at, word): (usize, &'_ str)| match word {
        "per" => "/".to_owned(),
        "a" | "an" if at > 0 && at < last => "/".to_owned(),
        "once" => "1".to_owned(),
        "twice" => "2".to_owned(),
        word => word.to_owned(),
    };
    format!("{lead}{}", rest.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" "))
}

/// Single figures in 中文 as digits: "每周两次", "半小时". What is composed of several ("十二") stays, to be complained about.
fn figures(text: &str) -> String {
    const NAMES: [(char, &str); 11] = [
        ('一', "1"),
        ('二', "2"),
        ('两', "2"),
        ('三', "3"),
        ('四', "4"),
        ('五', "5"),
        ('六', "6"),
        ('七', "7"),
        ('八', "8"),
        ('九', "9"),
        ('半', "0.5"),
    ];
    const COMPOSE: [char; 5] = ['十', '百', '千', '万', '亿'];
    let letters: Vec<char> = text.chars().collect();
    let is_single = |at: usize| {
        let beside = [at.checked_sub(1), Some(at + 1)].map(|at| at.and_then(|at| letters.get(at)));
        let is_figure = |c: &char| COMPOSE.contains(c) || NAMES.iter().any(|(name, _)| name == c) || c.is_ascii_digit();
        // "5 个半" is no half: a half stands at the beginning, or after the window of "每年半小时".
        let begins = |c: &char| match c {
            '每' | '约' | '/' | ' ' => true,
            '年' | '月' | '周' | '天' | '日' => text.starts_with('每'),
            _ => false,
        };
        let is_late = letters.get(at) == Some(&'半') && beside[0].is_some_and(|c| !begins(c));
        !is_late && !beside.iter().flatten().any(|c| is_figure(c))
    };
    let one = |(at, c): (usize, &char)| match NAMES.iter().find(|(name, _)| name == c) {
        Some((_, digits)) if is_single(at) => (*digits).to_owned(),
        Some(_) | None => c.to_string(),
    };
    let digits: String = letters.iter().enumerate().map(one).collect();
    // "一个半小时" is an hour and a half.
    match digits.split_once("个半") {
        Some((whole, rest)) if whole.trim_end().ends_with(|c: char| c.is_ascii_digit()) && !whole.contains('.') => {
            format!("{}.5{rest}", whole.trim_end())
        }
        Some(_) | None => digits,
    }
}

/// How often in a window of so many h: "3", "2/day", "每月一次".
fn often(text: &str, window_h: f64) -> Result<f64, Bad> {
    match number(text) {
        Ok((value, "")) => Ok(value),
        Ok(_) | Err(_) => rate_per_h(text, window_h).map(|per_h| per_h * window_h),
    }
}

/// The number that `text` starts with, as plain digits, and what follows it. Thousands may be grouped by commas; one comma
/// with one or two digits after it is a decimal mark.
fn leading(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let mut digits = String::new();
    let mut chars = text.chars();
    let mut has_digit = false;
    loop {
        let rest = chars.as_str();
        let Some(c) = chars.next() else { return has_digit.then_some((digits, rest)) };
        let groups = || {
            let after: Vec<char> = chars.clone().take(4).collect();
            let three = after.iter().take(3).filter(|c| c.is_ascii_digit()).count() == 3;
            three && !after.get(3).is_some_and(char::is_ascii_digit)
        };
        let decimal = || {
            let after = chars.as_str();
            let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            (1..=2).contains(&digits) && !after.get(digits..).is_some_and(|rest| rest.starts_with([',', '.']))
        };
        let exponent = || {
            let mut after = chars.clone();
            match after.next() {
                Some('+' | '-') => after.next().is_some_and(|c| c.is_ascii_digit()),
                Some(c) => c.is_ascii_digit(),
                None => false,
            }
        };
        match c {
            '0'..='9' => {
                has_digit = true;
                digits.push(c);
            }
            '.' if !digits.contains(['.', 'e']) => digits.push(c),
            '-' | '+' if digits.is_empty() || digits.ends_with('e') => digits.push(c),
            ',' if has_digit && !digits.contains(['.', 'e']) && groups() => {}
            ',' if has_digit && !digits.contains(['.', 'e']) && decimal() => digits.push('.'),
            'e' if has_digit && !digits.contains('e') && exponent() => digits.push(c),
            _ => return has_digit.then_some((digits, rest)),
        }
    }
}

/// The number that `text` starts with and what follows it, trimmed.
pub(super) fn number(text: &str) -> Result<(f64, &str), Bad> {
    let (digits, rest) = leading(text).ok_or(Bad::NotANumber)?;
    let value = json::number(&digits).ok_or(Bad::NotANumber)?;
    Ok((value, rest.trim()))
}

/// Length of a unit of time in h.
fn unit_h(name: &str) -> Option<f64> {
    let hours = match name {
        "ns" | "纳秒" => 1e-9 / 3600.0,
        "us" | "微秒" => 1e-6 / 3600.0,
        "ms" | "毫秒" => 1e-3 / 3600.0,
        "s" | "sec" | "secs" | "second" | "seconds" | "秒" | "秒钟" => 1.0 / 3600.0,
        "m" | "min" | "mins" | "minute" | "minutes" | "分" | "分钟" => 1.0 / 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" | "小时" | "个小时" | "时" | "钟头" => 1.0,
        "d" | "day" | "days" | "天" | "日" => 24.0,
        "w" | "wk" | "week" | "weeks" | "周" | "星期" | "个星期" => 168.0,
        "mo" | "mon" | "month" | "months" | "月" | "个月" => 730.5,
        "q" | "quarter" | "quarters" | "季度" | "个季度" => 2191.5,
        "y" | "yr" | "yrs" | "year" | "years" | "a" | "年" => 8766.0,
        _ => return None,
    };
    Some(hours)
}

fn unknown(unit: &str) -> Bad {
    if unit.is_empty() { Bad::NotANumber } else { Bad::UnknownUnit(unit.chars().take(16).collect()) }
}

/// A time in h: "90 s", "1h 30min", "1h30", "3天"; a bare number counts `bare_h`.
fn time_h(text: &str, bare_h: f64) -> Result<f64, Bad> {
    let (first, rest) = number(text)?;
    if rest.is_empty() {
        return Ok(first * bare_h);
    }
    let mut total = 0.0;
    let mut at = text;
    let mut last_h = None;
    // Each turn takes one number and its unit, so the text ends it.
    while !at.is_empty() {
        let (value, rest) = number(at)?;
        let end = rest.find(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == ',').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        // "1h30": minutes come after hours, and seconds after minutes.
        let next_h = last_h.filter(|_| rest.is_empty() && value < 60.0).filter(|h| (1.0 / 60.0..=1.0).contains(h));
        let unit = unit_h(name).or(next_h.map(|h: f64| h / 60.0));
        let unit = unit.ok_or_else(|| unknown(name))?;
        total += value * unit;
        last_h = Some(unit);
        at = after.trim_start_matches([' ', ',']);
    }
    Ok(total)
}

fn time_or_rate_h(text: &str) -> Result<f64, Bad> {
    if !text.contains('/') && !text.starts_with('每') {
        return time_h(text, 1.0);
    }
    let rate = rate_per_h(text, 1.0)?;
    if rate > 0.0 { Ok(1.0 / rate) } else { Err(Bad::TooSmall) }
}

/// The window and what is said of it: "每年 4 次", "每 3 个月 1 次", "每年半小时".
fn each(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('每')?.trim();
    // A figure may stand before the unit, too.
    let head = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ' ').unwrap_or(rest.len());
    let tail = rest.get(head..).unwrap_or("");
    let split = head + tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
    let (per, said) = rest.split_at(split);
    Some((per.trim(), said))
}

/// A rate per h: "4/yr", "4 次/年", "每年 4 次", "1/300h"; a bare number counts per `bare_h`.
fn rate_per_h(text: &str, bare_h: f64) -> Result<f64, Bad> {
    let (times, per) = match each(text) {
        Some((per, times)) => (if times.is_empty() { "1" } else { times }, Some(per)),
        None => text.split_once('/').map_or((text, None), |(times, unit)| (times, Some(unit.trim()))),
    };
    let (value, noun) = number(times)?;
    const NOUNS: [&str; 18] = [
        "",
        "次",
        "x",
        "time",
        "times",
        "fault",
        "faults",
        "failure",
        "failures",
        "次故障",
        "change",
        "changes",
        "deploys",
        "releases",
        "次变更",
        "次发布",
        "window",
        "windows",
    ];
    if !NOUNS.contains(&noun) {
        return Err(unknown(noun));
    }
    let Some(per) = per else { return Ok(value / bare_h) };
    let per_h = match unit_h(per) {
        Some(hours) => hours,
        None => time_h(per, 1.0).map_err(|_| unknown(per))?,
    };
    if per_h > 0.0 { Ok(value / per_h) } else { Err(Bad::NotANumber) }
}

/// A share in per cent, as shares are shown; the sign may be left out where the number could mean nothing else.
fn share(text: &str) -> Result<f64, Bad> {
    let (value, rest) = number(text)?;
    match rest {
        "%" | "percent" => Ok(value / 100.0),
        "" if value > 0.0 && value <= 1.0 => Err(Bad::Ambiguous(value)),
        "" => Ok(value / 100.0),
        _ => Err(unknown(rest)),
    }
}

/// An unavailability, from an availability ("99.95%", "0.9995", "4 nines", "4个9"), a downtime ("26 min/yr", "每年 26 分钟"),
/// or a bare u below one half.
fn unavailability(text: &str) -> Result<f64, Bad> {
    // "每年半小时"; "每年半" may be anything.
    let has_unit = |down: &str| number(down).is_ok_and(|(_, unit)| !unit.is_empty());
    let stated = each(text).filter(|(_, down)| has_unit(down)).map(|(window, down)| (down, window));
    if let Some((down, window)) = stated.or_else(|| text.split_once('/')) {
        let window_h = match unit_h(window.trim()) {
            Some(hours) => hours,
            None => time_h(window, 24.0).map_err(|_| unknown(window.trim()))?,
        };
        return Ok(time_h(down.trim(), 1.0)? / window_h);
    }
    let (digits, rest) = leading(text).ok_or(Bad::NotANumber)?;
    let value = json::number(&digits).ok_or(Bad::NotANumber)?;
    match rest.trim() {
        "%" | "percent" => Ok(complement(&digits, value, 2)),
        "nine" | "nines" | "9s" | "个9" | "个 9" | "个九" => Ok(libm::pow(10.0, -value)),
        "" if value > 1.0 => Ok(complement(&digits, value, 2)),
        "" if value >= 0.5 => Ok(complement(&digits, value, 0)),
        "" => Ok(value),
        other => Err(unknown(other)),
    }
}

/// `1 − digits / 10^places`, from the digits themselves, so that "99.9999999" keeps all of what is missing.
fn complement(digits: &str, value: f64, places: u32) -> f64 {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let length = u32::try_from(fraction.len()).unwrap_or(u32::MAX);
    let one = 10_u128.checked_pow(length.saturating_add(places));
    let exact = one.and_then(|one| {
        let given: u128 = format!("{}{fraction}", whole.trim_start_matches('+')).parse().ok()?;
        // Parsing both as text rounds once each.
        let missing = json::number(&one.checked_sub(given)?.to_string())?;
        let one = json::number(&one.to_string())?;
        Some(missing / one)
    });
    exact.unwrap_or_else(|| 1.0 - value / libm::pow(10.0, f64::from(places)))
}

fn count(text: &str) -> Result<f64, Bad> {
    let (value, rest) = number(text)?;
    if !matches!(rest, "" | "x" | "个" | "台" | "次" | "unit" | "units" | "times" | "人" | "组") {
        return Err(unknown(rest));
    }
    if (value - value.round()).abs() > 0.0 { Err(Bad::NotWhole) } else { Ok(value) }
}

fn plain(text: &str) -> Result<f64, Bad> {
    let (value, rest) = number(text)?;
    if rest.is_empty() { Ok(value) } else { Err(unknown(rest)) }
}

/// A factor: "1.5", "1.5x", "x1.5", "1.5倍", "150%", "+50%", and "25%", which means a quarter more.
fn ratio(text: &str) -> Result<f64, Bad> {
    let (value, rest) = number(text.trim_start_matches('x'))?;
    match rest {
        "" | "x" | "倍" | "times" => Ok(value),
        "%" if text.starts_with('+') || value < 100.0 => Ok(1.0 + value / 100.0),
        "%" => Ok(value / 100.0),
        _ => Err(unknown(rest)),
    }
}

/// Thousands and millions, in both languages.
fn multiple(rest: &str) -> (f64, &str) {
    const NAMES: [(&str, f64); 8] =
        [("百万", 1e6), ("千", 1e3), ("万", 1e4), ("亿", 1e8), ("k", 1e3), ("w", 1e4), ("m", 1e6), ("g", 1e9)];
    NAMES
        .iter()
        .find_map(|(name, factor)| rest.strip_prefix(name).map(|after| (*factor, after.trim())))
        .unwrap_or((1.0, rest))
}

/// The factor of the unit after a number, tried first as it stands, then behind "k", "万" and the like.
fn scaled(value: f64, rest: &str, unit: impl Fn(&str) -> Option<f64>) -> Result<f64, Bad> {
    if let Some(factor) = unit(rest) {
        return Ok(value * factor);
    }
    let (times, after) = multiple(rest);
    unit(after).map(|factor| value * times * factor).ok_or_else(|| unknown(rest))
}

/// An amount per month.
fn money(text: &str) -> Result<f64, Bad> {
    let bare = text.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '.' && c != '-');
    let (value, rest) = number(bare)?;
    scaled(value, rest, |unit| {
        let unit = unit.trim_start_matches(['$', '€', '£', '¥', '元', '块']).trim();
        match unit.strip_prefix(['/', '每']).map(str::trim) {
            None if unit.is_empty() => Some(1.0),
            None => None,
            Some(window) => unit_h(window).map(|hours| 730.5 / hours),
        }
    })
}

/// A load, per second where it is a rate; the noun is not converted, only understood.
fn load(text: &str) -> Result<f64, Bad> {
    const NOUNS: [&str; 35] = [
        "",
        "req",
        "reqs",
        "request",
        "requests",
        "r",
        "q",
        "queries",
        "tx",
        "txn",
        "txs",
        "transaction",
        "transactions",
        "msg",
        "msgs",
        "message",
        "messages",
        "mbit",
        "mb",
        "user",
        "users",
        "请求",
        "次",
        "次请求",
        "笔",
        "事务",
        "笔事务",
        "条",
        "消息",
        "条消息",
        "人",
        "用户",
        "个用户",
        "并发",
        "并发用户",
    ];
    if matches!(text, "no limit" | "unlimited" | "∞" | "不限" | "无限") {
        return Ok(limits::UNLIMITED_LOAD);
    }
    let (value, rest) = number(text)?;
    scaled(value, rest, |unit| {
        if matches!(unit, "rps" | "qps" | "tps" | "mbps" | "每秒") {
            return Some(1.0);
        }
        let (noun, per) = unit.split_once('/').map_or((unit, None), |(noun, per)| (noun.trim(), Some(per.trim())));
        let known = NOUNS.contains(&noun);
        match per {
            None => known.then_some(1.0),
            Some(per) => unit_h(per).filter(|_| known).map(|hours| 1.0 / (hours * 3600.0)),
        }
    })
}
