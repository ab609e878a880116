//! What people type: each line is a text and what it means.

use nines::i18n::Lang;
use nines::i18n::input::{Bad, Given, Quantity, Terms, complaint, parse, parse_given, show, show_span};
use nines::model::{LoadUnit, Span};

const WIDE: (f64, f64) = (0.0, 1e12);

fn check(quantity: Quantity, range: (f64, f64), cases: &[(&str, f64)]) {
    for (text, expected) in cases {
        let got = parse(quantity, range, text);
        let close = got.as_ref().is_ok_and(|got| (got - expected).abs() <= expected.abs() * 1e-12);
        assert!(close, "{quantity:?} {text:?}: expected {expected}, got {got:?}");
    }
}

fn refused(quantity: Quantity, range: (f64, f64), cases: &[(&str, Bad)]) {
    for (text, expected) in cases {
        assert_eq!(parse(quantity, range, text).as_ref(), Err(expected), "{quantity:?} {text:?}");
    }
}

fn terms(lang: Lang) -> Terms<'static> {
    Terms { lang, currency: "$", load_unit: LoadUnit::RequestsPerSecond }
}

#[test]
fn times_are_read_with_their_units_in_both_languages() {
    check(
        Quantity::Hours,
        WIDE,
        &[
            ("3d", 72.0),
            ("90 s", 0.025),
            ("30min", 0.5),
            ("1.5h", 1.5),
            ("12", 12.0),
            ("1h 30min", 1.5),
            ("1小时30分", 1.5),
            ("2 years", 17_532.0),
            ("0.5 年", 4383.0),
            ("１．５小时", 1.5),
            ("3天", 72.0),
            ("1,000 h", 1000.0),
            ("1e3", 1000.0),
            ("6 months", 4383.0),
            ("约 2 小时", 2.0),
        ],
    );
    check(Quantity::Seconds, WIDE, &[("10", 10.0), ("500ms", 0.5), ("2 min", 120.0), ("10 秒", 10.0), ("3µs", 3e-6)]);
}

#[test]
fn a_mean_time_may_be_given_as_how_often() {
    check(Quantity::Hours, WIDE, &[("4/yr", 2191.5), ("4 次/年", 2191.5), ("每年 4 次", 2191.5), ("2 per day", 12.0)]);
    check(
        Quantity::PerHour,
        WIDE,
        &[("0.01", 0.01), ("0.01/h", 0.01), ("4/yr", 4.0 / 8766.0), ("1/300h", 1.0 / 300.0)],
    );
}

#[test]
fn what_people_say_of_how_often_is_read_in_both_languages() {
    let weekly = [
        ("3", 3.0),
        ("3/wk", 3.0),
        ("3 次/周", 3.0),
        ("每周 3 次", 3.0),
        ("每周三次", 3.0),
        ("每周两次", 2.0),
        ("每周", 1.0),
        ("每周一次", 1.0),
        ("每两周一次", 0.5),
        ("twice a week", 2.0),
        ("once per week", 1.0),
        ("every 2 weeks", 0.5),
        ("every week", 1.0),
        ("2 deploys a day", 14.0),
        ("1/d", 7.0),
        ("0", 0.0),
    ];
    check(Quantity::PerWeek, WIDE, &weekly);
    check(
        Quantity::PerYear,
        WIDE,
        &[
            ("4/yr", 4.0),
            ("每年4次", 4.0),
            ("every 3 months", 4.0),
            ("每 3 个月一次", 4.0),
            ("每月一次", 12.0),
            ("0.5", 0.5),
        ],
    );
    check(
        Quantity::Hours,
        WIDE,
        &[
            ("3天", 72.0),
            ("半小时", 0.5),
            ("半天", 12.0),
            ("两周", 336.0),
            ("half an hour", 0.5),
            ("a week", 168.0),
            ("2 a", 17_532.0),
            ("every 3 months", 2191.5),
            ("4 faults a year", 2191.5),
            ("每年四次", 2191.5),
            ("每半年一次", 4383.0),
        ],
    );
    check(
        Quantity::Unavailability,
        (1e-12, 0.5),
        &[
            ("26 min a year", 26.0 / 525_960.0),
            ("每年半小时", 0.5 / 8766.0),
            ("每月 43 分钟", 43.0 / 60.0 / 730.5),
            ("每 30 天 1h30", 1.5 / 720.0),
            ("三个9", 1e-3),
            ("5个九", 1e-5),
        ],
    );
    refused(
        Quantity::Hours,
        WIDE,
        &[
            ("十二小时", Bad::NotANumber),
            ("半个半小时", Bad::UnknownUnit("个半小时".into())),
            ("1.5 90", Bad::NotANumber),
            ("1h 90", Bad::NotANumber),
            ("1,5,2 h", Bad::NotANumber),
            ("每", Bad::NotANumber),
        ],
    );
    refused(
        Quantity::PerWeek,
        WIDE,
        &[("3 bananas/wk", Bad::UnknownUnit("bananas".into())), ("often", Bad::NotANumber)],
    );
}

