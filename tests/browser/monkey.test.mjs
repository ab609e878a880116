// A monkey at the page: clicks anywhere, drags, keys, words, the wheel. Nothing crashes, nothing is said in the
// console, and Undo leads back to the plan that was there. The seed is in the name; another one: MONKEY_SEED=7.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { start } from "./lib/page.mjs";
import { kept, settled } from "./lib/person.mjs";

const sizes = JSON.parse(readFileSync(new URL("../sizes.json", import.meta.url)))[process.env.NINES_SIZE ?? "small"];
const seed = Number(process.env.MONKEY_SEED ?? 1);

/** After so many events everything is undone; fewer steps of undo are kept than this makes. */
const ROUND = 200;

let site;
before(async () => (site = await start()));
after(() => site.close());

/** Numbers below `most`, the same for a seed (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * most);
  };
}

const KEYS = [
  "Tab", "Shift+Tab", "Enter", "Escape", "Space", "Delete", "ArrowLeft", "ArrowRight", "ArrowUp", "Shift+ArrowDown",
  "Control+z", "Control+y", "Control+a", "Control+d", "F2", "PageUp", "+", "-", "?", "Shift+F", "Home", "End",
  ..."ubsqwazgrmcfyknt",
];
const WORDS = ["99.95%", "4 nines", "26 min/yr", "0", "-1", "1e308", "NaN", "数据库 🗄️", "‮abc", "a".repeat(90), "3 d", "½", ""];

test(`a monkey of seed ${seed} with ${sizes.monkey_events} events`, async () => {
  const roll = dice(seed);
  const pick = (list) => list[roll(list.length)];
  const { page, check, close } = await site.open();
  // It must not leave the page or open the system's dialogs; these are no events of the page.
  page.on("filechooser", () => {});
  const { width, height } = page.viewportSize();
  const point = () => [roll(width), roll(height)];
  const deeds = [
    [30, async () => page.mouse.click(...point())],
    [6, async () => page.mouse.click(...point(), { modifiers: ["Shift"] })],
    [4, async () => page.mouse.dblclick(...point())],
    [20, async () => {
      await page.mouse.move(...point());
      await page.mouse.down();
      await page.mouse.move(...point(), { steps: 3 });
      if (roll(6) === 0) await page.keyboard.press("Escape");
      await page.mouse.up();
    }],
    [6, async () => {
      await page.mouse.move(...point());
      await page.mouse.wheel(roll(400) - 200, roll(400) - 200);
    }],
    [4, async () => page.mouse.click(...point(), { button: pick(["middle", "right"]) })],
    [40, async () => page.keyboard.press(pick(KEYS))],
    [8, async () => {
      await page.keyboard.insertText(pick(WORDS));
      await page.keyboard.press("Enter");
    }],
  ];
  const total = deeds.reduce((sum, [weight]) => sum + weight, 0);
  const begin = await kept(page);
  let undone = 0;
  for (let event = 0; event < sizes.monkey_events; event += 1) {
    let left = roll(total);
    await deeds.find(([weight]) => (left -= weight) < 0)[1]();
    const isLast = event + 1 === sizes.monkey_events;
    if ((event + 1) % ROUND !== 0 && !isLast) continue;
    await settled(page);
    const at = `seed ${seed}, event ${event}`;
    assert.equal(await page.locator("#crash[open]").count(), 0, `${at}: crashed with ${await page.locator("#crash-detail").textContent()}`);
    undone += await backToTheStart(page, at);
    assert.equal(await kept(page), begin, `${at}: Undo leads back`);
    await check.clean();
  }
  console.log(`${sizes.monkey_events} events, ${undone} steps undone`);
  assert.ok(undone > sizes.monkey_events / 40, "the monkey does change plans");
  await close();
});

/** Undoes everything by key, and says how many steps it took. */
async function backToTheStart(page, at) {
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("Escape"); // Dialogs, drafts, tools.
  const undo = page.locator(".toolbar button").first();
  let steps = 0;
  while ((await undo.getAttribute("aria-disabled")) === null) {
    await undo.click();
    await settled(page);
    assert.ok((steps += 1) <= 200, `${at}: Undo comes to an end`);
  }
  return steps;
}
