//! Links: short, the same plan forever, and a damaged one says so.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use nines::format::link::{self, Reach};
use nines::format::{Error, export};
use nines::model::kind::{KINDS, ZONE_KINDS};
use nines::model::param::PARAMS;
use nines::model::*;
use serde_json::{Map, Value, json};

use crate::wire::{Dice, assert_same};

/// A plan as a team would draw it: three zones, clusters behind a balancer, databases, alternatives, changed figures.
fn shop(components: usize, chinese: bool) -> Plan {
    const PARTS: [(Kind, Mode, &str, &str); 20] = [
        (Kind::Users, Mode::Single, "Users", "用户"),
        (Kind::Dns, Mode::Single, "DNS", "域名解析"),
        (Kind::Cdn, Mode::Single, "CDN", "内容分发"),
        (Kind::Balancer, Mode::HotStandby, "Load balancer", "负载均衡"),
        (Kind::Service, Mode::Cluster, "Web", "前端服务"),
        (Kind::Service, Mode::Cluster, "Checkout API", "下单服务"),
        (Kind::Sql, Mode::HotStandby, "Orders DB", "订单主库"),
        (Kind::Cache, Mode::Single, "Session cache", "会话缓存"),
        (Kind::External, Mode::Single, "Payments A", "支付渠道一"),
        (Kind::External, Mode::Single, "Payments B", "支付渠道二"),
        (Kind::Queue, Mode::Quorum, "Order events", "订单消息"),
        (Kind::Worker, Mode::Cluster, "Fulfilment", "履约任务"),
        (Kind::Service, Mode::Cluster, "Catalogue API", "商品服务"),
        (Kind::Sql, Mode::WarmStandby, "Catalogue DB", "商品库"),
        (Kind::ObjectStorage, Mode::Single, "Images", "图片存储"),
        (Kind::Service, Mode::Cluster, "Search", "搜索服务"),
        (Kind::KeyValue, Mode::Quorum, "Search index", "搜索索引"),
        (Kind::Service, Mode::Single, "Recommendations", "推荐服务"),
        (Kind::Network, Mode::Single, "Uplink", "出口网络"),
        (Kind::Power, Mode::Single, "Rack power", "机柜供电"),
    ];
    let word = |en: &str, zh: &str| if chinese { zh.to_owned() } else { en.to_owned() };
    let mut plan = Plan { name: word("Web shop, next year", "电商下单链路"), ..Plan::default() };

    make_in(
        &mut plan,
        Edit::AddZone {
            kind: ZoneKind::Region,
            name: word("Frankfurt", "华东"),
            rect: Rect { x: 40.0, y: 40.0, width: 1160.0, height: 720.0 },
            parent: None,
        },
    );
    for (index, letter) in ["a", "b", "c"].into_iter().enumerate() {
        make_in(
            &mut plan,
            Edit::AddZone {
                kind: ZoneKind::Zone,
                name: word("Zone ", "可用区 ") + letter,
                rect: Rect { x: 64.0 + 376.0 * index as f64, y: 88.0, width: 352.0, height: 640.0 },
                parent: Some(ZoneId(1)),
            },
        );
    }
    for (index, (kind, mode, en, zh)) in PARTS.into_iter().take(components).enumerate() {
        let at = Point { x: 80.0 + 184.0 * (index % 5) as f64, y: 120.0 + 136.0 * (index / 5) as f64 };
        make_in(&mut plan, Edit::AddComponent { kind, name: word(en, zh), at, zone: None });
        let id = ComponentId(index as u32 + 1);
        let mut component = (*plan.topology.components[&id]).clone();
        component.strategy = mode.preset();
        let place = |zone: u32, units| Place { zone: Some(ZoneId(zone)), units };
        component.placement = match mode.family() {
            strategy::Family::Single => vec![place(2 + index as u32 % 3, 1)],
            strategy::Family::Standby => vec![place(2, 1), place(3, 1)],
            strategy::Family::Cluster => vec![place(2, 2), place(3, 2)],
            strategy::Family::Distributed => vec![place(2, 1), place(3, 1), place(4, 1)],
        };
        if kind == Kind::Users || kind == Kind::External || kind == Kind::Dns {
            component.placement = vec![Place { zone: None, units: 1 }];
        }
        if index % 3 == 1 {
            Param::Price.write(&mut component, 140.0 + 35.0 * index as f64);
            Param::PartRepair.write(&mut component, 0.25 + index as f64 / 8.0);
        }
        if index % 4 == 2 {
            Param::FaultMedian.write(&mut component, 4_380.0 + 12.5 * index as f64);
            Param::CommonCause.write(&mut component, 0.035);
        }
        make_in(&mut plan, Edit::PutComponent(Rc::new(component)));
    }
    let mut connect = |from: u32, to: u32| {
        if from.max(to) as usize <= components {
            make_in(&mut plan, Edit::Connect { from: ComponentId(from), to: ComponentId(to) });
        }
    };
    for (from, to) in [
        (1, 2),
        (1, 3),
        (3, 4),
        (4, 5),
        (5, 6),
        (5, 8),
        (6, 7),
        (6, 8),
        (6, 9),
        (6, 10),
        (6, 11),
        (12, 11),
        (12, 7),
        (5, 13),
        (13, 14),
        (13, 15),
        (5, 16),
        (16, 17),
        (5, 18),
        (4, 19),
        (19, 20),
        (7, 20),
        (14, 20),
        (17, 20),
        (11, 20),
    ] {
        connect(from, to);
    }
    if components >= 10 {
        let to_payments = |link: &&Link| link.to == ComponentId(9) || link.to == ComponentId(10);
        let links = plan.topology.links.values().filter(to_payments).map(|link| link.id).collect();
        make_in(&mut plan, Edit::AnyOf { links, needed: 1 });
    }
    let goal = Goal {
        target_u: 5e-4,
        window: Window::Month,
        rto_h: Some(0.25),
        rpo_h: Some(0.0),
        peak_load: 2_400.0,
        growth: 1.5,
        budget_per_month: Some(9_000.0),
        currency: if chinese { "¥".to_owned() } else { "€".to_owned() },
        journeys: [
            Journey {
                id: JourneyId(1),
                name: word("Browse", "浏览"),
                entry: ComponentId(1),
                target_u: None,
                weight: 1.0,
            },
            Journey {
                id: JourneyId(2),
                name: word("Buy", "下单"),
                entry: ComponentId(5),
                target_u: Some(1e-4),
                weight: 1.0,
            },
        ]
        .into_iter()
        .filter(|journey| journey.entry.0 as usize <= components)
        .collect(),
        ..Goal::default()
    };
    make_in(&mut plan, Edit::PutGoal(Rc::new(goal)));
    plan
}

