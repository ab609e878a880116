// A plan of twelve components, built, connected, tuned, put into a zone, presented and shared: by the keyboard alone, by
// clicks without any drag, by the mouse and by fingers. Whoever builds it, it is the same plan.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./lib/page.mjs";
import { Fingers, address, button, clearBoard, drag, handle, item, kept, middle, plan, settled, thumb, verdict } from "./lib/person.mjs";

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

/** The plan that everybody builds, whatever its places. */
let built;
async function isTheSame(page) {
  const { c: components, z: zones, ...rest } = await plan(page);
  const bare = ({ xy, ...thing }) => thing;
  const here = { ...rest, c: components.map(bare), z: zones.map(bare) };
  assert.equal(zones.length, 1);
  for (const { n, at } of components) assert.deepEqual(at, [[1, 1]], `${n} stands in the zone`);
  built ??= here;
  assert.deepEqual(here, built);
}

/** The page is shown to a room, or no longer. */
const isPresenting = async (page, is) => {
  await page.locator(is ? ".frame.is-presenting" : ".frame:not(.is-presenting)").waitFor();
  await page.waitForFunction((is) => Boolean(document.fullscreenElement) === is, is);
};

/** What was built opens elsewhere and gives the same answer; the board has what it should. */
async function isShared(page) {
  await isTheSame(page);
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
  await press("Control+Enter");
  await isPresenting(page, true);
  await press("Control+Enter");
  await isPresenting(page, false);
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
  await click(slider, { position: { x: 1, y: 8 } });
  await page.waitForFunction((was) => document.querySelector(".verdict__answer").textContent.trim() !== was, was);
  const frame = await page.locator("#canvas").boundingBox();
  await click(page.locator("#canvas"), { button: "right", position: { x: frame.width - 30, y: frame.height - 30 } });
  await click(page.getByRole("menuitem", { name: "Select all" }));
  await click(palette("Zone"));
  await count(page, '#canvas [data-item^="z"][role="button"]', 1);
  await click(button(page, "Present"));
  await isPresenting(page, true);
  await click(button(page, "Stop presenting"));
  await isPresenting(page, false);
  await click(button(page, "Share"));
  await page.locator("[data-share-link]").waitFor();
  await click(page.locator(".share-dialog").getByRole("button", { name: "Close", exact: true }));
  await isShared(page);
  await check.clean();
  await close();
});

/** Where each of the twelve goes, in px of the viewport: three rows in the upper part of the canvas, a zone below them. */
async function places(page) {
  const { x, y, width, height } = await page.locator("#canvas").boundingBox();
  const spot = (index) => ({ x: x + (width * ((index % 4) + 0.5)) / 4, y: y + 110 + 120 * Math.floor(index / 4) });
  return { spot, zone: { x: x + width / 2, y: y + height - 150 }, corner: { x: x + 24, y: y + 24 }, last: { x: x + width - 24, y: y + height - 40 } };
}

/** The corners of the only zone's box. */
const corner = (page, part) => middle(page.locator(`#canvas [data-part="${part}"] .corner__dot`));

