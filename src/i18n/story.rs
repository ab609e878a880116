//! Words of the story: the steps, what they are called, and what changed from one to the next.

use super::Lang;
use super::canvas::strategy;
use super::verdict::list;
use crate::model::Mode;

/// Labels that hold no figure.
#[derive(Debug)]
pub struct Words {
    /// Name of the strip and heading of the dialog.
    pub story: &'static str,
    /// What a story is for.
    pub lead: &'static str,
    /// While there is no step yet.
    pub empty: &'static str,
    /// Opens the dialog.
    pub edit: &'static str,
    /// Title of the first step.
    pub now: &'static str,
    /// Label of a step's title.
    pub title: &'static str,
    /// Moves a step.
    pub earlier: &'static str,
    /// Moves a step.
    pub later: &'static str,
    /// Puts the board in the place of a step.
    pub replace: &'static str,
    /// Takes a step away.
    pub remove: &'static str,
    /// Beside the current step, when the board has been changed since.
    pub changed: &'static str,
    /// Nothing changed since the step before.
    pub same: &'static str,
    /// The goal is another.
    pub goal: &'static str,
}

const EN: Words = Words {
    story: "Story",
    lead: "Steps show the plan as it was when each was added. While presenting, the arrow keys or a remote walk them",
    empty: "No steps yet. Add the plan as it is now; then fail something, or apply an option, and add that",
    edit: "Edit steps",
    now: "Now",
    title: "Title",
    earlier: "Move earlier",
    later: "Move later",
    replace: "Replace with what is on the board",
    remove: "Delete",
    changed: "changed since",
    same: "nothing changed",
    goal: "another goal",
};

const ZH: Words = Words {
    story: "演示步骤",
    lead: "每一步都保留加入时的方案。演示时用方向键或翻页器逐步展示",
    empty: "还没有步骤。先把当前方案存为一步；再模拟故障或采用某个方案，继续添加",
    edit: "编辑步骤",
    now: "现状",
    title: "标题",
    earlier: "前移",
    later: "后移",
    replace: "用画布上的内容替换",
    remove: "删除",
    changed: "之后有改动",
    same: "没有变化",
    goal: "目标有变",
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// A step in which things have failed: "Zone A and ALB fail".
pub fn fails(lang: Lang, names: &[String]) -> String {
    const NAMED: usize = 2;
    let rest = names.len().saturating_sub(NAMED);
    let mut named: Vec<String> = names.iter().take(NAMED).cloned().collect();
    if rest > 0 {
        named.push(lang.pick(format!("{rest} more"), format!("另 {rest} 项")));
    }
    let verb = if named.len() == 1 { "fails" } else { "fail" };
    let all = list(lang, &named);
    lang.pick(format!("{all} {verb}"), format!("{all}故障"))
}

/// The steps after the first: "Option A", "Option B"; behind Z they are numbered.
pub fn option(lang: Lang, place: usize) -> String {
    let letter = u8::try_from(place).ok().filter(|place| *place < 26).map(|place| char::from(b'A' + place));
    let mark = letter.map_or_else(|| (place + 1).to_string(), String::from);
    lang.pick(format!("Option {mark}"), format!("方案 {mark}"))
}

/// A step by its place, for a person who hears it: "Step 2: Zone A fails".
pub fn step(lang: Lang, place: usize, title: &str) -> String {
    let number = place + 1;
    lang.pick(format!("Step {number}: {title}"), format!("第 {number} 步：{title}"))
}

/// What follows is since the step before.
pub fn since(lang: Lang, title: &str) -> String {
    lang.pick(format!("Since “{title}”:"), format!("与“{title}”相比："))
}

/// A thing that has failed by hand since.
pub fn failed(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name} has failed"), format!("{name} 故障"))
}

/// A thing that works again since.
pub fn mended(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name} works again"), format!("{name} 已恢复"))
}

/// A thing that is new.
pub fn added(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name} is new"), format!("新增 {name}"))
}

/// A thing that is gone.
pub fn removed(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name} is gone"), format!("移除 {name}"))
}

/// A component that runs another way: "Orders DB: single → hot standby · 2".
pub fn runs(lang: Lang, name: &str, before: (Mode, u32), after: (Mode, u32)) -> String {
    let way = |(mode, units)| strategy(lang, mode, units);
    lang.pick(format!("{name}: {} → {}", way(before), way(after)), format!("{name}：{} → {}", way(before), way(after)))
}

/// A thing with other numbers.
pub fn tuned(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name} has other numbers"), format!("{name} 的参数有变"))
}

/// So many links are not as before.
pub fn links(lang: Lang, count: usize) -> String {
    let noun = if count == 1 { "link" } else { "links" };
    lang.pick(format!("{count} {noun} changed"), format!("{count} 条依赖有变"))
}

/// A figure that went from one value to another: "downtime 4.9 h/yr → 26 min/yr".
pub fn went(what: &str, before: &str, after: &str) -> String {
    format!("{what} {before} → {after}")
}

/// How many more there are.
pub fn more(lang: Lang, count: usize) -> String {
    (lang.canvas().more)(count)
}

/// What the figures of a step are called.
pub fn downtime_word(lang: Lang) -> &'static str {
    lang.pick("downtime", "停机")
}

/// What a step costs.
pub fn cost_word(lang: Lang) -> &'static str {
    lang.pick("cost", "成本")
}
