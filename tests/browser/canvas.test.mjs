// The canvas under real mouse, keys and fingers: move, connect, select, undo, pan and zoom.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { VIEWPORTS, start } from "./lib/page.mjs";
import { button, clearBoard, drag, handle, item, kept, middle, settled, undoAll, verdict } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

/** Where a thing stands, in canvas px. */
const place = async (page, name) => {
  const [, x, y] = (await item(page, name).getAttribute("transform")).match(/translate\(([-\d.]+) ([-\d.]+)\)/).map(Number);
  return { x, y };
};
const view = (page) => page.locator("#canvas > g").getAttribute("transform");
const zoom = async (page) => Number((await view(page)).match(/scale\(([\d.]+)\)/)[1]);
const selected = (page) =>
  page.locator('#canvas [aria-pressed="true"]').evaluateAll((items) => items.map((item) => item.getAttribute("aria-label").split(/[,，]/)[0]));
const links = (page) => page.locator("#canvas .link__line").count();
const frame = (page, name) => item(page, name).locator(".shape__box").boundingBox();
const border = (page, name) => item(page, name).locator(".zone__border").boundingBox();
const holds = (outer, inner) =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

test("dragging moves on the grid of 8 px, as one step of undo", async () => {
  const { page, check, close } = await site.open();
  const [plan, before] = [await kept(page), await place(page, "Shoppers")];
  const from = await middle(item(page, "Shoppers"));
  await drag(page, from, { x: from.x + 33, y: from.y - 101 }, { steps: 12 });
  const after = await place(page, "Shoppers");
  assert.notDeepEqual(after, before);
  for (const moved of [after.x - before.x, after.y - before.y]) assert.ok(moved % 8 === 0, `moved by ${moved}`);
  const factor = await zoom(page);
  assert.ok(Math.abs(after.x - before.x - 33 / factor) <= 4 && Math.abs(after.y - before.y + 101 / factor) <= 4);
  assert.equal(await undoAll(page), 1);
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});

test("a press that hardly moves is a click", async () => {
  const { page, check, close } = await site.open();
  const plan = await kept(page);
  const from = await middle(item(page, "ALB"));
  await drag(page, from, { x: from.x + 2, y: from.y + 2 });
  assert.deepEqual(await selected(page), ["ALB"]);
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});

test("dropping into a zone moves all units there", async () => {
  const { page, check, close } = await site.open();
  const box = await border(page, "Region 2");
  await drag(page, await middle(item(page, "Images in S3")), { x: box.x + box.width / 2, y: box.y + box.height / 2 + 10 }, { steps: 10 });
  assert.ok(holds(await border(page, "Region 2"), await frame(page, "Images in S3")), "it is drawn inside");
  await item(page, "Images in S3").click();
  await page.locator("summary", { hasText: "Placement" }).click();
  const zone = page.locator("#place-zone-0");
  assert.match(await zone.evaluate((select) => select.selectedOptions[0].textContent), /Region 2/);
  assert.equal(await page.locator("#place-zone-1").count(), 0);
  await check.clean();
  await close();
});

test("a component that is spread wears a chip for each zone", async () => {
  const { page, check, close } = await site.open();
  await page.click("[data-apply]");
  // Reading does not wait by itself: the drawing may follow the click.
  await item(page, "Images in S3").locator(".chip__text").first().waitFor();
  const chips = await item(page, "Images in S3").locator(".chip__text").allTextContents();
  assert.deepEqual(chips, ["Region 1", "Region 2"]);
  for (const zone of ["Region 1", "Region 2"]) assert.ok(!holds(await border(page, zone), await frame(page, "Images in S3")));
  await check.clean();
  await close();
});

