//! Intervals as people type them: "[25, 35] min", "25–35 min", "25 到 35 分钟". What is one number stays one number.

use super::read::{normal, number, parse};
use super::{Bad, Quantity, Terms, show};
use crate::model::Span;

/// What a text says of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Given {
    /// What it is.
    Exactly(f64),
    /// Between what it is, in either order.
    Between(f64, f64),
}

/// The number or the interval that `text` means, as [`parse`] reads numbers.
///
/// # Errors
/// A [`Bad`] that says why the text is not taken.
pub fn parse_given(quantity: Quantity, range: (f64, f64), text: &str) -> Result<Given, Bad> {
    match ends(&normal(text)) {
        None => parse(quantity, range, text).map(Given::Exactly),
        Some((a, b)) => {
            let (a, b) = (parse(quantity, range, &a)?, parse(quantity, range, &b)?);
            Ok(if a < b || b < a { Given::Between(a, b) } else { Given::Exactly(a) })
        }
    }
}

/// An interval as text that [`parse_given`] reads back; of availabilities the lower one first.
pub fn show_span(terms: Terms<'_>, quantity: Quantity, span: Span) -> String {
    let Span { low, high } = span;
    let (low, high) = if quantity == Quantity::Unavailability { (high, low) } else { (low, high) };
    format!("[{}, {}]", show(terms, quantity, low), show(terms, quantity, high))
}

/// The texts of two ends, each with its unit; none when the text is no interval.
fn ends(text: &str) -> Option<(String, String)> {
    let (inside, behind) = match text.strip_prefix('[').or_else(|| text.strip_prefix('【')) {
        Some(rest) => rest.split_once([']', '】'])?,
        None => (text, ""),
    };
    let is_bracketed = inside.len() < text.len();
    let between = if is_bracketed { [",", "，", "、", ";"].as_slice() } else { &[] };
    let words = ["..", "…", "–", "—", "~", " to ", "至", "到"];
    let split = between.iter().chain(&words).find_map(|mark| inside.split_once(mark)).or_else(|| at_dash(inside))?;
    let (low, high) = (split.0.trim().to_owned(), format!("{}{}", split.1.trim(), behind));
    // "25–35 min": the unit stands once, behind both.
    let (_, unit) = number(&high).ok()?;
    let is_bare = number(&low).ok()?.1.is_empty();
    let low = if is_bare { format!("{low}{unit}") } else { low };
    Some((low, high))
}

/// The texts around a dash that is no sign of a number.
fn at_dash(text: &str) -> Option<(&str, &str)> {
    let dashes = text.match_indices('-').find(|(at, _)| {
        let (before, after) = (text.get(..*at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        let is_exponent = before.ends_with('e') && before.trim_end_matches('e').ends_with(|c: char| c.is_ascii_digit());
        !before.trim().is_empty() && !is_exponent && after.trim_start().starts_with(|c: char| c.is_ascii_digit())
    });
    dashes.and_then(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)))
}
