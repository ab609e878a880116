// Every state is accessible, in both themes and languages, wide and narrow.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { LANGUAGES, THEMES, VIEWPORTS, start } from "./lib/page.mjs";
import { matrix } from "./lib/states.mjs";

const WIDTHS = ["wide", "phone"];

let site;
before(async () => (site = await start()));
after(() => site.close());

for (const { name, steps, choices } of matrix(WIDTHS, THEMES, LANGUAGES)) {
  const [width, theme, locale] = choices;
  test(`axe finds nothing: ${name}, ${width}, ${theme}, ${locale}`, async () => {
    const { page, check, close } = await site.open({ locale, theme, viewport: VIEWPORTS[width], touch: width === "phone" });
    await steps(page);
    await accessible(page, `${name}, ${width}, ${theme}, ${locale}`);
    await check.clean();
    await close();
  });
}

test("the crash screen is accessible, and its button reloads", async () => {
  const { page, check, close } = await site.open();
  await page.evaluate(() => document.getElementById("crash").showModal());
  await accessible(page, "crash screen");
  check.loading();
  await Promise.all([page.waitForEvent("load"), page.click("[data-reload]")]);
  await page.waitForSelector("#app main");
  assert.equal(await page.locator("#crash[open]").count(), 0);
  await check.clean();
  await close();
});

test("the check sees a fault", async () => {
  const { page, close } = await site.open();
  await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
  await assert.rejects(accessible(page, "broken"), /button-name/);
  await close();
});
