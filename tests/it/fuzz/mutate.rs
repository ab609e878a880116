//! Inputs near well-formed ones: bytes flipped, cut, spliced and repeated; JSON pruned, grafted, nested and lengthened.

use serde_json::Value;

use super::doors::Foreign;
use crate::wire::Dice;

/// What stands in the place of a number.
const NUMBERS: [&str; 30] = [
    "0",
    "-0",
    "-0.0",
    "1",
    "-1",
    "2",
    "0.5",
    "64",
    "65",
    "1e308",
    "-1e308",
    "1e309",
    "5e-324",
    "2.2250738585072011e-308",
    "1e-400",
    "4294967294",
    "4294967295",
    "4294967296",
    "9999999999",
    "18446744073709551615",
    "18446744073709551616",
    "1e99999999999999999999",
    "1e",
    "1.",
    "01",
    "NaN",
    "-Infinity",
    "null",
    "\"1\"",
    "0.30000000000000004",
];

/// What stands in the place of a text.
const TEXTS: [&str; 12] = [
    "",
    " ",
    "\u{202e}evil\u{feff}",
    "a\u{0}b\u{1b}c",
    "line\nline",
    "🚀👩‍💻",
    "订单服务",
    "\",\"sum\":\"00000000\"}",
    "\\u0000\\ud800",
    "NaN",
    "1.abc",
    "never",
];

/// Keys that a value is moved to.
const KEYS: [&str; 9] = ["i", "k", "n", "at", "p", "xy", "in", "e", "j"];

/// Longest list that an item is repeated to; a plan's longest and some more.
const LONG: usize = 4_100;

/// An input near one of `seeds`.
pub(crate) fn foreign(dice: &mut Dice, seeds: &[Foreign]) -> Foreign {
    match pick(dice, seeds) {
        Foreign::Bytes(bytes) => {
            let mut bytes = bytes.clone();
            let other = pick(dice, seeds).bytes();
            several(dice, |dice| change_bytes(dice, &mut bytes, &other));
            Foreign::Bytes(bytes)
        }
        Foreign::Json(text) => {
            let mut text = text.clone();
            let other = pick(dice, seeds).json();
            if let (Ok(mut tree), Ok(other)) = (serde_json::from_str(&text), serde_json::from_str(other))
                && !dice.one_in(4)
            {
                several(dice, |dice| change_tree(dice, &mut tree, &other));
                text = tree.to_string();
            }
            if dice.one_in(3) {
                let within = text.len();
                several(dice, |dice| swap_number(dice, &mut text, within));
            }
            if dice.one_in(8) {
                let mut bytes = text.into_bytes();
                several(dice, |dice| change_bytes(dice, &mut bytes, other.as_bytes()));
                text = String::from_utf8_lossy(&bytes).into_owned();
            }
            Foreign::Json(text)
        }
    }
}

/// A letter near one of `seeds`.
pub(crate) fn letter(dice: &mut Dice, seeds: &[String]) -> String {
    let mut text = pick(dice, seeds).clone();
    if dice.one_in(2) {
        // Mostly one of its numbers: they stand between the first two spaces.
        let head = text.match_indices(' ').nth(1).map_or(20, |(at, _)| at);
        let within = if dice.one_in(4) { text.len() } else { head };
        several(dice, |dice| swap_number(dice, &mut text, within));
        return text;
    }
    let mut bytes = text.into_bytes();
    let other = pick(dice, seeds);
    several(dice, |dice| change_bytes(dice, &mut bytes, other.as_bytes()));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One text of `of`.
pub(crate) fn pick<'a, T>(dice: &mut Dice, of: &'a [T]) -> &'a T {
    &of[dice.below(of.len())]
}

/// A text that nobody would call a thing.
pub(crate) fn text(dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => "é".repeat(dice.below(3_000)),
        1 => format!("{} {}", "x".repeat(dice.below(90)), "y".repeat(dice.below(90))),
        _ => TEXTS[dice.below(TEXTS.len())].to_owned(),
    }
}

fn number(dice: &mut Dice) -> &'static str {
    NUMBERS[dice.below(NUMBERS.len())]
}

fn several(dice: &mut Dice, mut change: impl FnMut(&mut Dice)) {
    for _ in 0..=dice.below(3) {
        change(dice);
    }
}

