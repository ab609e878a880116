// How long the script of one frame takes on a board of 500 components: dragging one, panning, zooming, typing in a field;
// and how long the browser then draws on the same thread (without a graphics card here; what it paints is in it, too).
// It prints and asserts nothing. Called by bench.mjs; by itself it measures the canvas alone.
import { pathToFileURL } from "node:url";
import { start } from "./lib/page.mjs";
import { linkOf, plan } from "./lib/plans.mjs";

const SIZE = 500;
const MOVES = 200;

const sorted = (list) => [...list].sort((a, b) => a - b);
const quantile = (list, share) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * share))];
const ms = (value) => `${value.toFixed(2)} ms`;
const row = (what, { times, drawing }) => [
  `${SIZE} components: ${what}, ${times.length} frames`,
  `median ${ms(quantile(times, 0.5))}`,
  `p95 ${ms(quantile(times, 0.95))}`,
  `worst ${ms(Math.max(...times))}`,
  `then the browser draws for ${ms(quantile(drawing, 0.5))}`,
];

/** Rows for the table of the bench. */
export async function canvasRows(site) {
  const { page, close } = await site.open({ hash: linkOf(plan(SIZE)) });
  await page.locator('#canvas [data-item="c5"]').waitFor();
  await page.evaluate(prepare);
  const rows = [];
  rows.push(row("drag", await page.evaluate((moves) => globalThis.bench.drag("c5", moves), MOVES)));
  rows.push(row("pan", await page.evaluate((moves) => globalThis.bench.wheel(moves, false), MOVES)));
  rows.push(row("zoom", await page.evaluate((moves) => globalThis.bench.wheel(moves, true), MOVES)));
  await page.locator('#canvas [data-item="c5"]').focus();
  await page.keyboard.press("Enter");
  await page.locator("#name-field").waitFor();
  rows.push(row("typing a name", await page.evaluate((moves) => globalThis.bench.type("#name-field", moves), MOVES)));
  const number = '.inspector .field__value';
  await page.locator(number).first().waitFor();
  rows.push(row("typing a number", await page.evaluate(([number, moves]) => globalThis.bench.type(number, moves, "12345.67"), [number, MOVES])));
  await close();
  return rows;
}

/**
 * In the page. One event a frame, as a hand makes them; the time is from the event until the page's script has nothing
 * more to do: the page draws in microtasks, and what the event changed is in the document then. A task queued behind it
 * would count the browser's own painting, too, where frames are late.
 */
function prepare() {
  // What other threads take to paint a whole board that moves; a dragged shape takes a tenth.
  const WHOLE_BOARD_MS = 40;
  const channel = new MessageChannel();
  const nextTask = () => new Promise((done) => ((channel.port1.onmessage = done), channel.port2.postMessage(0)));
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
  const drawing = document.querySelector("#canvas");
  /** Without a graphics card the browser paints on the same cores: `rest` lets it finish before the next event, in ms. */
  const timed = async (moves, one, rest = 0) => {
    const [times, draws] = [[], []];
    const changes = new MutationObserver(() => {});
    changes.observe(document.querySelector("#app"), { subtree: true, childList: true, attributes: true, characterData: true });
    let late = 0;
    for (let move = 0; move < moves; move += 1) {
      await nextFrame();
      const begun = performance.now();
      await nextTask(); // The frame is drawn; there is a whole one until the next.
      if (move > 0) draws.push(performance.now() - begun);
      if (rest) await new Promise((done) => setTimeout(done, rest));
      changes.takeRecords();
      const start = performance.now();
      one(move);
      // Each turn lets run what the turn before has queued.
      for (let turn = 0; turn < 20; turn += 1) await null;
      times.push(performance.now() - start);
      const own = changes.takeRecords().length;
      await nextTask();
      if (!own && changes.takeRecords().length) late += 1;
    }
    changes.disconnect();
    if (late > moves / 10) throw new Error(`${late} of ${moves} moves were drawn later than they were timed`);
    return { times, drawing: draws };
  };
  const centre = (element) => {
    const box = element.getBoundingClientRect();
    return { clientX: Math.round(box.x + box.width / 2), clientY: Math.round(box.y + box.height / 2) };
  };
  const pointer = (target, name, at) =>
    target.dispatchEvent(new PointerEvent(name, { bubbles: true, cancelable: true, pointerId: 7, pointerType: "mouse", isPrimary: true, button: name === "pointermove" ? -1 : 0, buttons: 1, ...at }));
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  globalThis.bench = {
    drag: async (key, moves) => {
      const shape = document.querySelector(`#canvas [data-item="${key}"]`);
      const at = centre(shape);
      pointer(shape, "pointerdown", at);
      // In circles, so that nearly each move brings another place on the grid.
      const times = await timed(moves, (move) =>
        pointer(drawing, "pointermove", { clientX: at.clientX + Math.round(80 * Math.sin(move / 5)), clientY: at.clientY + Math.round(80 * Math.cos(move / 5)) }));
      pointer(drawing, "pointerup", at);
      return times;
    },
    wheel: (moves, ctrlKey) =>
      timed(moves, (move) =>
        drawing.dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, ctrlKey, deltaY: move % 40 < 20 ? 8 : -8, ...centre(drawing) })), WHOLE_BOARD_MS),
    type: async (selector, moves, text = "abcdefghijklmnopqrstuvwxyz") => {
      const field = document.querySelector(selector);
      field.focus();
      return timed(moves, (move) => {
        setValue.call(field, text.slice(0, 1 + (move % text.length)));
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      });
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const site = await start();
  try {
    for (const figures of await canvasRows(site)) console.log(figures.join("  "));
  } finally {
    await site.close();
  }
}
