//! Figures as a person would say them: downtime first, then the percentage, with no more digits than they deserve.

use super::Lang;
use crate::model::Window;
use crate::model::limits;

/// `value` with `digits` significant digits, without trailing zeros after the point; thousands are grouped.
pub fn number(value: f64, digits: i32) -> String {
    if !value.is_finite() {
        return if value > 0.0 { "∞".to_owned() } else { "–".to_owned() };
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = libm::floor(libm::log10(value.abs()));
    let decimals = limits::clamped(f64::from(digits) - 1.0 - magnitude, 0.0, 15.0);
    let scale = libm::pow(10.0, f64::from(digits) - 1.0 - magnitude);
    let rounded = if magnitude >= f64::from(digits) && scale > 0.0 { (value * scale).round() / scale } else { value };
    if rounded.abs() >= 1e15 {
        return scientific(rounded, 3);
    }
    grouped(&fixed(rounded, decimals))
}

/// `value` in decimal, rounded to at most `decimals` digits after the point, without trailing zeros there.
///
/// It rounds what the shortest digits say, half away from zero: 0.15 is 0.2 to one digit, although the nearest double
/// lies a little below.
pub fn fixed(value: f64, decimals: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let decimals = limits::clamped(decimals, 0.0, 300.0) as usize;
    let text = value.to_string();
    let Some((whole, fraction)) = text.split_once('.') else { return text };
    let (kept, dropped) = fraction.split_at_checked(decimals).unwrap_or((fraction, ""));
    let mut digits = [whole, kept].concat().into_bytes();
    if dropped.as_bytes().first().is_some_and(|digit| *digit >= b'5') {
        let mut carries = true;
        for digit in digits.iter_mut().rev().filter(|digit| digit.is_ascii_digit()) {
            (*digit, carries) = if *digit == b'9' { (b'0', true) } else { (*digit + 1, false) };
            if !carries {
                break;
            }
        }
        if carries {
            digits.insert(usize::from(value < 0.0), b'1');
        }
    }
    let point = digits.len() - kept.len();
    let text: String = digits.into_iter().map(char::from).collect();
    let (whole, fraction) = text.split_at_checked(point).unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    match (whole, fraction) {
        ("-0", "") => "0".to_owned(),
        (_, "") => whole.to_owned(),
        _ => format!("{whole}.{fraction}"),
    }
}

/// `value` with at most `digits` significant digits and a power of ten: "1.2e-7".
pub fn scientific(value: f64, digits: i32) -> String {
    let magnitude = libm::floor(libm::log10(value.abs()));
    let mantissa = fixed(value / libm::pow(10.0, magnitude), f64::from(digits) - 1.0);
    // Rounding may reach the next power.
    match mantissa.strip_suffix("10") {
        Some(sign) => format!("{sign}1e{}", magnitude + 1.0),
        None => format!("{mantissa}e{magnitude}"),
    }
}

/// A plain decimal number with its thousands grouped by a thin comma, from ten thousand on.
fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let digits = whole.trim_start_matches('-');
    if digits.len() < 5 {
        return text.to_owned();
    }
    let mut out = String::from(if whole.starts_with('-') { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// A duration of `hours`, in the unit a person would say, to two or three digits: "26 min", "1.4 s", "8.1 h", "3.2 d".
pub fn duration(lang: Lang, hours: f64) -> String {
    if !hours.is_finite() {
        return lang.pick("never", "无限长").to_owned();
    }
    let seconds = hours * 3600.0;
    let (value, en, zh) = if seconds == 0.0 {
        (0.0, "s", "秒")
    } else if seconds < 0.9995e-3 {
        (seconds * 1e6, "µs", "微秒")
    } else if seconds < 0.9995 {
        (seconds * 1e3, "ms", "毫秒")
    } else if seconds < 99.95 {
        (seconds, "s", "秒")
    } else if seconds < 99.95 * 60.0 {
        (seconds / 60.0, "min", "分钟")
    } else if hours < 71.95 {
        (hours, "h", "小时")
    } else if hours < 8766.0 * 2.0 {
        (hours / 24.0, "d", "天")
    } else {
        (hours / 8766.0, "yr", "年")
    };
    let digits = if value >= 99.95 { 3 } else { 2 };
    format!("{} {}", number(value, digits), lang.pick(en, zh))
}

/// Downtime for an unavailability over a window: "26 min/yr", "1.4 s/month".
pub fn downtime(lang: Lang, u: f64, window: Window) -> String {
    let (en, zh) = per(window);
    format!("{}/{}", duration(lang, u * window.hours()), lang.pick(en, zh))
}

/// A window as the denominator of a rate.
pub fn per(window: Window) -> (&'static str, &'static str) {
    match window {
        Window::Year => ("yr", "年"),
        Window::Quarter => ("quarter", "季度"),
        Window::Month => ("month", "月"),
        Window::Days30 => ("30 d", "30 天"),
        Window::Days28 => ("28 d", "28 天"),
    }
}

/// The availability for an unavailability, with two digits of what is missing: 0.00169 → "99.83 %", 2.5e-5 → "99.9975 %".
pub fn availability(u: f64) -> String {
    availability_to(u, 2)
}

/// Two availabilities, with as many digits of what is missing as tell them apart: "99.8996 %" and "99.8972 %".
pub fn availabilities(a: f64, b: f64) -> (String, String) {
    let both = |digits| (availability_to(a, digits), availability_to(b, digits));
    (2..=8).map(both).find(|(a, b)| a != b).unwrap_or_else(|| both(2))
}

/// An availability with so many digits of what is missing.
fn availability_to(u: f64, digits: u8) -> String {
    if u <= 0.0 {
        return "100 %".to_owned();
    }
    if u >= 1.0 {
        return "0 %".to_owned();
    }
    let missing_percent = u * 100.0;
    let magnitude = libm::floor(libm::log10(missing_percent));
    let decimals = limits::clamped(f64::from(digits) - 1.0 - magnitude, 0.0, 14.0);
    let scale = libm::pow(10.0, decimals);
    let missing = (missing_percent * scale).round() / scale;
    format!("{} %", fixed(100.0 - missing, decimals))
}

/// A share or chance in per cent, to three digits: 0.05 → "5 %".
pub fn percent(share: f64) -> String {
    format!("{} %", number(share * 100.0, 3))
}

/// How many nines an unavailability or a loss leaves: 1.1e-11 → "10.97".
pub fn nines(u: f64) -> String {
    if u <= 0.0 { "∞".to_owned() } else { number(-libm::log10(u), 3) }
}

/// A small chance as one case in so many: "1 in 94 billion".
pub fn one_in(lang: Lang, chance: f64) -> String {
    if chance <= 0.0 {
        return lang.pick("never", "不会").to_owned();
    }
    let cases = 1.0 / chance;
    let scales = lang.pick(
        [(1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1.0, "")],
        [(1e12, "万亿"), (1e8, "亿"), (1e4, "万"), (1.0, "")],
    );
    let (scale, name) = scales.into_iter().find(|(scale, _)| cases >= *scale).unwrap_or((1.0, ""));
    let figure = if cases < 1e15 { number(cases / scale, 2) + name } else { scientific(cases, 2) };
    lang.pick(format!("1 in {figure}"), format!("{figure}分之一"))
}

/// An amount of money: "$1,200".
pub fn money(currency: &str, amount: f64) -> String {
    let text = number(amount, if amount.abs() >= 1000.0 { 4 } else { 3 });
    format!("{currency}{text}")
}

/// A ratio: "1.8×".
pub fn times(ratio: f64) -> String {
    format!("{}×", number(ratio, 2))
}

/// How often, for a rate per hour: "4.1 / yr".
pub fn frequency(lang: Lang, per_h: f64) -> String {
    let per_year = per_h * 8766.0;
    if per_year > 0.0 && per_year < 0.095 {
        let every = number(1.0 / per_year, 2);
        return lang.pick(format!("once in {every} yr"), format!("每 {every} 年 1 次"));
    }
    let figure = number(per_year, 2);
    lang.pick(format!("{figure}/yr"), format!("{figure} 次/年"))
}

#[cfg(test)]
mod tests {
    use super::{fixed, scientific};

    /// Pseudo-random numbers of both signs, from 1e-9 to 1e12.
    fn numbers() -> impl Iterator<Item = f64> {
        (0..20_000_u32).scan(9_u32, |state, _| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let share = f64::from(*state) / f64::from(u32::MAX);
            Some((share - 0.5) * libm::pow(10.0, f64::from((*state >> 8) % 22) - 9.0))
        })
    }

    #[test]
    fn a_number_is_rounded_as_the_standard_library_rounds_it_and_ends_in_no_zero() {
        for value in numbers() {
            for decimals in [0_u8, 1, 2, 5, 12] {
                // Where the digits asked for are more than the shortest ones have, or end halfway between two, the two
                // ways differ: the examples below.
                let shortest = value.to_string();
                let fraction = shortest.split_once('.').map_or("", |(_, fraction)| fraction);
                let dropped = fraction.get(usize::from(decimals)..).unwrap_or("");
                if dropped.is_empty() || dropped == "5" {
                    continue;
                }
                let text = format!("{value:.*}", usize::from(decimals));
                let text = if decimals == 0 { &text } else { text.trim_end_matches('0').trim_end_matches('.') };
                let text = if text == "-0" { "0" } else { text };
                assert_eq!(fixed(value, f64::from(decimals)), text, "{value} to {decimals}");
            }
        }
        let rounded = [(0.15, 1.0), (9.996, 2.0), (-99.95, 1.0), (999.5, 0.0), (0.0, 3.0), (1e20, 2.0), (5e-324, 3.0)];
        let texts = ["0.2", "10", "-100", "1000", "0", "100000000000000000000", "0"];
        assert_eq!(rounded.map(|(value, decimals)| fixed(value, decimals)), texts);
    }

    #[test]
    fn a_small_number_has_a_power_of_ten() {
        let texts = [(1.25e-7, 3), (9.9999e-5, 3), (-9.9999e-5, 3), (1e-5, 5), (1.234_567e20, 3)];
        let expected = ["1.25e-7", "1e-4", "-1e-4", "1e-5", "1.23e20"];
        assert_eq!(texts.map(|(value, digits)| scientific(value, digits)), expected);
    }
}
