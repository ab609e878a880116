// The finder and the menu: every command by typing, and what can be done with a thing where it stands.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { tidy } from "./lib/layout.mjs";
import { start } from "./lib/page.mjs";
import { item, kept, middle, settled, undoAll } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const focusedName = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label")?.split(/[,，]/)[0] ?? "");
const rows = (page) => page.locator(".finder__row .finder__name").allTextContents();
const menuRows = (page) => page.locator(".menu__row .menu__name").allTextContents();
const find = async (page, text) => {
  await page.keyboard.press("Control+k");
  await page.locator(".finder__field").waitFor();
  await page.keyboard.type(text);
  await settled(page);
};

test("the finder brings a component into view and into focus, and runs a command, in either language", async () => {
  for (const [locale, command, component] of [["en-US", "dupl", "RDS"], ["zh-CN", "副本", "rds"]]) {
    const { page, check, close } = await site.open({ locale });
    const plan = await kept(page);
    const board = await page.locator("#canvas").boundingBox();
    await page.mouse.move(board.x + 200, board.y + 200);
    for (let step = 0; step < 12; step += 1) await page.mouse.wheel(0, 400);
    await page.locator(".canvas__lost").waitFor();
    // Also from a field, where letters are text.
    await page.locator("#plan-name").focus();
    await find(page, component);
    assert.match((await rows(page))[0], /RDS/);
    await accessible(page, `${locale}, the finder`);
    await tidy(page, `${locale}, the finder`);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-item") === "c4");
    await settled(page);
    const [shape, frame] = [await item(page, await focusedName(page)).boundingBox(), await page.locator("#canvas").boundingBox()];
    assert.ok(shape.x >= frame.x && shape.y >= frame.y && shape.y + shape.height <= frame.y + frame.height);
    assert.equal(await kept(page), plan);

    await find(page, command);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll('#canvas [data-item^="c"][role="button"]').length === 6);
    assert.equal(await undoAll(page), 1);
    assert.equal(await kept(page), plan);
    await check.clean();
    await close();
  }
});

test("in the finder arrows choose, a click chooses, what is idle does nothing, and Esc gives the focus back", async () => {
  const { page, check, close } = await site.open();
  await item(page, "ALB").focus();
  await find(page, "redo");
  assert.equal(await page.locator('.finder__row[aria-selected="true"]').getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await page.locator(".finder__field").count(), 1, "what has nothing to act on leaves the finder open");
  await page.locator(".finder__field").fill("zoom");
  await settled(page);
  await page.keyboard.press("ArrowDown");
  await settled(page);
  const [first, second] = await rows(page);
  assert.notEqual(first, second);
  assert.equal(await page.locator('.finder__row[aria-selected="true"] .finder__name').textContent(), second);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.getAttribute("data-item") === "c2");
  await page.getByRole("button", { name: "Search and commands" }).click();
  await page.locator(".finder__field").fill("keyboard sh");
  await page.locator(".finder__row").first().click();
  await page.locator(".shortcuts[open]").waitFor();
  await page.keyboard.press("Escape");
  await check.clean();
  await close();
});

test("a right click opens the menu of what lies under it, and a right drag pans", async () => {
  const { page, check, close } = await site.open();
  const plan = await kept(page);
  await item(page, "ALB").click({ button: "right" });
  await page.waitForFunction(() => document.activeElement?.matches(".menu__row"));
  const all = await menuRows(page);
  assert.deepEqual(all.slice(0, 4), ["Connect", "Rename", "Cut", "Copy"]);
  assert.ok(!all.includes("Redo"), "only what can act");
  await accessible(page, "the menu");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  await page.keyboard.press("d");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Duplicate/);
  await page.keyboard.press("Escape");
  await page.locator(".menu").waitFor({ state: "detached" });
  assert.equal(await focusedName(page), "ALB");

  await item(page, "ALB").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.waitForFunction(() => document.activeElement.id === "name-field");
  assert.equal(await page.locator(".menu").count(), 0);

  const before = await middle(item(page, "ALB").locator(".shape__box"));
  await page.mouse.move(before.x, before.y);
  await page.mouse.down({ button: "right" });
  await page.mouse.move(before.x + 50, before.y + 30, { steps: 4 });
  await page.mouse.up({ button: "right" });
  await settled(page);
  const panned = await middle(item(page, "ALB").locator(".shape__box"));
  assert.ok(Math.abs(panned.x - before.x - 50) < 1 && Math.abs(panned.y - before.y - 30) < 1);
  assert.equal(await page.locator(".menu").count(), 0);

  const ground = await page.locator("#canvas").boundingBox();
  await page.mouse.click(ground.x + ground.width - 20, ground.y + ground.height - 20, { button: "right" });
  await page.locator(".menu").waitFor();
  assert.ok((await menuRows(page)).includes("Select all") && !(await menuRows(page)).includes("Delete"));
  const menu = await page.locator(".menu").boundingBox();
  assert.ok(menu.y + menu.height <= 900 && menu.x + menu.width <= 1440, "it lies on the page");
  await page.mouse.click(ground.x + 20, ground.y + 20);
  await page.locator(".menu").waitFor({ state: "detached" });
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});

test("by the keyboard the menu is of what has the focus, and by a finger of the board", async () => {
  const { page, context, check, close } = await site.open({ touch: true });
  await item(page, "Web on EC2").focus();
  for (const key of ["Shift+F10", "ContextMenu"]) {
    await page.keyboard.press(key);
    await page.waitForFunction(() => document.activeElement?.matches(".menu__row"));
    const [menu, shape] = [await page.locator(".menu").boundingBox(), await item(page, "Web on EC2").locator(".shape__box").boundingBox()];
    assert.ok(menu.x < shape.x + shape.width && menu.x + menu.width > shape.x, "it stands at the thing");
    await page.keyboard.press("Tab");
    await page.locator(".menu").waitFor({ state: "detached" });
    assert.equal(await focusedName(page), "Web on EC2");
  }
  await page.keyboard.press("Shift+F10");
  await page.waitForFunction(() => document.activeElement?.matches(".menu__row"));
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.locator(".canvas__hint").waitFor();
  await page.keyboard.press("Escape");

  const ground = await page.locator("#canvas").boundingBox();
  const session = await context.newCDPSession(page);
  const touch = (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", { x: ground.x + 40, y: ground.y + 40, id: 0 });
  await page.locator(".menu").waitFor();
  await touch("touchEnd");
  await settled(page);
  assert.equal(await page.locator(".menu").count(), 1, "lifting the finger leaves it open");
  await page.getByRole("menuitem", { name: "Select all" }).tap();
  await page.waitForFunction(() => document.querySelectorAll('#canvas [aria-pressed="true"]').length >= 7);
  await check.clean();
  await close();
});
