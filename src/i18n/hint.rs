//! Words of the hint that a first visit gets.

use super::Lang;

/// The hint's words.
#[derive(Debug)]
pub struct Words {
    /// Its heading.
    pub title: &'static str,
    /// The three steps, in the order of `app::hint::Hint`.
    pub steps: [&'static str; 3],
    /// Sends it away for good.
    pub dismiss: &'static str,
    /// Beside a step that has been done, for those who hear it.
    pub done: &'static str,
}

const EN: Words = Words {
    title: "Three things to try",
    steps: [
        "Click a component and drag a slider",
        "Select one and fail it (F): what still works?",
        "Apply the recommendation",
    ],
    dismiss: "Do not show this again",
    done: "done",
};

const ZH: Words = Words {
    title: "先试这三步",
    steps: ["单击组件，拖动一个滑块", "选中组件并模拟故障（F）：哪些还能用？", "采用建议的方案"],
    dismiss: "不再显示",
    done: "已完成",
};

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    lang.pick(&EN, &ZH)
}
