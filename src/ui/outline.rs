//! The plan as a tree and as a table: for reading, selecting, renaming and removing, a full equal of the canvas.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{icon, small_button};
use super::inspector::InspectorProps as Props;
use crate::app::Action;
use crate::i18n::outline as say;
use crate::i18n::reasons::Context;
use crate::model::ordered::{Map, Set};
use crate::model::{Component, ComponentId, Edit, Item, Need, Plan, Topology, ZoneId};
use crate::ui::element::html;
use crate::ui::env::{Env, use_env};
use crate::ui::hooks::{Kept, use_effect_with, use_node_ref, use_state_eq};
use crate::ui::mount::mount;

/// What every row needs.
struct View<'a> {
    env: &'a Env,
    plan: &'a Plan,
    at: Context<'a>,
    selection: &'a Set<Item>,
    /// Which row's name is being typed.
    renaming: Kept<Option<Item>>,
}

/// The tree and the table.
#[component]
pub fn Outline(props: &Props) -> Html {
    let env = use_env();
    let renaming = use_state_eq(|| None::<Item>);
    let Props { state, shown } = props;
    let words = say::words(env.lang);
    let topology = &shown.plan.topology;
    if topology.components.is_empty() && topology.zones.is_empty() {
        return html! { <p class="outline secondary">{ words.empty }</p> };
    }
    let at = Context { lang: env.lang, topology, goal: &shown.plan.goal };
    let view = View { env: &env, plan: &shown.plan, at, selection: &state.selection, renaming };
    let figure = Some("figure");
    let columns: [(Option<&'static str>, &'static str); 7] = [
        (None, words.name),
        (None, words.kind),
        (None, words.strategy),
        (figure, words.units),
        (figure, words.downtime),
        (figure, words.cost),
        (None, words.needs),
    ];
    let rows = topology.components.values().map(|component| table_row(&view, shown, component));
    html! {
        <div class="outline">
            <section>
                <h3>{ words.tree }</h3>
                <ul class="outline__tree">{ view.inside(None) }</ul>
            </section>
            <section>
                <h3>{ words.table }</h3>
                <div class="outline__table" tabindex="0" role="region" aria-label={words.table}>
                    <table>
                        <thead>
                            <tr>{ for columns.into_iter().map(|(class, name)| html! { <th scope="col" {class}>{ name }</th> }) }</tr>
                        </thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            </section>
        </div>
    }
}

impl View<'_> {
    /// The zones and components drawn directly inside a zone, or outside every zone.
    fn inside(&self, parent: Option<ZoneId>) -> Html {
        let topology = &self.plan.topology;
        let zones = topology.zones.values().filter(|zone| zone.parent == parent).map(|zone| {
            let label = html! { <span class="outline__zone">{ self.at.zone(zone.id) }</span> };
            let row = self.row(Item::Zone(zone.id), zone.kind.row().slug, label, &self.at.zone(zone.id));
            html! { <li key={format!("z{}", zone.id.0)}>{ row }<ul>{ self.inside(Some(zone.id)) }</ul></li> }
        });
        let components = topology.components.values().filter(|component| topology.common_zone(component) == parent);
        let components = components.map(|component| {
            let name = self.at.component(component.id);
            let label = html! { <><span>{ &name }</span>{ self.chips(component) }</> };
            let row = self.row(Item::Component(component.id), component.kind.row().slug, label, &name);
            html! { <li key={format!("c{}", component.id.0)}>{ row }</li> }
        });
        html! { <>{ for zones }{ for components }</> }
    }

    /// A chip per zone of a component that is spread.
    fn chips(&self, component: &Component) -> Html {
        let place = |place: &crate::model::Place| {
            let zone = place.zone.map_or_else(|| say::words(self.at.lang).no_zone.to_owned(), |id| self.at.zone(id));
            format!("{zone} × {}", place.units)
        };
        let places = component.placement.iter().filter(|_| component.is_spread()).map(place);
        let train = component.train.map(|id| (self.at.lang.canvas().rides)(&self.at.zone(id)));
        html! { <>{ for places.chain(train).map(|text| html! { <span class="outline__chip">{ text }</span> }) }</> }
    }

    /// A row: the thing itself, which selects it, and its two buttons.
    fn row(&self, item: Item, slug: &'static str, label: Html, name: &str) -> Html {
        if *self.renaming == Some(item) {
            return self.name_field(item, name);
        }
        let lang = self.at.lang;
        let is_selected = self.selection.contains(&item);
        let select = self.env.callback(move |event: MouseEvent| {
            if event.shift_key() || event.ctrl_key() || event.meta_key() {
                Action::Toggle(item)
            } else {
                Action::Select([item].into())
            }
        });
        let rename = {
            let renaming = self.renaming.clone();
            Callback::from(move |_: MouseEvent| renaming.set(Some(item)))
        };
        let remove = self.env.click(Action::Edit(Edit::Remove(vec![item])));
        html! {
            <div class="outline__row">
                <button type="button" class="outline__item" aria-pressed={is_selected.to_string()} onclick={select}>
                    { icon(slug) }{ label }
                </button>
                { small_button("pencil", &say::rename(lang, name), rename) }
                { small_button("trash", &say::delete(lang, name), remove) }
            </div>
        }
    }

    /// A name being typed: leaving the field or Enter keeps it, Esc drops it.
    fn name_field(&self, item: Item, name: &str) -> Html {
        let keep = {
            let (renaming, env, topology) = (self.renaming.clone(), self.env.clone(), Rc::clone(&self.plan.topology));
            move |name: String| {
                renaming.set(None);
                if let Some(edit) = renamed(&topology, item, name) {
                    env.send(Action::Edit(edit));
                }
            }
        };
        let onchange = {
            let keep = keep.clone();
            Callback::from(move |event: Event| {
                if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                    keep(field.value());
                }
            })
        };
        let onblur = {
            let renaming = self.renaming.clone();
            Callback::from(move |_: FocusEvent| renaming.set(None))
        };
        let onkeydown = {
            let renaming = self.renaming.clone();
            Callback::from(move |event: KeyboardEvent| {
                event.stop_propagation();
                if event.is_composing() {
                    return;
                }
                match event.key().as_str() {
                    "Escape" => renaming.set(None),
                    "Enter" => {
                        if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                            keep(field.value());
                        }
                    }
                    _ => {}
                }
            })
        };
        let (name, label) = (name.to_owned().into(), say::rename(self.at.lang, name).into());
        mount::<NameField>("name-field", NameFieldProps { name, label, onchange, onblur, onkeydown })
    }
}

