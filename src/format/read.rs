//! Reads the JSON of a plan, field by field, straight into what holds it: no tree, so a short text cannot ask for much
//! memory. What it expects is said by [`Read`] and [`Fields`]; it knows nothing of plans.
//!
//! Nothing here is made anew for each type, so that the page carries it once. Depth is checked before; this recurses.

use std::fmt::Write as _;

use super::json;
use crate::model::check;
use crate::model::limits;

/// What can be read; none: the text is at fault, and the reader stands where that was seen.
pub(super) trait Read {
    /// Takes the next value of the text.
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()>;
}

/// What has named fields.
pub(super) trait Fields {
    /// The field with this name on the wire.
    fn field(&mut self, name: &str) -> Option<&mut dyn Read>;
}

/// A text, and how far it is read.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Path of what is being read, with the point behind it.
    path: String,
    /// Fields that nobody knows, by their paths, in the order of the text: `c.3.colour`.
    pub(super) unknown: Vec<String>,
}

impl<'a> Reader<'a> {
    /// At the start of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, path: String::new(), unknown: Vec::new() }
    }

    /// Line and column where it stands, both from 1; columns are bytes.
    pub(super) fn place(&self) -> (usize, usize) {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let mut lines = before.rsplit(|byte| *byte == b'\n');
        let column = lines.next().map_or(0, <[u8]>::len).max(1);
        (lines.count() + 1, column)
    }

    /// Only spaces are left.
    pub(super) fn end(&mut self) -> Option<()> {
        if self.peek().is_none() { Some(()) } else { self.refuse() }
    }

    /// Reads past a value of any kind.
    pub(super) fn skip(&mut self) -> Option<()> {
        match self.peek() {
            Some(b'{') => self.object(&mut |from, _| from.skip()),
            Some(b'[') => self.list(&mut |from, _| from.skip()),
            Some(b'"') => self.string().map(|_| ()),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            _ => self.number().map(|_| ()),
        }
    }

    /// Reads the fields of an object, each of them once; others are named.
    pub(super) fn fields(&mut self, of: &mut dyn Fields) -> Option<()> {
        let mut seen: Vec<String> = Vec::new();
        self.object(&mut |from, key| {
            let outer = from.path.len();
            from.path.push_str(&key);
            match of.field(&key) {
                Some(_) if seen.contains(&key) => return None,
                Some(field) => {
                    from.path.push('.');
                    field.read(from)?;
                    seen.push(key);
                }
                None => {
                    note(&mut from.unknown, &from.path);
                    from.skip()?;
                }
            }
            from.path.truncate(outer);
            Some(())
        })
    }

    /// Reads an object; `field` takes the value of each key.
    pub(super) fn object(&mut self, field: &mut dyn FnMut(&mut Self, String) -> Option<()>) -> Option<()> {
        self.items(b'{', b'}', &mut |from, _| {
            let key = from.text()?;
            from.expect(b':')?;
            field(from, key)
        })
    }

    /// Reads a list; `item` takes each item, and its number from 0.
    pub(super) fn list(&mut self, item: &mut dyn FnMut(&mut Self, usize) -> Option<()>) -> Option<()> {
        self.items(b'[', b']', &mut |from, index| {
            let outer = from.path.len();
            let _ = write!(from.path, "{index}.");
            item(from, index)?;
            from.path.truncate(outer);
            Some(())
        })
    }

    fn items(&mut self, open: u8, close: u8, item: &mut dyn FnMut(&mut Self, usize) -> Option<()>) -> Option<()> {
        if self.peek() != Some(open) {
            return self.mismatch();
        }
        self.at += 1;
        if self.takes(close) {
            return Some(());
        }
        let mut index = 0;
        loop {
            item(self, index)?;
            if !self.takes(b',') {
                return self.expect(close);
            }
            index += 1;
        }
    }

    /// A string.
    fn text(&mut self) -> Option<String> {
        if self.peek() != Some(b'"') {
            return self.mismatch();
        }
        let raw = self.string()?;
        if raw.contains('\\') { unescape(raw) } else { Some(raw.to_owned()) }
    }

    /// A string as it stands there, without its quotes.
    fn string(&mut self) -> Option<&'a str> {
        self.expect(b'"')?;
        let start = self.at;
        loop {
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    let digits = match self.byte() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 0,
                        Some(b'u') => 4,
                        _ => return self.refuse(),
                    };
                    for _ in 0..digits {
                        self.at += 1;
                        if !self.byte().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                            return self.refuse();
                        }
                    }
                }
                None | Some(..b' ') => return self.refuse(),
                Some(_) => {}
            }
            self.at += 1;
        }
        let raw = self.text.get(start..self.at);
        self.at += 1;
        raw
    }

    /// A number as it stands there.
    fn number(&mut self) -> Option<&'a str> {
        self.peek();
        let start = self.at;
        self.eats(b"-");
        if !self.eats(b"0") {
            self.digits()?;
        }
        if self.eats(b".") {
            self.digits()?;
        }
        if self.eats(b"eE") {
            self.eats(b"+-");
            self.digits()?;
        }
        self.text.get(start..self.at)
    }

    fn digits(&mut self) -> Option<()> {
        if !self.eats(b"0123456789") {
            return self.refuse();
        }
        while self.eats(b"0123456789") {}
        Some(())
    }

    /// Exactly this word.
    fn word(&mut self, word: &str) -> Option<()> {
        for byte in word.bytes() {
            if !self.eats(&[byte]) {
                return self.refuse();
            }
        }
        Some(())
    }

    /// A number as it stands there, when the next value is one.
    fn numeric(&mut self) -> Option<&'a str> {
        match self.peek() {
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.mismatch(),
        }
    }

    /// The next value is of another kind than is read.
    fn mismatch<T>(&mut self) -> Option<T> {
        if !matches!(self.peek(), Some(b'[' | b'{')) {
            self.skip()?;
        }
        None
    }

    /// The next byte does not belong there.
    fn refuse<T>(&mut self) -> Option<T> {
        self.at = self.text.len().min(self.at + 1);
        None
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        while self.eats(b" \n\r\t") {}
        self.byte()
    }

    fn eats(&mut self, any: &[u8]) -> bool {
        let is_there = self.byte().is_some_and(|byte| any.contains(&byte));
        self.at += usize::from(is_there);
        is_there
    }

    /// Whether the next byte that is no space is this one; then it is taken.
    fn takes(&mut self, byte: u8) -> bool {
        self.peek();
        self.eats(&[byte])
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        if self.takes(byte) { Some(()) } else { self.refuse() }
    }
}

