// Words as another language would have them: some 40 % longer, and everything is still there to read; and in Chinese not
// a word that somebody forgot to translate.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faults } from "./lib/layout.mjs";
import { finger, longerWords } from "./lib/manners.mjs";
import { VIEWPORTS, start } from "./lib/page.mjs";
import { settled } from "./lib/person.mjs";
import { STATES, state, turns } from "./lib/states.mjs";
import { ownWords, words } from "./lib/words.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

for (const [place, { name, steps }] of STATES.entries()) {
  test(`longer words fit: ${name}`, async () => {
    const { page, check, close } = await site.open({ viewport: VIEWPORTS.wide });
    await longerWords(page);
    await steps(page);
    for (const width of turns(Object.keys(VIEWPORTS), place)) {
      await page.setViewportSize(VIEWPORTS[width]);
      await finger(page, VIEWPORTS[width].width < 600);
      await settled(page);
      assert.deepEqual(await faults(page), [], `${name}, ${width}`);
    }
    await check.clean();
    await close();
  });
}

test("words become longer when they change, too, and what cannot hold them is seen", async () => {
  const { page, close } = await site.open();
  await longerWords(page);
  const answer = page.locator("[data-verdict] .verdict__answer");
  assert.match(await answer.innerText(), /^Dóòwn /);
  const [said, standing] = [await answer.innerText(), await page.locator(".verdict__standing").innerText()];
  await page.locator("[data-apply]").first().click();
  await page.waitForFunction(
    ([said, standing]) => document.querySelector(".verdict__answer").innerText !== said && document.querySelector(".verdict__standing").innerText !== standing,
    [said, standing],
  );
  assert.match(await answer.innerText(), /^Dóòwn /);
  assert.deepEqual(await faults(page), []);
  await page.evaluate(() => (document.querySelector(".verdict__sentence, .verdict__standing").style.cssText = "inline-size: 3rem; overflow: clip; white-space: nowrap"));
  assert.notDeepEqual(await faults(page), []);
  await close();
});

/** What is the same in every language: names of products and of people, abbreviations of the field, functions, keys, kinds of file. */
const SAME = new Set(
  ("Nines EN English DNS CDN SQL TTL MTTF MTTR SLA RTO RPO ln dH JSON Markdown PDF Ctrl Shift Alt Tab Enter Esc Space Del Backspace PageUp PageDown Home End Menu " +
    "Redis Sentinel etcd PostgreSQL Patroni Kafka KRaft Kubernetes Broker Pod leader Weibull DORA AWS Azure Bryant Birnbaum").split(" "),
);

/** The names of settings of such products: `down-after`, `min.insync.replicas`, `tolerationSeconds`. */
const SETTINGS = /\b[a-z]+(?:[._-][a-z]+)+\b|\b[a-z]+[A-Z]\w+\b/g;

/** Latin words of two letters and more that are neither the plan's own nor the same everywhere, with where they stand. */
async function foreign(page) {
  const own = new Set(await ownWords(page));
  // Titles of sources are quoted as they are.
  const latin = (text) => (text.replace(/https?:\S+|来源：.*$/g, "").replace(SETTINGS, "").match(/[A-Za-z]{2,}/g) ?? []);
  return (await words(page)).flatMap((text) => {
    const left = latin(text).filter((word) => !own.has(word) && !SAME.has(word));
    return left.length ? [`${left.join(" ")} in "${text.slice(0, 80)}"`] : [];
  });
}

/** Opens what is folded, and what is folded in there. */
async function unfold(page, where) {
  for (let depth = 0; depth < 4; depth += 1) {
    await page.locator(`${where} details:not([open])`).evaluateAll((folds) => folds.forEach((fold) => (fold.open = true)));
    await settled(page);
  }
}

/** Beside the states of every test: what else has words. */
const FURTHER = [
  { name: "zone", steps: (page) => page.locator("#canvas .zone__label-box").first().click() },
  { name: "link", steps: (page) => page.locator('#canvas [data-item="l1"] .link__reach').click({ force: true }) },
  { name: "shortcuts", steps: (page) => page.locator(".header__page button").last().click() },
  { name: "finder", steps: (page) => page.keyboard.press("Control+k") },
  { name: "story", steps: (page) => page.locator(".header__stage").click() },
  { name: "every fold", steps: (page) => unfold(page, "#app") },
  {
    name: "every field of a component",
    steps: async (page) => {
      await state("inspector").steps(page);
      await unfold(page, ".inspector");
      await page.locator(".inspector .field__ask[aria-expanded=false]").evaluateAll((asks) => asks.forEach((ask) => ask.click()));
    },
  },
];

for (const { name, steps } of [...STATES, ...FURTHER]) {
  test(`in Chinese no word is left in English: ${name}`, async () => {
    const { page, check, close } = await site.open({ locale: "zh-CN" });
    await steps(page);
    await settled(page);
    assert.deepEqual(await foreign(page), [], name);
    await check.clean();
    await close();
  });
}

test("a word that is left in English is seen, in a text, a name or a hint", async () => {
  const { page, close } = await site.open({ locale: "zh-CN" });
  for (const [markup, seen] of [
    ["<p>Loading the plan</p>", /Loading the plan/],
    ["<p>方案 overview</p>", /^overview in/],
    ['<button aria-label="Dismiss">×</button>', /Dismiss/],
    ['<i title="Share">·</i>', /Share/],
  ]) {
    await page.evaluate((markup) => {
      document.getElementById("broken")?.remove();
      document.body.insertAdjacentHTML("beforeend", `<div id="broken">${markup}</div>`);
    }, markup);
    const found = await foreign(page);
    assert.equal(found.length, 1, markup);
    assert.match(found[0], seen);
  }
  await close();
});
