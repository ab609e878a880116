// Figures that can be questioned and sliders that know their field: published values, formulas, previews of strategies,
// curves that are read off, and how a plan opens.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { VIEWPORTS, start } from "./lib/page.mjs";
import { item, kept, settled, thumb, undoAll, verdict } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const section = (page, slug) => page.locator(`[data-section="${slug}"]`);
const field = (page, slug) => page.locator(`.field--number:has(#field-${slug})`);
const slider = (page, slug) => page.locator(`input[data-param="${slug}"]`);
const source = (page, slug) => field(page, slug).locator("[data-source]");

/** Selects a component and opens sections of its inspector by the keyboard. */
async function open(page, name, ...slugs) {
  await item(page, name).focus();
  await page.keyboard.press("Enter");
  await page.locator(".inspector").waitFor();
  for (const slug of slugs) {
    const summary = section(page, slug).locator("> summary");
    if (!(await section(page, slug).evaluate((details) => details.open))) await summary.press("Enter");
    await section(page, slug).locator("> .section__body").waitFor();
  }
  await settled(page);
}

/** Where the thumb of a slider has its middle when it stands at a share of the way, in px of the page. */
async function place(page, slug, share) {
  await slider(page, slug).scrollIntoViewIfNeeded();
  const box = await slider(page, slug).boundingBox();
  const thumb = 16;
  return { x: box.x + thumb / 2 + (box.width - thumb) * share, y: box.y + box.height / 2 };
}

/** The share of the way at which a slider stands. */
const share = (page, slug) => slider(page, slug).evaluate((input) => Number(input.value) / Number(input.max));

