//! The tokens' colours can be read by everyone: WCAG 2.2 contrast, in both themes. It looks at tokens.css only.

const TOKENS: &str = include_str!("../../style/tokens.css");

const GROUNDS: [&str; 4] = ["page", "surface", "raised", "field"];

#[test]
fn text_has_a_contrast_of_4_5_on_every_ground() {
    for text in ["ink", "ink-2", "accent", "accent-strong", "ok", "watch", "fail", "unknown"] {
        for ground in GROUNDS {
            at_least(4.5, text, ground);
        }
    }
    for (text, ground) in [
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
        ("on-fail", "fail"),
        ("on-accent", "watch"),
        ("on-accent", "fail"),
        ("on-accent", "unknown"),
        ("on-accent", "cause-worked"),
        ("on-accent", "cause-zones"),
        ("on-accent", "cause-changes"),
        ("accent-strong", "accent-soft"),
        ("ink", "accent-soft"),
        ("ok", "ok-soft"),
        ("watch", "watch-soft"),
        ("fail", "fail-soft"),
        ("ink", "hover"),
        ("ink", "press"),
        ("ink", "sunken"),
        ("ink-2", "sunken"),
        ("ink-2", "hover"),
    ] {
        at_least(4.5, text, ground);
    }
}

#[test]
fn a_control_s_border_has_a_contrast_of_3_on_every_ground() {
    for ground in GROUNDS {
        at_least(3.0, "border", ground);
    }
}

fn at_least(least: f64, text: &str, ground: &str) {
    for (theme, text_colour, ground_colour) in
        [("light", colour(text).0, colour(ground).0), ("dark", colour(text).1, colour(ground).1)]
    {
        let (a, b) = (luminance(&text_colour), luminance(&ground_colour));
        let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
        assert!(ratio >= least, "{theme}: {text} on {ground} has {ratio:.2}, wants {least}");
    }
}

/// The light and the dark value of a token.
fn colour(name: &str) -> (String, String) {
    let start = format!("  --{name}: light-dark(");
    let line = TOKENS.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_else(|| panic!("no token {name}"));
    let (light, dark) = line.trim_end_matches(");").split_once(", ").expect("two values");
    (light.to_owned(), dark.to_owned())
}

/// Relative luminance, WCAG 2.2.
fn luminance(hex: &str) -> f64 {
    let part = |from: usize| {
        let value = f64::from(u8::from_str_radix(&hex[from..from + 2], 16).expect("two hex digits")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn before_a_room_text_has_a_contrast_of_7_and_lines_can_be_seen() {
    for ground in ["page", "surface", "raised", "field", "sunken"] {
        for text in ["ink", "ink-2", "accent", "accent-strong", "ok", "watch", "fail", "unknown"] {
            has(7.0, text, ground);
        }
        has(7.0, "border", ground);
        has(2.5, "line", ground);
    }
}

/// Asserts the contrast of two colours of the projector's theme.
fn has(least: f64, text: &str, ground: &str) {
    let block = TOKENS.split_once("[data-theme=\"projector\"] {").expect("the projector's theme").1;
    let block = block.split_once('}').expect("its end").0;
    let colour = |name: &str| {
        let start = format!("  --{name}: ");
        let line = block.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_else(|| panic!("no {name}"));
        luminance(line.trim_end_matches(';'))
    };
    let (a, b) = (colour(text), colour(ground));
    let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
    assert!(ratio >= least, "projector: {text} on {ground} has {ratio:.2}, wants {least}");
}
