import { start } from "./lib/page.mjs";
import { settled } from "./lib/person.mjs";
const site = await start();
const shot = async (name, opts, steps) => {
  const { page, check, close } = await site.open(opts);
  try { await steps(page); await settled(page); await page.screenshot({ path: `/tmp/g_${name}.png` }); await check.clean(); } catch (e) { console.log(name, String(e).slice(0, 400)); await page.screenshot({ path: `/tmp/g_${name}.png` }).catch(()=>{}); }
  await close();
};
const all = {
  h1: [{}, async () => {}],
  h2: [{ locale: "zh-CN", theme: "dark", viewport: { width: 390, height: 844 }, touch: true }, async () => {}],
  h3: [{ viewport: { width: 900, height: 1100 } }, async (page) => { await page.locator('#canvas [data-item="c4"]').focus(); await page.keyboard.press("f"); }],
  t1: [{}, async (page) => { await page.locator('#canvas [data-item="c4"]').click(); await page.locator(".own .term").hover(); await page.locator("#tip:popover-open").waitFor(); }],
  t2: [{ locale: "zh-CN" }, async (page) => { await page.locator("#tab-breaks").click(); await page.locator("[data-breaks=importance] > summary").click(); await page.locator("[data-breaks=importance] .term").first().focus(); await page.keyboard.press("Tab"); await page.locator("#tip:popover-open").waitFor(); }],
  t3: [{}, async (page) => { await page.keyboard.press("?"); await page.locator(".shortcuts .button--small").click(); }],
  p2: [{}, async (page) => { await page.locator(".header__stage").click(); await page.locator(".story__add").click(); await page.locator("[data-apply]").click(); await page.locator(".story__add").click(); await page.waitForTimeout(500);}],
};
const which = process.argv.slice(2);
for (const [name, [opts, steps]] of Object.entries(all)) if (!which.length || which.includes(name)) await shot(name, opts, steps);
await site.close();
