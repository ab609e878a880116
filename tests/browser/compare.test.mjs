// Comparing strategies for what is selected, settling what may be recommended, growth, and what to buy next.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { VIEWPORTS, start } from "./lib/page.mjs";
import { item, kept, settled } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const section = (page, slug) => page.locator(`[data-section="${slug}"]`);
const row = (page, mode) => page.locator(`[data-compare="${mode}"]`);
const cells = (page, mode) => row(page, mode).locator("tr").first().locator("th, td").allInnerTexts();

/** Selects a component and opens a section of its inspector by the keyboard. */
async function open(page, name, ...slugs) {
  await item(page, name).focus();
  await page.keyboard.press("Enter");
  await page.locator(".inspector").waitFor();
  for (const slug of slugs) {
    const heading = section(page, slug).locator("> summary");
    if (!(await section(page, slug).evaluate((details) => details.open))) await heading.press("Enter");
    await section(page, slug).locator("> .section__body").waitFor();
  }
  await settled(page);
}

test("the strategies of a component stand side by side, and one click runs it so", async () => {
  const { page, check, close } = await site.open();
  const before = await kept(page);
  await open(page, "Images in S3", "compare");
  const recommended = await cells(page, "sites");
  assert.match(recommended[0], /multi-site × 2\s+● recommended/);
  assert.equal(recommended.length, 9);
  assert.match(recommended[1], /^6\.2 h\/yr$/);
  assert.match(recommended[2], /^\$250$/);
  const single = await cells(page, "single");
  assert.match(single[0], /Single\s+now\s+✖ misses the target/);
  assert.match(single[1], /^15 h\/yr$/);
  assert.match(await section(page, "compare").innerText(), /Makes no sense for this kind: .*quorum/i);
  assert.equal(await kept(page), before, "looking is no edit");

  await row(page, "sites").locator(".compare__name").press("Enter");
  const details = row(page, "sites").locator(".compare__detail");
  assert.match(await details.innerText(), /1 in .*, 1 in /);
  assert.match(await details.innerText(), /a region/);
  assert.match(await details.innerText(), /a backup is restored, up to 24 h lost/);
  await details.locator("[data-use]").press("Enter");
  await settled(page);
  assert.match((await cells(page, "sites"))[0], /now/);
  assert.match(await page.locator("[data-verdict] .verdict__standing").first().innerText(), /meets the target/);
  await page.locator("[data-undo-applied]").click();
  await settled(page);
  assert.equal(await kept(page), before);
  await check.clean();
  await close();
});

test("a row that is looked at stays under the hand", async () => {
  const { page, check, close } = await site.open();
  await open(page, "RDS Multi-AZ", "compare");
  for (const mode of ["hot", "sites", "hot"]) {
    const name = row(page, mode).locator(".compare__name");
    await name.scrollIntoViewIfNeeded();
    const before = await name.boundingBox();
    await page.mouse.click(before.x + before.width / 2, before.y + before.height / 2);
    await row(page, mode).locator(".compare__detail").waitFor();
    await settled(page);
    const after = await name.boundingBox();
    assert.ok(Math.abs(after.y - before.y) < 2, `${mode}: from ${before.y} to ${after.y}`);
  }
  await check.clean();
  await close();
});

test("what was applied is not taken for what is advised next", async () => {
  const { page, check, close } = await site.open();
  await open(page, "RDS Multi-AZ", "compare");
  const dear = row(page, "sites");
  await dear.locator(".compare__name").press("Enter");
  await dear.locator("[data-use]").press("Enter");
  await page.locator("[data-undo-applied]").waitFor();
  // Something else is advised still: its button is there, and what was applied stands before the sentence.
  const order = await page.locator(".verdict__advice").evaluate((advice) =>
    [...advice.querySelectorAll("[data-undo-applied], .verdict__sentence, [data-apply]")].map((it) => it.className.split(" ")[0]));
  assert.deepEqual(order, ["button", "verdict__sentence", "button"]);
  await page.locator("[data-apply]").first().click();
  await page.waitForFunction(() => !document.querySelector("[data-apply]"));
  assert.equal(await page.locator(".verdict__sentence ~ .verdict__act [data-undo-applied]").count(), 1, "now the sentence is about what was applied");
  await check.clean();
  await close();
});