/// The text is JSON, whatever it holds.
pub(super) fn is_json(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.skip().and_then(|()| reader.end()).is_some()
}

/// Names one unknown thing; beyond the limit only that there are more.
pub(super) fn note(unknown: &mut Vec<String>, path: &str) {
    if unknown.len() + 1 < limits::UNKNOWN_NAMED {
        unknown.push(check::clean_text(&path.replace('\n', " "), limits::NAME_CHARS));
    } else if unknown.len() < limits::UNKNOWN_NAMED {
        unknown.push("…".to_owned());
    }
}

/// A string whose escapes are well formed; none: half of a pair of escapes.
fn unescape(raw: &str) -> Option<String> {
    let mut units: Vec<u16> = Vec::new();
    let mut letters = raw.chars();
    while let Some(letter) = letters.next() {
        let plain = match letter {
            '\\' => match letters.next()? {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let (hex, rest) = letters.as_str().split_at_checked(4)?;
                    units.push(u16::from_str_radix(hex, 16).ok()?);
                    letters = rest.chars();
                    continue;
                }
                itself => itself,
            },
            plain => plain,
        };
        units.extend_from_slice(plain.encode_utf16(&mut [0; 2]));
    }
    String::from_utf16(&units).ok()
}

impl Read for u32 {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        *self = from.numeric()?.parse().ok()?;
        Some(())
    }
}

impl Read for f64 {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        *self = json::number(from.numeric()?).filter(|value| value.is_finite())?;
        Some(())
    }
}

impl Read for bool {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        *self = match from.peek() {
            Some(b't') => true,
            Some(b'f') => false,
            _ => return from.mismatch(),
        };
        from.skip()
    }
}