fn make_in(plan: &mut Plan, edit: Edit) {
    match edit.apply(plan) {
        Ok(next) => *plan = next,
        Err(refusal) => assert_eq!(refusal, Refusal::Nothing),
    }
}

/// A link of any text: what a foreign program could have made.
fn forge(json: &[u8]) -> String {
    format!("1.{}", URL_SAFE_NO_PAD.encode(miniz_oxide::deflate::compress_to_vec(json, 9)))
}

fn assert_error(link: &str, expected: &Error) {
    assert_eq!(link::decode(link).as_ref().err(), Some(expected), "{}", link.chars().take(80).collect::<String>());
}

/// Links of twenty plans of every size up to eight components.
fn twenty() -> Vec<(Plan, String)> {
    (0..20)
        .map(|seed| {
            let plan = Dice::new(1_000 + seed).plan(1 + (seed % 8) as u32);
            let link = link::encode(&plan);
            (plan, link)
        })
        .collect()
}

#[test]
fn a_link_opens_as_the_same_plan() {
    for (components, seeds) in [(1, 200), (2, 200), (12, 60), (100, 6), (1_000, 1)] {
        for seed in 0..seeds {
            let plan = Dice::new(seed).plan(components);
            assert_same(&link::reopen(&link::encode(&plan)).expect("readable"), &plan);
        }
    }
    for (components, chinese) in [(20, false), (20, true), (12, false)] {
        let plan = shop(components, chinese);
        assert_same(&link::decode(&link::encode(&plan)).expect("readable"), &plan);
    }
}

