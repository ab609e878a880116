//! The address bar, the clipboard, files, and what the browser says of language and colours.
//!
//! Each door may be denied; then the answer says so and the page offers another way.

use gloo::events::EventListener;
use gloo::file::callbacks::{FileReader, read_as_bytes};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

use crate::format::link::{self, Reach};
use crate::model::{Plan, limits};

/// What stands behind `#` in the address bar, with the `#`, when it is a link of Nines; anchors of the page are not.
pub fn address() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    link::is_link(&hash).then_some(hash)
}

/// What came of writing the address bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// It holds the plan.
    Written,
    /// The plan is too long for it; it holds none. Offer the file.
    TooLong,
    /// The browser refused.
    Refused,
}

/// Puts the plan's link into the address bar, without a new entry in the history and without a `hashchange`.
pub fn write_address(plan: &Plan) -> Address {
    match link::reach(plan) {
        Reach::Address(link) => replace(&format!("#{link}"), Address::Written),
        // A link of an older plan must not stay there.
        Reach::Link(_) | Reach::FileOnly => replace("", Address::TooLong),
    }
}

fn replace(hash: &str, done: Address) -> Address {
    let Some(window) = web_sys::window() else { return Address::Refused };
    let location = window.location();
    let (Ok(path), Ok(search)) = (location.pathname(), location.search()) else { return Address::Refused };
    let Ok(history) = window.history() else { return Address::Refused };
    let url = format!("{path}{search}{hash}");
    match history.replace_state_with_url(&JsValue::NULL, "", Some(&url)) {
        Ok(()) => done,
        Err(_) => Address::Refused,
    }
}

/// The whole address that opens the plan elsewhere; none when only a file carries it.
pub fn share_url(plan: &Plan) -> Option<String> {
    let link = match link::reach(plan) {
        Reach::Address(link) | Reach::Link(link) => link,
        Reach::FileOnly => return None,
    };
    let href = web_sys::window()?.location().href().ok()?;
    let base = href.split_once('#').map_or(href.as_str(), |(base, _)| base);
    Some(format!("{base}#{link}"))
}

/// Calls back with the new `#…` when a person pastes a link into the address bar of this tab or goes back to one.
pub fn on_address(tell: impl Fn(String) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "hashchange", move |_| {
        if let Some(link) = address() {
            tell(link);
        }
    }))
}

/// What came of copying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// It is in the clipboard.
    Copied,
    /// The browser refused: show the text, selected.
    ByHand,
}

/// Puts `text` into the clipboard. To be called within a click or key press.
pub fn copy(text: &str, done: impl FnOnce(Copied) + 'static) {
    let Some(clipboard) = clipboard() else { return done(Copied::ByHand) };
    let promise = clipboard.write_text(text);
    spawn_local(async move {
        let result = JsFuture::from(promise).await;
        done(if result.is_ok() { Copied::Copied } else { Copied::ByHand });
    });
}

/// Reads the text in the clipboard; none where the browser refuses. To be called within a click or key press.
pub fn paste(done: impl FnOnce(Option<String>) + 'static) {
    let Some(clipboard) = clipboard() else { return done(None) };
    let promise = clipboard.read_text();
    spawn_local(async move {
        done(JsFuture::from(promise).await.ok().and_then(|text| text.as_string()));
    });
}

/// Some text of the page is selected, so copying means it.
pub fn has_selected_text() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// The clipboard; absent where the page does not come over a safe connection, whatever the type says.
fn clipboard() -> Option<web_sys::Clipboard> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    clipboard.dyn_into().ok()
}

/// Offers `text` as a file; whether the browser let it.
pub fn download(name: &str, text: &str) -> bool {
    start_download(name, text).is_some()
}

fn start_download(name: &str, text: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let kind = BlobPropertyBag::new();
    kind.set_type(if name.ends_with(".json") { "application/json" } else { "text/markdown" });
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let anchor: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser has taken hold of the blob by the next turn.
    gloo::timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&url))).forget();
    Some(())
}

/// What came of choosing a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// Its bytes, for `format::import::read`.
    File {
        /// Its name.
        name: String,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// It is too large to be read; its size in bytes.
    TooLong(usize),
    /// The browser could not read it.
    Unreadable,
}

/// Keeps the choice of a file open; dropped, nothing is heard of it any more.
pub struct Picker {
    _input: HtmlInputElement,
    _listener: EventListener,
}

/// Lets the person choose a file and reads it. To be called within a click or key press; keep the value until done.
pub fn pick_file(done: impl Fn(Picked) + 'static) -> Option<Picker> {
    let document = web_sys::window()?.document()?;
    let input: HtmlInputElement = document.create_element("input").ok()?.dyn_into().ok()?;
    input.set_type("file");
    input.set_accept(".json,.txt,application/json,text/plain");
    let done = std::rc::Rc::new(done);
    let reading: std::cell::RefCell<Option<FileReader>> = std::cell::RefCell::new(None);
    let source = input.clone();
    let listener = EventListener::new(&input, "change", move |_| {
        let Some(file) = source.files().and_then(|files| files.get(0)) else { return };
        let done = std::rc::Rc::clone(&done);
        *reading.borrow_mut() = read_file(&file, move |picked| done(picked));
    });
    input.click();
    Some(Picker { _input: input, _listener: listener })
}

/// Reads a file that was chosen or dropped. Keep the value until done.
pub fn read_file(file: &web_sys::File, done: impl FnOnce(Picked) + 'static) -> Option<FileReader> {
    let bytes = bytes(file.size());
    if bytes > limits::FILE_BYTES {
        done(Picked::TooLong(bytes));
        return None;
    }
    let name = file.name();
    let file = gloo::file::File::from(file.clone());
    Some(read_as_bytes(&file, move |result| {
        done(match result {
            Ok(bytes) => Picked::File { name, bytes },
            Err(_) => Picked::Unreadable,
        });
    }))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size; more than usize holds stays its most"
)]
fn bytes(size: f64) -> usize {
    size.max(0.0) as usize
}

/// The browser's language, such as `zh-CN`; empty when it says none.
pub fn language() -> String {
    web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default()
}

/// Sets `<html lang>` and, unless the system decides, `<html data-theme>`.
pub fn mark_document(language: &str, theme: Option<&str>) {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    if let Some(root) = root {
        // Neither can fail: both names are valid.
        let _ = root.set_attribute("lang", language);
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Opens the browser's dialog for printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A refusal leaves the page as it is; the browser's own menu prints too.
        let _ = window.print();
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // A refusal leaves the page as it is, and the person can reload by hand.
        let _ = window.location().reload();
    }
}
