// The conventions of the canvas that are no drag of the mouse: scrolling by buttons, places by numbers, Space and Enter,
// what a second finger and a double tap do, and several components turned as one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { VIEWPORTS, start } from "./lib/page.mjs";
import { Fingers, button, clearBoard, drag, item, kept, middle, names, plan, settled, undoAll } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const at = (page, name) => middle(item(page, name).locator(".shape__box"));
const near = (a, b, what) => assert.ok(Math.abs(a.x - b.x) < 2 && Math.abs(a.y - b.y) < 2, `${what}: ${JSON.stringify([a, b])}`);
const selected = (page) =>
  page.locator('#canvas [aria-pressed="true"]').evaluateAll((items) => items.map((item) => item.getAttribute("aria-label").split(/[,，]/)[0]));
/** The whole plan is in view, wherever it opened. */
async function showAll(page) {
  await page.locator('.view-buttons button[title*="Shift+1"]').click();
  await settled(page);
}
const palette = (page, name) => page.locator(".palette").getByRole("button", { name, exact: true });

test("buttons scroll, and show what is selected", async () => {
  const { page, check, close } = await site.open();
  const before = await kept(page);
  for (const [name, back, dx, dy] of [["Scroll left", "Scroll right", 168, 0], ["Scroll up", "Scroll down", 0, 168]]) {
    const was = await at(page, "ALB");
    await button(page, name).click();
    await settled(page);
    near(await at(page, "ALB"), { x: was.x + dx, y: was.y + dy }, name);
    await button(page, back).click();
    await settled(page);
    near(await at(page, "ALB"), was, back);
  }
  assert.equal(await button(page, "Show the selection").count(), 0, "nothing is selected");
  await item(page, "ALB").click();
  await button(page, "Show the selection").click();
  await settled(page);
  near(await at(page, "ALB"), await middle(page.locator("#canvas")), "in the middle");
  assert.equal(await kept(page), before);
  await check.clean();
  await close();
});

test("Space with arrows scrolls, Space alone selects, Enter renames what is selected", async () => {
  const { page, check, close } = await site.open();
  await item(page, "ALB").focus();
  const was = await at(page, "ALB");
  await page.keyboard.down("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.up("Space");
  await settled(page);
  near(await at(page, "ALB"), { x: was.x - 168, y: was.y - 168 }, "it scrolls");
  assert.deepEqual(await selected(page), [], "who scrolls selects nothing");
  await page.keyboard.press("Space");
  await settled(page);
  assert.deepEqual(await selected(page), ["ALB"]);
  await item(page, "Shoppers").focus();
  await page.keyboard.press("Shift+Space");
  await settled(page);
  assert.deepEqual((await selected(page)).sort(), ["ALB", "Shoppers"]);
  await page.keyboard.press("Enter");
  await settled(page);
  assert.deepEqual(await selected(page), ["Shoppers"]);
  await item(page, "Shoppers").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "name-field");
  await check.clean();
  await close();
});

test("a click on the canvas says where the next thing comes", async () => {
  const { page, check, close } = await site.open();
  await clearBoard(page);
  const frame = await page.locator("#canvas").boundingBox();
  const spot = { x: frame.x + 200, y: frame.y + 180 };
  await page.mouse.click(spot.x, spot.y);
  await page.locator(".spot").waitFor();
  await palette(page, "Queue").click();
  await settled(page);
  const box = await item(page, "Queue").locator(".shape__box").boundingBox();
  assert.ok(Math.abs(box.x + box.width / 2 - spot.x) <= 8 && Math.abs(box.y + box.height / 2 - spot.y) <= 8, JSON.stringify(box));
  assert.equal(await page.locator(".spot").count(), 0);
  await check.clean();
  await close();
});

test("what is selected is moved by numbers, and lands there", async () => {
  const { page, check, close } = await site.open();
  const before = await kept(page);
  const zone = (await plan(page)).z.find(({ n }) => n === "Region 2");
  const home = async () => (await plan(page)).c.find(({ n }) => n === "Images in S3");
  await item(page, "Images in S3").click();
  const [x, y] = [page.locator("#position-x"), page.locator("#position-y")];
  assert.deepEqual([Number(await x.inputValue()), Number(await y.inputValue())], (await home()).xy);
  await x.fill(String(zone.xy[0] + 40));
  await x.press("Enter");
  await y.fill(String(zone.xy[1] + 64));
  await y.press("Enter");
  await settled(page);
  assert.deepEqual((await home()).xy, [zone.xy[0] + 40, zone.xy[1] + 64]);
  await page.locator("summary", { hasText: "Placement" }).click();
  assert.match(await page.locator("#place-zone-0").evaluate((select) => select.selectedOptions[0].textContent), /Region 2/);
  await y.fill("nowhere");
  await y.press("Enter");
  await y.blur();
  await settled(page);
  assert.deepEqual((await home()).xy, [zone.xy[0] + 40, zone.xy[1] + 64]);
  assert.equal(await undoAll(page), 2);
  assert.equal(await kept(page), before);
  await check.clean();
  await close();
});

