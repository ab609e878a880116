import { start } from "./lib/page.mjs";
import { settled } from "./lib/person.mjs";
import { writeFileSync } from "node:fs";
const site = await start();
for (const [name, opts, steps] of [
  ["a", {}, async () => {}],
  ["b", { locale: "zh-CN", theme: "dark" }, async (page) => { await page.locator(".header__page > button").nth(0).click(); await page.locator(".examples__card button").nth(7).click(); }],
  ["c", {}, async (page) => { await page.locator(".header__page > button").nth(1).click(); }],
]) {
  const { page, check, close } = await site.open(opts);
  await steps(page); await settled(page);
  writeFileSync(`/tmp/g_${name}.pdf`, await page.pdf({ format: "A4", printBackground: true }));
  await page.screenshot({ path: `/tmp/g_${name}.png` });
  if (name === "c") {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy record" }).click(); await settled(page);
    await page.locator(".share .notice").waitFor();
    console.log(await page.evaluate(() => navigator.clipboard.readText()));
  }
  await check.clean().catch((e) => console.log(name, String(e).slice(0, 300)));
  await close();
}
await site.close();