#[test]
fn an_empty_plan_has_a_link_too() {
    assert_same(&link::decode(&link::encode(&Plan::default())).expect("readable"), &Plan::default());
}

#[test]
fn a_link_of_twenty_components_is_under_two_thousand_characters() {
    for (components, chinese, most) in [(20, false, 2_000), (20, true, 2_000), (12, false, 1_300), (12, true, 1_300)] {
        let length = link::encode(&shop(components, chinese)).len() + 1;
        println!("{components} components, Chinese {chinese}: {length} characters");
        assert!(length < most, "{length} characters for {components} components");
    }
}

#[test]
fn a_link_is_what_the_readme_of_the_format_says() {
    let link = link::encode(&shop(3, false));
    let packed = URL_SAFE_NO_PAD.decode(link.strip_prefix("1.").expect("version 1")).expect("base64url");
    let json = miniz_oxide::inflate::decompress_to_vec(&packed).expect("raw deflate");
    let value: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(value["nines"], 1);
    assert_eq!(value["c"][1]["n"], "DNS");
    assert_eq!(value["sum"].as_str().expect("a sum").len(), 8);
    let without_sum = forge(export::to_file(&shop(3, false)).as_bytes());
    assert_same(&link::decode(&without_sum).expect("readable"), &shop(3, false));
}

#[test]
fn a_link_may_come_with_its_address_and_what_stood_behind_it() {
    let plan = shop(5, false);
    let link = link::encode(&plan);
    for text in [
        format!("#{link}"),
        format!("https://example.org/nines/index.html?x=1#{link}"),
        format!("  {link}\n"),
        format!("#{link})."),
        format!("http://127.0.0.1:8080/#{link}。"),
    ] {
        assert_same(&link::decode(&text).expect("readable"), &plan);
    }
}

#[test]
fn what_is_no_link_is_told_apart() {
    for empty in ["", "#", "  \n"] {
        assert_error(empty, &Error::Empty);
    }
    for text in ["#goal", "hello", "1", "1.", "v1.abc", "01.abc", "1234567.abc", ".abc", "https://example.org/"] {
        assert_error(text, &Error::NotALink);
        assert!(!link::is_link(text));
    }
    assert_error("#2.abc", &Error::Version { found: 2 });
    assert!(link::is_link("#2.abc"));
    assert_error("1.a*b", &Error::Corrupt);
    assert_error("1.AAAAA", &Error::CutOff);
    assert_error(&forge(b"[1]"), &Error::Corrupt);
    assert_error(&forge(b"{\"nines\":3}"), &Error::Version { found: 3 });
    assert_error(&forge(b"{\"nines\":1,\"c\":0}"), &Error::Syntax { line: 1, column: 16 });
    assert_error(&forge(b"{\"nines\":1,\"c\":[}"), &Error::Corrupt);
    assert_error(&forge(b"{\"nines\":1,\"sum\":\"00000000\"}"), &Error::Corrupt);
    assert_error(&forge(b"{\"nines\":1,\"sun\":\"00000000\"}"), &Error::Corrupt);
    assert_error(&forge(&[b'{', 0xff]), &Error::Corrupt);
}

#[test]
fn a_changed_character_is_seen_or_changes_nothing() {
    let mut seen = 0_usize;
    let mut flips = 0_usize;
    for (plan, link) in twenty() {
        for at in 0..link.len() {
            for bit in 0..7 {
                let mut bytes = link.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                let Ok(text) = String::from_utf8(bytes) else { continue };
                flips += 1;
                match link::decode(&text) {
                    Err(_) => seen += 1,
                    // Bits that only fill up.
                    Ok(decoded) => assert_same(&decoded, &plan),
                }
            }
        }
    }
    println!("{seen} of {flips} flips refused, the rest changed nothing");
    assert!(seen * 1_000 > flips * 990, "{seen} of {flips}");
}