test("Esc, and a second finger, drop what comes from the palette for good", async () => {
  const { page, check, close } = await site.open({ touch: true });
  const before = await kept(page);
  const frame = await page.locator("#canvas").boundingBox();
  const [there, on] = [{ x: frame.x + 300, y: frame.y + 300 }, { x: frame.x + 340, y: frame.y + 320 }];
  await drag(page, await middle(palette(page, "Queue")), there, { hold: true });
  await page.locator(".ghost").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".ghost").waitFor({ state: "detached" });
  await page.mouse.move(on.x, on.y, { steps: 3 });
  await page.mouse.up();
  await settled(page);
  assert.equal(await kept(page), before);

  const fingers = await Fingers.on(page);
  const from = await middle(palette(page, "Queue"));
  await fingers.drag([from, { x: from.x + 200, y: from.y }, there], { hold: true });
  await page.locator(".ghost").waitFor();
  await fingers.touch("touchStart", there, { x: there.x + 200, y: there.y });
  await page.locator(".ghost").waitFor({ state: "detached" });
  await fingers.touch("touchMove", on, { x: there.x + 200, y: there.y });
  await fingers.touch("touchEnd");
  await settled(page);
  assert.equal(await kept(page), before);
  // The palette is not hurt by it.
  await fingers.drag([from, { x: from.x + 200, y: from.y }, there]);
  await item(page, "Queue").waitFor();
  await check.clean();
  await close();
});

test("a second finger drops a drag, two fingers scroll, a double tap renames or shows everything", async () => {
  const { page, check, close } = await site.open({ viewport: VIEWPORTS.medium, touch: true });
  await showAll(page);
  const before = await kept(page);
  const fingers = await Fingers.on(page);
  const from = await at(page, "ALB");
  const other = { x: from.x + 60, y: from.y + 200 };
  await fingers.drag([from, { x: from.x + 40, y: from.y + 60 }], { hold: true });
  assert.notDeepEqual(await at(page, "ALB"), from, "it is in the hand");
  await fingers.touch("touchStart", { x: from.x + 40, y: from.y + 60 }, other);
  await settled(page);
  near(await at(page, "ALB"), from, "it is back");
  await fingers.touch("touchEnd");
  await settled(page);
  assert.equal(await kept(page), before);

  const ground = await page.locator("#canvas").boundingBox();
  const [a, b] = [{ x: ground.x + 30, y: ground.y + 30 }, { x: ground.x + 130, y: ground.y + 30 }];
  const shifted = (point, by) => ({ x: point.x + by, y: point.y + by });
  await fingers.touch("touchStart", a, b);
  for (const by of [8, 16, 24, 32]) await fingers.touch("touchMove", shifted(a, by), shifted(b, by));
  await fingers.touch("touchEnd");
  await settled(page);
  near(await at(page, "ALB"), { x: from.x + 32, y: from.y + 32 }, "two fingers scroll");

  await fingers.tap({ x: ground.x + 20, y: ground.y + 20 }, 2);
  await page.waitForFunction(() => !document.querySelector(".canvas__lost"));
  await settled(page);
  near(await at(page, "ALB"), from, "everything is shown");
  await page.waitForTimeout(400); // As a hand does: sooner, Chromium may count all four taps together.
  await fingers.tap(item(page, "ALB").locator(".shape__box"), 2);
  await page.waitForFunction(() => document.activeElement.id === "name-field");
  assert.equal(await kept(page), before);
  await check.clean();
  await close();
});

