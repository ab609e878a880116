//! Messages to the person, in one polite live region. They stay until dismissed or overtaken; nothing times out.

use yew::prelude::*;

use super::env::use_env;
use crate::app::{Action, Notice};
use crate::i18n::Lang;
use crate::i18n::exchange::ExchangeWords;

/// What the region shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The latest message.
    pub notice: Option<Notice>,
}

/// How many changes of a mended plan are named.
const NAMED: usize = 4;

/// The live region with the latest message.
#[component]
pub fn Notices(props: &Props) -> Html {
    let env = use_env();
    let words = env.lang.canvas();
    html! {
        <div class="notices" role="status">
            if let Some(notice) = &props.notice {
                <div class={classes!("notice", is_bad(notice).then_some("is-bad"))}>
                    <svg class="icon" aria-hidden="true"><use href={if is_bad(notice) { "#icon-alert" } else { "#icon-info" }} /></svg>
                    <div class="notice__text">{ text(notice, env.lang) }</div>
                    <button type="button" class="button button--quiet button--icon button--small" aria-label={words.dismiss} title={words.dismiss}
                        onclick={env.callback(|_: MouseEvent| Action::Notice(None))}>
                        <svg class="icon" aria-hidden="true"><use href="#icon-x" /></svg>
                    </button>
                </div>
            }
        </div>
    }
}

fn is_bad(notice: &Notice) -> bool {
    match notice {
        Notice::Refused(_)
        | Notice::BadLink(_)
        | Notice::FileUnreadable
        | Notice::Mended { .. }
        | Notice::FellBack
        | Notice::Lost
        | Notice::ReloadNeeded
        | Notice::WorkerAbsent
        | Notice::WorkerDied
        | Notice::WorkerSlow
        | Notice::LinkTooLong => true,
        Notice::LinkCopied | Notice::CopyByHand | Notice::OpenedLink => false,
    }
}

fn text(notice: &Notice, lang: Lang) -> Html {
    let (words, exchange) = (lang.canvas(), ExchangeWords::of(lang));
    let line = |text: String| html! { <p>{ text }</p> };
    match notice {
        Notice::Refused(refusal) => line((words.refused)(refusal)),
        Notice::BadLink(error) => html! {
            <>
                <p>{ (exchange.error)(error) }</p>
                <p class="secondary">{ exchange.board_untouched }</p>
            </>
        },
        Notice::FileUnreadable => line(exchange.file_unreadable.to_owned()),
        Notice::Mended { findings, unknown } => {
            let changes =
                findings.iter().map(words.finding).chain(unknown.iter().map(|field| (words.unknown_field)(field)));
            let changes: Vec<String> = changes.collect();
            let rest = changes.len().saturating_sub(NAMED);
            html! {
                <>
                    <p>{ words.mended }</p>
                    <ul>
                        { for changes.into_iter().take(NAMED).map(|change| html! { <li>{ change }</li> }) }
                        if rest > 0 { <li>{ (words.more)(rest) }</li> }
                    </ul>
                </>
            }
        }
        Notice::LinkCopied => line(words.link_copied.to_owned()),
        Notice::CopyByHand => line(words.copy_by_hand.to_owned()),
        Notice::OpenedLink => line(words.opened_link.to_owned()),
        Notice::ReloadNeeded => html! {
            <>
                <p>{ words.reload_needed }</p>
                <button type="button" class="button button--small" data-reload="">{ exchange.reload }</button>
            </>
        },
        Notice::FellBack => line(exchange.fell_back.to_owned()),
        Notice::Lost => line(exchange.lost.to_owned()),
        Notice::WorkerAbsent => line(exchange.worker_never_ready.to_owned()),
        Notice::WorkerDied => line(exchange.worker_died.to_owned()),
        Notice::WorkerSlow => line(exchange.worker_slow.to_owned()),
        Notice::LinkTooLong => line(words.link_too_long.to_owned()),
    }
}