test("twelve components by the mouse", async () => {
  const { page, check, close } = await site.open({ viewport: { width: 1600, height: 1000 } });
  const palette = (name) => page.locator(".palette").getByRole("button", { name, exact: true });
  const { spot, zone, corner: first, last } = await places(page);
  await button(page, "Show everything").click();
  await drag(page, first, { x: last.x, y: last.y - 60 });
  await button(page, "Delete").first().click();
  await page.locator(".canvas__empty").waitFor();
  await page.locator(".view-buttons__percent").click();
  for (let step = 0; step < 2; step += 1) await button(page, "Zoom out").click();
  await settled(page);
  for (const [index, [, name]] of PARTS.entries()) {
    await drag(page, await middle(palette(name)), spot(index));
    await count(page, COMPONENTS, index + 1);
  }
  for (let step = 1; step < PARTS.length; step += 1) {
    await item(page, PARTS[step - 1][1]).hover();
    await drag(page, await handle(page, PARTS[step - 1][1]), await middle(item(page, PARTS[step][1]).locator(".shape__box")));
    await count(page, "#canvas .link__line", step);
  }
  await item(page, "SQL database").click();
  const was = (await verdict(page)).answer;
  const { now, least } = await thumb(page.locator("input[type=range][data-bench]").first());
  await drag(page, now, least);
  await page.waitForFunction((was) => document.querySelector(".verdict__answer").textContent.trim() !== was, was);
  // A zone that is dropped below them and drawn over them takes them in.
  await drag(page, await middle(palette("Zone")), zone);
  await drag(page, await corner(page, "nw"), first);
  await drag(page, await corner(page, "se"), last);
  await button(page, "Present").click();
  await isPresenting(page, true);
  await button(page, "Stop presenting").click();
  await isPresenting(page, false);
  await button(page, "Share").click();
  await page.locator("[data-share-link]").waitFor();
  await page.locator(".share-dialog").getByRole("button", { name: "Close", exact: true }).click();
  await isShared(page);
  await check.clean();
  await close();
});

test("twelve components by fingers", async () => {
  const { page, check, close } = await site.open({ viewport: { width: 1600, height: 1000 }, touch: true });
  const fingers = await Fingers.on(page);
  const palette = (name) => page.locator(".palette").getByRole("button", { name, exact: true });
  /** Out of the palette sideways, since up and down scroll it. */
  const carry = async (name, to) => {
    await palette(name).scrollIntoViewIfNeeded();
    const from = await middle(palette(name));
    await fingers.drag([from, { x: from.x + 200, y: from.y }, to]);
  };
  const { spot, zone, corner: first, last } = await places(page);
  await fingers.touch("touchStart", first);
  await page.locator(".menu").waitFor();
  await fingers.touch("touchEnd");
  await fingers.tap(page.getByRole("menuitem", { name: "Select all" }));
  await fingers.tap(button(page, "Delete").first());
  await page.locator(".canvas__empty").waitFor();
  await fingers.tap(page.locator(".view-buttons__percent"));
  for (let step = 0; step < 2; step += 1) await fingers.tap(button(page, "Zoom out"));
  for (const [index, [, name]] of PARTS.entries()) {
    await carry(name, spot(index));
    await count(page, COMPONENTS, index + 1);
  }
  for (let step = 1; step < PARTS.length; step += 1) {
    await fingers.tap(item(page, PARTS[step - 1][1]).locator(".shape__box"));
    await fingers.drag([await handle(page, PARTS[step - 1][1]), await middle(item(page, PARTS[step][1]).locator(".shape__box"))]);
    await count(page, "#canvas .link__line", step);
  }
  await fingers.tap(item(page, "SQL database").locator(".shape__box"));
  const was = (await verdict(page)).answer;
  const { now, least } = await thumb(page.locator("input[type=range][data-bench]").first());
  await fingers.drag([now, least]);
  await page.waitForFunction((was) => document.querySelector(".verdict__answer").textContent.trim() !== was, was);
  await carry("Zone", zone);
  await fingers.drag([await corner(page, "nw"), first]);
  await fingers.drag([await corner(page, "se"), last]);
  // Chromium drops a tap now and then while a busy machine still draws the zone: a person would tap again.
  const press = async (name, is) => {
    await fingers.tap(button(page, name));
    await isPresenting(page, is).catch(() => fingers.tap(button(page, name)));
    await isPresenting(page, is);
  };
  await press("Present", true);
  await press("Stop presenting", false);
  await fingers.tap(button(page, "Share"));
  await page.locator("[data-share-link]").waitFor();
  await fingers.tap(page.locator(".share-dialog").getByRole("button", { name: "Close", exact: true }));
  await isShared(page);
  await check.clean();
  await close();
});
