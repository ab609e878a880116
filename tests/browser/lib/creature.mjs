// A monkey that lives in the page and needs no browser's input: it makes the events of a mouse, fingers, keys and the
// clipboard itself, thousands in a minute, and does what a browser would do by default. It knows nothing of the plan.

/** Numbers below `most`, the same for a seed (mulberry32). Stands alone: it is given to the page as text, too. */
export function dice(seed) {
  let state = seed >>> 0;
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * most);
  };
}

/** Puts the creature into a page, before its own scripts run: `globalThis.creature`. */
export const put = (page, seed, food) =>
  page.addInitScript(`
    globalThis.creature = (${creature})((${dice})(${seed}), ${JSON.stringify(food)});
    // A browser gives the whole screen only to a hand, and says so in the console.
    Element.prototype.requestFullscreen = () => Promise.reject(new TypeError("no hand"));
  `);

/**
 * In the page. `food`: keys, words, texts for the clipboard, questions for the finder, selectors of what is worth a press
 * and of what should be come to.
 */
function creature(roll, { keys, words, clips, queries, doors, parts }) {
  const pick = (list) => list[roll(list.length)];
  const reached = Object.fromEntries(Object.keys(parts).map((part) => [part, 0]));
  const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
  // The page draws in microtasks; each turn lets run what the turn before has queued.
  const drawn = async () => {
    for (let turn = 0; turn < 12; turn += 1) await null;
  };
  const all = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.getClientRects().length);
  const point = () => [roll(innerWidth), roll(innerHeight)];
  const under = (x, y) => document.elementFromPoint(x, y) ?? document.body;
  const focused = () => document.activeElement ?? document.body;
  const common = { bubbles: true, cancelable: true, composed: true };
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

  /** Whether the page leaves the rest to the browser. */
  const send = (element, event) => element.dispatchEvent(event);
  const pointer = (element, type, [x, y], more) =>
    send(element, new PointerEvent(type, { ...common, clientX: x, clientY: y, pointerId: 1, pointerType: "mouse", isPrimary: true, button: type === "pointermove" ? -1 : 0, buttons: type === "pointerup" ? 0 : 1, ...more }));
  const mouse = (element, type, [x, y], more) => send(element, new MouseEvent(type, { ...common, clientX: x, clientY: y, detail: 1, ...more }));

  /** Presses at a point; says what was pressed. */
  const down = (at, more) => {
    const element = under(...at);
    if (pointer(element, "pointerdown", at, more) && mouse(element, "mousedown", at, more)) {
      const holder = element.closest(FOCUSABLE);
      if (holder) holder.focus();
      else focused().blur?.();
    }
    // The drawing captures what is pressed in it.
    return element.closest("#canvas") ?? element;
  };
  const still = (element) => (element.isConnected ? element : document.body);
  const up = (element, at, more) => {
    pointer(still(element), "pointerup", at, more);
    mouse(still(element), "mouseup", at, more);
  };
  const click = async (at, more = {}) => {
    const pressed = down(at, more);
    await drawn();
    up(pressed, at, more);
    await drawn();
    const target = under(...at);
    if (more.button === 2) mouse(target, "contextmenu", at, more);
    else if (more.button !== 1) mouse(target, "click", at, more);
    await drawn();
  };
  const drag = async (from, to, more = {}) => {
    const pressed = down(from, more);
    for (let step = 1; step <= 3; step += 1) {
      await drawn();
      pointer(still(pressed), "pointermove", [0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * step) / 3), more);
    }
    if (roll(6) === 0) await key("Escape");
    if (roll(12) === 0) pointer(still(pressed), "pointercancel", to, more);
    else up(pressed, to, more);
    await drawn();
  };

  const CODES = { " ": "Space", "+": "Equal", "?": "Slash", "@": "Digit2", "-": "Minus" };
  /** "Control+Shift+a": a key with what is held. */
  async function key(name) {
    const parts = name.length > 1 ? name.split("+").filter(Boolean) : [name];
    const last = name.endsWith("+") ? "+" : parts.pop();
    const pressed = last === "Space" ? " " : last;
    const code = CODES[pressed] ?? (/^[a-z]$/i.test(pressed) ? `Key${pressed.toUpperCase()}` : pressed);
    const held = { ctrlKey: parts.includes("Control"), shiftKey: parts.includes("Shift") };
    const on = focused();
    const goes = send(on, new KeyboardEvent("keydown", { ...common, key: pressed, code, ...held }));
    await drawn();
    if (goes) byDefault(on, pressed, held);
    await drawn();
    send(focused(), new KeyboardEvent("keyup", { ...common, key: pressed, code, ...held }));
    await drawn();
  }
  /** What a browser does with a key that the page leaves to it. */
  function byDefault(on, pressed, held) {
    if (pressed === "Tab") {
      const stops = all(FOCUSABLE).filter((element) => element.tabIndex >= 0 && !element.disabled);
      const next = stops.indexOf(on) + (held.shiftKey ? -1 : 1);
      stops[(next + stops.length) % stops.length]?.focus();
    } else if (pressed === "Escape") {
      const open = document.querySelector("dialog[open]");
      if (open && send(open, new Event("cancel", { cancelable: true }))) open.close();
    } else if ((pressed === "Enter" || pressed === " ") && on.matches("button, summary, a[href]")) {
      on.click();
    } else if (on.matches("input[type=range]") && pressed.startsWith("Arrow")) {
      slide(on, Number(on.value) + (/Right|Up/.test(pressed) ? 1 : -1));
      send(on, new Event("change", { bubbles: true }));
    }
  }

  const setter = (element) => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), "value").set;
  const set = (element, value) => {
    setter(element).call(element, value);
    send(element, new InputEvent("input", { bubbles: true }));
  };
  const slide = (range, value) => set(range, String(value));
  /** Writes into a field, and says by a key, by leaving it, or not at all that it is done. */
  const write = async (field, text) => {
    field.focus();
    set(field, text);
    await drawn();
    if (roll(3)) await key("Enter");
    if (roll(2)) send(field, new Event("change", { bubbles: true }));
    if (roll(2)) field.blur?.();
    await drawn();
  };
  const change = async () => {
    const found = all("input, select, textarea").filter((field) => field.type !== "file");
    if (!found.length) return;
    const field = pick(found);
    if (field.matches("select")) {
      setter(field).call(field, pick([...field.options])?.value);
      send(field, new Event("input", { bubbles: true }));
      send(field, new Event("change", { bubbles: true }));
    } else if (field.matches("[type=checkbox], [type=radio]")) {
      field.click();
    } else if (field.matches("[type=range]")) {
      pointer(field, "pointerdown", [0, 0]);
      for (let step = 1 + roll(3); step > 0; step -= 1) {
        slide(field, Number(field.min) + roll(Number(field.max) - Number(field.min) + 1));
        await drawn();
      }
      if (roll(6) === 0) await key("Escape");
      send(field, new Event("change", { bubbles: true }));
      pointer(still(field), "pointerup", [0, 0]);
    } else {
      await write(field, pick(words));
    }
    await drawn();
  };
  const press = async (selector) => {
    const found = all(selector);
    if (!found.length) return;
    const { x, y, width, height } = pick(found).getBoundingClientRect();
    const at = [x + width / 2, y + height / 2];
    if (at[0] >= 0 && at[1] >= 0 && at[0] < innerWidth && at[1] < innerHeight) await click(at);
  };
  const clip = async (type) => {
    const data = new DataTransfer();
    if (type === "paste") data.setData("text/plain", pick(clips));
    send(focused(), new ClipboardEvent(type, { ...common, clipboardData: data }));
    await drawn();
  };
  const finger = (id) => ({ pointerType: "touch", pointerId: 10 + id, isPrimary: id === 0 });

  const deeds = [
    [26, () => click(point())],
    [6, () => click(point(), { shiftKey: true })],
    [4, () => click(point(), { button: 1, buttons: 4 })],
    [6, async () => {
      await click(point(), { button: 2, buttons: 2 });
      if (roll(2)) await press(".menu__row");
    }],
    [4, async () => {
      const at = point();
      await click(at);
      await click(at, { detail: 2 });
      mouse(under(...at), "dblclick", at, { detail: 2 });
    }],
    [20, () => drag(point(), point())],
    [4, async () => {
      await key("Space");
      await drag(point(), point(), { button: roll(3), buttons: 1 });
    }],
    [6, async () => {
      const [x, y] = point();
      send(under(x, y), new WheelEvent("wheel", { ...common, clientX: x, clientY: y, deltaX: roll(400) - 200, deltaY: roll(400) - 200, ctrlKey: roll(3) === 0 }));
    }],
    [40, () => key(pick(keys))],
    [14, change],
    [14, () => press("button, summary, [role=menuitem], .segmented__label")],
    [10, () => press(pick(doors))],
    [6, async () => {
      await key("Control+k");
      const field = document.querySelector("dialog[open] input");
      if (!field) return;
      set(field, pick(queries));
      await drawn();
      for (let step = roll(4); step > 0; step -= 1) await key("ArrowDown");
      await key(roll(5) ? "Enter" : "Escape");
    }],
    [4, () => clip(pick(["paste", "paste", "copy", "cut"]))],
    [5, async () => {
      if (roll(2)) await click(point(), finger(0));
      else await drag(point(), point(), finger(0));
    }],
    [3, async () => {
      const [a, b, to] = [point(), point(), point()];
      const pressed = down(a, finger(0));
      await drawn();
      pointer(pressed, "pointerdown", b, finger(1));
      pointer(pressed, "pointermove", to, finger(1));
      await drawn();
      for (const id of [0, 1]) up(pressed, to, finger(id));
    }],
    [2, async () => {
      document.querySelector("#canvas")?.focus();
      await key("Control+a");
    }],
  ];
  const total = deeds.reduce((sum, [weight]) => sum + weight, 0);

  return {
    reached,
    /** Does so many deeds; stops at one that the page crashes at, and says which. */
    async romp(count) {
      for (let event = 0; event < count; event += 1) {
        let left = roll(total);
        await deeds.find(([weight]) => (left -= weight) < 0)[1]();
        await drawn();
        // Effects, timers and the worker have their turn now and then.
        if (roll(4) === 0) await frame();
        if (document.querySelector("#crash[open]")) return event;
        for (const [part, selector] of Object.entries(parts)) reached[part] += document.querySelectorAll(selector).length;
      }
      await frame();
      return null;
    },
    /** Closes dialogs, drafts, tools and the stage; then undoes everything. How many steps it took; none: no end. */
    async back(most) {
      const isBusy = () => document.querySelector("dialog[open], .frame.is-presenting, .menu, .canvas__hint");
      for (let press = 0; press < 3 || (press < 20 && isBusy()); press += 1) {
        await key("Escape");
        await frame();
      }
      const undo = () => document.querySelector(".toolbar button");
      let steps = 0;
      while (!undo().hasAttribute("aria-disabled")) {
        undo().click();
        await frame();
        if ((steps += 1) > most) return null;
      }
      return steps;
    },
  };
}
