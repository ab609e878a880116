// A plan that a frame is too short for: the worker refines it, late answers count no more, and without it nothing is lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./lib/page.mjs";
import { button, kept, notice, settled, verdict } from "./lib/person.mjs";
import { linkOf, plan } from "./lib/plans.mjs";

const LARGE = linkOf(plan(120));

let site;
before(async () => (site = await start()));
after(() => site.close());

const isRefining = (page) => page.locator(".verdict--refining").count();
const sentence = (page) => page.locator("[data-verdict] .verdict__sentence").innerText();

test("a small plan starts no worker", async () => {
  const { page, check, close } = await site.open();
  assert.equal(page.workers().length, 0);
  assert.equal(await isRefining(page), 0);
  await check.clean();
  await close();
});

test("a large plan is answered at once, refined in the worker, and says so meanwhile", async () => {
  const { page, check, close } = await site.open({
    hash: LARGE,
    before: (page) =>
      page.addInitScript(() => {
        const seen = (globalThis.__seen = []);
        new MutationObserver(() => {
          const text = document.querySelector(".verdict__refining")?.textContent;
          if (text && seen.at(-1) !== text) seen.push(text);
        }).observe(document, { subtree: true, childList: true });
      }),
  });
  assert.match((await verdict(page)).answer, /^Down /);
  await page.waitForSelector(".verdict--refining", { state: "detached" });
  assert.deepEqual(await page.evaluate(() => globalThis.__seen), ["refining…"]);
  assert.equal(page.workers().length, 1);
  assert.ok((await sentence(page)).length > 10);
  assert.doesNotMatch(await sentence(page), /Add a component from the palette|Looking for/);
  await check.clean();
  await close();
});

test("an answer to a plan that has changed since counts no more", async () => {
  const { page, check, close } = await site.open({ hash: LARGE });
  await page.waitForSelector(".verdict--refining", { state: "detached" });
  const [first, before] = [await sentence(page), await kept(page)];
  // The question about this plan is on its way when the plan changes again, and back.
  await page.locator("#tab-goal").click();
  for (const target of ["99 %", "99.999 %", "99.5 %", "99 %"]) await button(page, target).click();
  await page.waitForSelector(".verdict--refining", { state: "detached" });
  const loose = await sentence(page);
  assert.notEqual(loose, first);
  assert.match((await verdict(page)).target, /88 h|3\.7 d/);
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("Control+z");
  await page.waitForSelector(".verdict--refining", { state: "detached" });
  await settled(page);
  assert.equal(await kept(page), before);
  assert.equal(await sentence(page), first);
  await check.clean();
  await close();
});

for (const [what, deny] of [
  ["its loader is not found", (page) => page.route("**/worker_loader.js*", (route) => route.fulfill({ status: 404, body: "" }))],
  ["its loader is cut off", (page) => page.route("**/worker_loader.js*", (route) => route.abort())],
  ["the browser has none", (page) => page.addInitScript(() => { globalThis.Worker = function () { throw new DOMException("no", "SecurityError"); }; })],
]) {
  test(`without the worker the figures stay, and the page says so: ${what}`, async () => {
    const { page, close } = await site.open({ hash: LARGE, before: deny });
    const before = await verdict(page);
    assert.match(await notice(page), /Background calculation did not start/);
    assert.equal(await isRefining(page), 0);
    assert.deepEqual(await verdict(page), before);
    assert.match(await sentence(page), /No recommendation/);
    await page.locator("#tab-goal").click();
    await button(page, "99 %").click();
    await page.waitForSelector(".verdict--refining", { state: "detached" });
    assert.equal((await verdict(page)).answer, before.answer);
    assert.notEqual((await verdict(page)).target, before.target);
    await close();
  });
}
