// The first minute: a hint of three steps that goes by doing, and every term explained on hover, focus and touch.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, VIEWPORTS, start } from "./lib/page.mjs";
import { item, settled } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const tip = (page) => page.locator("#tip:popover-open");
const hint = (page) => page.locator("[data-hint]");

test("the hint goes by doing its three steps, and does not come back", async () => {
  const { page, context, check, close } = await site.open();
  const done = () => page.locator(".hint__step.is-done").count();
  assert.equal(await done(), 0);
  await item(page, "RDS Multi-AZ").click();
  assert.equal(await done(), 0, "selecting is no step");
  await page.locator("input[type=range][data-bench]").first().focus();
  await page.keyboard.press("ArrowLeft");
  await settled(page);
  assert.equal(await done(), 1);
  await item(page, "ALB").focus();
  await page.keyboard.press("f");
  await settled(page);
  assert.equal(await done(), 2);
  await page.locator("[data-apply]").first().click();
  await hint(page).waitFor({ state: "detached" });
  const again = await site.open({ context });
  assert.equal(await hint(again.page).count(), 0);
  await again.check.clean();
  await check.clean();
  await close();
});

test("the hint goes at a click, covers no answer, and comes to no second visit", async () => {
  for (const width of ["wide", "medium", "phone"]) {
    const { page, context, check, close } = await site.open({ viewport: VIEWPORTS[width], touch: width === "phone" });
    const [own, answer] = [await hint(page).boundingBox(), await page.locator("[data-verdict]").boundingBox()];
    const across = Math.min(own.x + own.width, answer.x + answer.width) - Math.max(own.x, answer.x);
    const down = Math.min(own.y + own.height, answer.y + answer.height) - Math.max(own.y, answer.y);
    assert.ok(across <= 0 || down <= 0, `${width}: the hint lies on the verdict`);
    await hint(page).getByRole("button").click();
    await hint(page).waitFor({ state: "detached" });
    const again = await site.open({ context });
    assert.equal(await hint(again.page).count(), 0, width);
    await check.clean();
    await close();
  }
});

test("a term is explained by the pointer, and the explanation can be pointed at", async () => {
  const { page, check, close } = await site.open();
  await item(page, "RDS Multi-AZ").click();
  const rto = page.locator(".own .term");
  await rto.hover();
  await tip(page).waitFor();
  assert.match(await tip(page).innerText(), /^Recovery time objective: .*\. .*\.$/s);
  await tip(page).hover();
  // Longer than the way there may take; nothing else tells that it stays.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 400)));
  assert.equal(await tip(page).count(), 1, "it stays while it is pointed at");
  await page.mouse.move(5, 500);
  await tip(page).waitFor({ state: "detached" });
  await check.clean();
  await close();
});

test("a term is explained by the keyboard, and Esc takes nothing else away", async () => {
  const { page, check, close } = await site.open();
  await page.locator("#tab-breaks").click();
  await page.locator("[data-breaks=importance] > summary").click();
  const region = page.locator("[data-breaks=importance] .breaks__scroll");
  await region.focus();
  await page.keyboard.press("Tab");
  await tip(page).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-describedby")), "tip");
  await page.keyboard.press("Escape");
  await tip(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.className), "term", "the focus stays");
  await page.keyboard.press("Tab");
  await tip(page).waitFor();
  await page.locator("#tab-breaks").focus();
  await tip(page).waitFor({ state: "detached" });
  // Within a dialog the tip goes first, then the dialog.
  await page.keyboard.press("?");
  await page.locator(".shortcuts .button--small").click();
  await page.locator(".glossary[open]").waitFor();
  assert.equal(await page.locator(".shortcuts[open]").count(), 0, "one dialog gives way to the other");
  await page.keyboard.press("Escape");
  await page.locator(".glossary[open]").waitFor({ state: "detached" });
  await check.clean();
  await close();
});

test("a term is explained by a finger", async () => {
  const { page, check, close } = await site.open({ viewport: VIEWPORTS.phone, touch: true });
  await item(page, "ALB").tap();
  await page.locator(".own .term").tap();
  await tip(page).waitFor();
  const box = await tip(page).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= VIEWPORTS.phone.width, "it lies within the page");
  await check.clean();
  await close();
});

test("whatever a field is about is said on hover, in the page's language", async () => {
  for (const locale of LANGUAGES) {
    const { page, check, close } = await site.open({ locale });
    await page.locator("#tab-goal").click();
    const about = page.locator("#panel [data-tip]");
    for (let at = 0; at < Math.min(await about.count(), 4); at += 1) {
      // A page that scrolls puts its tip away, so it scrolls before.
      await about.nth(at).scrollIntoViewIfNeeded();
      await settled(page);
      await about.nth(at).hover();
      await tip(page).waitFor();
      const text = await tip(page).innerText();
      assert.equal(/\p{Script=Han}/u.test(text), locale === "zh-CN", text);
      await page.mouse.move(5, 500);
      await tip(page).waitFor({ state: "detached" });
    }
    await check.clean();
    await close();
  }
});
