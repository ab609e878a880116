//! Messages to the person, in one polite live region. They stay until dismissed or overtaken; nothing times out.

use yew::prelude::*;

use super::env::Env;
use super::field::{icon, small_button};
use crate::app::{Action, Notice, WorkerTrouble};
use crate::i18n::Lang;
use crate::i18n::exchange::ExchangeWords;
use crate::ui::element::html;

/// How many changes of a mended plan are named.
const NAMED: usize = 4;

/// The live region with the latest message.
pub fn notices(env: &Env, notice: Option<&Notice>) -> Html {
    let words = env.lang.canvas();
    html! {
        <div class="notices" role="status">
            if let Some(notice) = notice {
                <div class={if is_bad(notice) { "notice is-bad" } else { "notice" }}>
                    { icon(if is_bad(notice) { "alert" } else { "info" }) }
                    <div class="notice__text">{ text(notice, env.lang) }</div>
                    { small_button("x", words.dismiss, env.click(Action::Notice(None))) }
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
        | Notice::WorkerFailed(_)
        | Notice::AddressRefused
        | Notice::PastedNothing
        | Notice::ClipboardRefused
        | Notice::LinkTooLong => true,
        Notice::LinkCopied
        | Notice::RecordCopied
        | Notice::RecordNotCopied
        | Notice::CopyByHand
        | Notice::OpenedLink => false,
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
                findings.iter().map(exchange.finding).chain(unknown.iter().map(|field| (words.unknown_field)(field)));
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
        Notice::PastedNothing => line(exchange.pasted_nothing.to_owned()),
        Notice::ClipboardRefused => line(exchange.clipboard_refused.to_owned()),
        Notice::RecordCopied => line(exchange.record_copied.to_owned()),
        Notice::RecordNotCopied => line(exchange.record_not_copied.to_owned()),
        Notice::LinkCopied => line(exchange.link_copied.to_owned()),
        Notice::CopyByHand => line(exchange.copy_by_hand.to_owned()),
        Notice::OpenedLink => line(exchange.opened_link.to_owned()),
        Notice::ReloadNeeded => html! {
            <>
                <p>{ exchange.worker_wrong_build }</p>
                <button type="button" class="button button--small" data-reload="">{ exchange.reload }</button>
            </>
        },
        Notice::WorkerFailed(WorkerTrouble::NeverReady) => line(exchange.worker_never_ready.to_owned()),
        Notice::WorkerFailed(WorkerTrouble::Died) => line(exchange.worker_died.to_owned()),
        Notice::WorkerFailed(WorkerTrouble::TooSlow) => line(exchange.worker_slow.to_owned()),
        Notice::FellBack => line(exchange.fell_back.to_owned()),
        Notice::Lost => line(exchange.lost.to_owned()),
        Notice::AddressRefused => line(exchange.address_refused.to_owned()),
        Notice::LinkTooLong => line(exchange.link_too_long.to_owned()),
    }
}
