// How long a slider's move and the first verdict take, in Chromium on this machine. It prints and asserts nothing:
// milliseconds are for people; tests assert work.
import { start } from "./lib/page.mjs";

const MOVES = 500;
const STARTS = 9;

/** The plans to measure, each as the link that opens it. */
const PLANS = [{ name: "first visit", hash: "" }];

const sorted = (list) => [...list].sort((a, b) => a - b);
const quantile = (list, share) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * share))];
const ms = (value) => `${value.toFixed(2)} ms`;

const site = await start();
try {
  for (const { name, hash } of PLANS) {
    await firstVerdict(name, hash);
    await sliderMoves(name, hash);
  }
} finally {
  await site.close();
}

/** From the start of the navigation to the verdict in the document, each time in a fresh profile. */
async function firstVerdict(name, hash) {
  const times = [];
  for (let run = 0; run < STARTS; run += 1) {
    const { page, close } = await site.open({
      hash,
      before: (page) =>
        page.addInitScript(() => {
          new MutationObserver((_, observer) => {
            if (!document.querySelector("[data-verdict]")) return;
            globalThis.__verdict = performance.now();
            observer.disconnect();
          }).observe(document, { childList: true, subtree: true, attributes: true });
        }),
    });
    const time = await page.evaluate(() => globalThis.__verdict);
    if (time !== undefined) times.push(time);
    await close();
  }
  if (!times.length) console.log(`${name}: first verdict: not measured, the page has no [data-verdict]`);
  else console.log(`${name}: first verdict: median ${ms(quantile(times, 0.5))}, worst of ${times.length} ${ms(Math.max(...times))}`);
}

/** One move a frame. The script's time is from the event until the tasks it queued have run, the new figures included. */
async function sliderMoves(name, hash) {
  const { page, context, close } = await site.open({ hash });
  const slider = page.locator("input[type=range][data-bench]").first();
  if (!(await slider.count())) {
    console.log(`${name}: slider: not measured, the page has no input[type=range][data-bench]`);
    return close();
  }
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  const totals = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1000]));
  };
  const before = await totals();
  const times = await slider.evaluate(async (slider, moves) => {
    const channel = new MessageChannel();
    const nextTask = () => new Promise((done) => ((channel.port1.onmessage = done), channel.port2.postMessage(0)));
    const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
    const [low, high] = [Number(slider.min || 0), Number(slider.max || 100)];
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const times = [];
    for (let move = 0; move < moves; move += 1) {
      await nextFrame();
      await nextTask(); // The frame is drawn; there is a whole one until the next.
      const share = 0.5 - 0.5 * Math.cos((move / moves) * 6 * Math.PI); // There and back, three times.
      const start = performance.now();
      setValue.call(slider, low + share * (high - low));
      slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await nextTask();
      times.push(performance.now() - start);
    }
    return times;
  }, MOVES);
  const after = await totals();
  const each = (metric) => ms((after[metric] - before[metric]) / MOVES);
  console.log(`${name}: slider, ${MOVES} moves: script median ${ms(quantile(times, 0.5))}, p95 ${ms(quantile(times, 0.95))}, worst ${ms(Math.max(...times))}`);
  console.log(`${name}: slider, mean per move by the browser's count: script ${each("ScriptDuration")}, style ${each("RecalcStyleDuration")}, layout ${each("LayoutDuration")}`);
  await close();
}
