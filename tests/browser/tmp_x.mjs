import { start, VIEWPORTS } from "./lib/page.mjs";
import { item, settled } from "./lib/person.mjs";
const site = await start();
const example = async (page, place) => { await page.locator(".header__page > button").first().click(); await page.locator(".examples__card button").nth(place).click(); await settled(page); };
for (const [name, o] of [["wide-en-light", { viewport: VIEWPORTS.wide }], ["phone-zh-dark", { viewport: VIEWPORTS.phone, locale: "zh-CN", theme: "dark", touch: true }], ["medium-en-dark", { viewport: VIEWPORTS.medium, theme: "dark" }]]) {
  const { page, close } = await site.open(o);
  const shot = (n) => page.screenshot({ path: `/tmp/e_${name}_${n}.png` });
  await page.locator("[data-applying] summary").click(); await shot("apply");
  await example(page, 4);
  await page.locator("#tab-choose").click();
  await page.locator("[data-lints] summary").click(); await settled(page); await shot("lints");
  await page.locator("#tab-breaks").click();
  await page.locator('[data-breaks="way"]').waitFor(); await page.locator('[data-breaks="way"] summary').click(); await page.locator('[data-breaks="way"]').scrollIntoViewIfNeeded(); await settled(page); await shot("way");
  await page.locator("#tab-choose").click();
  await page.locator("[data-compare-offer] button").scrollIntoViewIfNeeded(); await shot("offer");
  await page.locator("[data-compare-offer] button").click(); await settled(page);
  if (name.startsWith("phone")) await page.locator(".side__close").click();
  const apply = page.locator("[data-apply]"); if (await apply.count()) await apply.first().click(); await settled(page);
  await page.locator("[data-compare] summary").click(); await settled(page); await shot("compare");
  await page.locator('#canvas [data-item="c3"]').focus(); await page.keyboard.press("Enter"); await settled(page);
  const t = page.locator('[data-section="timers"]'); if (await t.count()) { await t.locator("summary").click(); await t.scrollIntoViewIfNeeded(); await settled(page); await shot("timers"); }
  await close();
}
await site.close();
