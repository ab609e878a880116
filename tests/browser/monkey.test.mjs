// Two monkeys at the page: clicks anywhere and on whatever is a button, drags, fingers, keys, words, the wheel; menus, the
// finder, the clipboard, the stage and its story, panels. Nothing crashes, nothing is said in the console, the page shows
// what is kept, and Undo leads back to the plan that was there. One makes the events in the page, and many; one takes the
// browser's own input, which is slow. The seed is in the name; another one: MONKEY_SEED=7.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { start } from "./lib/page.mjs";
import { dice, put } from "./lib/creature.mjs";
import { Fingers, kept, plan, settled } from "./lib/person.mjs";

const sizes = JSON.parse(readFileSync(new URL("../sizes.json", import.meta.url)))[process.env.NINES_SIZE ?? "small"];
const seed = Number(process.env.MONKEY_SEED ?? 1);

/** After so many events everything is undone; fewer steps of undo are kept than this makes. */
const ROUND = 100;
const MOST_STEPS = 200;

let site;
before(async () => (site = await start()));
after(() => site.close());

const KEYS = [
  "Tab", "Shift+Tab", "Enter", "Escape", "Space", "Delete", "ArrowLeft", "ArrowRight", "ArrowUp", "Shift+ArrowDown",
  "Control+z", "Control+y", "Control+a", "Control+d", "F2", "PageUp", "+", "-", "?", "Shift+F", "Home", "End",
  ..."ubsqwazgrmcfyknt",
  "PageDown", "Shift+F10", "Control+Enter", "Control+c", "Control+x", "Control+v", "Shift+@", "Shift+L",
];
/** What the finder is asked for. */
const QUERIES = ["a", "tidy", "present", "step", "story", "select all", "paste", "copy", "alternatives", "database", "目标", "examples", "outline", "zzz"];
/** What lies in the clipboard before it is pasted. */
const CLIPS = ["web → api, cache\napi → orders db", "{\"nines\":1", "", "数据库, 缓存"];
const DOORS = ["#tab-choose", "#tab-inspector", "#tab-goal", "#tab-breaks", "#tab-outline", ".story__add", ".story__step button", ".view-buttons button", "[data-apply]", "[data-front] button", "[data-section=front] > summary", ".menu__row", "summary"];
const WORDS = ["99.95%", "4 nines", "26 min/yr", "0", "-1", "1e308", "NaN", "数据库 🗄️", "‮abc", "a".repeat(90), "3 d", "½", ""];

/** What a monkey must have come to. */
const PARTS = { menu: ".menu", finder: ".finder[open]", stage: ".frame.is-presenting", dialog: "dialog[open]" };

/** No dialogs of the system: they are no events of the page, and want a hand of their own. */
const noSystem = (page) => {
  page.on("filechooser", () => {});
  return page.addInitScript(() => {
    globalThis.print = () => {};
    HTMLInputElement.prototype.showPicker = () => {};
    const { click } = HTMLInputElement.prototype;
    HTMLInputElement.prototype.click = function () {
      if (this.type !== "file") click.call(this);
    };
  });
};

for (let number = 0; number < sizes.monkey_seeds; number += 1) {
  const own = seed + number;
  test(`${sizes.monkey_events} events in the page, seed ${own}`, async () => {
    const food = { keys: KEYS, words: WORDS, clips: CLIPS, queries: QUERIES, doors: DOORS, parts: PARTS };
    const before = async (page) => (await noSystem(page), await put(page, own, food));
    const { page, context, check, close } = await site.open({ before });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const begin = await kept(page);
    let undone = 0;
    for (let event = 0; event < sizes.monkey_events; event += ROUND) {
      const at = `seed ${own}, events ${event} to ${event + ROUND}`;
      const crashed = await page.evaluate((count) => globalThis.creature.romp(count), Math.min(ROUND, sizes.monkey_events - event));
      assert.equal(crashed, null, `seed ${own}, event ${event + crashed}: crashed with ${await page.locator("#crash-detail").textContent()}`);
      await shownIsKept(page, at);
      const steps = await page.evaluate((most) => globalThis.creature.back(most), MOST_STEPS);
      assert.notEqual(steps, null, `${at}: Undo comes to an end`);
      undone += steps;
      assert.equal(await kept(page), begin, `${at}: Undo leads back`);
      await check.clean();
    }
    const reached = await page.evaluate(() => globalThis.creature.reached);
    console.log(`${sizes.monkey_events} events, ${undone} steps undone; seen after so many: ${JSON.stringify(reached)}`);
    for (const [part, times] of Object.entries(reached)) assert.ok(times > 0, `the monkey comes to the ${part}`);
    assert.ok(undone > sizes.monkey_events / 40, "the monkey does change plans");
    await close();
  });
}

