import { start } from "./lib/page.mjs";
const site = await start();
const out = process.argv[2] ?? "/tmp/look"; import { mkdirSync } from "node:fs"; mkdirSync(out, { recursive: true });
for (const [n, o] of Object.entries({ w_en: { viewport: { width: 1440, height: 900 } }, w_zh_d: { viewport: { width: 1440, height: 900 }, locale: "zh-CN", theme: "dark" }, m: { viewport: { width: 900, height: 1100 } }, p: { viewport: { width: 390, height: 844 } } })) {
  const { page, close, check } = await site.open(o);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${out}/${n}.png` });
  for (const t of ["choose", "inspector", "goal", "breaks", "outline"]) {
    await page.locator(`#tab-${t}`).click(); await page.waitForTimeout(400);
    await page.evaluate(() => { for (const d of document.querySelectorAll("#panel details")) d.open = true; });
    await page.waitForTimeout(2500);
    await page.evaluate(() => { const p = document.querySelector("#panel"); p.style.overflow = "visible"; p.style.height = "auto"; });
    const box = await page.evaluate(() => { const p = document.querySelector("#panel"); return p.scrollHeight; });
    if (n === "w_en" || n === "w_zh_d") {
      await page.setViewportSize({ width: 1440, height: Math.min(4000, 460 + box) });
      await page.waitForTimeout(300);
      await page.locator(".side").screenshot({ path: `${out}/${n}_${t}.png` });
      await page.setViewportSize({ width: 1440, height: 900 });
    } else await page.screenshot({ path: `${out}/${n}_${t}.png` });
  }
  console.log(n, JSON.stringify(check.seen));
  await close();
}
await site.close();
