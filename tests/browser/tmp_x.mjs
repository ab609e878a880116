import { start } from "./lib/page.mjs";
import { settled } from "./lib/person.mjs";
const site = await start();
const shot = async (name, opts, steps) => {
  const { page, check, close } = await site.open(opts);
  try { await steps(page); await settled(page); await page.screenshot({ path: `/tmp/g_${name}.png` }); await check.clean(); } catch (e) { console.log(name, String(e).slice(0, 400)); await page.screenshot({ path: `/tmp/g_${name}.png` }).catch(()=>{}); }
  await close();
};
const present = (page) => page.locator(".header__stage").click();
const story = async (page) => {
  await present(page);
  await page.locator(".story__add").click();
  await page.locator('#canvas [data-item="c4"]').focus(); await page.keyboard.press("f"); await page.keyboard.press("Escape");
  await settled(page);
  if (!(await page.locator(".is-presenting").count())) await present(page);
  await page.locator(".story__add").click();
  await page.keyboard.press("PageUp");
  await page.locator("[data-apply]").click();
  await page.locator(".story__add").click();
  await settled(page);
  await page.waitForTimeout(600);
};
const which = process.argv.slice(2);
const all = {
  p1: [{}, present],
  p2: [{}, story],
  p3: [{ locale: "zh-CN", theme: "dark" }, story],
  p4: [{}, async (page) => { await story(page); await page.locator('#canvas [data-item="c4"]').click(); }],
  p5: [{}, async (page) => { await story(page); await page.locator('.story .button--icon').last().click(); await page.waitForTimeout(300);}],
  p6: [{ viewport: { width: 900, height: 1100 } }, story],
  p7: [{ viewport: { width: 390, height: 844 }, touch: true }, present],
  p8: [{}, async (page) => { for (let i = 0; i < 3; i++) await page.locator(".header__theme").click(); await story(page); }],
  p9: [{}, async (page) => { await story(page); await present(page);}],
};
for (const [name, [opts, steps]] of Object.entries(all)) if (!which.length || which.includes(name)) await shot(name, opts, steps);
await site.close();
