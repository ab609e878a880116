//! The words for what comes and goes: links, files, the clipboard, keeping the plan, other tabs, the worker.

use super::Lang;
use super::panel::params;
use crate::format::Error;
use crate::model::check::Finding;
use crate::model::{Mode, Param};

/// Words of the exchange, one constant per language.
#[derive(Debug, Clone, Copy)]
pub struct ExchangeWords {
    /// What is wrong with foreign bytes, and what to do.
    pub error: fn(&Error) -> String,
    /// What the validator changed.
    pub finding: fn(&Finding) -> String,
    /// What this version does not know was left out; the paths follow.
    pub unknown: fn(usize) -> String,
    /// The plan on the board stays as it is (after an error).
    pub board_untouched: &'static str,
    /// A plan came by link; the one before it is kept.
    pub opened_link: &'static str,
    /// The link is in the clipboard.
    pub link_copied: &'static str,
    /// A pasted text names nothing.
    pub pasted_nothing: &'static str,
    /// The browser keeps the clipboard from the page.
    pub clipboard_refused: &'static str,
    /// The decision record is in the clipboard.
    pub record_copied: &'static str,
    /// It is not: the browser refused.
    pub record_not_copied: &'static str,
    /// The clipboard refused; the link is shown to be copied by hand.
    pub copy_by_hand: &'static str,
    /// The plan is too long for the address bar.
    pub link_too_long: &'static str,
    /// The address bar could not be changed.
    pub address_refused: &'static str,
    /// Button: save as a file.
    pub save_file: &'static str,
    /// Button: open a file.
    pub open_file: &'static str,
    /// The file could not be read by the browser.
    pub file_unreadable: &'static str,
    /// The plan is kept in this browser.
    pub saved: &'static str,
    /// The browser's storage is full.
    pub storage_full: &'static str,
    /// The browser keeps nothing.
    pub storage_unavailable: &'static str,
    /// Another tab has saved another plan.
    pub other_tab: &'static str,
    /// Button: keep this tab's plan all the same.
    pub save_here: &'static str,
    /// The newest copy was damaged, the one before was opened.
    pub fell_back: &'static str,
    /// Nothing that was kept can be read.
    pub lost: &'static str,
    /// The worker belongs to another build.
    pub worker_wrong_build: &'static str,
    /// The worker did not start.
    pub worker_never_ready: &'static str,
    /// The worker failed twice.
    pub worker_died: &'static str,
    /// The worker took too long.
    pub worker_slow: &'static str,
    /// Button: reload the page.
    pub reload: &'static str,
}

impl ExchangeWords {
    /// English.
    pub const EN: Self = Self {
        error: error_en,
        finding: finding_en,
        unknown: |count| match count {
            1 => "One entry is unknown to this version and was left out".to_owned(),
            _ => format!("{count} entries are unknown to this version and were left out"),
        },
        board_untouched: "The plan on the board is untouched",
        opened_link: "Opened from a link. The plan that was here is kept: Undo brings it back",
        link_copied: "Link copied",
        pasted_nothing: "Nothing to paste in that text: copy components, a link, or a list of at most 100 names",
        clipboard_refused: "The browser keeps the clipboard from the page. Press Ctrl+C, Ctrl+X or Ctrl+V instead",
        record_copied: "Decision record copied",
        record_not_copied: "The browser keeps the clipboard shut. Save the record as a file instead",
        copy_by_hand: "The browser does not allow copying. Select the link and copy it yourself",
        link_too_long: "This plan is too long for the address bar. Save it as a file to share it",
        address_refused: "The browser did not update the address. Use Copy link to share this plan",
        save_file: "Save as file…",
        open_file: "Open file…",
        file_unreadable: "The browser could not read the file. Check that it is still there and try again",
        saved: "Saved in this browser",
        storage_full: "Not saved: this browser's storage is full. Save the plan as a file",
        storage_unavailable: "Not saved: this browser keeps nothing for this page. Copy the link or save a file",
        other_tab: "Another tab has saved a different plan, so this tab has stopped saving",
        save_here: "Save this tab's plan instead",
        fell_back: "The latest saved copy was damaged. This is the one before it",
        lost: "The saved plan could not be read. It has been kept aside",
        worker_wrong_build: "Nines has been updated. Reload to get exact figures; your plan is kept",
        worker_never_ready: "Background calculation did not start, so the figures shown are not refined. Reload to try again",
        worker_died: "Background calculation failed twice, so the figures shown are not refined",
        worker_slow: "The plan is too large to be computed in full, so the figures shown are not refined",
        reload: "Reload",
    };

