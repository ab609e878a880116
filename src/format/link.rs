//! A plan as a link: `#1.` + base64url(deflate(JSON)), without padding and without a zlib header.
//!
//! The JSON ends with `,"sum":"…"}`: eight hex digits of a CRC-32 over the text before that comma, so that a changed
//! character is seen, and not opened as a slightly different plan. A link without a sum, made by hand, is read when all
//! of it is understood; else its sum may be what was damaged.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::json::{self, Style};
use super::wire::VERSION;
use super::{Decoded, Error, export, import, read, sum};
use crate::model::Plan;
use crate::model::limits;

/// Effort of the compressor, 0 to 10.
const EFFORT: u8 = 9;

/// How far a plan's link carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Short enough for the address bar.
    Address(String),
    /// It can be copied and opened, but is too long for the address bar.
    Link(String),
    /// No link of it would be accepted; it can be saved as a file.
    FileOnly,
}

/// The plan's link, without the `#`: `1.…`. It may be longer than [`decode`] accepts; [`reach`] says so.
pub fn encode(plan: &Plan) -> String {
    pack(&json(plan))
}

/// The plan's link and how far it carries.
pub fn reach(plan: &Plan) -> Reach {
    let json = json(plan);
    let link = pack(&json);
    if json.len() > limits::INFLATED_BYTES || link.len() > limits::LINK_BYTES {
        Reach::FileOnly
    } else if link.len() > limits::ADDRESS_BYTES {
        Reach::Link(link)
    } else {
        Reach::Address(link)
    }
}

/// The plan of a link: `1.…`, `#1.…` or a whole address that ends with it.
///
/// # Errors
/// All of [`Error`] but [`Error::NotAPlan`].
pub fn decode(text: &str) -> Result<Decoded, Error> {
    open(text, limits::LINK_BYTES, limits::INFLATED_BYTES)
}

/// [`decode`] for what this program has written itself (autosave, the worker's asks), whose limit is that of files.
///
/// # Errors
/// As [`decode`].
pub fn reopen(text: &str) -> Result<Decoded, Error> {
    open(text, limits::FILE_BYTES, limits::FILE_BYTES)
}

/// It looks like a link of Nines, whatever its version; else it is somebody else's anchor.
pub fn is_link(text: &str) -> bool {
    split(text).is_some()
}

fn json(plan: &Plan) -> String {
    let text = json::write(&export::to_wire(plan), Style::Line);
    let body = text.strip_suffix('}').unwrap_or(&text);
    format!("{body},\"sum\":\"{:08x}\"}}", sum::crc32(body.as_bytes()))
}

fn pack(json: &str) -> String {
    let mut link = format!("{VERSION}.");
    URL_SAFE_NO_PAD.encode_string(compress_to_vec(json.as_bytes(), EFFORT), &mut link);
    link
}

/// Version and body of a link.
fn split(text: &str) -> Option<(u32, &str)> {
    let after = text.rsplit_once('#').map_or(text, |(_, after)| after);
    let (version, body) = after.trim().split_once('.')?;
    let is_number = !version.is_empty() && version.len() <= 6 && version.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || version.starts_with('0') || body.is_empty() {
        return None;
    }
    Some((version.parse().ok()?, body))
}

fn open(text: &str, most_bytes: usize, most_inflated: usize) -> Result<Decoded, Error> {
    let text = text.trim();
    if text.is_empty() || text == "#" {
        return Err(Error::Empty);
    }
    if text.len() > most_bytes {
        return Err(Error::TooLong { bytes: text.len(), limit: most_bytes });
    }
    let (version, body) = split(text).ok_or(Error::NotALink)?;
    if version != VERSION {
        return Err(Error::Version { found: version });
    }
    // Mail and chat programs add such marks behind a link.
    let body = body.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '\'', '。', '，', '）', '》']);
    let packed = URL_SAFE_NO_PAD.decode(body).map_err(|error| match error {
        // A link that was cut within a character's bits ends in one that no whole link ends in.
        base64::DecodeError::InvalidLength(_) | base64::DecodeError::InvalidLastSymbol { .. } => Error::CutOff,
        base64::DecodeError::InvalidByte(..) | base64::DecodeError::InvalidPadding => Error::Corrupt,
    })?;
    let bytes = decompress_to_vec_with_limit(&packed, most_inflated).map_err(|error| {
        if error.status == TINFLStatus::HasMoreOutput {
            Error::TooBig { limit: most_inflated }
        } else if error.status == TINFLStatus::FailedCannotMakeProgress {
            Error::CutOff
        } else {
            Error::Corrupt
        }
    })?;
    let json = String::from_utf8(bytes).map_err(|_| Error::Corrupt)?;
    let has_sum = check_sum(&json)?;
    let decoded = import::read_json(&json).map_err(|error| match error {
        Error::NotAPlan => Error::Corrupt,
        // A link is not edited by hand: what is not even JSON was damaged.
        Error::Syntax { .. } if !read::is_json(&json) => Error::Corrupt,
        Error::Empty
        | Error::NotALink
        | Error::Version { .. }
        | Error::TooLong { .. }
        | Error::TooBig { .. }
        | Error::CutOff
        | Error::Corrupt
        | Error::Syntax { .. }
        | Error::TooDeep { .. } => error,
    })?;
    let is_understood = decoded.unknown.is_empty() && decoded.findings.is_empty();
    if has_sum || is_understood { Ok(decoded) } else { Err(Error::Corrupt) }
}

/// Whether the text ends with its sum; an error when it ends with another.
fn check_sum(json: &str) -> Result<bool, Error> {
    // No text of a plan holds this: its quotes would be escaped. Damage may have put anything into the sum itself.
    let Some((body, rest)) = json.rsplit_once(",\"sum\":\"") else { return Ok(false) };
    let is_met = rest.strip_suffix("\"}").is_some_and(|hex| hex == format!("{:08x}", sum::crc32(body.as_bytes())));
    if is_met { Ok(true) } else { Err(Error::Corrupt) }
}
