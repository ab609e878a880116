//! Habits that the compiler does not keep: how files open, who may use whom, what markup and styles must not hold.

use std::fs;
use std::path::{Path, PathBuf};

/// What each room of src/ may use besides itself: everything that it reaches along the arrows.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("engine", &["model"]),
    ("format", &["model"]),
    ("i18n", &["model", "engine", "format"]),
    ("app", &["model", "engine", "format", "i18n"]),
    ("browser", &["model", "engine", "format", "i18n", "app"]),
    ("ui", &["model", "engine", "format", "i18n", "app", "browser"]),
];

/// Crates that need a browser.
const BROWSER_CRATES: &[&str] =
    &["yew", "gloo", "web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "plotters_canvas"];

const LINES_IN_A_FILE: usize = 700;

#[test]
fn every_source_file_opens_by_saying_what_it_is_for() {
    check(sources("src", "rs"), |text| {
        if text.starts_with("//! ") { vec![] } else { vec!["does not open with `//! `".to_owned()] }
    });
}

#[test]
fn a_source_file_holds_one_idea() {
    check(sources("src", "rs"), |text| {
        let lines = text.lines().count();
        if lines <= LINES_IN_A_FILE { vec![] } else { vec![format!("has {lines} lines, at most {LINES_IN_A_FILE}")] }
    });
}

#[test]
fn a_room_uses_only_what_it_reaches_along_the_arrows() {
    for (room, reached) in ROOMS {
        check(sources(&format!("src/{room}"), "rs"), |text| strangers(text, room, reached));
    }
}

#[test]
fn every_room_of_the_house_is_in_the_table() {
    let rooms: Vec<String> = fs::read_dir(top().join("src"))
        .expect("src is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.is_dir() && !path.ends_with("bin"))
        .map(|path| path.file_name().expect("named").to_string_lossy().into_owned())
        .collect();
    for room in rooms {
        assert!(ROOMS.iter().any(|(name, _)| *name == room), "src/{room} has no row in ROOMS");
    }
}

#[test]
fn only_the_browser_s_rooms_know_the_browser() {
    for (room, _) in ROOMS.iter().filter(|(room, _)| !["browser", "ui"].contains(room)) {
        check(sources(&format!("src/{room}"), "rs"), |text| {
            found(text, BROWSER_CRATES.iter().map(|name| format!("{name}::")))
        });
    }
}

#[test]
fn markup_stays_within_the_strict_policy() {
    let banned = ["style=", "\"style\"", "innerHTML", "inner_html", "outerHTML", "foreignObject", "document.write"];
    check(sources("src/ui", "rs"), |text| found(text, banned.map(str::to_owned)));
    check(sources("src/browser", "rs"), |text| found(text, banned.map(str::to_owned)));
    check(vec![top().join("index.html")], |text| {
        found(
            text,
            [" style=\"", "<style", "<script", " onclick", "src=\"http", "href=\"http", "unsafe-inline"]
                .map(str::to_owned),
        )
    });
}

#[test]
fn colours_live_in_the_tokens() {
    let styles = sources("style", "css").into_iter().filter(|path| !path.ends_with("tokens.css")).collect();
    check(styles, |text| {
        let functions = ["rgb(", "rgba(", "hsl(", "oklch(", "light-dark("].map(str::to_owned);
        [hex_colours(text), found(text, functions)].concat()
    });
    check(sources("src", "rs"), hex_colours);
    check(vec![top().join("index.html")], hex_colours);
}

#[test]
fn the_habits_are_seen_when_they_are_broken() {
    assert_eq!(strangers("use crate::ui::canvas;", "engine", &["model"]).len(), 1);
    assert_eq!(strangers("use crate::{model::Plan, app::State};", "engine", &["model"]).len(), 1);
    assert_eq!(strangers("crate::model::Plan, crate::engine::Report", "engine", &["model"]).len(), 0);
    assert_eq!(hex_colours("a { color: #1a1f26; border: #FFF8; b: #123 }").len(), 3);
    assert_eq!(hex_colours("href=\"#app\" \"#1.eJ\" #[test] #add &#x27; #1a1f26f").len(), 0);
    assert_eq!(found("<p style=\"\">", ["style=".to_owned()]).len(), 1);
    assert_eq!(found("web_sys::Window", ["web_sys::".to_owned()]).len(), 1);
}

/// Asserts that `faults` finds nothing in any of the files, and names the file and the fault otherwise.
fn check(files: Vec<PathBuf>, faults: impl Fn(&str) -> Vec<String>) {
    let mut all = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a text file");
        let name = path.strip_prefix(top()).expect("below the top").display().to_string();
        all.extend(faults(&text).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder with this extension, in order.
fn sources(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![top().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(!files.is_empty(), "no .{extension} file below {folder}");
    files
}

/// The lines that hold one of the words, with their numbers.
fn found(text: &str, words: impl IntoIterator<Item = String>) -> Vec<String> {
    words
        .into_iter()
        .flat_map(|word| {
            text.lines()
                .enumerate()
                .filter(|(_, line)| line.contains(&word))
                .map(|(number, _)| format!("line {}: {word}", number + 1))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The rooms that a text of `room` names but may not use; both `crate::a::…` and `crate::{a::…, b::…}` count.
fn strangers(text: &str, room: &str, reached: &[&str]) -> Vec<String> {
    let mut named = Vec::new();
    for after in text.split("crate::").skip(1) {
        if let Some(group) = after.strip_prefix('{') {
            let mut depth = 0_u32;
            let mut part = String::new();
            for letter in group.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => named.push(std::mem::take(&mut part)),
                    _ if depth == 0 => part.push(letter),
                    _ => {}
                }
            }
            named.push(part);
        } else {
            named.push(after.to_owned());
        }
    }
    named
        .iter()
        .map(|name| name.trim_start().split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap())
        .filter(|name| ROOMS.iter().any(|(other, _)| other == name) && *name != room && !reached.contains(name))
        .map(|name| format!("{room} must not use {name}"))
        .collect()
}

/// `#` with 3, 4, 6 or 8 hex digits; the short ones only with a figure in them, so that `#add` is an address.
fn hex_colours(text: &str) -> Vec<String> {
    text.match_indices('#')
        .filter_map(|(at, _)| {
            let rest = &text[at + 1..];
            let word: String = rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            let hex = word.chars().all(|letter| letter.is_ascii_hexdigit());
            let colour = match word.len() {
                3 | 4 => hex && word.contains(|letter: char| letter.is_ascii_digit()),
                6 | 8 => hex,
                _ => false,
            };
            colour.then(|| format!("line {}: #{word}", text[..at].lines().count()))
        })
        .collect()
}
