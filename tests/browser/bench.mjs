// How long a slider's move and the first verdict take, in Chromium on this machine, and how large the page is. It prints
// one table and asserts nothing: milliseconds are for people; tests assert work.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { DIST } from "../../scripts/serve.mjs";
import { canvasRows } from "./bench_canvas.mjs";
import { start } from "./lib/page.mjs";
import { linkOf, plan } from "./lib/plans.mjs";

const MOVES = 500;
const STARTS = 9;

/** The plans to measure, each as the link that opens it, and the component whose slider is moved. */
const PLANS = [
  { name: "first visit", hash: "", component: "c4" },
  { name: "30 components", hash: linkOf(plan(30)), component: "c5" },
  { name: "60 components", hash: linkOf(plan(60)), component: "c5" },
];

const sorted = (list) => [...list].sort((a, b) => a - b);
const quantile = (list, share) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * share))];
const ms = (value) => (value === undefined ? "not measured" : `${value.toFixed(2)} ms`);

const rows = [];
const site = await start();
try {
  for (const { name, hash, component } of PLANS) {
    await firstVerdict(name, hash);
    await sliderMoves(name, hash, component);
  }
  rows.push(...(await canvasRows(site)));
} finally {
  await site.close();
}
size();
const width = Math.max(...rows.map(([what]) => what.length));
console.log("");
for (const [what, ...figures] of rows) console.log(`${what.padEnd(width)}  ${figures.join("  ")}`);

/** From the start of the navigation to the verdict in the document, each time in a fresh profile. */
async function firstVerdict(name, hash) {
  const times = [];
  for (let run = 0; run < STARTS; run += 1) {
    const { page, close } = await site.open({
      hash,
      before: (page) =>
        page.addInitScript(() => {
          new MutationObserver((_, observer) => {
            if (!document.querySelector("[data-verdict] .verdict__answer")?.textContent) return;
            globalThis.__verdict = performance.now();
            observer.disconnect();
          }).observe(document, { childList: true, subtree: true, characterData: true });
        }),
    });
    const time = await page.evaluate(() => globalThis.__verdict);
    if (time !== undefined) times.push(time);
    await close();
  }
  const worst = times.length ? Math.max(...times) : undefined;
  rows.push([`${name}: first verdict, ${STARTS} starts`, `median ${ms(quantile(times, 0.5))}`, `worst ${ms(worst)}`]);
}

/**
 * One move a frame, as a pointer makes them. The script's time is from the event until the tasks that it queued have
 * run: the new figures are in the document then.
 */
async function sliderMoves(name, hash, component) {
  const { page, context, close } = await site.open({ hash });
  await page.locator(`#canvas [data-item="${component}"]`).focus();
  await page.keyboard.press("Enter");
  const slider = page.locator("input[type=range][data-bench]").first();
  await slider.waitFor();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  const totals = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1000]));
  };
  const before = await totals();
  const { times, answers } = await slider.evaluate(async (slider, moves) => {
    const channel = new MessageChannel();
    const nextTask = () => new Promise((done) => ((channel.port1.onmessage = done), channel.port2.postMessage(0)));
    const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
    const [low, high] = [Number(slider.min || 0), Number(slider.max || 100)];
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const times = [];
    const answers = new Set();
    for (let move = 0; move < moves; move += 1) {
      await nextFrame();
      await nextTask(); // The frame is drawn; there is a whole one until the next.
      const share = 0.5 - 0.5 * Math.cos((move / moves) * 6 * Math.PI); // There and back, three times.
      const start = performance.now();
      setValue.call(slider, Math.round(low + share * (high - low)));
      slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await nextTask();
      times.push(performance.now() - start);
      answers.add(document.querySelector("[data-verdict]").textContent);
    }
    return { times, answers: answers.size };
  }, MOVES);
  const after = await totals();
  const each = (metric) => ms((after[metric] - before[metric]) / MOVES);
  rows.push([
    `${name}: slider, ${MOVES} moves, ${answers} answers`,
    `median ${ms(quantile(times, 0.5))}`,
    `p95 ${ms(quantile(times, 0.95))}`,
    `worst ${ms(Math.max(...times))}`,
  ]);
  rows.push([`${name}: mean a move by the browser's count`, `script ${each("ScriptDuration")}`, `style ${each("RecalcStyleDuration")}`, `layout ${each("LayoutDuration")}`]);
  await close();
}

/** What a visitor fetches, as a static host sends it. */
function size() {
  const files = readdirSync(DIST).filter((name) => !/LICENSE|third-party/.test(name));
  const bytes = (name) => readFileSync(join(DIST, name));
  const total = (names) => {
    const plain = names.reduce((sum, name) => sum + bytes(name).length, 0);
    const packed = names.reduce((sum, name) => sum + brotliCompressSync(bytes(name)).length, 0);
    return [`${(packed / 1000).toFixed(1)} kB brotli`, `${(plain / 1000).toFixed(1)} kB plain`];
  };
  rows.push(["dist/: WebAssembly", ...total(files.filter((name) => name.endsWith(".wasm")))]);
  rows.push(["dist/: all that a visit fetches", ...total(files)]);
  rows.push(["dist/: with licences", ...total(readdirSync(DIST))]);
}
