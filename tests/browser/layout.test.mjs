// The first view at every width, in both languages and themes: nothing scrolls sideways, is cut off or overlaps.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { tidy, verdictInView } from "./lib/layout.mjs";
import { LANGUAGES, THEMES, VIEWPORTS, start } from "./lib/page.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

for (const [width, viewport] of Object.entries(VIEWPORTS)) {
  for (const locale of LANGUAGES) {
    for (const theme of THEMES) {
      test(`the first view is in order: ${width}, ${locale}, ${theme}`, async () => {
        const { page, check, close } = await site.open({ locale, theme, viewport, touch: viewport.width < 600 });
        await tidy(page, width);
        await check.clean();
        await close();
      });
    }
  }
}

for (const width of ["wide", "medium", "phone"]) {
  test(`the verdict is seen without scrolling: ${width}`, async (t) => {
    const { page, close } = await site.open({ viewport: VIEWPORTS[width] });
    if (await page.locator("[data-verdict]").count()) await verdictInView(page, width);
    else t.skip("the page has no verdict yet");
    await close();
  });
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
