// What is not known exactly: a number typed as an interval, the band of the answer, and which input moves it most.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./lib/page.mjs";
import { address, item, settled } from "./lib/person.mjs";

let site;
before(async () => {
  site = await start();
});
after(() => site.close());

/** Selects the first example's database and types a text into one of its fields. */
async function type(page, slug, text) {
  await page.locator('#canvas [data-item="c4"]').focus();
  await page.keyboard.press("Enter");
  const field = page.locator(`#field-${slug}`).first();
  await field.fill(text);
  await field.press("Enter");
  await settled(page);
  return field;
}
const band = (page) => page.locator("[data-band]");

for (const locale of LANGUAGES) {
  test(`an interval makes a band of the answer, comes back from the link and goes with undo (${locale})`, async () => {
    const { page, context, check, close } = await site.open({ locale });
    assert.equal(await band(page).count(), 0, "every number is known exactly at first");
    const field = await type(page, "fu", "[99.8, 99.98] %");
    const text = await field.inputValue();
    assert.match(text, /^\[99\.8\d* %, 99\.98\d* %\]$/, "the lower availability first");
    await band(page).waitFor();
    const said = await band(page).innerText();
    assert.match(said, /\d.*(to|至).*\d.*%/);
    const link = await address(page);
    const again = await site.open({ locale, context, hash: new URL(link).hash });
    await band(again.page).waitFor();
    assert.equal(await band(again.page).innerText(), said, "the same plan is weighed the same everywhere");
    await again.close();
    await page.locator(".toolbar button").first().click();
    await band(page).waitFor({ state: "detached" });
    await check.clean();
    await close();
  });
}

test("a single number ends the interval, and what is no interval is refused with nothing lost", async () => {
  const { page, check, close } = await site.open();
  await type(page, "pr", "20-180 min");
  await band(page).waitFor();
  assert.match(await band(page).innerText(), /about .*h\/yr/, "with a published availability the recovery moves nothing much");
  const field = await type(page, "pr", "[20, 180 parsec]");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal(await band(page).count(), 1, "the interval stays");
  await type(page, "pr", "30 min");
  await band(page).waitFor({ state: "detached" });
  await check.clean();
  await close();
});

test("the inputs are listed by how much they move the answer, and one click leads to each", async () => {
  const { page, check, close } = await site.open();
  await page.locator("#tab-inspector").click();
  await page.locator('[data-section="swings"] summary').click();
  const rows = page.locator("[data-swings] li button");
  await rows.first().waitFor();
  const count = await rows.count();
  assert.ok(count >= 4, `${count} inputs`);
  const widths = await page.locator("[data-swings] rect").evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute("width"))));
  assert.ok(widths.every((width) => width > 0 && width <= 100), String(widths));
  const name = (await rows.first().locator(".verdict__bar-name").evaluate((node) => node.firstChild.textContent)).trim();
  await rows.first().click();
  await settled(page);
  assert.equal(await item(page, name).getAttribute("aria-pressed").catch(() => null) ?? "true", "true");
  assert.equal(await page.locator("#name-field").inputValue(), name);
  await check.clean();
  await close();
});
