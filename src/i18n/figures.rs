//! Figures as a person would say them: downtime first, then the percentage, with no more digits than they deserve.

use super::Lang;
use crate::model::Window;

/// `value` with `digits` significant digits, without trailing zeros after the point; thousands are grouped.
pub fn number(value: f64, digits: i32) -> String {
    if !value.is_finite() {
        return if value > 0.0 { "∞".to_owned() } else { "–".to_owned() };
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = libm::floor(libm::log10(value.abs()));
    let decimals = (f64::from(digits) - 1.0 - magnitude).clamp(0.0, 15.0);
    let scale = libm::pow(10.0, f64::from(digits) - 1.0 - magnitude);
    let rounded = if magnitude >= f64::from(digits) && scale > 0.0 { (value * scale).round() / scale } else { value };
    if rounded.abs() >= 1e15 {
        return format!("{rounded:.2e}");
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=15")]
    let text = format!("{rounded:.*}", decimals as usize);
    let trimmed = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    grouped(trimmed)
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
        return lang.pick("never", "从不").to_owned();
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
    if u <= 0.0 {
        return "100 %".to_owned();
    }
    if u >= 1.0 {
        return "0 %".to_owned();
    }
    let missing_percent = u * 100.0;
    let magnitude = libm::floor(libm::log10(missing_percent));
    let decimals = (1.0 - magnitude).clamp(0.0, 14.0);
    let scale = libm::pow(10.0, decimals);
    let missing = (missing_percent * scale).round() / scale;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=14")]
    let text = format!("{:.*}", decimals as usize, 100.0 - missing);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    format!("{text} %")
}

/// A share or chance in per cent, to three digits: 0.05 → "5 %".
pub fn percent(share: f64) -> String {
    format!("{} %", number(share * 100.0, 3))
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
