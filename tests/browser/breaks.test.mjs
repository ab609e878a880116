// What breaks it: the panel that splits the downtime, says what to fix first, and fails a set of things with one click.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { VIEWPORTS, start } from "./lib/page.mjs";
import { button, item, kept, settled } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const panel = (page) => page.locator(".breaks");
const part = (page, slug) => page.locator(`[data-breaks="${slug}"]`);
const open = async (page) => {
  await page.locator("#tab-breaks").click();
  await settled(page);
};
const example = async (page, place) => {
  await page.locator(".header__page > button").first().click();
  await page.locator(".examples__card button").nth(place).click();
  await settled(page);
};

test("one click shows what breaks it, and the verdict stays in sight", async () => {
  const { page, check, close } = await site.open();
  const plan = await kept(page);
  await open(page);
  assert.ok(await page.locator("[data-verdict] .verdict__answer").isVisible());
  assert.deepEqual(await panel(page).locator("h3").allInnerTexts(), [
    "Downtime by cause",
    "Fix first",
    "Buy next",
    "Single points of failure",
    "What takes it down together",
    "Downtime by window",
  ]);
  assert.match(await part(page, "fix").locator("button").first().innerText(), /Images in S3\s+8\.8 h\/yr\s+mostly repairing, 50 % of it/);
  const rows = await part(page, "windows").locator("tbody tr").allInnerTexts();
  assert.equal(rows.length, 5);
  assert.equal(await kept(page), plan, "looking is no edit");
  await check.clean();
  await close();
});

test("the bar, its table and its sentence tell the same causes, and they add up", async () => {
  const { page, check, close } = await site.open();
  await example(page, 1);
  await open(page);
  const rows = await part(page, "causes").locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
  assert.ok(rows.length >= 3, rows.join("; "));
  const bar = part(page, "causes").locator("svg[role=img]");
  assert.equal(await bar.locator("rect").count(), rows.length);
  const sentence = await bar.getAttribute("aria-label");
  for (const [cause, down] of rows) assert.ok(sentence.includes(`${cause} ${down}`), `${cause} ${down} in "${sentence}"`);
  const widths = await bar.locator("rect").evaluateAll((rects) => rects.map((rect) => Number.parseFloat(rect.getAttribute("width"))));
  assert.ok(Math.abs(widths.reduce((sum, width) => sum + width, 0) - 100) < 0.05, widths.join(" "));
  await check.clean();
  await close();
});

test("what is to be fixed first is selected with one click", async () => {
  const { page, check, close } = await site.open();
  await open(page);
  await part(page, "fix").locator("button").first().click();
  assert.match(await item(page, "Images in S3").getAttribute("class"), /is-selected/);
  assert.equal(await page.locator("#tab-inspector").getAttribute("aria-selected"), "true");
  await check.clean();
  await close();
});

test("a click on a sentence fails just these things, and the canvas plays it", async () => {
  const { page, check, close } = await site.open();
  await open(page);
  const sentence = part(page, "together").locator("button").filter({ hasText: "RDS Multi-AZ" }).first();
  assert.match(await sentence.innerText(), /^The whole system is down when RDS Multi-AZ is\s+4\.4 h\/yr$/);
  await sentence.click();
  await settled(page);
  const bar = page.locator("[data-what-if]");
  assert.match(await bar.innerText(), /RDS Multi-AZ/);
  assert.match(await bar.innerText(), /whole system (is )?down/i);
  await part(page, "together").locator("button").filter({ hasText: "ALB" }).first().click();
  await settled(page);
  assert.doesNotMatch(await bar.innerText(), /RDS Multi-AZ/);
  assert.equal(await page.locator("#canvas .is-failed").count(), 1);
  await button(page, "Mend all").first().click();
  await check.clean();
  await close();
});

test("behind a cache it is what lasts that is listed, and a click shows for how long the rest works", async () => {
  for (const [locale, sentence, works] of [
    ["en", "The whole system is down when etcd is down for longer than 20 s", /whole system works for 20 s more/],
    ["zh-CN", "「etcd」不可用超过 20 秒时，整个系统停机", /整个系统 还可用 20 秒/],
  ]) {
    const { page, check, close } = await site.open({ locale });
    await example(page, 4);
    await open(page);
    await part(page, "together").locator("button").filter({ hasText: sentence }).click();
    await settled(page);
    const bar = page.locator("[data-what-if]");
    await bar.waitFor();
    assert.match((await bar.innerText()).replace(/\s+/g, " "), works);
    await check.clean();
    await close();
  }
});

test("single points are ringed on the canvas with glyph and word", async () => {
  const { page, check, close } = await site.open();
  const shape = item(page, "ALB");
  assert.equal(await shape.locator(".shape__single-ring").count(), 1);
  assert.equal(await shape.locator(".single__text").textContent(), "◇ single point");
  assert.match(await shape.getAttribute("aria-label"), /Single point of failure/);
  assert.equal(await item(page, "Shoppers").locator(".shape__single-ring").count(), 0, "what never fails is none");
  await page.click("[data-apply]");
  await settled(page);
  assert.equal(await item(page, "Images in S3").locator(".shape__single-ring").count(), 0, "one site stands by for the other");
  assert.equal(await shape.locator(".shape__single-ring").count(), 1, "what runs once stays one");
  await check.clean();
  await close();
});

test("changes and planned windows count once somebody says how often", async () => {
  const { page, check, close } = await site.open();
  await item(page, "Web on EC2").click();
  const section = page.locator("details").filter({ hasText: "Changes and planned work" }).first();
  await section.locator("summary").click();
  const field = page.getByRole("textbox", { name: /Changes per week/ }).first();
  await field.fill("10");
  await field.press("Enter");
  await settled(page);
  await open(page);
  assert.match(await part(page, "causes").innerText(), /Changes/);
  await page.locator(".toolbar button").first().click();
  await settled(page);
  assert.doesNotMatch(await part(page, "causes").innerText(), /Changes/);
  await check.clean();
  await close();
});

test("the importances are a table that is folded, and nothing is cut off on a phone", async () => {
  const { page, check, close } = await site.open({ viewport: VIEWPORTS.phone, touch: true, locale: "zh-CN" });
  await open(page);
  const fold = part(page, "importance");
  await fold.locator("summary").click();
  assert.equal(await fold.locator("thead th").count(), 6);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width}`);
  await check.clean();
  await close();
});

test("an empty board has nothing that breaks", async () => {
  const { page, check, close } = await site.open();
  await page.locator("#canvas [data-item][tabindex='0']").first().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await open(page);
  assert.equal(await panel(page).innerText(), "Nothing in this plan can fail");
  await check.clean();
  await close();
});
