//! The worker door. The page's side starts, asks and ends the worker as the desk orders; the worker's side answers.
//!
//! The desk (`app::job`) decides everything; here is only what needs a browser.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker};

use super::now_ms;
use crate::app::job::{Ask, AskKind, BUILD, Desk, Event, News, Order, Tell};

/// Starts the page's own files in the worker; relative to the page.
const LOADER: &str = "./worker_loader.js";
/// How often the desk hears that time has passed while something is awaited, in ms.
const TICK_MS: u32 = 250;

/// The page's side. Dropped, the worker ends.
#[derive(Clone)]
pub struct Office {
    inner: Rc<RefCell<Inner>>,
    tell: Rc<dyn Fn(News)>,
}

struct Inner {
    desk: Desk,
    worker: Option<Seated>,
    clock: Option<Interval>,
}

/// A running worker; dropped, it is ended and nothing it said is heard any more.
struct Seated {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl Drop for Seated {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Office {
    /// The door; the worker itself starts with the first job, so that a page with small plans fetches nothing for it.
    pub fn open(tell: impl Fn(News) + 'static) -> Self {
        let inner = Inner { desk: Desk::new(BUILD), worker: None, clock: None };
        Self { inner: Rc::new(RefCell::new(inner)), tell: Rc::new(tell) }
    }

    /// This is wanted now, instead of anything of its kind wanted before.
    pub fn want(&self, kind: AskKind) {
        self.hear(Event::Want(kind));
    }

    /// Nothing is wanted any more; the worker stops at once.
    pub fn cancel(&self) {
        self.hear(Event::Cancel);
    }

    /// Nobody looks at a study any more.
    pub fn look_away(&self) {
        self.hear(Event::LookAway);
    }

    /// A wanted job is waiting or running.
    pub fn is_wanted(&self) -> bool {
        self.inner.try_borrow().is_ok_and(|inner| inner.desk.is_wanted())
    }

    fn hear(&self, event: Event) {
        let mut news = Vec::new();
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            let Ok(mut inner) = self.inner.try_borrow_mut() else { return };
            for order in inner.desk.on(event, now_ms()) {
                match order {
                    Order::Spawn => {
                        inner.worker = self.spawn();
                        if inner.worker.is_none() {
                            events.push(Event::Died);
                        }
                    }
                    Order::Terminate => inner.worker = None,
                    Order::Post(ask) => {
                        if !inner.worker.as_ref().is_some_and(|seated| post(&seated.worker, &ask)) {
                            events.push(Event::Died);
                        }
                    }
                    Order::Say(said) => news.push(said),
                }
            }
            let is_busy = inner.desk.is_busy();
            if is_busy != inner.clock.is_some() {
                inner.clock = is_busy.then(|| self.clock());
            }
        }
        // Said last: the page may want something again at once.
        for said in news {
            (self.tell)(said);
        }
    }

    fn spawn(&self) -> Option<Seated> {
        let worker = Worker::new(&loader()?).ok()?;
        let listen = |name: &'static str, to_event: fn(&web_sys::Event) -> Option<Event>| {
            let office = self.weak();
            EventListener::new(&worker, name, move |event| {
                if let (Some(event), Some(office)) = (to_event(event), office()) {
                    office.hear(event);
                }
            })
        };
        let listeners = [
            listen("message", |event| {
                let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                // What cannot be read is no worker of ours.
                Some(text.and_then(|text| Tell::read(&text)).map_or(Event::Died, Event::Told))
            }),
            listen("messageerror", |_| Some(Event::Died)),
            // The console keeps the reason.
            listen("error", |_| Some(Event::Died)),
        ];
        Some(Seated { worker, _listeners: listeners })
    }

    fn clock(&self) -> Interval {
        let office = self.weak();
        Interval::new(TICK_MS, move || {
            if let Some(office) = office() {
                office.hear(Event::Tick);
            }
        })
    }

    /// The office, while it is there: the worker's listeners must not keep it.
    fn weak(&self) -> impl Fn() -> Option<Self> + 'static {
        let (inner, tell) = (Rc::downgrade(&self.inner), Rc::downgrade(&self.tell));
        move || Some(Self { inner: inner.upgrade()?, tell: tell.upgrade()? })
    }
}

/// The loader with the names of the files that this page was started from: the start script's tag has them.
fn loader() -> Option<String> {
    let tag = web_sys::window()?.document()?.query_selector("script[data-js]").ok()??;
    let address = |name: &str| tag.get_attribute(name).map(|value| String::from(js_sys::encode_uri_component(&value)));
    Some(format!("{LOADER}?js={}&wasm={}", address("data-js")?, address("data-wasm")?))
}

/// This program runs in a worker, not in a page.
pub fn is_here() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

fn post(worker: &Worker, ask: &Ask) -> bool {
    worker.post_message(&ask.letter().into()).is_ok()
}

/// The worker's side: says that it is there, then does each job as it comes. `run` may tell progress on the way.
pub fn serve(run: fn(&Ask, &dyn Fn(Tell)) -> Tell) {
    std::panic::set_hook(Box::new(|info| {
        // Thrown, so that the page hears an error with the reason, and not only that wasm stopped.
        wasm_bindgen::throw_str(&info.to_string());
    }));
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let here = scope.clone();
    let answer = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        // The page asks in no other way; what is not an ask is not for this worker.
        let Some(ask) = Ask::read(&text) else { return };
        let told = run(&ask, &|tell| say(&here, &tell));
        say(&here, &told);
    });
    scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    answer.forget();
    say(&scope, &Tell::Ready { build: BUILD.to_owned() });
}

fn say(scope: &DedicatedWorkerGlobalScope, tell: &Tell) {
    // A page that is gone does not listen, and needs no answer.
    let _ = scope.post_message(&JsValue::from_str(&tell.letter()));
}
