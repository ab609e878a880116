//! The words of the share dialog.

use super::Lang;

/// Words of the share dialog, one constant per language.
#[derive(Debug, Clone, Copy)]
pub struct ShareWords {
    /// Heading.
    pub title: &'static str,
    /// What a link is, and that nothing is uploaded.
    pub lead: &'static str,
    /// Label of the field that holds the link.
    pub link: &'static str,
    /// Button: copy the link.
    pub copy: &'static str,
    /// Length of the link, for those who paste it into a chat.
    pub length: fn(usize) -> String,
    /// Only a file can carry this plan.
    pub file_only: &'static str,
    /// Heading of files.
    pub file: &'static str,
    /// What the file is.
    pub file_lead: &'static str,
    /// Heading of plans set aside.
    pub aside: &'static str,
    /// What they are.
    pub aside_lead: &'static str,
    /// A plan set aside: its name and how many components it has.
    pub aside_row: fn(&str, usize) -> String,
    /// Button: put it on the board.
    pub open: &'static str,
}

impl ShareWords {
    /// English.
    pub const EN: Self = Self {
        title: "Share this plan",
        lead: "The link holds the whole plan. Nothing is uploaded: whoever opens it sees what you see",
        link: "Link",
        copy: "Copy link",
        length: |chars| format!("{chars} characters"),
        file_only: "This plan is too long for a link. Save it as a file and send that",
        file: "File",
        file_lead: "The same plan as readable JSON, for a repository or a wiki",
        aside: "Set aside",
        aside_lead: "Plans that were here before a link or another tab took their place",
        aside_row: |name, components| match components {
            1 => format!("{name} · 1 component"),
            _ => format!("{name} · {components} components"),
        },
        open: "Open",
    };

    /// 中文.
    pub const ZH: Self = Self {
        title: "分享方案",
        lead: "链接中包含完整方案，不上传任何数据；对方打开后看到的与你一致",
        link: "链接",
        copy: "复制链接",
        length: |chars| format!("{chars} 个字符"),
        file_only: "方案过长，无法放入链接，请另存为文件后发送",
        file: "文件",
        file_lead: "同一方案的可读 JSON，可放进代码仓库或知识库",
        aside: "已另存的方案",
        aside_lead: "被链接或其他标签页替换之前的方案",
        aside_row: |name, components| format!("{name} · {components} 个组件"),
        open: "打开",
    };

    /// The words of a language.
    pub fn of(lang: Lang) -> &'static Self {
        lang.pick(&Self::EN, &Self::ZH)
    }
}