test("on a phone a tap selects, and presses nothing that it brings under the finger", async () => {
  const { page, check, close } = await site.open({ viewport: VIEWPORTS.phone, touch: true });
  const fingers = await Fingers.on(page);
  const before = await kept(page);
  const sheet = page.locator(".side.is-up");
  let taps = 0;
  // The boxes that are in view, each touched at several places: what opens has its buttons under some of them.
  const all = (await names(page)).map((label) => label.split(", ")[0]);
  for (const [across, down] of [[0.15, 0.1], [0.5, 0.1], [0.3, 0.4], [0.6, 0.9]]) {
    for (const name of all) {
      const box = await item(page, name).locator(".shape__box").boundingBox();
      const point = { x: box.x + box.width * across, y: box.y + box.height * down };
      const isSeen = await item(page, name).evaluate((shape, { x, y }) => shape.contains(document.elementFromPoint(x, y)), point);
      if (!isSeen) continue;
      await fingers.tap(point);
      await sheet.waitFor();
      // The click of a tap comes some frames after it.
      await page.waitForTimeout(350);
      assert.deepEqual(await selected(page), [name]);
      assert.equal(await page.locator("#canvas .is-failed").count(), 0, `${name} was failed by its own tap`);
      assert.equal(await kept(page), before, `${name}: its own tap changed the plan`);
      taps += 1;
      // And the next tap presses what it should: the sheet goes down again.
      await fingers.tap(page.locator(".side__close"));
      await sheet.waitFor({ state: "detached" });
    }
  }
  assert.ok(taps >= 10, `${taps} places to touch`);
  // So does a long press, which opens the menu under the finger.
  const ground = { x: 12, y: (await page.locator(".view-buttons").boundingBox()).y - 40 };
  await fingers.touch("touchStart", ground);
  await page.locator(".menu").waitFor();
  await fingers.touch("touchEnd");
  await page.waitForTimeout(350);
  assert.equal(await page.locator(".menu").count(), 1, "letting go chooses nothing");
  assert.equal(await kept(page), before);
  await check.clean();
  await close();
});

test("a link is drawn by a finger, and by two taps", async () => {
  const { page, check, close } = await site.open({ viewport: VIEWPORTS.medium, touch: true });
  await showAll(page);
  const fingers = await Fingers.on(page);
  const links = async () => page.locator("#canvas .link__line").count();
  const before = await links();
  const handle = (name) => middle(item(page, name).locator(".shape__handle-dot"));
  await fingers.drag([await handle("Shoppers"), await at(page, "Images in S3")]);
  assert.equal(await links(), before + 1);
  await fingers.tap(await handle("ALB"));
  await page.locator(".canvas__hint").waitFor();
  await fingers.tap(await at(page, "Images in S3"));
  assert.equal(await links(), before + 2);
  assert.equal(await undoAll(page), 2);
  await check.clean();
  await close();
});

test("several components are tuned as one, each change one step of undo", async () => {
  for (const locale of ["en-US", "zh-CN"]) {
    const { page, check, close } = await site.open({ locale });
    await clearBoard(page);
    for (const key of ["s", "q", "s"]) {
      await page.keyboard.press(key);
      await settled(page);
    }
    const of = async (field) => (await plan(page)).c.map((component) => component[field]);
    const open = async (...sections) => {
      for (const section of sections) {
        const fold = page.locator(`details[data-section="${section}"]`);
        if (!(await fold.evaluate((fold) => fold.open))) await fold.locator("summary").first().click();
      }
    };
    // The one that was made last costs less than the others.
    await open("cost");
    const price = page.locator("#field-pm");
    await price.fill("55");
    await price.press("Enter");
    await page.locator('#canvas [data-item="c3"]').focus();
    await page.keyboard.press("Control+a");
    await page.locator("#align").waitFor();
    await open("cost", "strategy");
    assert.equal(await price.inputValue(), "");
    assert.equal(await price.getAttribute("placeholder"), locale === "en-US" ? "several values" : "多个值");
    const before = await kept(page);
    await price.fill("77");
    await price.press("Enter");
    await settled(page);
    const set = async (slug) => (await of("p")).map((own) => own?.[slug]);
    assert.deepEqual(await set("pm"), [77, 77, 77]);
    assert.match(await price.inputValue(), /77/);
    await page.locator("#strategy-field").selectOption({ index: 2 });
    await settled(page);
    const strategies = await of("s");
    assert.ok(strategies.every((one) => one && one === strategies[0]), JSON.stringify(strategies));
    // A slider turns all of them while it moves.
    const slider = page.locator('input[type=range][data-param="cc"]');
    await slider.focus();
    await page.keyboard.press("End");
    await settled(page);
    assert.deepEqual(await set("cc"), [0.3, 0.3, 0.3]);
    await page.locator("#align").selectOption("left");
    await settled(page);
    assert.equal(new Set((await of("xy")).map(([x]) => x)).size, 1);
    assert.equal(await page.locator("#align").inputValue(), "", "it goes back to choosing");
    await accessible(page, locale);
    for (let step = 0; step < 4; step += 1) await button(page, locale === "en-US" ? "Undo" : "撤销").first().click();
    await settled(page);
    assert.equal(await kept(page), before, "four changes are four steps");
    assert.equal((await names(page)).length, 3);
    await check.clean();
    await close();
  }
});
