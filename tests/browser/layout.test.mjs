// Every state at every width, in both languages: nothing scrolls sideways, is cut off or overlaps.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { tidy, verdictInView } from "./lib/layout.mjs";
import { LANGUAGES, VIEWPORTS, start } from "./lib/page.mjs";
import { matrix } from "./lib/states.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

for (const { name, steps, choices } of matrix(Object.keys(VIEWPORTS), LANGUAGES)) {
  const [width, locale] = choices;
  test(`the view is in order: ${name}, ${width}, ${locale}`, async () => {
    const viewport = VIEWPORTS[width];
    const { page, check, close } = await site.open({ locale, viewport, touch: viewport.width < 600 });
    await steps(page);
    await tidy(page, `${name}, ${width}`);
    await check.clean();
    await close();
  });
}

for (const width of ["wide", "medium", "phone"]) {
  for (const locale of LANGUAGES) {
    test(`the verdict is seen without scrolling: ${width}, ${locale}`, async () => {
      const { page, close } = await site.open({ locale, viewport: VIEWPORTS[width] });
      await verdictInView(page, width);
      await close();
    });
  }
}

test("the checks see a broken view", async () => {
  const { page, close } = await site.open({ viewport: VIEWPORTS.phone });
  const broken = async (markup, complaint) => {
    await page.evaluate((markup) => {
      document.getElementById("broken")?.remove();
      document.body.insertAdjacentHTML("beforeend", `<div id="broken">${markup}</div>`);
      // Through the object model, which the policy allows; a style attribute it would refuse.
      for (const element of document.querySelectorAll("[data-css]")) element.style.cssText = element.dataset.css;
    }, markup);
    await assert.rejects(tidy(page, "broken"), complaint);
  };
  await broken('<p data-css="width: 600px">wide</p>', /scrolls sideways/);
  await broken('<p data-css="width: 40px; overflow: hidden; white-space: nowrap">a long sentence</p>', /cut off/);
  await broken('<p data-css="width: 40px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">a long one</p>', /cut off/);
  await broken('<p data-css="height: 10px; overflow: hidden">one<br>two<br>three</p>', /cut off/);
  await broken('<i data-box="a">one</i><b data-box="a" data-css="margin-left: -10px">two</b>', /overlap/);
  await broken('<svg><g><rect data-frame width="20" height="20"/><text y="15">too long for it</text></g></svg>', /fit its shape/);
  await page.evaluate(() => document.getElementById("broken").remove());
  await tidy(page, "mended");
  await close();
});
