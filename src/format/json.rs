//! JSON as the whole program writes it, and how it reads a number: what is written comes back with the same bits.
//!
//! One writer for lines and for indented files, and one reader of numbers, so that the page carries the code of one.
//! It knows nothing of plans.

use std::io::{Result, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::decimal;

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// In one line, without spaces.
    Line,
    /// Indented for people, two spaces deep.
    Indented,
}

/// A value as JSON; empty when it has a key that JSON cannot hold, which none of ours has.
// Never inlined: the page would carry it once for links and once for files.
#[inline(never)]
pub fn write<T: Serialize>(value: &T, style: Style) -> String {
    let mut bytes = Vec::new();
    let layout = Layout { style, depth: 0, has_items: false };
    let is_written = value.serialize(&mut Serializer::with_formatter(&mut bytes, layout)).is_ok();
    if is_written { String::from_utf8(bytes).unwrap_or_default() } else { String::new() }
}

/// The number of a text of digits with, where wanted, a sign, a point and an exponent; infinite when it is too large.
pub fn number(text: &str) -> Option<f64> {
    let is_negative = text.starts_with('-');
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty())
        || power.is_empty()
        || ![whole, fraction, power].into_iter().all(is_plain)
    {
        return None;
    }
    let power: i64 = power.trim_start_matches('0').parse().unwrap_or(if power.contains(|digit| digit != '0') {
        i64::MAX
    } else {
        0
    });
    let power = if exponent.starts_with('-') { -power } else { power };
    let power = i64::try_from(fraction.len()).map_or(power, |len| power.saturating_sub(len));
    let value = decimal::nearest(&[whole, fraction].concat(), power);
    Some(if is_negative { -value } else { value })
}

/// Writes what serde_json's two layouts write, to the letter but for numbers with a fraction.
struct Layout {
    style: Style,
    depth: usize,
    has_items: bool,
}

impl Layout {
    fn begin<W: ?Sized + Write>(&mut self, to: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth += 1;
        self.has_items = false;
        to.write_all(bracket)
    }

    fn item<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> Result<()> {
        if !first {
            to.write_all(b",")?;
        }
        self.line(to)
    }

    fn end<W: ?Sized + Write>(&mut self, to: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth -= 1;
        if self.has_items {
            self.line(to)?;
        }
        self.has_items = true;
        to.write_all(bracket)
    }

    fn line<W: ?Sized + Write>(&self, to: &mut W) -> Result<()> {
        match self.style {
            Style::Line => Ok(()),
            Style::Indented => to.write_all(format!("\n{:1$}", "", 2 * self.depth).as_bytes()),
        }
    }
}

impl Formatter for Layout {
    /// The standard library's shortest digits that come back with the same bits: the page prints with them anyway, so
    /// serde_json's own tables stay out of it.
    fn write_f64<W: ?Sized + Write>(&mut self, to: &mut W, value: f64) -> Result<()> {
        let mut digits = value.to_string();
        if !digits.contains('.') {
            digits.push_str(".0");
        }
        to.write_all(digits.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> Result<()> {
        self.begin(to, b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> Result<()> {
        self.item(to, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.has_items = true;
        Ok(())
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> Result<()> {
        self.end(to, b"]")
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> Result<()> {
        self.begin(to, b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> Result<()> {
        self.item(to, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> Result<()> {
        to.write_all(match self.style {
            Style::Line => b":",
            Style::Indented => b": ",
        })
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.has_items = true;
        Ok(())
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> Result<()> {
        self.end(to, b"}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Style, number, write};

    /// Bits of all kinds: pseudo-random ones, and both sides of every power of ten.
    fn numbers() -> Vec<f64> {
        let mut state = 7_u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from_bits(state ^ (state >> 29))
        };
        let mut all: Vec<f64> = (0..20_000).map(|_| random()).filter(|value| value.is_finite()).collect();
        for power in -323..=308 {
            let value: f64 = format!("1e{power}").parse().unwrap();
            all.extend([value, -value, value.next_up(), value.next_down(), value * 3.0, value * 1.25]);
        }
        all.extend([0.0, -0.0, f64::MAX, f64::MIN_POSITIVE, 1e15 + 0.5]);
        all.into_iter().filter(|value| value.is_finite()).collect()
    }

    #[test]
    fn a_number_is_written_as_json_and_comes_back_with_the_same_bits() {
        for value in numbers() {
            let text = write(&value, Style::Line);
            assert_eq!(serde_json::from_str::<f64>(&text).map(f64::to_bits).ok(), Some(value.to_bits()), "{text}");
            assert_eq!(number(&text).map(f64::to_bits), Some(value.to_bits()), "{text}");
        }
    }

    #[test]
    fn a_number_is_read_as_the_standard_library_reads_it() {
        for text in [
            "0",
            "-0",
            "+5",
            "007",
            "5.",
            ".5",
            "-.5e3",
            "1e5",
            "1E+5",
            "1e-7",
            "1e999",
            "-1e999",
            "1e-999",
            "0.1",
            "00.10",
            "340282366920938463463374607431768211455",
            "9007199254740993",
            "2.2250738585072011e-308",
            "",
            ".",
            "e5",
            "1e",
            "1e+",
            "--1",
            "1.2.3",
            "0x1",
            "9007199254740993e-1",
            "9007199254740992.99999999999999999999",
            "1797693134862315807e290",
            "179769313486231580793e289",
            "1.7976931348623158e308",
            "17976931348623158e300",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "4.9406564584124654e-324",
            "0.00000000000000000000000000000000000000000000000000001e53",
            "1e-9223372036854775808",
            "1e9223372036854775807",
            "-0.0e5",
            "0e00",
            " 1",
            "1 ",
            "1_000",
            "0e99999999999",
        ] {
            assert_eq!(number(text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{text}");
        }
        // Halfway between two neighbours, in all its digits, and a little on either side.
        for bits in [1, 2, 3, 0x000f_ffff_ffff_ffff, 0x001f_ffff_ffff_fffd, 0x001f_ffff_ffff_ffff] {
            let half = half(&format!("{:.1074}", f64::from_bits(bits)));
            let nearly = [&half, &half[..half.len() - 1], &format!("{half}1"), &format!("{half}{:0900}1", 0)];
            for text in nearly {
                assert_eq!(number(text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{text}");
            }
        }
        assert_eq!(["inf", "NaN", "infinity"].map(number), [None; 3]);
    }

    /// Half of a number with a point, in all its digits.
    fn half(text: &str) -> String {
        let mut rest = 0;
        let digits = text.chars().map(|letter| {
            let Some(digit) = letter.to_digit(10) else { return letter };
            let twice = rest * 10 + digit;
            rest = twice % 2;
            char::from_digit(twice / 2, 10).expect("a digit")
        });
        digits.collect::<String>() + if rest == 0 { "0" } else { "5" }
    }

    #[test]
    fn both_layouts_are_those_of_serde_json() {
        let text = r#"{"a":[],"b":{},"c":[1,[2,[]],{"d":[{}],"e":"x\n\"é"}],"f":null,"g":[true,0.5,{"h":[[],[3]]}]}"#;
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(write(&value, Style::Line), serde_json::to_string(&value).unwrap());
        assert_eq!(write(&value, Style::Indented), serde_json::to_string_pretty(&value).unwrap());
    }
}
