//! Where the selection lies, as two numbers: moving it without dragging. What is moved so lands as if it had been dragged.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Action;
use crate::app::align::{Axis, corner, moved_to};
use crate::i18n::input::{Quantity, Terms, complaint, parse};
use crate::i18n::panel::PanelWords;
use crate::model::ordered::Set;
use crate::model::{Item, Plan, limits};
use crate::ui::element::html;
use crate::ui::env::Env;
use crate::ui::field::{TextProps, text_field};
use crate::ui::hit;

/// The corner of what is selected, in canvas px, to be typed; `plan` as committed, `seen` with the gesture in motion.
pub(super) fn position_fields(env: &Env, plan: &Rc<Plan>, seen: &Plan, items: &Set<Item>) -> Html {
    let Some((x, y)) = corner(seen, items) else { return html! {} };
    let words = PanelWords::of(env.lang);
    let field = |id: &'static str, label: &'static str, axis: Axis, value: f64| {
        let range = (-limits::COORDINATE_PX, limits::COORDINATE_PX);
        let complaint = {
            let (lang, goal) = (env.lang, Rc::clone(&plan.goal));
            Callback::from(move |text: String| {
                let terms = Terms { lang, currency: &goal.currency, load_unit: goal.load_unit };
                let wrong = parse(Quantity::Plain, range, &text).err();
                wrong.map(|bad| complaint(terms, Quantity::Plain, range, &bad))
            })
        };
        let (env, plan, items) = (env.clone(), Rc::clone(plan), items.clone());
        let onchange = Callback::from(move |text: String| {
            let to = parse(Quantity::Plain, range, &text).ok();
            if let Some(edit) = to.and_then(|to| moved_to(&plan, &items, axis, to)) {
                env.send(Action::Edit(edit));
            }
        });
        text_field(TextProps {
            id: id.into(),
            label: label.into(),
            value: value.round().to_string().into(),
            max_chars: 8,
            is_long: false,
            hide_label: false,
            placeholder: "".into(),
            complaint: Some(complaint),
            onchange,
        })
    };
    // A text that was refused stays, but not beside something else.
    let key = items.iter().map(|item| hit::key(*item)).collect::<Vec<_>>().join(" ");
    html! {
        <div class="position" key={format!("position {key}")} role="group" aria-label={words.position}>
            <span class="field__label">{ words.position }</span>
            { field("position-x", "X", Axis::X, x) }
            { field("position-y", "Y", Axis::Y, y) }
        </div>
    }
}
