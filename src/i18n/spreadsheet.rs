//! The words of the line that reconciles a spreadsheet with the model.

use super::Lang;
use super::figures::{availabilities, duration, fixed};
use crate::engine::spreadsheet::{Reconciled, Term};
use crate::model::ordered;
use crate::model::{Window, limits};

/// Labels that hold no figure.
pub struct Words {
    /// While the worker looks.
    pub looking: &'static str,
    /// Headings of the table.
    pub columns: [&'static str; 2],
    /// The first row.
    pub spreadsheet: &'static str,
    /// The last row.
    pub model: &'static str,
    /// The rule, sentence by sentence.
    pub rules: &'static [&'static str],
}

const EN: Words = Words {
    looking: "Comparing with what a spreadsheet would say…",
    columns: ["Cause", "min/yr"],
    spreadsheet: "Spreadsheet: the SLAs multiplied",
    model: "Model",
    rules: &[
        "The spreadsheet multiplies the availabilities of all that is needed, takes 1 − (1 − a)ⁿ for n copies and the binomial formula for alternatives, and knows no zones",
        "What it leaves out is switched on in this order; each line is what that adds to those above it, so the lines add up",
    ],
};

const ZH: Words = Words {
    looking: "正在与表格算法对比…",
    columns: ["原因", "分钟/年"],
    spreadsheet: "表格算法：SLA 相乘",
    model: "模型",
    rules: &[
        "表格算法把所依赖各项的可用性相乘，n 个副本取 1 − (1 − a)ⁿ，备选项用二项式公式，不考虑故障域",
        "它漏掉的因素按此顺序逐项加入；每行是在以上各项基础上的增量，因此各行相加即为差额",
    ],
};

/// The labels in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}

/// What a term is called.
pub fn term(lang: Lang, term: Term) -> &'static str {
    match term {
        Term::Shared => lang.pick("shared parts fail once for all", "共用部分一处失效、处处失效"),
        Term::Needed => lang.pick("more than one unit is needed", "需要不止一个单元"),
        Term::Repair => lang.pick("repair crews, resting standbys", "维修人手与备机损耗"),
        Term::CommonCause => lang.pick("common causes", "共因故障"),
        Term::TakeoverTime => lang.pick("time to detect and take over", "发现与切换耗时"),
        Term::FalseTakeovers => lang.pick("takeovers without need", "误切换"),
        Term::FailedTakeovers => lang.pick("takeovers that fail", "切换失败"),
        Term::Undetected => lang.pick("standbys dead unnoticed", "备机静默失效"),
        Term::Zones => lang.pick("zones and sites", "故障域与站点"),
        Term::Changes => lang.pick("changes", "变更"),
        Term::Planned => lang.pick("planned windows", "计划窗口"),
        Term::Links => lang.pick("caches and switches to fallbacks", "缓存与备选切换"),
    }
}

/// The smallest share of the whole that is told.
const LEAST: f64 = 1e-9;
/// Terms named in the sentence.
const NAMED: usize = 3;

/// Both answers, and the terms that matter most.
pub fn sentence(lang: Lang, found: &Reconciled) -> String {
    let (sheet, model) = availabilities(found.spreadsheet_u, found.model_u);
    let scale_u = found.spreadsheet_u.max(found.model_u);
    let mut named: Vec<(Term, f64)> =
        Term::ALL.into_iter().zip(found.terms).filter(|(_, u)| u.abs() > scale_u * LEAST).collect();
    if named.is_empty() {
        return lang.pick(
            format!(
                "Multiplying the SLAs gives {sheet}, and so does the model: nothing here that a spreadsheet leaves out"
            ),
            format!("SLA 相乘得 {sheet}，与模型一致：这里没有表格算法漏掉的因素"),
        );
    }
    ordered::sort_by(&mut named, |a, b| b.1.abs().total_cmp(&a.1.abs()));
    let most_u = named.first().map_or(0.0, |(_, u)| u.abs());
    let named: Vec<String> = named
        .iter()
        .take(NAMED)
        .filter(|(_, u)| u.abs() >= most_u * 0.05)
        .map(|(it, u)| format!("{} {}", term(lang, *it), signed_duration(lang, *u)))
        .collect();
    match lang {
        Lang::En => {
            format!("Multiplying the SLAs gives {sheet}, the model {model}, because: {} a year", named.join(", "))
        }
        Lang::Zh => format!("SLA 相乘得 {sheet}，模型为 {model}，每年主要差在：{}", named.join("、")),
    }
}

fn signed_duration(lang: Lang, u: f64) -> String {
    format!("{}{}", sign(u), duration(lang, u.abs() * Window::Year.hours()))
}

fn sign(value: f64) -> &'static str {
    if value < 0.0 { "−" } else { "+" }
}

/// A row of the table: what it is, and its figure in minutes a year.
pub struct Row {
    /// What it is.
    pub name: &'static str,
    /// With its sign, but for the first row and the last.
    pub minutes: String,
    /// The first row or the last.
    pub is_end: bool,
}

/// The rows, from the spreadsheet to the model. Sums are rounded, not terms: so what is shown adds up, too.
pub fn rows(lang: Lang, found: &Reconciled) -> Vec<Row> {
    let words = words(lang);
    let scale_u = found.spreadsheet_u.max(found.model_u);
    let minutes = |u: f64| u * Window::Year.hours() * 60.0;
    let magnitude = if scale_u > 0.0 { libm::floor(libm::log10(minutes(scale_u))) } else { 0.0 };
    let decimals = limits::clamped(3.0 - magnitude, 0.0, 9.0);
    let step = libm::pow(10.0, -decimals);
    let steps = |u: f64| (minutes(u) / step).round();
    let text = |steps: f64| padded(&fixed(steps * step, decimals), decimals);
    let end = |name, u: f64| Row { name, minutes: text(steps(u)), is_end: true };
    let mut rows = vec![end(words.spreadsheet, found.spreadsheet_u)];
    let mut sum_u = found.spreadsheet_u;
    for (it, u) in Term::ALL.into_iter().zip(found.terms) {
        let before = steps(sum_u);
        sum_u += u;
        if u.abs() > scale_u * LEAST {
            let shown = steps(sum_u) - before;
            let minutes =
                if shown == 0.0 { "≈ 0".to_owned() } else { format!("{}{}", sign(shown), text(shown.abs())) };
            rows.push(Row { name: term(lang, it), minutes, is_end: false });
        }
    }
    rows.push(end(words.model, found.model_u));
    rows
}

/// With as many digits after the point as its neighbours, so that points stand below each other.
fn padded(text: &str, decimals: f64) -> String {
    let have = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 9")]
    let missing = (decimals as usize).saturating_sub(have);
    let point = if have == 0 && missing > 0 { "." } else { "" };
    format!("{text}{point}{}", "0".repeat(missing))
}
