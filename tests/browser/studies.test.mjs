// Studies that the worker makes: the front with its preview, how sure the choice is, whose inputs would change a choice,
// and where an input just meets the target.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { LANGUAGES, VIEWPORTS, start } from "./lib/page.mjs";
import { kept, settled, undoAll, verdict } from "./lib/person.mjs";

/** Studies take the worker some seconds where others compute too. */
const PATIENCE_MS = 60_000;

let site;
before(async () => (site = await start()));
after(() => site.close());

const opened = async (options) => {
  const all = await site.open(options);
  all.page.setDefaultTimeout(PATIENCE_MS);
  return all;
};
const unfold = (page, slug) => page.locator(`[data-section="${slug}"] > summary`).click();
const preview = (page) => page.locator("[data-preview]");

test("along the front every point is previewed, Esc takes it back, and Apply is one step of undo", async () => {
  const { page, check, close } = await opened();
  const [plan, first] = [await kept(page), await verdict(page)];
  await unfold(page, "front");
  await page.locator("[data-front]").waitFor();
  const stops = await page.locator("[data-stop]").count();
  assert.ok(stops > 4, `${stops} points`);
  const slider = page.locator("[data-along]");
  assert.equal(Number(await slider.getAttribute("max")), stops - 1);
  await slider.focus();
  await page.keyboard.press("End");
  await preview(page).waitFor();
  const best = await verdict(page);
  assert.notEqual(best.answer, first.answer);
  assert.match(best.standing, /meets the target/);
  assert.match(await slider.getAttribute("aria-valuetext"), /down .*meets the target: /);
  assert.equal(await kept(page), plan, "nothing is changed yet");
  await accessible(page, "a preview");
  await page.keyboard.press("Escape");
  await preview(page).waitFor({ state: "detached" });
  assert.deepEqual(await verdict(page), first);
  // The last points have room around them, so a click is for one of them alone.
  await page.locator(`[data-stop="${stops - 2}"] .front__hit`).click({ force: true });
  await preview(page).waitFor();
  const looked = await verdict(page);
  const cost = await preview(page).locator("strong").innerText();
  // A point takes no focus, and Esc is for the preview all the same.
  await page.keyboard.press("Escape");
  await preview(page).waitFor({ state: "detached" });
  await page.locator(`[data-stop="${stops - 2}"] .front__hit`).click({ force: true });
  await page.locator("[data-preview-back]").click();
  await preview(page).waitFor({ state: "detached" });
  await page.locator(".front summary").click();
  await page.locator(".front tbody tr").nth(stops - 2).getByRole("button").click();
  await preview(page).waitFor();
  assert.deepEqual(await verdict(page), looked, "the table says the same");
  assert.equal(await preview(page).locator("strong").innerText(), cost);
  await page.locator("[data-preview-apply]").click();
  await preview(page).waitFor({ state: "detached" });
  assert.deepEqual(await verdict(page), looked);
  assert.notEqual(await kept(page), plan);
  assert.equal(await undoAll(page), 1);
  assert.equal(await kept(page), plan);
  await check.clean();
  await close();
});

for (const locale of LANGUAGES) {
  test(`how sure a choice is comes with its count, and whose inputs would change it (${locale})`, async () => {
    const { page, check, close } = await opened({ locale });
    await unfold(page, "win");
    await page.locator(".win").waitFor();
    const said = await page.locator(".win strong").innerText();
    assert.match(said, /\d+(\.\d)?–\d+(\.\d)? %/);
    const draws = Number(said.match(/(\d+) (draws|次抽样)/)[1]);
    assert.ok(draws >= 200 && draws <= 2000, said);
    assert.ok((await page.locator(".win li").count()) >= 1);
    assert.match(await page.locator("[data-win]").innerText(), /%/);
    await page.locator(".verdict__flips").first().click();
    await page.locator("[data-others]").waitFor();
    assert.match(await page.locator(".verdict__flips-found").innerText(), /Stays best|保持最优/);
    await check.clean();
    await close();
  });
}

test("an input is set to where the target is just met, and that meets it", async () => {
  const { page, check, close } = await opened();
  const first = await verdict(page);
  assert.match(first.standing, /misses/);
  await page.locator('#canvas [data-item="c5"]').focus();
  await page.keyboard.press("Enter");
  await unfold(page, "reach");
  await page.locator("[data-reach]").waitFor();
  await page.locator("[data-reach] button").first().click();
  await settled(page);
  assert.match((await verdict(page)).standing, /meets the target/);
  assert.equal(await undoAll(page), 1);
  assert.deepEqual(await verdict(page), first);
  await check.clean();
  await close();
});

test("a narrow page has room for the front, in 中文 too", async () => {
  const { page, check, close } = await opened({ locale: "zh-CN", viewport: VIEWPORTS.phone, touch: true });
  await page.locator("#tab-choose").click();
  await unfold(page, "front");
  await page.locator("[data-front]").waitFor();
  const { scroll, width } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, width: innerWidth }));
  assert.ok(scroll <= width, `${scroll} px of ${width}`);
  await accessible(page, "the front, phone, zh");
  await check.clean();
  await close();
});
