//! WHAT can happen: state, actions, history, gestures, commands, jobs, geometry. No browser.