#[test]
fn a_link_that_lost_its_end_is_refused() {
    for (plan, link) in twenty() {
        for length in 0..link.len() {
            match link::decode(&link[..length]) {
                Err(Error::Empty | Error::NotALink | Error::CutOff | Error::Corrupt) => {}
                // A last character that holds only filling bits.
                Ok(decoded) if length + 1 == link.len() => assert_same(&decoded, &plan),
                other => panic!("{length} of {}: {other:?}", link.len()),
            }
        }
    }
}

#[test]
fn a_bomb_is_refused_before_it_unpacks() {
    let bomb = forge(&vec![b' '; 90_000_000]);
    assert!(bomb.len() < nines::model::limits::LINK_BYTES, "{} bytes", bomb.len());
    assert_error(&bomb, &Error::TooBig { limit: limits::INFLATED_BYTES });
}

#[test]
fn a_link_is_read_to_its_limits_and_not_beyond() {
    let padded = |bytes: usize| forge(format!("{{\"nines\":1{}}}", " ".repeat(bytes - 11)).as_bytes());
    assert!(link::decode(&padded(limits::INFLATED_BYTES)).is_ok());
    assert_error(&padded(limits::INFLATED_BYTES + 1), &Error::TooBig { limit: limits::INFLATED_BYTES });

    let long = |bytes: usize| format!("1.{}", "A".repeat(bytes - 2));
    assert_ne!(link::decode(&long(limits::LINK_BYTES)).err(), None);
    assert!(!matches!(link::decode(&long(limits::LINK_BYTES)), Err(Error::TooLong { .. })));
    let bytes = limits::LINK_BYTES + 1;
    assert_error(&long(bytes), &Error::TooLong { bytes, limit: limits::LINK_BYTES });
}

#[test]
fn a_plan_too_long_for_a_link_is_offered_as_a_file() {
    assert!(matches!(link::reach(&shop(20, false)), Reach::Address(_)));
    let long = link::reach(&Dice::new(1).plan(200));
    assert!(matches!(long, Reach::Link(link) if link.len() > limits::ADDRESS_BYTES && link::decode(&link).is_ok()));
    let mut dice = Dice::new(9);
    let mut plan = dice.plan(40);
    let ids: Vec<ComponentId> = plan.topology.components.keys().copied().collect();
    for id in ids {
        let mut component = (*plan.topology.components[&id]).clone();
        component.note = (0..limits::NOTE_CHARS)
            .map(|_| char::from_u32(0x4e00 + dice.below(0x5000) as u32).expect("a letter"))
            .collect();
        make_in(&mut plan, Edit::PutComponent(Rc::new(component)));
    }
    assert!(link::reach(&plan) == Reach::FileOnly);
    assert!(matches!(link::decode(&link::encode(&plan)), Err(Error::TooLong { .. })));
    assert_same(&link::reopen(&link::encode(&plan)).expect("what is kept has the file's limit"), &plan);
}

fn golden(extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/links");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("golden links")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    paths.sort();
    paths
}

