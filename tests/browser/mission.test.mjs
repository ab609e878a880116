// The whole system over time: how likely a month without an outage is, and how the chance to be down settles.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./lib/page.mjs";
import { item } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const charts = (page) => page.locator("[data-mission] .chart");
const fold = (page) => page.locator('[data-section="mission"]');
const open = async (page) => {
  await page.locator("#tab-inspector").click();
  await fold(page).locator("summary").first().click();
  await charts(page).first().waitFor();
};
/** The chance of a month in per cent, as the first chart's sentence says it. */
const month = async (page) => {
  const said = await charts(page).first().locator("canvas").getAttribute("aria-label");
  return { said, chance: Number(/([\d.]+) %(?!.*%)/.exec(said.replace(/,? (for certain )?at least .*|，至少.*/, ""))[1]) };
};

for (const locale of LANGUAGES) {
  test(`how likely a month without an outage is said, drawn and written as a table (${locale})`, async () => {
    const { page, check, close } = await site.open({ locale });
    await open(page);
    assert.equal(await charts(page).count(), 2);
    const { said, chance } = await month(page);
    assert.match(said, locale === "zh-CN" ? /一个月内不中断的概率/ : /the chance of a month without an outage is/);
    assert.ok(chance > 0 && chance < 100, said);
    for (const at of [0, 1]) {
      const chart = charts(page).nth(at);
      await chart.locator("summary").click();
      assert.equal(await chart.locator("tbody tr").count(), 5, "a day, a week, a month, a quarter, a year");
    }
    const cells = await charts(page).first().locator("tbody td").allInnerTexts();
    const falls = cells.map((cell) => (cell.includes("ppm") ? 0 : Number.parseFloat(cell)));
    assert.ok(falls.every((value, at) => at === 0 || value <= falls[at - 1]), cells.join("; "));
    assert.equal(falls[2], chance, "the sentence and the table agree");
    await check.clean();
    await close();
  });
}

test("a plan that changes is followed anew, and what breaks less often stays whole more often", async () => {
  const { page, check, close } = await site.open();
  await open(page);
  const before = await month(page);
  await page.click("[data-apply]");
  await page.waitForFunction((said) => {
    const chart = document.querySelector("[data-mission] .chart canvas");
    return chart && chart.getAttribute("aria-label") !== said;
  }, before.said);
  const after = await month(page);
  assert.ok(after.chance > before.chance, `${after.said} against ${before.said}`);
  // Another selection and back: the fold is as it was left.
  await item(page, "ALB").click();
  await charts(page).first().waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await charts(page).first().waitFor();
  assert.deepEqual(await month(page), after);
  await check.clean();
  await close();
});