test("a zone takes along what lies in it", async () => {
  const { page, check, close } = await site.open();
  const before = await place(page, "ALB");
  const label = await middle(item(page, "Region 1").locator(".zone__label-box"));
  await drag(page, label, { x: label.x, y: label.y - 80 });
  const after = await place(page, "ALB");
  assert.ok(after.y < before.y - 60);
  assert.ok(holds(await border(page, "Region 1"), await frame(page, "ALB")));
  await check.clean();
  await close();
});

test("a rectangle selects what lies in it, and Shift extends", async () => {
  const { page, check, close } = await site.open();
  const [a, b] = [await frame(page, "ALB"), await frame(page, "RDS Multi-AZ")];
  // From outside the region's box, so that the press is on empty canvas.
  const zone = await border(page, "Region 1");
  await drag(page, { x: zone.x - 6, y: zone.y - 6 }, { x: b.x + b.width + 4, y: b.y + b.height + 4 });
  assert.deepEqual((await selected(page)).sort(), ["ALB", "RDS Multi-AZ", "Web on EC2"]);
  await item(page, "Shoppers").click({ modifiers: ["Shift"] });
  assert.equal((await selected(page)).length, 4);
  await item(page, "ALB").click({ modifiers: ["Shift"] });
  assert.deepEqual((await selected(page)).sort(), ["RDS Multi-AZ", "Shoppers", "Web on EC2"]);
  assert.ok(a.width > 0);
  await page.mouse.click(zone.x + 30, zone.y - 60);
  assert.deepEqual(await selected(page), []);
  await check.clean();
  await close();
});

test("a link is made by dragging a handle, and by clicking it and its target", async () => {
  const { page, check, close } = await site.open();
  const before = await links(page);
  await item(page, "Shoppers").hover();
  await drag(page, await handle(page, "Shoppers"), await middle(item(page, "Images in S3")), { steps: 12 });
  assert.equal(await links(page), before + 1);
  const from = await handle(page, "ALB");
  await page.mouse.click(from.x, from.y);
  await page.waitForSelector(".canvas__hint");
  await item(page, "Images in S3").click();
  assert.equal(await links(page), before + 2);
  assert.equal(await undoAll(page), 2);
  await check.clean();
  await close();
});

test("a link that is there already is refused in words, and the tool stays in the hand", async () => {
  const { page, check, close } = await site.open();
  const [plan, from] = [await kept(page), await handle(page, "Shoppers")];
  await page.mouse.click(from.x, from.y);
  await item(page, "ALB").click();
  assert.match(await page.locator(".notices").innerText(), /linked already/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".canvas__hint").count(), 0);
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});

test("links of one component become any of a set, drawn as one bracket", async () => {
  const { page, check, close } = await site.open();
  assert.equal(await page.locator("#canvas .bracket").count(), 0);
  const before = await verdict(page);
  // A database and a storage are no alternatives to each other unless a person says so.
  await item(page, "Web on EC2").click();
  assert.equal(await button(page, "Any one suffices").getAttribute("aria-disabled"), "true");
  await item(page, "RDS Multi-AZ").click();
  await item(page, "Images in S3").click({ modifiers: ["Shift"] });
  await button(page, "Any one suffices").click();
  assert.equal(await page.locator("#canvas .bracket__text").innerHTML(), "any 1 of 2");
  assert.notEqual((await verdict(page)).answer, before.answer);
  await undoAll(page);
  assert.equal(await page.locator("#canvas .bracket").count(), 0);
  assert.deepEqual(await verdict(page), before);
  await check.clean();
  await close();
});

test("delete, undo and redo", async () => {
  const { page, check, close } = await site.open();
  const [plan, before] = [await kept(page), await links(page)];
  await item(page, "RDS Multi-AZ").click();
  await button(page, "Delete").first().click();
  assert.equal(await item(page, "RDS Multi-AZ").count(), 0);
  assert.equal(await links(page), before - 1);
  const without = await kept(page);
  await button(page, "Undo").first().click();
  assert.equal(await kept(page), plan);
  await button(page, "Redo").click();
  assert.equal(await kept(page), without);
  await page.keyboard.press("Control+z");
  assert.equal(await kept(page), plan);
  await page.keyboard.press("Control+Shift+z");
  assert.equal(await kept(page), without);
  await check.clean();
  await close();
});

