// A plan of twelve components, built, connected, tuned, put into a zone and shared: by the keyboard alone, and by clicks
// without any drag.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./lib/page.mjs";
import { address, button, clearBoard, handle, item, kept, settled, verdict } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const PARTS = [
  ["u", "Users"], ["d", "DNS"], ["n", "CDN"], ["b", "Load balancer"], ["s", "Service"], ["w", "Worker"],
  ["a", "Cache"], ["q", "SQL database"], ["k", "Key-value store"], ["e", "Queue"], ["o", "Object storage"], ["x", "External service"],
];
const count = (page, selector, number) =>
  page.waitForFunction(([selector, number]) => document.querySelectorAll(selector).length === number, [selector, number]);
const COMPONENTS = '#canvas [data-item^="c"][role="button"]';

/** What was built opens elsewhere and gives the same answer; the board has what it should. */
async function isShared(page) {
  await count(page, COMPONENTS, PARTS.length);
  await count(page, "#canvas .link__line", PARTS.length - 1);
  await count(page, '#canvas [data-item^="z"][role="button"]', 1);
  const link = new URL(await address(page)).hash;
  assert.equal(link, await kept(page));
  const there = await site.open({ hash: link });
  await count(there.page, COMPONENTS, PARTS.length);
  await count(there.page, "#canvas .link__line", PARTS.length - 1);
  assert.deepEqual(await verdict(there.page), await verdict(page));
  await there.check.clean();
  await there.close();
}

test("twelve components by the keyboard alone", async () => {
  const { page, check, close } = await site.open();
  const press = async (key) => {
    await page.keyboard.press(key);
    await settled(page);
  };
  const focused = (key) => page.waitForFunction((key) => document.activeElement?.getAttribute("data-item") === key, key);
  await clearBoard(page);
  await page.locator(".skip").focus();
  await press("Enter"); // Skip to the canvas.
  for (const [index, [letter]] of PARTS.entries()) {
    await press(letter);
    await focused(`c${index + 1}`);
  }
  for (let step = 1; step < PARTS.length; step += 1) await press("Shift+Tab");
  await focused("c1");
  for (let step = 1; step < PARTS.length; step += 1) {
    await press("c");
    await press("ArrowRight");
    await press("Enter");
    await count(page, "#canvas .link__line", step);
    await press("Tab");
    await focused(`c${step + 1}`);
  }
  // The finder leads to one of them, Enter opens it, Tab walks its fields.
  await press("Control+k");
  await page.keyboard.type("sql data");
  await press("ArrowDown"); // The first is the command that adds one.
  await press("Enter");
  await focused("c8");
  const was = (await verdict(page)).answer;
  for (let step = 0; step < 60 && !(await page.evaluate(() => document.activeElement.matches("input[type=range][data-bench]"))); step += 1) await press("Tab");
  await press("Home");
  await page.waitForFunction((was) => document.querySelector(".verdict__answer").textContent.trim() !== was, was);
  await press("Control+k");
  await page.keyboard.type("select all");
  await press("Enter");
  await page.locator("#canvas").focus();
  await press("Shift+F10");
  await page.waitForFunction(() => document.activeElement?.matches(".menu__row"));
  await press("Escape");
  await press("z");
  await count(page, '#canvas [data-item^="z"][role="button"]', 1);
  await press("Control+s");
  await page.locator(".share-dialog[open]").waitFor();
  await press("Escape");
  await isShared(page);
  await check.clean();
  await close();
});

test("twelve components by clicks, without any drag", async () => {
  const { page, check, close } = await site.open({ viewport: { width: 1600, height: 1000 } });
  const click = async (target, options) => {
    await target.click(options);
    await settled(page);
  };
  await clearBoard(page);
  const palette = (name) => page.locator(".palette").getByRole("button", { name, exact: true });
  for (const [, name] of PARTS) await click(palette(name));
  await count(page, COMPONENTS, PARTS.length);
  await click(button(page, "Show everything"));
  for (let step = 1; step < PARTS.length; step += 1) {
    const from = await handle(page, PARTS[step - 1][1]);
    await page.mouse.click(from.x, from.y);
    await page.locator(".canvas__hint").waitFor();
    await click(item(page, PARTS[step][1]));
    await count(page, "#canvas .link__line", step);
  }
  await click(item(page, "SQL database"));
  const was = (await verdict(page)).answer;
  const slider = page.locator("input[type=range][data-bench]").first();
  await slider.scrollIntoViewIfNeeded();
  await click(slider, { position: { x: 12, y: 8 } });
  await page.waitForFunction((was) => document.querySelector(".verdict__answer").textContent.trim() !== was, was);
  const frame = await page.locator("#canvas").boundingBox();
  await click(page.locator("#canvas"), { button: "right", position: { x: frame.width - 30, y: frame.height - 30 } });
  await click(page.getByRole("menuitem", { name: "Select all" }));
  await click(palette("Zone"));
  await count(page, '#canvas [data-item^="z"][role="button"]', 1);
  await click(button(page, "Share"));
  await page.locator("[data-share-link]").waitFor();
  await page.keyboard.press("Escape");
  await isShared(page);
  await check.clean();
  await close();
});