    /// 中文.
    pub const ZH: Self = Self {
        error: error_zh,
        finding: finding_zh,
        unknown: |count| format!("有 {count} 处内容当前版本无法识别，已略过"),
        board_untouched: "画布上的方案未受影响",
        opened_link: "已从链接打开方案；原来的方案仍保留，撤销即可恢复",
        link_copied: "链接已复制",
        pasted_nothing: "这段文字里没有可粘贴的内容：请复制组件、链接，或不超过 100 项的清单",
        clipboard_refused: "浏览器不允许页面读写剪贴板，请改按 Ctrl+C、Ctrl+X 或 Ctrl+V",
        record_copied: "决策记录已复制",
        record_not_copied: "浏览器不允许写入剪贴板，请改为保存文件",
        copy_by_hand: "浏览器不允许自动复制，请选中链接手动复制",
        link_too_long: "方案过长，地址栏放不下，请另存为文件再分享",
        address_refused: "浏览器未能更新地址栏，请用“复制链接”分享方案",
        save_file: "另存为文件…",
        open_file: "打开文件…",
        file_unreadable: "浏览器无法读取该文件，请确认文件仍在原处后重试",
        saved: "已保存在本浏览器",
        storage_full: "未保存：浏览器存储空间已满，请另存为文件",
        storage_unavailable: "未保存：浏览器不允许本页存储数据，请复制链接或另存为文件",
        other_tab: "另一个标签页保存了不同的方案，本页已停止自动保存",
        save_here: "改为保存本页的方案",
        fell_back: "最近一次保存的内容已损坏，当前为上一次保存的方案",
        lost: "之前保存的方案无法读取，原始内容已另行保留",
        worker_wrong_build: "Nines 已更新，重新加载即可得到精确结果，方案不会丢失",
        worker_never_ready: "后台计算未能启动，当前数字未经细化，可重新加载后再试",
        worker_died: "后台计算两次异常退出，当前数字未经细化",
        worker_slow: "方案规模过大，未能算完，当前数字未经细化",
        reload: "重新加载",
    };

    /// The words of a language.
    pub fn of(lang: Lang) -> Self {
        lang.pick(Self::EN, Self::ZH)
    }
}

/// What a parameter is called.
fn param(lang: Lang, param: Param) -> &'static str {
    params::param(lang, param, Mode::Single).label
}

/// A size in bytes, as a person would say it.
fn size(bytes: usize) -> String {
    if bytes >= 1_000_000 { format!("{} MB", bytes / 1_000_000) } else { format!("{} kB", bytes.div_ceil(1_000)) }
}

fn error_en(error: &Error) -> String {
    match error {
        Error::Empty => "There is nothing to open. Paste a link or choose a file".to_owned(),
        Error::NotALink => {
            "This is not a Nines link. Its last part starts with #1. Check that all of it was copied".to_owned()
        }
        Error::NotAPlan => "This file is not a Nines plan. Choose a file saved by Nines".to_owned(),
        Error::Version { found } => {
            format!(
                "This plan was made by another version of Nines (format {found}). Reload the page, or open it where it was made"
            )
        }
        Error::TooLong { bytes, limit } => {
            format!(
                "Too long: {}, and at most {} can be opened. Ask for the plan as a smaller file",
                size(*bytes),
                size(*limit)
            )
        }
        Error::TooBig { limit } => {
            format!(
                "Unpacked, this link is larger than {}, which no shared plan is. Ask for the plan as a file",
                size(*limit)
            )
        }
        Error::CutOff => "Part of the link is missing. Copy it again, to its very end".to_owned(),
        Error::Corrupt => {
            "Some characters of the link were changed on the way. Copy it again, or ask for the plan as a file"
                .to_owned()
        }
        Error::Syntax { line, column } => {
            format!(
                "The plan cannot be read at line {line}, column {column}. Undo changes made there by hand, or save it again"
            )
        }
        Error::TooDeep { line, column } => {
            format!("The plan is nested too deep at line {line}, column {column}. Choose a file saved by Nines")
        }
    }
}

