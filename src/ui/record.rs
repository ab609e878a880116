//! The decision record's part of the share dialog: copy it, save it, print the page.

use std::rc::Rc;

use yew::prelude::*;

use super::env::{Env, Shown};
use super::field::worded_button;
use crate::app::record::{Record, markdown};
use crate::app::{Action, Notice};
use crate::browser::exchange::{self, Copied};
use crate::engine::report::Report;
use crate::engine::{Budget, Cache, analyse};
use crate::i18n::Lang;
use crate::i18n::record as say;
use crate::model::Plan;
use crate::ui::element::html;

/// The part; what is written is made only when it is asked for.
pub fn record_part(env: &Env, shown: &Shown) -> Html {
    let words = say::words(env.lang);
    let copy = {
        let (env, shown) = (env.clone(), shown.clone());
        Callback::from(move |_: MouseEvent| {
            let dispatch = env.clone();
            exchange::copy(&text(env.lang, &shown), move |copied| {
                dispatch.send(Action::Notice(Some(match copied {
                    Copied::Copied => Notice::RecordCopied,
                    Copied::ByHand => Notice::RecordNotCopied,
                })));
            });
        })
    };
    let save = {
        let (lang, shown) = (env.lang, shown.clone());
        Callback::from(move |_: MouseEvent| {
            exchange::download(&say::file_name(lang, &shown.plan.name), &text(lang, &shown));
        })
    };
    let print = Callback::from(|_: MouseEvent| exchange::print());
    html! {
        <section class="share__part">
            <h3>{ words.record }</h3>
            <p class="secondary">{ words.record_lead }</p>
            <div class="share__row">
                { worded_button("button", "copy", words.copy, copy) }
                { worded_button("button", "download", words.save, save) }
                { worded_button("button", "printer", words.print, print) }
            </div>
        </section>
    }
}

fn text(lang: Lang, shown: &Shown) -> String {
    let options = options(&shown.plan);
    let link = exchange::share_url(&shown.plan);
    let flips = shown.flips_of.zip(shown.flips.as_ref()).map(|(id, flips)| (id, flips.as_slice()));
    markdown(&Record {
        lang,
        plan: &shown.plan,
        report: &shown.report,
        recommendation: &shown.recommendation,
        options: &options,
        flips,
        link: link.as_deref(),
    })
}

/// The steps of the story that are another plan than the board's and than each other, with what follows from them.
fn options(plan: &Plan) -> Vec<(String, Report)> {
    let mut cache = Cache::default();
    let mut seen = vec![(Rc::clone(&plan.topology), Rc::clone(&plan.goal))];
    let mut options = Vec::new();
    for step in plan.steps.iter() {
        let (topology, goal) = (&step.plan.topology, &step.plan.goal);
        if seen.iter().any(|(a, b)| a == topology && b == goal) {
            continue;
        }
        seen.push((Rc::clone(topology), Rc::clone(goal)));
        options.push((step.plan.name.clone(), analyse(topology, goal, Budget::FRAME, &mut cache)));
    }
    options
}