#[test]
fn shares_are_in_per_cent_and_what_could_be_either_is_asked_about() {
    let unit = (0.0, 1.0);
    check(
        Quantity::Share,
        unit,
        &[("5%", 0.05), ("0.5 %", 0.005), ("1e-3%", 1e-5), ("5 ％", 0.05), ("1.5", 0.015), ("99.9", 0.999), ("0", 0.0)],
    );
    refused(
        Quantity::Share,
        unit,
        &[
            ("120%", Bad::TooLarge),
            ("-1%", Bad::TooSmall),
            ("5 apples", Bad::UnknownUnit("apples".into())),
            ("0.5", Bad::Ambiguous(0.5)),
            ("1", Bad::Ambiguous(1.0)),
        ],
    );
    let message = complaint(terms(Lang::En), Quantity::Share, unit, &Bad::Ambiguous(0.5));
    assert!(message.contains("0.5 % or 50 %"), "{message}");
}

#[test]
fn an_availability_keeps_every_nine_that_was_typed() {
    let range = (1e-13, 0.9999);
    check(
        Quantity::Unavailability,
        range,
        &[
            ("99.95%", 5e-4),
            ("99.95", 5e-4),
            ("0.9995", 5e-4),
            ("99.9999999%", 1e-9),
            ("99.99999999999 %", 1e-13),
            ("1e-3", 1e-3),
            ("4 nines", 1e-4),
            ("5个9", 1e-5),
            ("8.766 h/yr", 1e-3),
            ("43.83 min/month", 1e-3),
            ("43.2 分钟/30天", 1e-3),
        ],
    );
    refused(Quantity::Unavailability, range, &[("每年半", Bad::NotANumber), ("每年 4", Bad::NotANumber)]);
    refused(Quantity::Unavailability, range, &[("100%", Bad::TooLarge), ("", Bad::Empty), ("good", Bad::NotANumber)]);
}

#[test]
fn counts_are_whole() {
    check(Quantity::Count, (1.0, 64.0), &[("3", 3.0), ("3 台", 3.0), ("3 units", 3.0)]);
    refused(Quantity::Count, (1.0, 64.0), &[("2.5", Bad::NotWhole), ("0", Bad::TooSmall), ("65", Bad::TooLarge)]);
}

#[test]
fn loads_and_amounts_take_thousands_in_both_languages() {
    check(
        Quantity::Load,
        WIDE,
        &[
            ("2k req/s", 2000.0),
            ("2000", 2000.0),
            ("2万", 20_000.0),
            ("2 万 请求/秒", 20_000.0),
            ("90k/min", 1500.0),
            ("5k qps", 5000.0),
            ("1.5M users", 1.5e6),
            ("300 msg/s", 300.0),
            ("40 Mbit/s", 40.0),
        ],
    );
    check(
        Quantity::Money,
        WIDE,
        &[
            ("$1,200", 1200.0),
            ("1.2k", 1200.0),
            ("¥3万", 30_000.0),
            ("3000/yr", 250.0),
            ("250 元/月", 250.0),
            ("250", 250.0),
        ],
    );
    refused(Quantity::Load, WIDE, &[("2 bananas", Bad::UnknownUnit("bananas".into()))]);
}