/// Every figure of a plan in full, so that nothing of it can drift with the defaults of a later version.
fn spelled_out(plan: &Plan) -> Value {
    let law = |read: &dyn Fn(Param) -> Option<f64>| -> Value {
        PARAMS
            .iter()
            .filter_map(|row| Some((row.slug.to_owned(), json!(read(row.param)?))))
            .collect::<Map<_, _>>()
            .into()
    };
    let intervals = |spans: &Spans| -> Value {
        spans
            .iter()
            .map(|(param, span)| (param.row().slug.to_owned(), json!([span.low, span.high])))
            .collect::<Map<_, _>>()
            .into()
    };
    let wishes = |wishes: &Wishes| {
        let modes = wishes.modes.as_ref().map(|modes| modes.iter().map(|mode| mode.slug()).collect::<Vec<_>>());
        json!([wishes.is_pinned, modes, wishes.most_units])
    };
    let topology = &plan.topology;
    let components = topology.components.values().map(|component| {
        let point = plan.layout.components[&component.id];
        json!({
            "id": component.id.0, "kind": component.kind.row().slug, "name": component.name, "note": component.note,
            "strategy": component.strategy.mode().slug(),
            "fenced": component.strategy.redundancy().map(|shared| shared.detection.fenced),
            "test": match component.strategy {
                Strategy::Standby { test, .. } => format!("{test:?}"),
                Strategy::Single | Strategy::Cluster { .. } | Strategy::Quorum { .. } | Strategy::MultiSite { .. } => String::new(),
            },
            "placement": component.placement.iter().map(|at| json!([at.units, at.zone.map(|id| id.0)])).collect::<Vec<_>>(),
            "figures": law(&|param| param.read(component)), "train": component.train.map(|id| id.0),
            "intervals": intervals(&component.spans),
            "wishes": wishes(&component.wishes),
            "at": [point.x, point.y],
        })
    });
    let zones = topology.zones.values().map(|zone| {
        let rect = plan.layout.zones[&zone.id];
        json!({
            "id": zone.id.0, "kind": zone.kind.row().slug, "name": zone.name, "note": zone.note,
            "parent": zone.parent.map(|id| id.0), "round_trip_ms": zone.round_trip_ms,
            "may_hold_data": zone.may_hold_data,
            "figures": law(&|param| param.read_zone(zone)), "intervals": intervals(&zone.spans),
            "at": [rect.x, rect.y, rect.width, rect.height],
        })
    });
    let links = topology.links.values().map(|link| {
        let need = match link.need {
            Need::Hard => Value::Null,
            Need::OneOf(set) => json!([set.0, topology.sets[&set].needed]),
            Need::Soft => json!("soft"),
            Need::Cached { hours } => json!(["cached", hours]),
            Need::Async => json!("async"),
        };
        json!([link.id.0, link.from.0, link.to.0, need])
    });
    let sets = topology.sets.values().map(|set| json!([set.id.0, set.needed, set.switching]));
    let weights = plan.goal.journeys.iter().map(|journey| journey.weight);
    let goal = &plan.goal;
    let journeys =
        goal.journeys.iter().map(|journey| json!([journey.id.0, journey.name, journey.entry.0, journey.target_u]));
    json!({
        "name": plan.name,
        "components": components.collect::<Vec<_>>(),
        "zones": zones.collect::<Vec<_>>(),
        "links": links.collect::<Vec<_>>(),
        "sets": sets.collect::<Vec<_>>(),
        "steps": plan.steps.iter().map(|step| json!([spelled_out(&step.plan), format!("{:?}", step.failed)])).collect::<Vec<_>>(),
        "weights": weights.collect::<Vec<_>>(),
        "goal": {
            "target_u": goal.target_u, "window": goal.window.slug(), "rto_h": goal.rto_h, "rpo_h": goal.rpo_h,
            "peak_load": goal.peak_load, "load_unit": goal.load_unit.slug(), "growth": goal.growth,
            "headroom": goal.headroom, "budget_per_month": goal.budget_per_month, "currency": goal.currency,
            "latency_ms": goal.latency_ms, "skill": goal.skill.slug(), "most_sites": goal.most_sites,
            "most_endpoints": goal.most_endpoints, "between_sites": goal.between_sites, "journeys": journeys.collect::<Vec<_>>(),
        },
    })
}

/// All that `expected` says is so in `found`, which may say more: a later version may know more figures.
fn assert_says(found: &Value, expected: &Value, at: &str) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            for (key, value) in expected {
                assert_says(found.get(key).unwrap_or(&Value::Null), value, &format!("{at}.{key}"));
            }
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len(), "{at}");
            for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
                assert_says(found, expected, &format!("{at}.{index}"));
            }
        }
        _ => assert_eq!(found, expected, "{at}"),
    }
}