fn error_zh(error: &Error) -> String {
    match error {
        Error::Empty => "没有可打开的内容，请粘贴链接或选择文件".to_owned(),
        Error::NotALink => "这不是 Nines 的链接：链接末段应以 #1. 开头，请检查是否复制完整".to_owned(),
        Error::NotAPlan => "该文件不是 Nines 方案，请选择由 Nines 保存的文件".to_owned(),
        Error::Version { found } => {
            format!("该方案来自其他版本的 Nines（格式 {found}），请刷新页面，或在原来的页面中打开")
        }
        Error::TooLong { bytes, limit } => {
            format!("内容过长：{}，最多可打开 {}，请对方改发更小的文件", size(*bytes), size(*limit))
        }
        Error::TooBig { limit } => format!("链接解压后超过 {}，不是正常的方案，请对方改发文件", size(*limit)),
        Error::CutOff => "链接不完整，请重新复制到最后一个字符".to_owned(),
        Error::Corrupt => "链接中有字符在传递时被改动，请重新复制，或请对方改发文件".to_owned(),
        Error::Syntax { line, column } => {
            format!("方案在第 {line} 行第 {column} 列无法解析，请撤销该处的手工修改，或重新保存文件")
        }
        Error::TooDeep { line, column } => {
            format!("方案在第 {line} 行第 {column} 列嵌套过深，请选择由 Nines 保存的文件")
        }
    }
}

fn finding_en(finding: &Finding) -> String {
    match finding {
        Finding::NameCleaned { name } => format!("A name was shortened or cleaned: “{name}”"),
        Finding::NoteCleaned { name } => format!("The note of “{name}” was shortened or cleaned"),
        Finding::Clamped { name, param: which } => {
            format!("“{name}”: {} was out of range and was moved into it", param(Lang::En, *which))
        }
        Finding::PlacementMended { name } => format!("“{name}”: units or zones did not fit and were adjusted"),
        Finding::LinksDropped { count } => format!("Links that lead nowhere or repeat were left out: {count}"),
        Finding::LinksMended { count } => {
            format!("Times or chances of links were out of range and were moved into it: {count}")
        }
        Finding::ZonesMended { count } => {
            format!("Zones nested in a circle or too deep were moved to the top: {count}")
        }
        Finding::JourneysDropped { count } => {
            format!("Journeys without an entry, repeated or beyond the limit were left out: {count}")
        }
        Finding::TooMany { dropped } => format!("The plan is beyond the limits; left out: {dropped}"),
        Finding::GoalMended => "A figure of the goal was out of range and was moved into it".to_owned(),
    }
}

fn finding_zh(finding: &Finding) -> String {
    match finding {
        Finding::NameCleaned { name } => format!("名称过长或含有不可用字符，已改为“{name}”"),
        Finding::NoteCleaned { name } => format!("“{name}”的备注过长或含有不可用字符，已处理"),
        Finding::Clamped { name, param: which } => {
            format!("“{name}”的{}超出范围，已调整到允许的范围内", param(Lang::Zh, *which))
        }
        Finding::PlacementMended { name } => format!("“{name}”的单元数或故障域不符合要求，已调整"),
        Finding::LinksDropped { count } => format!("已略过 {count} 条无效或重复的依赖"),
        Finding::LinksMended { count } => format!("有 {count} 处依赖的时长或概率超出范围，已调整到允许的范围内"),
        Finding::ZonesMended { count } => format!("有 {count} 个故障域循环嵌套或层级过深，已移到最外层"),
        Finding::JourneysDropped { count } => format!("已略过 {count} 条没有入口、重复或超出上限的业务路径"),
        Finding::TooMany { dropped } => format!("方案超出上限，有 {dropped} 项未读入"),
        Finding::GoalMended => "目标中有数值超出范围，已调整到允许的范围内".to_owned(),
    }
}