#[test]
fn factors_may_be_more_by_a_share() {
    check(
        Quantity::Ratio,
        (1.0, 100.0),
        &[("1.5", 1.5), ("1.5x", 1.5), ("×1.5", 1.5), ("150%", 1.5), ("+50%", 1.5), ("25%", 1.25), ("2倍", 2.0)],
    );
}

#[test]
fn what_is_shown_reads_back_in_both_languages() {
    let cases: [(Quantity, (f64, f64), &[f64]); 12] = [
        (Quantity::PerHour, WIDE, &[0.0027, 1e-5, 12.5]),
        (Quantity::Hours, WIDE, &[0.0, 1e-7, 0.5, 1.25, 72.0, 2191.5, 876_600.0]),
        (Quantity::Seconds, WIDE, &[0.0, 0.3, 10.0, 75.0, 86_400.0]),
        (Quantity::Share, (0.0, 1.0), &[0.0, 2.5e-9, 1e-5, 0.05, 0.999, 0.9999, 1.0]),
        (Quantity::Unavailability, (1e-13, 0.9999), &[1e-13, 5.55e-4, 1e-3, 0.25, 0.9]),
        (Quantity::Count, (0.0, 100.0), &[1.0, 64.0]),
        (Quantity::Plain, WIDE, &[0.5, 6.0]),
        (Quantity::PerWeek, WIDE, &[0.0, 0.5, 21.0]),
        (Quantity::PerYear, WIDE, &[0.0, 4.0, 365.25]),
        (Quantity::Ratio, (1.0, 100.0), &[1.0, 1.25, 1.375]),
        (Quantity::Money, WIDE, &[0.0, 100.0, 12_345.0]),
        (Quantity::Load, WIDE, &[1.0, 1500.0, 20_000.0, 1e12]),
    ];
    for (quantity, range, values) in cases {
        for value in values {
            for lang in [Lang::En, Lang::Zh] {
                let text = show(terms(lang), quantity, *value);
                let back = parse(quantity, range, &text).unwrap_or_else(|bad| panic!("{quantity:?} {text:?}: {bad:?}"));
                assert!((back - value).abs() <= value.abs() * 6e-4, "{quantity:?} {value} → {text:?} → {back}");
            }
        }
    }
}

#[test]
fn an_interval_is_read_with_its_unit_once_or_twice() {
    let between = |quantity, text: &str, low: f64, high: f64| {
        let got = parse_given(quantity, WIDE, text);
        let Ok(Given::Between(a, b)) = got else { panic!("{text:?}: {got:?}") };
        let (a, b) = (a.min(b), a.max(b));
        assert!((a - low).abs() <= low * 1e-12 && (b - high).abs() <= high * 1e-12, "{text:?}: {got:?}");
    };
    for text in [
        "[25, 35] min",
        "[25,35]m",
        "25-35min",
        "25–35 min",
        "25 to 35 minutes",
        "25 min - 35 min",
        "[25 min, 35 min]",
        "25..35 min",
        "25~35分钟",
        "25 到 35 分钟",
        "25至35分钟",
        "【25，35】分钟",
        "[35, 25] min",
        "［２５，３５］分钟",
    ] {
        between(Quantity::Hours, text, 25.0 / 60.0, 35.0 / 60.0);
    }
    between(Quantity::Hours, "90 s - 2 min", 90.0 / 3600.0, 2.0 / 60.0);
    between(Quantity::Hours, "2-4/yr", 8766.0 / 4.0, 8766.0 / 2.0);
    between(Quantity::Share, "90-95 %", 0.9, 0.95);
    between(Quantity::PerHour, "[1e-5, 2e-5]", 1e-5, 2e-5);
    between(Quantity::PerHour, "1e-5 - 2e-5", 1e-5, 2e-5);
    between(Quantity::Unavailability, "[99.9, 99.95] %", 5e-4, 1e-3);
    between(Quantity::Load, "1k–2k req/s", 1000.0, 2000.0);
}