/** What is drawn is what is kept, once nothing is in a hand or only looked at. */
async function shownIsKept(page, at) {
  await comeToRest(page);
  assert.equal(await page.locator(".verdict-slot").evaluate((slot) => slot.style.minBlockSize), "", `${at}: no slider is held`);
  const { c: components = [], z: zones = [], l: links = [] } = await plan(page);
  const drawn = await page.evaluate(() => {
    const items = [...document.querySelectorAll("#canvas [data-item]")];
    const of = (kind) => items.filter((element) => element.dataset.item[0] === kind && !element.classList.contains("bracket"));
    return { components: of("c").map((element) => element.getAttribute("aria-label")), zones: of("z").length, links: of("l").length };
  });
  assert.deepEqual([drawn.components.length, drawn.zones, drawn.links], [components.length, zones.length, links.length], `${at}: drawn and kept`);
  components.forEach(({ n = "" }, index) => assert.ok(drawn.components[index].startsWith(n.trim()), `${at}: ${n} is drawn as ${drawn.components[index]}`));
}

test(`${sizes.input_events} of the browser's own events, seed ${seed}`, async () => {
  const roll = dice(seed);
  const pick = (list) => list[roll(list.length)];
  const { page, context, check, close } = await site.open({ touch: true, before: noSystem });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const fingers = await Fingers.on(page);
  const reached = { menu: 0, finder: 0, stage: 0, dialog: 0 };
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
  /** Presses the middle of something, whatever lies over it there. */
  const press = async (selector) => {
    const found = page.locator(`:is(${selector}):visible`);
    const number = await found.count();
    if (number === 0) return;
    // It may be gone by now.
    const box = await found.nth(roll(number)).boundingBox({ timeout: 500 }).catch(() => null);
    if (box && box.x >= 0 && box.y >= 0 && box.x < width && box.y < height) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  deeds.push(
    [12, async () => press("button, summary, [role=menuitem], .segmented__label")],
    [10, async () => press(pick(DOORS))],
    [6, async () => {
      await page.mouse.click(...point(), { button: "right" });
      await settled(page);
      await press(".menu__row");
    }],
    [6, async () => {
      await page.keyboard.press("Control+k");
      await page.keyboard.insertText(pick(QUERIES));
      for (let step = roll(4); step > 0; step -= 1) await page.keyboard.press("ArrowDown");
      await settled(page);
      await page.keyboard.press(roll(5) ? "Enter" : "Escape");
    }],
    [3, async () => {
      await page.evaluate((text) => navigator.clipboard.writeText(text).catch(() => {}), pick(CLIPS));
      await page.keyboard.press("Control+v");
    }],
    [6, async () => {
      const [a, b] = [point(), point()].map(([x, y]) => ({ x, y }));
      if (roll(3)) await fingers.drag([a, b], { steps: 3 });
      else await fingers.tap(a, 1 + roll(2));
    }],
    [3, async () => {
      const [a, b] = [point(), point()].map(([x, y]) => ({ x, y }));
      await fingers.touch("touchStart", a);
      await fingers.touch("touchMove", b);
      await fingers.touch("touchStart", b, a);
      await fingers.touch("touchEnd");
    }],
    [2, async () => {
      await page.evaluate(() => document.querySelector("#canvas")?.focus());
      await page.keyboard.press("Control+a");
    }],
  );
  const total = deeds.reduce((sum, [weight]) => sum + weight, 0);
  const begin = await kept(page);
  let undone = 0;
  for (let event = 0; event < sizes.input_events; event += 1) {
    let left = roll(total);
    await deeds.find(([weight]) => (left -= weight) < 0)[1]();
    // Where it is seen first, the deed before is the one to look at.
    assert.equal(await page.locator("#crash[open]").count(), 0, `seed ${seed}, event ${event}: crashed with ${await page.locator("#crash-detail").textContent()}`);
    for (const [part, selector] of Object.entries(PARTS)) reached[part] += await page.locator(selector).count();
    const isLast = event + 1 === sizes.input_events;
    if ((event + 1) % ROUND !== 0 && !isLast) continue;
    await settled(page);
    const at = `seed ${seed}, event ${event}`;
    undone += await backToTheStart(page, at);
    assert.equal(await kept(page), begin, `${at}: Undo leads back`);
    await check.clean();
  }
  console.log(`${sizes.input_events} events, ${undone} steps undone; seen after so many: ${JSON.stringify(reached)}`);
  for (const [part, times] of Object.entries(reached)) assert.ok(times > 0, `the monkey comes to the ${part}`);
  assert.ok(undone > sizes.input_events / 40, "the monkey does change plans");
  await close();
});

/** Nothing is open, in a hand or only looked at. */
async function comeToRest(page) {
  // Dialogs, drafts, tools, the stage.
  const isBusy = async () => (await page.locator("dialog[open], .frame.is-presenting, .menu, .canvas__hint").count()) > 0;
  for (let press = 0; press < 3 || (press < 20 && (await isBusy())); press += 1) {
    await page.keyboard.press("Escape");
    await settled(page);
  }
}

/** Undoes everything by key, and says how many steps it took. */
async function backToTheStart(page, at) {
  await comeToRest(page);
  const undo = page.locator(".toolbar button").first();
  let steps = 0;
  while ((await undo.getAttribute("aria-disabled")) === null) {
    await undo.click();
    await settled(page);
    assert.ok((steps += 1) <= MOST_STEPS, `${at}: Undo comes to an end`);
  }
  return steps;
}
