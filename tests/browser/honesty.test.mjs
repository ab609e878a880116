// What keeps the answer honest: the line that reconciles a spreadsheet, what people forget, the timers, and two plans
// side by side.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { VIEWPORTS, start } from "./lib/page.mjs";
import { button, clearBoard, item, kept, settled, verdict } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const example = async (page, place) => {
  await page.locator(".header__page > button").first().click();
  await page.locator(".examples__card button").nth(place).click();
  await settled(page);
};
const PAIR = 1;
const REDIS = 2;
const PATRONI = 4;
const number = (text) => Number(text.replace("−", "-").replace("+", "").replaceAll(",", ""));
const fits = async (page) => assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= page.viewportSize().width);

test("what breaks it says what a spreadsheet would, and its terms add up", async () => {
  const { page, check, close } = await site.open();
  await page.locator("#tab-breaks").click();
  const way = page.locator('[data-breaks="way"]');
  await way.waitFor();
  assert.match(await way.locator("summary").innerText(), /^Multiplying the SLAs gives 99\.83 %, and so does the model/);
  await example(page, PATRONI);
  await page.locator("#tab-breaks").click();
  const sentence = way.locator("summary").filter({ hasText: "because" });
  await sentence.waitFor();
  assert.match(await sentence.innerText(), /Multiplying the SLAs gives [\d.]+ %, the model [\d.]+ %, because: .+ a year$/);
  await sentence.click();
  const rows = await way.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [row.children[0].textContent, row.children[1].textContent]));
  assert.ok(rows.length > 4, `${rows}`);
  const figures = rows.map(([, text]) => (text.startsWith("≈") ? 0 : number(text)));
  const sum = figures.slice(0, -1).reduce((sum, figure) => sum + figure, 0);
  assert.ok(Math.abs(sum - figures.at(-1)) < 1e-6, `${rows}`);
  await accessible(page, "the way from a spreadsheet");
  await check.clean();
  await close();
});

test("what people forget is a quiet count, and a click leads to the field", async () => {
  const { page, check, close } = await site.open();
  await example(page, PAIR);
  await page.locator("#tab-choose").click();
  const fold = page.locator("[data-lints]");
  assert.match(await fold.locator("summary").innerText(), /^\d things people forget$/);
  assert.equal(await fold.locator("ul").isVisible(), false, "folded at first");
  const plan = await kept(page);
  await fold.locator("summary").click();
  await accessible(page, "what people forget");
  await fold.getByRole("button", { name: /takes over without need/ }).click();
  await page.waitForFunction(() => document.activeElement?.id === "field-dm");
  assert.equal(await kept(page), plan, "looking is no edit");
  await page.locator("#tab-choose").click();
  await fold.locator("summary").click();
  await fold.getByRole("button", { name: /does not cut the old primary off/ }).click();
  await page.waitForFunction(() => document.activeElement?.id === "fenced-field");
  await page.keyboard.press("Space");
  await settled(page);
  await page.locator("#tab-choose").click();
  await fold.locator("summary").click();
  await fold.getByRole("button", { name: /takes over without need/ }).waitFor();
  assert.equal(await fold.getByRole("button", { name: /does not cut/ }).count(), 0, "what is mended is said no more");
  await check.clean();
  await close();
});

for (const [locale, text, hint, choice] of [
  ["en-US", "Load balancer → Web 1, Web 2", /Load balancer needs both Web 1 and Web 2/, "Any of several"],
  ["zh-CN", "负载均衡 → 网页 1，网页 2", /负载均衡 同时需要 网页 1 和 网页 2/, "多选一"],
]) {
  test(`a balancer whose services are all needed is asked about, and one choice mends it: ${locale}`, async () => {
    const { page, context, check, close } = await site.open({ locale });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await clearBoard(page);
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.locator("#canvas").focus();
    await page.keyboard.press("Control+v");
    await page.locator('#canvas [data-item="l2"]').waitFor({ state: "attached" });
    const before = await verdict(page);
    await page.locator("#tab-choose").click();
    const fold = page.locator("[data-lints]");
    await fold.locator("summary").click();
    const asked = fold.getByRole("button", { name: hint });
    await asked.click();
    await page.waitForFunction(() => document.activeElement?.id === "need");
    // The hint names the choice as the list does.
    const option = page.locator("#need option").filter({ hasText: choice });
    await page.locator("#need").selectOption(await option.getAttribute("value"));
    await page.locator("#canvas .bracket").waitFor();
    assert.notEqual((await verdict(page)).answer, before.answer, "any one is enough: it is down less");
    await page.locator("#tab-choose").click();
    await settled(page);
    assert.equal(await asked.count(), 0);
    await check.clean();
    await close();
  });
}