fn change_bytes(dice: &mut Dice, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = dice.below(bytes.len() + 1);
    let until = (at + dice.below(40)).min(bytes.len());
    match dice.below(7) {
        0 => bytes.truncate(at),
        1 => {
            bytes.truncate(at);
            bytes.extend_from_slice(&other[dice.below(other.len() + 1)..]);
        }
        2 => {
            let chunk = bytes[at..until].repeat(1 + dice.below(60));
            bytes.splice(at..at, chunk);
        }
        3 => drop(bytes.drain(at..until)),
        4 => {
            let word = if dice.one_in(2) { number(dice) } else { TEXTS[dice.below(TEXTS.len())] };
            bytes.splice(at..until, word.bytes());
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
    }
}

/// Puts a hostile number in the place of the first one behind some point `within` so many bytes of the text.
fn swap_number(dice: &mut Dice, text: &mut String, within: usize) {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.' | 'e' | 'E');
    let from = text.floor_char_boundary(dice.below(text.len().min(within) + 1));
    let Some(start) = text[from..].find(|letter: char| letter.is_ascii_digit()).map(|found| from + found) else {
        return;
    };
    let length = text[start..].find(|letter| !is_part(letter)).unwrap_or(text.len() - start);
    text.replace_range(start..start + length, number(dice));
}

/// Changes one place of the tree, or hangs a part of `other` there.
fn change_tree(dice: &mut Dice, tree: &mut Value, other: &Value) {
    let place = somewhere_mut(dice, tree);
    if dice.one_in(5) {
        *place = somewhere(dice, other).clone();
        return;
    }
    if dice.one_in(60) {
        let depth = dice.below(40);
        *place = (0..depth).fold(place.take(), |inner, _| Value::Array(vec![inner]));
        return;
    }
    match place {
        Value::Array(items) => change_list(dice, items, other),
        Value::Object(fields) => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            let key = if keys.is_empty() { "c".to_owned() } else { pick(dice, &keys).clone() };
            match dice.below(4) {
                0 => drop(fields.remove(&key)),
                1 => drop(fields.insert(text(dice), Value::Null)),
                2 => {
                    let value = fields.remove(&key).unwrap_or_default();
                    fields.insert(KEYS[dice.below(KEYS.len())].to_owned(), value);
                }
                _ => drop(fields.insert(key, somewhere(dice, other).clone())),
            }
        }
        Value::String(word) => *word = text(dice),
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            // Only those that JSON can hold; the others come in as text.
            *place = serde_json::from_str(number(dice)).unwrap_or(Value::Bool(true));
        }
    }
}

fn change_list(dice: &mut Dice, items: &mut Vec<Value>, other: &Value) {
    let at = dice.below(items.len() + 1);
    match dice.below(5) {
        0 => items.truncate(at),
        1 => {
            let to = dice.below(items.len().max(1));
            if at < items.len() && to < items.len() {
                items.swap(at, to);
            }
        }
        2 => items.insert(at, somewhere(dice, other).clone()),
        _ => {
            if let Some(item) = items.get(at).cloned() {
                let most = if dice.one_in(100) { LONG } else { 6 };
                let more = dice.below(most);
                items.splice(at..at, std::iter::repeat_n(item, more));
            }
        }
    }
}

fn somewhere<'a>(dice: &mut Dice, tree: &'a Value) -> &'a Value {
    let mut place = tree;
    while !dice.one_in(4) {
        let next = match place {
            Value::Array(items) if !items.is_empty() => items.get(dice.below(items.len())),
            Value::Object(fields) if !fields.is_empty() => fields.values().nth(dice.below(fields.len())),
            Value::Array(_) | Value::Object(_) => None,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        };
        let Some(next) = next else { break };
        place = next;
    }
    place
}

fn somewhere_mut<'a>(dice: &mut Dice, tree: &'a mut Value) -> &'a mut Value {
    let children = match &*tree {
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    };
    if children == 0 || dice.one_in(6) {
        return tree;
    }
    let at = dice.below(children);
    let child = match tree {
        Value::Array(items) => items.get_mut(at),
        Value::Object(fields) => fields.values_mut().nth(at),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    };
    somewhere_mut(dice, child.expect("there are so many"))
}