test("what a person pins and rules out is obeyed, and said", async () => {
  const { page, check, close } = await site.open();
  const before = await kept(page);
  await open(page, "Images in S3", "wishes", "compare");
  await page.locator("#pin-field").check();
  await settled(page);
  assert.match((await cells(page, "single"))[0], /Single\s+now\s+▲ the best there is/);
  assert.match((await cells(page, "sites"))[0], /◌ pinned/);
  assert.match(await page.locator("[data-verdict]").innerText(), /Within reach without.*what is pinned and ruled out/);
  await page.locator("#pin-field").uncheck();
  await settled(page);
  assert.equal(await kept(page), before, "what is as usual leaves no trace");

  const chip = section(page, "wishes").getByRole("button", { name: /multi-site/ });
  assert.equal(await chip.getAttribute("aria-pressed"), "true");
  await chip.press("Enter");
  await settled(page);
  assert.equal(await chip.getAttribute("aria-pressed"), "false");
  assert.match((await cells(page, "sites"))[0], /◌ ruled out/);
  await check.clean();
  await close();
});

test("the team, data and growth are asked for with the goal", async () => {
  const { page, check, close } = await site.open();
  await page.locator("#tab-goal").click();
  assert.match(await page.locator(".growth").innerText(), /State a peak load/);
  await page.locator("#skill-field").selectOption("practised");
  await settled(page);
  assert.match(await page.locator("[data-verdict]").innerText(), /the limit of the team's skill/);
  await page.locator("#field-peak-load").fill("300");
  await page.locator("#field-peak-load").press("Enter");
  await settled(page);
  const steps = await page.locator(".growth__step").allInnerTexts();
  assert.equal(steps.length, 3);
  assert.match(steps[0], /At 2×\s+everything carries it/);
  assert.match(steps[2], /At 10×\s+Web on EC2 carries 2\.6× at most; a cluster of 4 would do/);
  await check.clean();
  await close();
});

test("what to buy next can be bought at once", async () => {
  const { page, check, close } = await site.open();
  const before = await kept(page);
  await page.locator("#tab-breaks").click();
  const buys = page.locator('[data-breaks="buy"] li');
  assert.match(await buys.first().innerText(), /RDS Multi-AZ as cold standby\s+−3\.1 h\/yr\s+\+\$20\/month: 9\.2 min\/yr for each \$1\/month/);
  const buy = buys.nth(1);
  assert.match(await buy.innerText(), /Images in S3 as active-active sites\s+−8\.7 h\/yr\s+\+\$150\/month: 3\.5 min\/yr for each \$1\/month/);
  await buy.getByRole("button", { name: "Apply to Images in S3" }).click();
  await settled(page);
  assert.match(await page.locator("[data-verdict] .verdict__standing").first().innerText(), /meets the target/);
  await page.locator("[data-undo-applied]").click();
  await settled(page);
  assert.equal(await kept(page), before);
  await check.clean();
  await close();
});

for (const [width, theme, locale] of [["wide", "light", "en"], ["medium", "dark", "zh-CN"], ["phone", "light", "zh-CN"], ["narrow", "dark", "en"]]) {
  test(`the comparison is accessible and scrolls inside itself: ${width}, ${theme}, ${locale}`, async () => {
    const { page, check, close } = await site.open({ locale, theme, viewport: VIEWPORTS[width] });
    await page.locator('#canvas [data-item^="c"][role="button"]').nth(4).focus();
    await page.keyboard.press("Enter");
    for (const slug of ["compare", "wishes"]) {
      if (!(await section(page, slug).evaluate((details) => details.open))) await section(page, slug).locator("> summary").press("Enter");
    }
    await page.locator(".compare__name").first().press("Enter");
    await page.locator(".compare__detail").waitFor();
    await settled(page);
    await accessible(page, `comparison, ${width}, ${theme}, ${locale}`);
    const widths = await page.evaluate(() => {
      const detail = document.querySelector(".compare__detail").getBoundingClientRect();
      const scroll = document.querySelector(".compare__scroll").getBoundingClientRect();
      return { page: document.documentElement.scrollWidth - innerWidth, detail: detail.width - scroll.width };
    });
    assert.ok(widths.page <= 0, "the page itself does not scroll sideways");
    assert.ok(widths.detail <= 1, "the details fit what is seen of the table");
    await check.clean();
    await close();
  });
}