test("a slider that is dragged falls on a published value and names its source; Alt and keys go past it", async () => {
  const { page, check, close } = await site.open();
  await open(page, "RDS Multi-AZ", "fault");
  const before = await kept(page);
  const type = async (text) => {
    await page.locator("#field-fu").fill(text);
    await page.locator("#field-fu").press("Enter");
  };
  await source(page, "fu").waitFor();
  assert.match(await source(page, "fu").innerText(), /AWS RDS Multi-AZ .*cloudonaut/);
  const there = await share(page, "fu");
  await type("99.7%");
  await source(page, "fu").waitFor({ state: "detached" });

  const from = await place(page, "fu", await share(page, "fu"));
  const near = await place(page, "fu", there);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(near.x + 4, near.y, { steps: 8 });
  await source(page, "fu").waitFor();
  await page.mouse.up();
  await page.waitForFunction(() => document.querySelector("#field-fu").value === "99.95 %");
  assert.match(await source(page, "fu").innerText(), /AWS RDS Multi-AZ/);

  // With Alt held the hand goes where it wants to.
  await type("99.7%");
  await source(page, "fu").waitFor({ state: "detached" });
  await page.mouse.move(from.x, from.y);
  await page.keyboard.down("Alt");
  await page.mouse.down();
  await page.mouse.move(near.x + 4, near.y, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up("Alt");
  await page.waitForFunction(() => document.querySelector("#field-fu").value !== "99.7 %");
  await settled(page);
  assert.notEqual(await page.locator("#field-fu").inputValue(), "99.95 %");
  assert.equal(await source(page, "fu").count(), 0);

  // So do keys: a step away from the value is a step away.
  await type("99.95%");
  await source(page, "fu").waitFor();
  await slider(page, "fu").focus();
  await page.keyboard.press("ArrowRight");
  await source(page, "fu").waitFor({ state: "detached" });
  await undoAll(page);
  assert.equal(await kept(page), before);
  await check.clean();
  await close();
});

for (const [locale, said] of [["en-US", /Quoted|quoted/], ["zh-CN", /原文引用/]]) {
  test(`published values are set by buttons, each with its source (${locale})`, async () => {
    const { page, check, close } = await site.open({ locale });
    await page.locator("#tab-goal").click();
    await field(page, "target").locator(".field__ask").press("Enter");
    const values = field(page, "target").locator("[data-typical]");
    await values.first().waitFor();
    assert.equal(await values.count(), 5);
    assert.match(await field(page, "target").locator(".field__values").innerText(), said);
    await values.nth(3).press("Enter");
    await source(page, "target").waitFor();
    assert.equal(await page.locator("#field-target").inputValue(), "99.99 %");
    await page.waitForFunction(() => document.querySelectorAll('[data-typical][aria-pressed="true"]').length === 1);
    await accessible(page, `published values, ${locale}`);
    assert.equal(await undoAll(page), 1);
    await check.clean();
    await close();
  });
}

test("every figure of the verdict opens to its formula with the values put in", async () => {
  const { page, check, close } = await site.open();
  const { answer } = await verdict(page);
  const figure = answer.match(/[\d.]+ (h|min|s|d)\/yr/)[0];
  const summary = page.locator("[data-verdict] summary.verdict__answer");
  await summary.press("Enter");
  const formula = page.locator("[data-verdict] details[open] .formula");
  await formula.waitFor();
  const lines = await formula.locator("li").allInnerTexts();
  assert.ok(lines.some((line) => line.startsWith("u × 8,766 h/year = ") && line.endsWith(figure)), lines.join("\n"));
  const u = Number(lines[1].match(/= ([\d.e-]+) × 8,766 h/)[1]);
  const hours = Number(figure.split(" ")[0]) * { h: 1, min: 1 / 60, s: 1 / 3600, d: 24 }[figure.match(/(h|min|s|d)\/yr/)[1]];
  assert.ok(Math.abs((u * 8766) / hours - 1) < 0.05, "the values put in give the figure");
  assert.match(lines.join("\n"), /w = .*Birnbaum[\s\S]*u \/ w = /);
  await accessible(page, "an open formula");
  await check.clean();
  await close();
});

test("a component's figures open to their formulas, in 中文 too", async () => {
  for (const [locale, name, words] of [["en-US", "Images in S3", /Of one unit: u₁ = [\s\S]*Cost: 1 × \$100[\s\S]*Source of the fault: /], ["zh-CN", "S3", /单个单元：u₁ = [\s\S]*成本：1 × [\s\S]*故障数据：/]]) {
    const { page, check, close } = await site.open({ locale });
    await page.locator('#canvas [data-item="c5"]').focus();
    await page.keyboard.press("Enter");
    await page.locator(".own__how > summary").press("Enter");
    await page.locator(".own__how .formula").waitFor();
    assert.match(await page.locator(".own__how .formula").innerText(), words, name);
    await check.clean();
    await close();
  }
});

test("a row of the table of strategies is previewed, Esc drops it, and Use this is one step of undo", async () => {
  const { page, check, close } = await site.open();
  const [plan, first] = [await kept(page), await verdict(page)];
  await open(page, "Images in S3", "compare");
  const row = page.locator('[data-compare="sites"]');
  await row.locator(".compare__name").press("Enter");
  await page.locator("[data-preview]").waitFor();
  await page.locator('[data-compare="sites"] .is-seen').waitFor();
  assert.match((await verdict(page)).standing, /meets the target/);
  assert.equal(await kept(page), plan, "nothing is changed yet");
  assert.match(await page.locator('[data-compare="single"]').innerText(), /now/, "what is there is still told");
  assert.match(await row.locator("tr").first().innerText(), /preview/);
  await row.locator(".opens > summary").press("Enter");
  assert.match(await row.locator(".formula").innerText(), /T_switch = /);
  await accessible(page, "a strategy that is looked at");
  await page.keyboard.press("Escape");
  await page.locator("[data-preview]").waitFor({ state: "detached" });
  assert.deepEqual(await verdict(page), first);
  // By a click anywhere in the row: closed, and opened again.
  await row.locator("td").first().click();
  await row.locator(".compare__detail").waitFor({ state: "detached" });
  await row.locator("td").first().click();
  await page.locator("[data-preview]").waitFor();
  await page.locator('[data-compare="sites"] .is-seen').waitFor();
  await row.locator("[data-use]").press("Enter");
  await page.locator("[data-preview]").waitFor({ state: "detached" });
  assert.match((await verdict(page)).standing, /meets the target/);
  assert.notEqual(await kept(page), plan);
  assert.equal(await undoAll(page), 1);
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});

test("a component's minutes are shown on it while it is tuned", async () => {
  const { page, check, close } = await site.open();
  await open(page, "RDS Multi-AZ", "fault");
  const shape = page.locator('#canvas [data-item="c4"] .shape__state');
  const before = await shape.textContent();
  assert.match(before, /\/yr/);
  const bench = slider(page, "fu");
  await bench.scrollIntoViewIfNeeded();
  const box = await bench.boundingBox();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 4 });
  await page.waitForFunction((before) => document.querySelector('#canvas [data-item="c4"] .shape__state').textContent !== before, before);
  await page.keyboard.press("Escape");
  await page.waitForFunction((before) => document.querySelector('#canvas [data-item="c4"] .shape__state').textContent === before, before);
  await page.mouse.up();
  assert.equal(await shape.textContent(), before);
  await check.clean();
  await close();
});