impl Read for String {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        *self = from.text()?;
        Some(())
    }
}

impl<T: Read + Default> Read for Option<T> {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        if from.peek() == Some(b'n') {
            return from.skip();
        }
        self.insert(T::default()).read(from)
    }
}

impl<T: Read + Default> Read for Vec<T> {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        from.list(&mut |from, _| {
            let mut item = T::default();
            item.read(from)?;
            self.push(item);
            Some(())
        })
    }
}

impl<T: Read, const N: usize> Read for [T; N] {
    fn read(&mut self, from: &mut Reader<'_>) -> Option<()> {
        let mut count = 0;
        from.list(&mut |from, index| {
            count += 1;
            self.get_mut(index)?.read(from)
        })?;
        (count == N).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use serde::de::IgnoredAny;

    use super::{Fields, Read, Reader, is_json};

    /// The value of a whole text, and where it is at fault.
    fn read<T: Read + Default>(text: &str) -> Result<T, (usize, usize)> {
        let (mut value, mut reader) = (T::default(), Reader::new(text));
        let read = value.read(&mut reader).and_then(|()| reader.end());
        read.map(|()| value).ok_or_else(|| reader.place())
    }

    #[test]
    fn what_is_json_is_told_as_serde_json_tells_it() {
        for text in [
            "",
            " ",
            "1",
            "-1",
            "-",
            "01",
            "1.",
            ".5",
            "1.5e+7",
            "1e",
            "+1",
            "true",
            "tru",
            "nulL",
            "null ",
            "1 2",
            "[]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1",
            "{}",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{\"a\"}",
            "{a:1}",
            "{1:1}",
            "{\"a\":1]",
            "\"",
            "\"\\\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u00e9\"",
            "\"\t\"",
            "\n[ { } , [ 0 ] ]\r\t",
            "[1]]",
            "\u{a0}1",
        ] {
            assert_eq!(is_json(text), serde_json::from_str::<IgnoredAny>(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_string_is_read_as_serde_json_reads_it() {
        for text in [
            "\"\"",
            "\"名\"",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
            "\"\\u540d\\uD83D\\uDE00😀\"",
            "\"\\ud83d\"",
            "\"\\ude00\\ud83d\"",
            "\"\\u+123\"",
            "1",
            "[]",
        ] {
            assert_eq!(read::<String>(text).ok(), serde_json::from_str(text).ok(), "{text}");
        }
    }

    #[test]
    fn a_value_of_another_kind_is_refused_at_its_end() {
        assert_eq!(read::<u32>("4294967295"), Ok(u32::MAX));
        assert_eq!(read::<u32>("4294967296"), Err((1, 10)));
        assert_eq!(read::<u32>("1.0"), Err((1, 3)));
        assert_eq!(read::<f64>("\n \"1\""), Err((2, 4)));
        assert_eq!(read::<bool>("true"), Ok(true));
        assert_eq!(read::<bool>("null"), Err((1, 4)));
        assert_eq!(read::<Option<bool>>("null"), Ok(None));
        assert_eq!(read::<[u32; 2]>("[1,2]"), Ok([1, 2]));
        assert_eq!(read::<[u32; 2]>("[1]"), Err((1, 3)));
        assert_eq!(read::<[u32; 2]>("[1,2,3]"), Err((1, 5)));
        assert_eq!(read::<Vec<u32>>("[1,x]"), Err((1, 4)));
    }

    #[test]
    fn a_field_is_read_once() {
        #[derive(Default)]
        struct One(u32);

        impl Fields for One {
            fn field(&mut self, name: &str) -> Option<&mut dyn Read> {
                (name == "a").then_some(&mut self.0)
            }
        }

        for (text, is_read) in [("{\"a\":1,\"b\":2,\"b\":[]}", true), ("{\"a\":1,\"a\":1}", false)] {
            let (mut one, mut reader) = (One::default(), Reader::new(text));
            assert_eq!(reader.fields(&mut one).is_some(), is_read);
            assert_eq!(one.0, 1);
        }
    }
}