test("the wheel pans, with Ctrl it zooms at the pointer", async () => {
  const { page, check, close } = await site.open();
  const [plan, at] = [await kept(page), await middle(item(page, "Web on EC2").locator(".shape__box"))];
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(30, 50);
  await settled(page);
  const panned = await middle(item(page, "Web on EC2").locator(".shape__box"));
  assert.ok(Math.abs(panned.x - at.x + 30) < 1 && Math.abs(panned.y - at.y + 50) < 1);
  await page.mouse.wheel(-30, -50);
  const before = await zoom(page);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -60);
  await settled(page);
  assert.ok((await zoom(page)) > before * 1.2);
  const zoomed = await middle(item(page, "Web on EC2").locator(".shape__box"));
  assert.ok(Math.abs(zoomed.x - at.x) < 2 && Math.abs(zoomed.y - at.y) < 2, "what is under the pointer stays there");
  await page.mouse.wheel(0, 60);
  await page.keyboard.up("Control");
  await settled(page);
  assert.ok(Math.abs((await zoom(page)) - before) < 1e-6);
  for (let step = 0; step < 40; step += 1) await button(page, "Zoom out").click();
  assert.ok((await zoom(page)) >= 0.1 - 1e-9);
  await button(page, "Show everything").click();
  assert.equal(await kept(page), plan, "looking around changes nothing");
  await check.clean();
  await close();
});

test("far away a shape says its name only, but for the one that is looked at", async () => {
  const { page, check, close } = await site.open();
  const shown = (name) => item(page, name).locator(".shape__line, .shape__state, .shape__icon, .shape__handle").evaluateAll((parts) => parts.filter((part) => part.getClientRects().length).length);
  assert.equal(await shown("ALB"), 4);
  const label = await item(page, "ALB").getAttribute("aria-label");
  const { x, y } = await middle(item(page, "ALB"));
  await page.mouse.move(x, y);
  await page.keyboard.down("Control");
  for (let step = 0; step < 4; step += 1) await page.mouse.wheel(0, 60);
  await page.keyboard.up("Control");
  await settled(page);
  assert.equal(await shown("RDS Multi-AZ"), 0);
  assert.equal(await item(page, "RDS Multi-AZ").locator(".shape__name").isVisible(), true);
  assert.equal(await shown("ALB"), 4, "the pointer is on it");
  await page.mouse.click(x, y);
  await page.mouse.move(5, 300);
  assert.equal(await shown("ALB"), 4, "it is selected");
  assert.equal(await item(page, "ALB").getAttribute("aria-label"), label);
  await check.clean();
  await close();
});

test("the drawing stays the same one when the board is emptied and filled, and the wheel goes on", async () => {
  const { page, check, close } = await site.open();
  await page.evaluate(() => (globalThis.drawing = document.querySelector("#canvas")));
  const stays = async (what) => assert.ok(await page.evaluate(() => globalThis.drawing === document.querySelector("#canvas")), what);
  await clearBoard(page);
  await stays("emptied");
  await page.locator(".palette__item").first().click();
  await item(page, "Users").waitFor();
  await stays("filled");
  const at = () => middle(item(page, "Users").locator(".shape__box"));
  const was = await at();
  await page.locator("#canvas").hover();
  await page.mouse.wheel(0, 40);
  await settled(page);
  assert.ok(Math.abs((await at()).y - was.y) > 20, "the wheel pans");
  await item(page, "Users").click({ button: "right" });
  await page.locator(".menu").waitFor();
  await stays("with a menu");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await settled(page);
  await stays("undone");
  await check.clean();
  await close();
});

