//! What a person settles about the recommendation for a component: keep it, rule strategies out, allow more units.

use std::rc::Rc;

use yew::prelude::*;

use super::component::Part;
use crate::app::Action;
use crate::i18n::panel::names;
use crate::i18n::wishes as say;
use crate::model::{Component, Edit, Mode, Wishes, limits};
use crate::ui::element::html;
use crate::ui::field::{Label, stepper, toggle};

/// Units above what the load needs that are looked at unasked.
const SPARES: u32 = 3;

fn put(component: &Rc<Component>, wishes: Wishes) -> Action {
    Action::Edit(Edit::PutComponent(Rc::new(Component { wishes, ..(**component).clone() })))
}

/// The switch, the strategies, the units.
pub(super) fn wish_fields(part: Part<'_>) -> Html {
    let Part { env, component, now, shown } = part;
    let words = say::words(env.lang);
    let pin = env.callback({
        let component = Rc::clone(component);
        move |is_pinned: bool| put(&component, Wishes { is_pinned, ..component.wishes.clone() })
    });
    let chip = |mode: Mode| {
        let is_allowed = now.wishes.allows(now.kind, mode);
        let wishes = component.wishes.with(component.kind, mode, !is_allowed);
        let onclick = env.click(put(component, wishes));
        html! {
            <button type="button" class="button button--small chip" key={mode.slug()} aria-pressed={is_allowed.to_string()}
                disabled={now.wishes.is_pinned} {onclick}>
                { names::mode(env.lang, mode) }
            </button>
        }
    };
    let needed = shown.report.components.get(&now.id).map_or(1, |report| report.figures.needed);
    let usual = needed.saturating_add(SPARES).min(limits::UNITS);
    let most = now.wishes.most_units.map_or(usual, |most| most.max(usual));
    let set_most = env.callback({
        let component = Rc::clone(component);
        move |most: u32| {
            let most_units = (most > usual).then_some(most);
            put(&component, Wishes { most_units, ..component.wishes.clone() })
        }
    });
    let has_clusters =
        [Mode::Cluster, Mode::MultiSite, Mode::Quorum].iter().any(|mode| now.wishes.allows(now.kind, *mode));
    html! {
        <>
            { toggle("pin-field", words.pin, words.pin_hint, now.wishes.is_pinned, pin) }
            <div class="field wishes" role="group" aria-labelledby="may-label">
                <span class="field__label" id="may-label">{ words.may }</span>
                <div class="wishes__chips">{ for Mode::ALL.into_iter().map(chip) }</div>
                <p class="section__lead">{ words.may_hint }</p>
            </div>
            if has_clusters && !now.wishes.is_pinned {
                { stepper(env, Label::seen("up-to-field", words.up_to), most, (usual, limits::UNITS), set_most) }
            }
        </>
    }
}