test("a curve is read off by a pointer and by keys, and its table says the same", async () => {
  const { page, check, close } = await site.open();
  await open(page, "RDS Multi-AZ", "curves");
  const along = page.locator(".chart__along").nth(1);
  await along.focus();
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelectorAll(".chart__along")[1].dataset.read === "200");
  const said = await along.getAttribute("aria-valuetext");
  const chart = page.locator(".chart").nth(1);
  await chart.locator("summary").press("Enter");
  const [time, value] = await chart.locator("tbody tr").last().locator("th, td").allInnerTexts();
  assert.equal(said, `After the fault ${time}: Has recovered, R(t) ${value}`);
  const canvas = chart.locator("canvas");
  await canvas.scrollIntoViewIfNeeded();
  await canvas.hover({ position: { x: 60, y: 60 } });
  await page.waitForFunction(() => Number(document.querySelectorAll(".chart__along")[1].dataset.read) < 40);
  assert.notEqual(await along.getAttribute("aria-valuetext"), said);
  await check.clean();
  await close();
});

test("an example opens with the panel that was open, large enough to read", async () => {
  const { page, check, close } = await site.open({ viewport: VIEWPORTS.medium });
  for (const [tab, place] of [["choose", 2], ["goal", 4]]) {
    await page.locator(`#tab-${tab}`).click();
    await page.locator(".header__page button").nth(0).click();
    await page.locator(".examples__card button").nth(place).click();
    await page.locator(".examples[open]").waitFor({ state: "detached" });
    await settled(page);
    assert.equal(await page.locator(`#tab-${tab}`).getAttribute("aria-selected"), "true");
    const zoom = await page.locator("#canvas [data-item]").first().evaluate((shape) => shape.getScreenCTM().a);
    assert.ok(zoom >= 0.6 - 1e-9, `${zoom}`);
  }
  await check.clean();
  await close();
});

test("on a phone the hint of a first visit leaves the first title in sight", async () => {
  const { page, check, close } = await site.open({ viewport: VIEWPORTS.phone, touch: true });
  const hint = await page.locator("[data-hint]").boundingBox();
  for (const title of await page.locator("#canvas .zone__name, #canvas .zone__label").all()) {
    const box = await title.boundingBox();
    const apart = box.y >= hint.y + hint.height || box.y + box.height <= hint.y || box.x >= hint.x + hint.width || box.x + box.width <= hint.x;
    assert.ok(apart, `${await title.textContent()} is covered`);
  }
  await check.clean();
  await close();
});

for (const [locale, viewport] of [["en-US", { width: 1024, height: 768 }], ["zh-CN", VIEWPORTS.wide]]) {
  test(`a slider stays under the hand, whatever the answer above it needs of room (${locale})`, async () => {
    const { page, check, close } = await site.open({ locale, viewport });
    const slot = page.locator(".verdict-slot");
    const moved = [];
    let grew = 0;
    await page.locator('#canvas [data-item="c4"]').click();
    const sliders = page.locator(".side input[type=range]");
    for (let index = 0; index < 3; index += 1) {
      const slider = sliders.nth(index);
      const { now } = await thumb(slider);
      const { x, width } = await slider.boundingBox();
      const around = async () => [await slot.boundingBox(), await page.locator("#panel > :last-child").boundingBox()].map((box) => Math.round(box.height)).join();
      const handle = await slider.elementHandle();
      await page.mouse.move(now.x, now.y);
      await page.mouse.down();
      const [before, room] = [(await slider.boundingBox()).y, await around()];
      for (let step = 0; step <= 12; step += 1) {
        await page.mouse.move(x + 8 + ((width - 16) * step) / 12, now.y);
        await settled(page);
        // An answer of the worker may just be laid out and not yet seen.
        const stays = () => page.waitForFunction(([element, top]) => Math.abs(element.getBoundingClientRect().y - top) <= 1.5, [handle, before], { timeout: 1_000 });
        await stays().catch(() => moved.push(step));
        grew += (await around()) !== room;
      }
      await page.keyboard.press("Escape");
      await page.mouse.up();
      await settled(page);
    }
    assert.ok(grew > 0, "something above the slider needs another height");
    assert.deepEqual(moved, [], "steps at which it moved");
    for (const held of [slot, page.locator("#panel")]) assert.equal(await held.getAttribute("style"), "", "what was held is let go");
    await check.clean();
    await close();
  });
}