#[derive(Clone, PartialEq, Properties)]
struct NameFieldProps {
    name: AttrValue,
    label: AttrValue,
    onchange: Callback<Event>,
    onblur: Callback<FocusEvent>,
    onkeydown: Callback<KeyboardEvent>,
}

/// A text field that takes the focus as it appears.
#[component]
fn NameField(props: &NameFieldProps) -> Html {
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with((), move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                // Without the focus the field can still be clicked.
                let _ = field.focus();
                field.select();
            }
        });
    }
    let NameFieldProps { name, label, onchange, onblur, onkeydown } = props.clone();
    html! { <input ref={field} class="outline__rename" value={name} aria-label={label} {onchange} {onblur} {onkeydown} /> }
}

/// The edit that renames a component or a zone.
fn renamed(topology: &Topology, item: Item, name: String) -> Option<Edit> {
    match item {
        Item::Component(id) => {
            let mut component = (**topology.components.get(&id)?).clone();
            component.name = name;
            Some(Edit::PutComponent(component.into()))
        }
        Item::Zone(id) => {
            let mut zone = (**topology.zones.get(&id)?).clone();
            zone.name = name;
            Some(Edit::PutZone(zone.into()))
        }
        Item::Link(_) => None,
    }
}

fn table_row(view: &View<'_>, shown: &crate::ui::env::Shown, component: &Component) -> Html {
    let (at, lang) = (view.at, view.at.lang);
    let item = Item::Component(component.id);
    let is_selected = view.selection.contains(&item);
    let select = view.env.click(Action::Select([item].into()));
    let figures = shown.report.components.get(&component.id).map(|component| &component.figures);
    html! {
        <tr key={component.id.0} aria-selected={is_selected.to_string()}>
            <th scope="row">
                <button type="button" class="verdict__name" aria-pressed={is_selected.to_string()} onclick={select}>
                    { at.component(component.id) }
                </button>
            </th>
            <td>{ (lang.canvas().kind)(component.kind) }</td>
            <td>{ (lang.canvas().mode)(component.strategy.mode()) }</td>
            <td class="figure">{ component.units() }</td>
            <td class="figure">{ figures.map(|figures| at.down(figures.u)) }</td>
            <td class="figure">{ figures.map(|figures| at.per_month(figures.cost_per_month)) }</td>
            <td>{ needs(at, component.id) }</td>
        </tr>
    }
}

/// What a component needs, in words.
fn needs(at: Context<'_>, id: ComponentId) -> String {
    let mut hard = Vec::new();
    let mut sets: Map<_, Vec<String>> = Map::new();
    for link in at.topology.links.values().filter(|link| link.from == id) {
        match link.need {
            Need::Hard => hard.push(at.component(link.to)),
            Need::OneOf(set) => sets.or_default(set).push(at.component(link.to)),
            Need::Soft | Need::Cached { .. } | Need::Async => {
                hard.push(say::need(at.lang, link.need, &at.component(link.to)));
            }
        }
    }
    for (set, names) in &sets {
        let needed = at.topology.sets.get(set).map_or(1, |set| set.needed);
        hard.push(say::any_of(at.lang, needed, names));
    }
    hard.join(at.lang.pick(", ", "、"))
}
