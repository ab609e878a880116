//! HOW it looks. Components hold no logic beyond turning events into actions.

pub mod chart;
pub mod env;
pub mod verdict;
pub mod what_if_bar;

use yew::prelude::*;

/// Starts the page in the place that index.html keeps for it; the icons and the crash screen stand outside.
pub fn start() {
    if let Some(place) = gloo::utils::document().get_element_by_id("app") {
        yew::Renderer::<App>::with_root(place).render();
    }
}

#[component]
fn App() -> Html {
    html! { <main><h1>{ "Nines" }</h1></main> }
}
