//! Words of the timer advisor: which interval and how many misses.

use super::Lang;
use super::figures::{duration, frequency};
use crate::engine::timers::{RARE_PER_H, Setting};

/// Labels that hold no figure.
pub struct Words {
    /// Heading.
    pub title: &'static str,
    /// The button.
    pub take: &'static str,
    /// In its place when it is set so already.
    pub taken: &'static str,
    /// The goal has no RTO.
    pub no_rto: &'static str,
    /// Nobody has said how often a poll is lost.
    pub no_loss: &'static str,
    /// No setting is in time.
    pub too_late: &'static str,
    /// What the cells hold.
    pub cells: &'static str,
    /// The corner of the table.
    pub corner: &'static str,
    /// Said of a cell that is too late.
    pub late: &'static str,
    /// Said of the best cell.
    pub best: &'static str,
    /// The rule.
    pub rule: &'static str,
}

const EN: Words = Words {
    title: "Timer advisor",
    take: "Use these",
    taken: "Set so already",
    no_rto: "The goal has no RTO: state one, and the interval and the misses follow",
    no_loss: "No poll is ever lost here, so one miss would do. State how often a poll of a healthy unit is lost, and the interval and the misses follow",
    too_late: "No interval is short enough: the switch and the wait after the last miss leave no time within the RTO",
    cells: "Each cell: half of the faults are noticed by then, 95 % by then, and how often it takes over without need",
    corner: "Interval",
    late: "too late for the RTO",
    best: "best",
    rule: "Of all that keep the RTO in the worst case: the fewest takeovers without need, (3600/i)·(1−p)·pᵐ an hour; rarer than once in 1,000 years counts as none, then the quickest. Polls are taken to be lost one by one: a glitch longer than all misses takes them all",
};

const ZH: Words = Words {
    title: "探测参数建议",
    take: "采用此参数",
    taken: "已是此参数",
    no_rto: "目标没有 RTO：填写后即可推出探测间隔与次数",
    no_loss: "这里假定探测从不丢失，那么一次无应答就够了。填写健康单元的探测丢失率后，即可推出探测间隔与次数",
    too_late: "再短的间隔也来不及：切换时间与最后一次失败后的等待已超出 RTO",
    cells: "每格依次为：发现半数故障的时间、发现 95 % 故障的时间、误切换频率",
    corner: "间隔",
    late: "超出 RTO",
    best: "最佳",
    rule: "在最坏情况仍满足 RTO 的组合中取误切换最少者，每小时 (3600/i)·(1−p)·pᵐ 次；少于千年一次按没有计，再取发现最快者。假定各次探测独立丢失：超过全部次数的网络抖动会使其一并丢失",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// A number of misses, as a column's heading.
pub fn misses(lang: Lang, misses: u32) -> String {
    let miss = if misses == 1 { "miss" } else { "misses" };
    lang.pick(format!("{misses} {miss}"), format!("{misses} 次"))
}

/// The loop of the best setting, as the article writes it, with what it comes to.
pub fn sentence(lang: Lang, best: &Setting, rto_h: f64) -> String {
    let (every, worst, rto) =
        (duration(lang, best.interval_s / 3600.0), duration(lang, best.worst_h), duration(lang, rto_h));
    let (m, rare) = (best.misses, rarity(lang, best.false_per_h));
    lang.pick(
        format!("Is it alive? Wait {every} and ask again; after {} take over. Noticed within {worst}, inside the RTO of {rto}. Takeovers without need: {rare}", misses(lang, m)),
        format!("它还活着吗？等 {every}再问；连续 {m} 次无应答就切换。最迟 {worst}发现，满足 RTO {rto}。误切换：{rare}"),
    )
}

/// How often it takes over without need.
pub fn rarity(lang: Lang, false_per_h: f64) -> String {
    if false_per_h <= 0.0 {
        return lang.pick("never", "不会发生").to_owned();
    }
    if false_per_h < RARE_PER_H {
        return lang.pick("< 1 in 1,000 yr", "千年不到 1 次").to_owned();
    }
    frequency(lang, false_per_h)
}

/// Half of the faults are noticed by the first, 95 % by the second.
pub fn noticed(lang: Lang, setting: &Setting) -> [String; 2] {
    [duration(lang, setting.median_h), format!("95 % {}", duration(lang, setting.p95_h))]
}