/// A link here is never changed or removed; a new one is added.
#[test]
fn every_link_ever_published_opens_as_the_same_plan() {
    let links = golden("txt");
    assert!(links.len() >= 8);
    for path in links {
        let link = std::fs::read_to_string(&path).expect("a link");
        let decoded = link::decode(&link).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        assert_eq!((decoded.findings, decoded.unknown), (vec![], vec![]), "{}", path.display());
        let expected = std::fs::read_to_string(path.with_extension("json")).expect("the plan beside it");
        let expected: Value = serde_json::from_str(&expected).expect("JSON");
        assert_says(&spelled_out(&decoded.plan), &expected, &path.display().to_string());
    }
}

/// Every kind of component and zone and every mode, untouched: all that a link leaves out.
fn every_default() -> Plan {
    let mut plan = Plan::default();
    for row in &ZONE_KINDS {
        let rect = Rect { x: 0.0, y: 0.0, width: 320.0, height: 240.0 };
        make_in(&mut plan, Edit::AddZone { kind: row.kind, name: row.slug.to_owned(), rect, parent: None });
    }
    for (index, row) in KINDS.iter().enumerate() {
        let at = Point { x: 200.0 * index as f64, y: 300.0 };
        make_in(&mut plan, Edit::AddComponent { kind: row.kind, name: row.slug.to_owned(), at, zone: None });
        let mode = Mode::ALL[index % Mode::ALL.len()];
        let mut component = (*plan.topology.components[&ComponentId(index as u32 + 1)]).clone();
        component.strategy = mode.preset();
        component.placement = vec![Place { zone: None, units: mode.default_units() }];
        make_in(&mut plan, Edit::PutComponent(Rc::new(component)));
    }
    plan
}

/// All that a person may settle about the recommendation, and every limit of people and data.
fn every_wish() -> Plan {
    let mut plan = shop(12, false);
    let mut component = (*plan.topology.components[&ComponentId(6)]).clone();
    component.wishes = Wishes {
        is_pinned: true,
        modes: Some([Mode::Cluster, Mode::Quorum, Mode::ColdStandby].into()),
        most_units: Some(9),
    };
    make_in(&mut plan, Edit::PutComponent(component.into()));
    let zone = Zone { may_hold_data: false, ..(*plan.topology.zones[&ZoneId(3)]).clone() };
    make_in(&mut plan, Edit::PutZone(zone.into()));
    let goal = Goal { most_sites: Some(2), most_endpoints: Some(12), between_sites: 0.25, ..(*plan.goal).clone() };
    make_in(&mut plan, Edit::PutGoal(Goal { skill: Skill::Practised, ..goal }.into()));
    plan
}

/// Adds golden links that are not there yet: `NINES_ADD_GOLDEN=1 cargo test --test it golden`.
#[test]
fn golden_links_are_only_ever_added() {
    if std::env::var_os("NINES_ADD_GOLDEN").is_none() {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/links");
    let plans = [
        ("shop_20", shop(20, false)),
        ("shop_12_zh", shop(12, true)),
        ("every_law", Dice::new(77).plan(9)),
        ("right_to_left", Dice::new(5).plan(6)),
        ("empty", Plan::default()),
        ("every_default", every_default()),
        ("every_need", Dice::new(2026).plan(14)),
        ("story", Dice::new(7).story(5)),
        ("every_wish", every_wish()),
    ];
    for (name, plan) in plans {
        let path = folder.join(name).with_extension("txt");
        if !path.exists() {
            std::fs::write(&path, format!("#{}\n", link::encode(&plan))).expect("written");
            let spelled = serde_json::to_string_pretty(&spelled_out(&plan)).expect("JSON");
            std::fs::write(path.with_extension("json"), spelled + "\n").expect("written");
        }
    }
}

#[test]
fn a_sum_that_a_comma_has_damaged_is_still_a_sum() {
    // The last comma of the text stood in the sum, so that it was taken for none.
    assert_error(&forge(b"{\"nines\":1,\"sum\":\"00,00000\"}"), &Error::Corrupt);
}