test("Space and the middle button pan", async () => {
  const { page, check, close } = await site.open();
  const [plan, before] = [await kept(page), await middle(item(page, "ALB").locator(".shape__box"))];
  await item(page, "ALB").focus();
  await page.keyboard.down("Space");
  await drag(page, { x: 400, y: 720 }, { x: 440, y: 690 });
  await page.keyboard.up("Space");
  await settled(page);
  const after = await middle(item(page, "ALB").locator(".shape__box"));
  assert.ok(Math.abs(after.x - before.x - 40) < 1 && Math.abs(after.y - before.y + 30) < 1);
  await page.mouse.move(400, 720);
  await page.mouse.down({ button: "middle" });
  await page.mouse.move(360, 750, { steps: 4 });
  await page.mouse.up({ button: "middle" });
  await settled(page);
  const back = await middle(item(page, "ALB").locator(".shape__box"));
  assert.ok(Math.abs(back.x - before.x) < 1 && Math.abs(back.y - before.y) < 1);
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});

test("Tab walks the components and leaves, arrows move, Esc leaves at once", async () => {
  const { page, check, close } = await site.open();
  const plan = await kept(page);
  await page.locator("#canvas [data-item][tabindex='0']").focus();
  const walked = [];
  const here = () => page.evaluate(() => document.activeElement.closest("#canvas") && document.activeElement.getAttribute("aria-label").split(",")[0]);
  for (let step = 0; step < 12; step += 1) {
    const name = await here();
    if (!name) break;
    walked.push(name);
    await page.keyboard.press("Tab");
  }
  assert.deepEqual([...walked].sort(), ["ALB", "Images in S3", "RDS Multi-AZ", "Region 1", "Region 2", "Shoppers", "Web on EC2"]);
  assert.equal(await page.evaluate(() => document.activeElement.closest(".view-buttons") !== null), true, "then comes what follows the canvas");
  await item(page, "Shoppers").focus();
  const before = await place(page, "Shoppers");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await settled(page);
  const after = await place(page, "Shoppers");
  assert.deepEqual([after.x - before.x, after.y - before.y], [8, 32]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await settled(page);
  assert.equal(await here(), null);
  assert.equal(await undoAll(page), 1, "nudges in a row are one step");
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});

test("what had the focus is deleted, and the keys still act on the canvas", async () => {
  const { page, check, close } = await site.open();
  await clearBoard(page);
  await page.keyboard.press("s");
  await item(page, "Service").waitFor();
  assert.equal(await item(page, "Service").count(), 1);
  await check.clean();
  await close();
});

test("letters add only while the canvas has the focus, and can be switched off", async () => {
  const { page, check, close } = await site.open();
  const count = () => page.locator('#canvas [data-item^="c"][role="button"]').count();
  const before = await count();
  await page.locator("#plan-name").focus();
  await page.keyboard.press("q");
  await button(page, "Show everything").focus();
  await page.keyboard.press("q");
  assert.equal(await count(), before);
  await page.locator("#plan-name").focus();
  await page.keyboard.press("Escape");
  await item(page, "ALB").focus();
  await page.keyboard.press("q");
  await settled(page);
  assert.equal(await count(), before + 1);
  await page.keyboard.press("?");
  await page.getByLabel("Single-letter shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await item(page, "ALB").focus();
  await page.keyboard.press("q");
  await settled(page);
  assert.equal(await count(), before + 1);
  await check.clean();
  await close();
});

test("a double click renames", async () => {
  const { page, check, close } = await site.open();
  await item(page, "ALB").dblclick();
  await page.waitForFunction(() => document.activeElement.id === "name-field");
  await page.keyboard.type("入口 ALB");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await item(page, "入口 ALB").count(), 1);
  await check.clean();
  await close();
});

test("the palette is dragged onto the canvas, and dropped elsewhere adds nothing", async () => {
  const { page, check, close } = await site.open();
  const queue = page.locator(".palette").getByRole("button", { name: "Queue", exact: true });
  await drag(page, await middle(queue), { x: 420, y: 240 }, { steps: 10 });
  const box = await frame(page, "Queue");
  assert.ok(box.x < 420 && box.x + box.width > 420 && box.y < 240 && box.y + box.height > 240);
  const plan = await kept(page);
  await drag(page, await middle(queue), { x: 1300, y: 300 }, { steps: 10 });
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});

test("fingers: a tap selects, a long press extends, one pans, two zoom", async () => {
  const { page, context, check, close } = await site.open({ viewport: VIEWPORTS.medium, touch: true });
  const plan = await kept(page);
  const session = await context.newCDPSession(page);
  const touch = (type, ...points) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
  const at = async (name) => middle(item(page, name).locator(".shape__box"));
  const tap = async (name) => {
    const { x, y } = await at(name);
    await page.touchscreen.tap(x, y);
    await settled(page);
  };
  await tap("ALB");
  assert.deepEqual(await selected(page), ["ALB"]);
  await touch("touchStart", await at("Web on EC2"));
  await page.waitForFunction(() => document.querySelectorAll('#canvas [aria-pressed="true"]').length === 2);
  await touch("touchEnd");
  assert.deepEqual((await selected(page)).sort(), ["ALB", "Web on EC2"]);

  const ground = await page.locator("#canvas").boundingBox();
  const bottom = { x: ground.x + 60, y: ground.y + ground.height - 160 };
  const [before, factor] = [await at("ALB"), await zoom(page)];
  await touch("touchStart", bottom);
  for (const step of [10, 20, 30, 40]) await touch("touchMove", { x: bottom.x + step, y: bottom.y - step });
  await touch("touchEnd");
  await settled(page);
  const panned = await at("ALB");
  assert.ok(Math.abs(panned.x - before.x - 40) < 2 && Math.abs(panned.y - before.y + 40) < 2, "one finger pans");

  const [a, b] = [{ x: bottom.x, y: bottom.y - 40 }, { x: bottom.x + 80, y: bottom.y - 40 }];
  await touch("touchStart", a, b);
  for (const step of [10, 20, 30, 40]) await touch("touchMove", { x: a.x - step, y: a.y }, { x: b.x + step, y: b.y });
  await touch("touchEnd");
  await settled(page);
  assert.ok(Math.abs((await zoom(page)) / factor - 2) < 0.1, "twice as far apart is twice as large");
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});

test("undo in a field at rest is the plan's, and a section stays as it was folded", async () => {
  const { page, check, close } = await site.open();
  await item(page, "RDS Multi-AZ").click();
  const before = await kept(page);
  const field = page.locator(".inspector .field__value").first();
  const was = await field.inputValue();
  await field.fill("99 %");
  await field.press("Enter");
  assert.notEqual(await kept(page), before);
  await field.press("Control+z");
  assert.equal(await kept(page), before);
  assert.equal(await field.inputValue(), was);
  const fault = page.locator('details[data-section="fault"]');
  const isOpen = await fault.evaluate((section) => section.open);
  await fault.locator("summary").first().click();
  await item(page, "Web on EC2").click();
  assert.equal(await fault.evaluate((section) => section.open), !isOpen);
  assert.equal(await page.locator("#panel").evaluate((panel) => panel.scrollTop), 0);
  await check.clean();
  await close();
});

test("a count that cannot be is refused in words, and the field stays usable", async () => {
  const { page, check, close } = await site.open();
  await item(page, "Web on EC2").click();
  await page.locator(".segmented__label", { hasText: "Cluster" }).click();
  const units = page.locator(".stepper__value").first();
  const was = await units.inputValue();
  await units.fill("1000000");
  await units.press("Enter");
  assert.match(await units.evaluate((input) => input.validationMessage), /stays as it was/);
  assert.equal(await units.inputValue(), was);
  await units.blur();
  assert.equal(await units.evaluate((input) => input.validationMessage), "");
  await check.clean();
  await close();
});
