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
    /// The slider by which a curve is read off.
    pub along: &'static str,
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
    /// Heading of the whole system over time.
    pub mission: &'static str,
    /// Title of the system's R(t).
    pub unbroken: &'static str,
    /// How it was had where all is in series.
    pub in_series: &'static str,
    /// How it was had where something stands by.
    pub in_part: &'static str,
    /// Title of the system's 1 − A(t).
    pub system_down: &'static str,
    /// Under it.
    pub system_down_note: &'static str,
    /// Heading of times after everything was new.
    pub after_new: &'static str,
    /// Heading of the column R(t).
    pub no_outage: &'static str,
    /// While the worker has not answered.
    pub looking: &'static str,
    /// The figures are bounds, or nothing is there.
    pub no_mission: &'static str,
}

const EN: Words = Words {
    fault: "Fault prediction P(t)",
    recovery: "Fault recovery R(t)",
    renewal: "Chance of being down, 1 − A(t)",
    renewal_note: "One unit, new at 0, by renewal; log axis, so nines are evenly spaced",
    now: "age",
    long_run: "long run",
    target: "target",
    along: "Read off",
    table: "As a table",
    after_start: "After the start",
    after_fault: "After the fault",
    failed: "Has failed, P(t)",
    recovered: "Has recovered, R(t)",
    down: "Is down, 1 − A(t)",
    never: "This unit never fails by itself",
    mission: "A month without an outage?",
    unbroken: "Chance of no outage until t, R(t)",
    in_series: "Exact: every part is needed, so their chances of no outage multiply",
    in_part: "Parts in series multiply exactly; of those that stand by for each other W outages are expected, so none of them with a chance of about e^−W, and never less than 1 − W",
    system_down: "Chance of being down at t, 1 − A(t)",
    system_down_note: "The whole system, everything new at 0; log axis, so nines are evenly spaced",
    after_new: "After all is new",
    no_outage: "No outage, R(t)",
    looking: "Following the system through a year…",
    no_mission: "Not told: this plan's figures are bounds, or there is nothing in it",
};

const ZH: Words = Words {
    fault: "故障预测 P(t)",
    recovery: "故障恢复 R(t)",
    renewal: "不可用概率 1 − A(t)",
    renewal_note: "单个单元，0 时刻全新，按更新过程；对数轴，每个 9 间距相等",
    now: "当前役龄",
    long_run: "长期水平",
    target: "目标",
    along: "沿曲线读数",
    table: "以表格查看",
    after_start: "启动之后",
    after_fault: "故障之后",
    failed: "已发生故障 P(t)",
    recovered: "已恢复 R(t)",
    down: "不可用 1 − A(t)",
    never: "该单元自身不会故障",
    mission: "能否一个月不中断？",
    unbroken: "到 t 为止不中断的概率 R(t)",
    in_series: "精确值：各部分缺一不可，不中断概率相乘",
    in_part: "串联部分精确相乘；互为备份的部分预期中断 W 次，无中断概率约为 e^−W，且不会低于 1 − W",
    system_down: "t 时刻不可用的概率 1 − A(t)",
    system_down_note: "整个系统，0 时刻全部为新；对数轴，每个 9 间距相等",
    after_new: "全部为新之后",
    no_outage: "未中断 R(t)",
    looking: "正在推算一年内的变化…",
    no_mission: "无法给出：该方案只有上下界，或方案为空",
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

/// "With this plan, the chance of a month without an outage is 4 %"; of a named journey, and no less than what is certain.
pub fn month_sentence(lang: Lang, journey: Option<&str>, unbroken: f64, at_least: Option<f64>) -> String {
    let chance = share_or_less(unbroken);
    let (en, zh) = match at_least.map(share_or_less).filter(|least| *least != chance) {
        Some(least) => {
            (format!("about {chance}, for certain at least {least}"), format!("约为 {chance}，至少为 {least}"))
        }
        None => (chance.clone(), format!("为 {chance}")),
    };
    let of = journey.map_or_else(String::new, |name| lang.pick(format!(" of {name}"), format!("“{name}”")));
    lang.pick(
        format!("With this plan, the chance of a month without an outage{of} is {en}"),
        format!("按此方案，{of}一个月内不中断的概率{zh}"),
    )
}

/// The system's 1 − A(t) in one sentence.
pub fn system_sentence(lang: Lang, day_u: f64, month_u: f64, long_run_u: f64) -> String {
    let (day, month, long) = (share_of(day_u), share_of(month_u), share_of(long_run_u));
    lang.pick(
        format!("A day after everything is new, the chance of being down is {day}, after a month {month}; in the long run it is {long}"),
        format!("全部为新一天后不可用的概率为 {day}，一个月后为 {month}；长期为 {long}"),
    )
}

/// "4 %, at least 3.7 %".
pub fn share_at_least(lang: Lang, share: f64, least: f64) -> String {
    let (share, least) = (share_or_less(share), share_or_less(least));
    if share == least {
        share
    } else {
        lang.pick(format!("{share}, at least {least}"), format!("{share}，至少 {least}"))
    }
}

/// A chance in per cent; what is as good as none is not written out.
fn share_or_less(share: f64) -> String {
    if share < 1e-6 { "< 1 ppm".to_owned() } else { share_of(share) }
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
