//! Words of the charts: titles, labels on the marks, one spoken sentence each, headings of the table twins.

use super::Lang;
use super::figures::{duration, number, percent};

/// Labels that hold no figure.
pub struct Words {
    /// Title of P(t).
    pub fault: &'static str,
    /// Title of R(t).
    pub recovery: &'static str,
    /// Title of 1 − A(t).
    pub renewal: &'static str,
    /// Under the title of 1 − A(t).
    pub renewal_note: &'static str,
    /// Label of the age marker.
    pub now: &'static str,
    /// Label of the long-run level.
    pub long_run: &'static str,
    /// Label of the target.
    pub target: &'static str,
    /// Opens the table twin.
    pub table: &'static str,
    /// Heading of times after a start.
    pub after_start: &'static str,
    /// Heading of times after a fault.
    pub after_fault: &'static str,
    /// Heading of the column P(t).
    pub failed: &'static str,
    /// Heading of the column R(t).
    pub recovered: &'static str,
    /// Heading of the column 1 − A(t).
    pub down: &'static str,
    /// In the place of the charts of a unit that never fails.
    pub never: &'static str,
}

const EN: Words = Words {
    fault: "Fault prediction P(t)",
    recovery: "Fault recovery R(t)",
    renewal: "Chance of being down, 1 − A(t)",
    renewal_note: "One unit, new at 0, by renewal; log axis, so nines are evenly spaced",
    now: "age",
    long_run: "long run",
    target: "target",
    table: "As a table",
    after_start: "After the start",
    after_fault: "After the fault",
    failed: "Has failed, P(t)",
    recovered: "Has recovered, R(t)",
    down: "Is down, 1 − A(t)",
    never: "This unit never fails by itself",
};

const ZH: Words = Words {
    fault: "故障预测 P(t)",
    recovery: "故障恢复 R(t)",
    renewal: "不可用概率 1 − A(t)",
    renewal_note: "单个单元，0 时刻全新，按更新过程；对数轴，每个 9 间距相等",
    now: "当前役龄",
    long_run: "长期水平",
    target: "目标",
    table: "以表格查看",
    after_start: "启动之后",
    after_fault: "故障之后",
    failed: "已发生故障 P(t)",
    recovered: "已恢复 R(t)",
    down: "不可用 1 − A(t)",
    never: "该单元自身不会故障",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// "risk in the next 30 days: 12 %".
pub fn risk(lang: Lang, share: f64) -> String {
    let share = share_of(share);
    lang.pick(format!("risk in the next 30 days: {share}"), format!("未来 30 天故障风险：{share}"))
}

/// P(t) in one sentence.
pub fn fault_sentence(lang: Lang, median_h: f64, age_h: f64, risk_30_days: f64) -> String {
    let (median, age, risk) = (duration(lang, median_h), duration(lang, age_h), share_of(risk_30_days));
    lang.pick(
        format!("Half of the units have failed {median} after their start; at an age of {age} the risk in the next 30 days is {risk}"),
        format!("启动 {median}后有一半单元发生故障；当前役龄 {age}，未来 30 天故障风险为 {risk}"),
    )
}

/// R(t) in one sentence.
pub fn recovery_sentence(lang: Lang, median_h: f64, p95_h: f64) -> String {
    let (median, p95) = (duration(lang, median_h), duration(lang, p95_h));
    lang.pick(
        format!("Half of the faults are over after {median}, 95 % after {p95}"),
        format!("一半故障在 {median}内恢复，95 % 在 {p95}内恢复"),
    )
}

/// 1 − A(t) in one sentence.
pub fn renewal_sentence(lang: Lang, long_run_u: f64, peak_u: f64, peak_h: f64) -> String {
    let (level, peak, at) = (share_of(long_run_u), share_of(peak_u), duration(lang, peak_h));
    lang.pick(
        format!("A new unit's chance of being down rises to {peak} around {at} and settles at {level}"),
        format!("全新单元的不可用概率在 {at}左右升至 {peak}，长期稳定在 {level}"),
    )
}

/// A chance in per cent, small ones with as many digits as they need.
pub fn share_of(share: f64) -> String {
    if share > 0.0 && share < 1e-5 { format!("{} ppm", number(share * 1e6, 2)) } else { percent_of(share) }
}

fn percent_of(share: f64) -> String {
    let text = number(share * 100.0, 2);
    // 99.96 % must not read as 100 %.
    if share < 1.0 && text == "100" { percent(share) } else { format!("{text} %") }
}

/// A unit for a time axis: its length in h, and how it is written.
pub fn time_unit(lang: Lang, span_h: f64) -> (f64, &'static str) {
    if span_h < 2.0 / 60.0 {
        (1.0 / 3600.0, lang.pick("s", "秒"))
    } else if span_h < 2.0 {
        (1.0 / 60.0, lang.pick("min", "分钟"))
    } else if span_h < 96.0 {
        (1.0, lang.pick("h", "小时"))
    } else if span_h < 8766.0 * 3.0 {
        (24.0, lang.pick("d", "天"))
    } else {
        (8766.0, lang.pick("yr", "年"))
    }
}

/// A tick of a log axis of unavailability, as a share: 0.001 → "0.1 %".
pub fn level(u: f64) -> String {
    format!("{} %", number(u * 100.0, 1))
}