test("the timer advisor finds an interval and misses, and sets them in one step", async () => {
  const { page, check, close } = await site.open();
  await example(page, REDIS);
  await item(page, "Redis").first().click();
  const section = page.locator('[data-section="timers"]');
  await section.locator("summary").click();
  assert.match(await section.innerText(), /No poll is ever lost here/);
  await page.locator('[data-section="detection"] > summary').click();
  await page.locator("#field-dl").fill("1%");
  await page.locator("#field-dl").press("Enter");
  await settled(page);
  assert.match(await section.innerText(), /Is it alive\? Wait 1 s and ask again; after 6 misses take over/);
  assert.equal(await section.locator("tbody tr").count(), 5);
  await accessible(page, "the timer advisor");
  const before = await kept(page);
  await section.getByRole("button", { name: "Use these" }).click();
  await settled(page);
  assert.equal(await page.locator("#field-dm").inputValue(), "6");
  assert.equal(await section.getByRole("button", { name: "Set so already" }).isDisabled(), true);
  await page.locator(".toolbar button").first().click();
  await settled(page);
  assert.equal(await kept(page), before);
  await check.clean();
  await close();
});

test("Apply says before what it will change", async () => {
  const { page, check, close } = await site.open();
  const fold = page.locator("[data-applying]");
  assert.match((await fold.locator("summary").innerText()).replace(/\s+/g, " "), /^What will change \d+ changes?, \+\$\d+\/month$/);
  await fold.locator("summary").click();
  assert.match((await fold.locator("li").first().innerText()).replace(/\s+/g, " "), /: a single unit → .+ \+\$\d+\/month$/);
  await accessible(page, "what Apply will change");
  await page.locator("[data-apply]").click();
  await settled(page);
  assert.equal(await fold.count(), 0);
  await check.clean();
  await close();
});

test("A stays beside B, comes back, swaps, and outlives a reload", async () => {
  const { page, check, close } = await site.open();
  const first = await kept(page);
  await button(page, "Remember as A").click();
  const compare = page.locator("[data-versus]");
  await compare.locator("summary").click();
  assert.match(await compare.innerText(), /A and B are the same/);
  await page.locator("[data-apply]").click();
  await settled(page);
  const second = await kept(page);
  assert.match(await compare.locator(".versus__list").innerText(), /a single unit → /);
  const cells = await compare.locator("tbody tr").first().locator("td").allInnerTexts();
  assert.match(cells[0], /^✖15 h\/yr/);
  assert.match(cells[1], /^●/);
  await accessible(page, "two plans side by side");
  await button(page, "Swap").click();
  await settled(page);
  assert.equal(await kept(page), first);
  await page.locator(".toolbar button").first().click();
  await settled(page);
  assert.equal(await kept(page), second);
  assert.match((await compare.locator("tbody tr").first().locator("td").allInnerTexts())[0], /^✖15 h\/yr/);
  check.loading();
  await page.reload();
  await page.waitForSelector("#app main");
  check.loaded();
  await compare.locator("summary").click();
  await button(page, "Go back to A").click();
  await settled(page);
  assert.equal(await kept(page), first);
  await button(page, "Forget A").click();
  await compare.waitFor({ state: "detached" });
  await check.clean();
  await close();
});

test("on a phone and in 中文 nothing is cut off", async () => {
  const { page, check, close } = await site.open({ viewport: VIEWPORTS.phone, touch: true, locale: "zh-CN", theme: "dark" });
  await example(page, PATRONI);
  await page.locator("#tab-breaks").click();
  await page.locator('[data-breaks="way"] summary').filter({ hasText: "主要差在" }).click();
  await fits(page);
  await page.locator("#tab-choose").click();
  await page.locator("[data-lints] summary").click();
  await fits(page);
  await page.getByRole("button", { name: "记为 A" }).click();
  await settled(page);
  await fits(page);
  await page.locator("[data-versus] summary").click({ force: true });
  await fits(page);
  await check.clean();
  await close();
});
