// Two languages and four choices of colours: complete, switched without losing anything, remembered.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { THEMES, start } from "./lib/page.mjs";
import { button, item, kept, names, settled, verdict } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const language = (page) => page.locator("html").getAttribute("lang");

test("switching the language loses nothing and is remembered", async () => {
  const { page, context, check, close } = await site.open({ locale: "en-US" });
  await item(page, "ALB").click();
  await page.keyboard.press("f");
  await page.locator("input[type=range][data-bench]").first().focus();
  await page.keyboard.press("ArrowLeft");
  const [plan, shown] = [await kept(page), await names(page)];
  const selected = () => page.locator('#canvas [aria-pressed="true"]').count();
  await button(page, "中文").click();
  assert.equal(await language(page), "zh-CN");
  assert.equal(await kept(page), plan, "the plan and its names stay");
  assert.deepEqual((await names(page)).map((name) => name.split("，")[0]), shown.map((name) => name.split(", ")[0]));
  assert.equal(await selected(), 1);
  assert.equal(await page.locator("[data-what-if]").count(), 1);
  assert.match((await verdict(page)).answer, /^停机 /);

  const again = await site.open({ context });
  assert.equal(await language(again.page), "zh-CN");
  assert.match((await verdict(again.page)).answer, /^停机 /);
  await button(again.page, "EN").click();
  assert.equal(await language(again.page), "en");
  await again.page.keyboard.press("Control+z");
  await again.check.clean();
  await check.clean();
  await close();
});

/** Names, units, formulas and codes that are the same in every language. */
const SAME = /^(?:Nines|DNS|CDN|EN|English|中文|SQL|MTTF|MTTR|SLA|RTO|RPO|P\(t\)|R\(t\)|[−1\s-]*A\(t\)|ALB|EC2|S3|RDS(?: Multi-AZ)?|Patroni|Weibull|JSON|Ctrl|Shift|Alt|Tab|Esc|Enter|Space|Del(?:ete)?|Backspace|F2|Page(?:Up|Down)|[A-Z?+=_−–-])$/;

/** Every word that a person can see or hear: texts of controls and headings, and their names. */
const words = (page) =>
  page.evaluate(() => {
    const found = [];
    const shown = (element) => element.checkVisibility({ visibilityProperty: true });
    const own = "#canvas, .outline__tree, .outline__table, [data-own]";
    for (const element of document.querySelectorAll("button, label, legend, h1, h2, h3, summary, option, p, th, dt, [role=tab], title")) {
      if (!shown(element) || element.closest(own) || element.closest("#crash")) continue;
      for (const text of element.childNodes) {
        if (text.nodeType === Node.TEXT_NODE && text.data.trim()) found.push(text.data.trim());
      }
      for (const name of ["aria-label", "title", "placeholder"]) {
        if (element.hasAttribute(name)) found.push(element.getAttribute(name).trim());
      }
    }
    for (const element of document.querySelectorAll("input, select, section, nav, [role=toolbar], [role=group], [role=region]")) {
      if (shown(element) && element.hasAttribute("aria-label")) found.push(element.getAttribute("aria-label"));
    }
    return [...new Set(found)];
  });

/** The first example's database, whatever it is called. */
const database = (page) => page.locator('#canvas [data-item="c4"]');

/** The states whose words are read. */
const STATES = {
  "first visit": async () => {},
  "component selected": async (page) => database(page).click(),
  "zone selected": async (page) => page.locator("#canvas .zone__label-box").first().click(),
  "link selected": async (page) => page.locator('#canvas [data-item="l1"] .link__reach').click({ force: true }),
  goal: async (page) => page.locator("#tab-goal").click(),
  outline: async (page) => page.locator("#tab-outline").click(),
  gallery: async (page) => page.locator(".header__page button").nth(0).click(),
  share: async (page) => page.locator(".header__page button").nth(1).click(),
  shortcuts: async (page) => page.locator(".header__page button").last().click(),
  "what if": async (page) => {
    await database(page).click();
    await page.keyboard.press("f");
  },
};

for (const [state, reach] of Object.entries(STATES)) {
  test(`every word is in the page's language: ${state}`, async () => {
    for (const [locale, isForeign] of [
      // Latin words of two letters and more, unless the sentence around them is Chinese.
      ["zh-CN", (text) => /[A-Za-z]{2,}/.test(text) && !/\p{Script=Han}/u.test(text)],
      ["en-US", (text) => /[\p{Script=Han}，。：；“”（）]/u.test(text.replace("中文", ""))],
    ]) {
      const { page, check, close } = await site.open({ locale });
      // The example's own names are data, and are read out of the page.
      const own = (await names(page)).map((name) => name.split(/, |，/)[0]);
      await reach(page);
      await settled(page);
      const strip = (text) => own.reduce((text, name) => text.replaceAll(name, ""), text).replace(/https?:\S+/g, "").replace(/\s*\([^()]*\)$/, "").trim();
      const foreign = (await words(page)).filter((text) => !SAME.test(text) && !SAME.test(strip(text)) && isForeign(strip(text)) && !isFigure(strip(text)));
      assert.deepEqual(foreign, [], `${locale}, ${state}`);
      await check.clean();
      await close();
    }
  });
}

/** A number with its unit, a list of keys, a name of a product. */
function isFigure(text) {
  const rest = text.replace(/\b(?:h|min|ms|s|d|yr|mo|kB|MB|Nines|SQL|DNS|CDN|Ctrl|Shift|Tab|Esc|Enter|Space|Del|PageUp|PageDown)\b/g, "");
  return !/[A-Za-z]{2,}/.test(rest) && !/\p{Script=Han}/u.test(rest);
}

for (const system of THEMES) {
  test(`colours go from the system's to light, dark, the projector's and back, and are remembered: ${system}`, async () => {
    const { page, context, check, close } = await site.open({ theme: system });
    const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
    const isDark = async () => (await ink()).match(/\d+/g).slice(0, 3).every((part) => Number(part) > 150);
    const chosen = () => page.locator("html").getAttribute("data-theme");
    assert.equal(await chosen(), null);
    assert.equal(await isDark(), system === "dark");
    await button(page, "Colours: as the system says").click();
    assert.equal(await chosen(), "light");
    assert.equal(await isDark(), false);
    await button(page, "Colours: light").click();
    assert.equal(await chosen(), "dark");
    assert.equal(await isDark(), true);
    const again = await site.open({ context });
    assert.equal(await again.page.locator("html").getAttribute("data-theme"), "dark");
    await again.page.close();
    await button(page, "Colours: dark").click();
    assert.equal(await chosen(), "projector");
    assert.equal(await isDark(), false);
    await button(page, "Colours: projector").click();
    assert.equal(await chosen(), null);
    assert.equal(await isDark(), system === "dark");
    await page.emulateMedia({ colorScheme: system === "dark" ? "light" : "dark" });
    await settled(page);
    assert.equal(await isDark(), system !== "dark", "the system's change is followed");
    await check.clean();
    await close();
  });
}