#[test]
fn what_is_one_number_is_no_interval() {
    for (text, hours) in [
        ("1e-2 h", 0.01),
        ("[2] h", 2.0),
        ("3–3 h", 3.0),
        ("1,500 h", 1500.0),
        ("1h 30min", 1.5),
        ("1,5 h", 1.5),
        ("12,25", 12.25),
        ("1h30", 1.5),
        ("1h 30", 1.5),
        ("2m30", 2.5 / 60.0),
        ("一个半小时", 1.5),
        ("5 个半小时", 5.5),
    ] {
        let got = parse_given(Quantity::Hours, WIDE, text);
        match (text, got) {
            // One number in brackets is not understood, and nothing is made of it.
            ("[2] h", got) => assert!(got.is_err(), "{got:?}"),
            (_, got) => assert_eq!(got, Ok(Given::Exactly(hours)), "{text}"),
        }
    }
    for text in ["[1, x] h", "[, 2] h", "[1, 2", "1-", "-1", "[1,2] parsec"] {
        assert!(parse_given(Quantity::Hours, WIDE, text).is_err(), "{text}");
    }
    assert_eq!(parse_given(Quantity::Hours, (0.0, 1.5), "1-2 h"), Err(Bad::TooLarge), "an end beyond the range");
}

#[test]
fn an_interval_reads_back_as_it_is_shown() {
    for (quantity, low, high) in [
        (Quantity::Hours, 0.25, 36.0),
        (Quantity::Share, 0.9, 0.99),
        (Quantity::Unavailability, 1e-4, 1e-3),
        (Quantity::PerHour, 1e-5, 2e-5),
        (Quantity::Load, 1000.0, 20_000.0),
    ] {
        for lang in [Lang::En, Lang::Zh] {
            let text = show_span(terms(lang), quantity, Span { low, high });
            let got = parse_given(quantity, WIDE, &text);
            let Ok(Given::Between(a, b)) = got else { panic!("{text:?}: {got:?}") };
            assert!((a.min(b) - low).abs() <= low * 1e-3 && (a.max(b) - high).abs() <= high * 1e-3, "{text}: {got:?}");
        }
    }
    let availabilities = show_span(terms(Lang::En), Quantity::Unavailability, Span { low: 1e-4, high: 1e-3 });
    assert_eq!(availabilities, "[99.9 %, 99.99 %]", "the lower availability first");
}

#[test]
fn a_refusal_says_what_is_accepted_and_that_nothing_is_lost() {
    let message = complaint(terms(Lang::En), Quantity::Hours, WIDE, &Bad::UnknownUnit("parsec".into()));
    assert!(
        message.contains("parsec") && message.contains("1.5 h") && message.contains("stays as it was"),
        "{message}"
    );
    let message = complaint(terms(Lang::Zh), Quantity::Unavailability, (1e-12, 0.5), &Bad::TooLarge);
    assert!(message.contains("50 %") && message.contains("99.9999999999 %"), "{message}");
}

#[test]
fn nothing_that_is_typed_panics() {
    let pieces = [
        "", "1", "-", "e", "1e", "9", ".", ",", "%", "/", "每", "年", "k", "万", "个9", " ", "x", "∞", "nan", "1e999",
        "٣", "半", "两", "every", " a ", "once",
    ];
    let quantities = [
        Quantity::PerHour,
        Quantity::Hours,
        Quantity::Seconds,
        Quantity::Share,
        Quantity::Unavailability,
        Quantity::Count,
        Quantity::Plain,
        Quantity::PerWeek,
        Quantity::PerYear,
        Quantity::Ratio,
        Quantity::Money,
        Quantity::Load,
    ];
    for a in pieces {
        for b in pieces {
            for c in pieces {
                for quantity in quantities {
                    let between = [format!("[{a},{b}]{c}"), format!("{a}-{b}{c}"), format!("{a}至{b}{c}")];
                    for text in between {
                        match parse_given(quantity, (0.0, 1e9), &text) {
                            Ok(Given::Exactly(value)) => assert!((0.0..=1e9).contains(&value)),
                            Ok(Given::Between(a, b)) => assert!(a != b && a.min(b) >= 0.0 && a.max(b) <= 1e9),
                            Err(_) => {}
                        }
                    }
                    if let Ok(value) = parse(quantity, (0.0, 1e9), &format!("{a}{b}{c}")) {
                        assert!((0.0..=1e9).contains(&value));
                    }
                }
            }
        }
    }
}
