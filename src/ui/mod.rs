//! HOW it looks. Components hold no logic beyond turning events into actions.

pub mod env;

use yew::prelude::*;

/// Starts the page.
pub fn start() {
    yew::Renderer::<App>::new().render();
}

#[component]
fn App() -> Html {
    html! { <main><h1>{ "Nines" }</h1></main> }
}
