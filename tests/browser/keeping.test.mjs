// The plan is kept: over reloads, damage, full and forbidden storage, two tabs, closed tabs and a crash.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { start } from "./lib/page.mjs";
import { button, clearBoard, item, kept, names, notice, settled, verdict } from "./lib/person.mjs";

const sizes = JSON.parse(readFileSync(new URL("../sizes.json", import.meta.url)))[process.env.NINES_SIZE ?? "small"];

let site;
before(async () => (site = await start()));
after(() => site.close());

/** Adds components by the palette. */
async function add(page, ...kinds) {
  for (const kind of kinds) await page.locator(".palette").getByRole("button", { name: kind, exact: true }).click();
  await settled(page);
}

/** Opens the page again, as a person would, without the link of the address bar. */
const reopen = (context, options = {}) => site.open({ context, ...options });

const saveNote = (page) => page.locator(".header__saved").innerText();

test("what was drawn is there after a reload", async () => {
  const { page, context, check, close } = await site.open();
  await add(page, "Queue", "Cache");
  const [plan, shown] = [await kept(page), await verdict(page)];
  const again = await reopen(context);
  assert.equal(await kept(again.page), plan);
  assert.deepEqual(await verdict(again.page), shown);
  assert.deepEqual(await names(again.page), await names(page));
  await again.check.clean();
  await check.clean();
  await close();
});

/** Two saves, so that both slots hold a plan; resolves to the two, the older first. */
async function twoKept() {
  const opened = await site.open();
  await add(opened.page, "Queue");
  const older = await kept(opened.page);
  await add(opened.page, "Cache");
  return { ...opened, older, newer: await kept(opened.page) };
}

/** Spoils slots in storage before the page starts: the newest, or both. */
const spoil = (which) => (page) =>
  page.addInitScript((which) => {
    if (sessionStorage.getItem("spoilt")) return;
    sessionStorage.setItem("spoilt", "yes");
    const slots = ["nines.plan.0", "nines.plan.1"].map((key) => [key, localStorage.getItem(key) ?? ""]);
    slots.sort(([, a], [, b]) => Number(b.split(" ")[1]) - Number(a.split(" ")[1]));
    for (const [key, text] of which === "both" ? slots : slots.slice(0, 1)) {
      localStorage.setItem(key, text.slice(0, -9) + "x" + text.slice(-8));
    }
  }, which);

test("where the newest copy is damaged, the one before it is opened, and the page says so", async () => {
  const { page, context, older, newer, close } = await twoKept();
  assert.notEqual(older, newer);
  await page.close();
  const again = await reopen(context, { before: spoil("newest") });
  assert.match(await notice(again.page), /latest saved copy was damaged/);
  assert.equal(await item(again.page, "Queue").count(), 1);
  assert.equal(await item(again.page, "Cache").count(), 0);
  await again.check.clean();
  await close();
});

test("where both copies are damaged, the first example is opened, and the page says so", async () => {
  const { page, context, close } = await twoKept();
  await page.close();
  const again = await reopen(context, { before: spoil("both") });
  assert.match(await notice(again.page), /saved plan could not be read/);
  assert.equal(await item(again.page, "Images in S3").count(), 1);
  await add(again.page, "Queue");
  assert.match(await saveNote(again.page), /^Saved/);
  await again.check.clean();
  await close();
});

/** Storage that does not do what it should, and what stands beside the plan's name then. */
const BROKEN = [
  ["throws at every turn", () => {
    for (const name of ["getItem", "setItem", "removeItem"]) {
      Storage.prototype[name] = () => { throw new DOMException("broken", "InvalidStateError"); };
    }
  }],
  ["is full", () => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  }, /full/],
  ["is switched off", () => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("off", "SecurityError"); } });
  }],
  ["is not there", () => Object.defineProperty(window, "localStorage", { value: null })],
];

for (const [what, breaking, says = /./] of BROKEN) {
  test(`the page works and says "not saved" where storage ${what}`, async () => {
    const { page, check, close } = await site.open({ before: (page) => page.addInitScript(breaking) });
    const before = await verdict(page);
    await add(page, "Queue");
    assert.notDeepEqual(await verdict(page), before);
    assert.match(await saveNote(page), /^Not saved/);
    assert.match(await saveNote(page), says);
    await page.waitForFunction(() => location.hash.startsWith("#1."));
    await page.keyboard.press("Control+z");
    await settled(page);
    assert.deepEqual(await verdict(page), before);
    await check.clean();
    await close();
  });
}

test("another tab's plan is not written over: it is announced, and this tab's can be kept instead", async () => {
  const { page: first, context, check, close } = await site.open();
  await add(first, "Queue");
  const { page: second, check: watched } = await reopen(context);
  await add(second, "Cache");
  const theirs = await kept(second);

  await first.bringToFront();
  await first.waitForSelector(".header__saved.is-watch");
  assert.match(await saveNote(first), /another tab/i);
  await add(first, "Worker");
  assert.equal(await kept(first), theirs, "nothing was written over");

  await button(first, "Save this tab's plan instead").click();
  await settled(first);
  assert.match(await saveNote(first), /^Saved/);
  const mine = await kept(first);
  assert.notEqual(mine, theirs);
  await second.waitForSelector(".header__saved.is-watch");

  await button(first, "Share").click();
  await first.locator(".share__aside").getByRole("button", { name: "Open" }).first().click();
  await settled(first);
  assert.equal(await item(first, "Cache").count(), 1, "the other tab's plan was set aside");
  await watched.clean();
  await check.clean();
  await close();
});

test(`a tab that is closed at any moment leaves one of its last two plans: ${sizes.tab_kills} times`, async () => {
  // A linear congruence: the same moments in every run.
  let seed = 20260101;
  const random = (most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  const context = await site.browser.newContext({ serviceWorkers: "block" });
  const kinds = ["Queue", "Cache", "Worker", "Service", "DNS", "CDN"];
  for (let run = 0; run < sizes.tab_kills; run += 1) {
    const { page } = await reopen(context);
    const session = await context.newCDPSession(page);
    await clearBoard(page);
    const plans = [await kept(page)];
    for (let edit = random(4); edit > 0; edit -= 1) {
      await add(page, kinds[random(kinds.length)]);
      plans.push(await kept(page));
    }
    // The last edit is under way while the tab goes.
    await page.locator("#canvas").focus();
    const last = page.keyboard.press("q").catch(() => {});
    await new Promise((done) => setImmediate(done));
    for (let turn = random(6); turn > 0; turn -= 1) await session.send("Runtime.evaluate", { expression: "0" }).catch(() => {});
    if (random(2)) await session.send("Page.crash").catch(() => {});
    else await page.close({ runBeforeUnload: false });
    await last;
    await page.close().catch(() => {});

    const again = await reopen(context);
    const found = await kept(again.page);
    const shown = await names(again.page);
    const isLast = plans.at(-1) === found;
    const isNew = shown.some((name) => name.startsWith("SQL database")) && !plans.includes(found);
    assert.ok(isLast || isNew, `run ${run}: the plan is one of the last two`);
    assert.equal(await again.page.locator(".notice").count(), 0, `run ${run}: nothing was damaged`);
    await again.check.clean();
    await again.page.close();
  }
  await context.close();
});

test("after a crash the screen holds the plan's link, nothing more is saved, and reload goes on with the plan", async () => {
  const { page, context, check, close } = await site.open({
    // A browser that puts nothing into the page any more once F9 has been pressed: the next render cannot be done.
    before: (page) =>
      page.addInitScript(() => {
        let isBroken = false;
        addEventListener("keydown", (event) => (isBroken ||= event.key === "F9"));
        for (const name of ["insertBefore", "appendChild"]) {
          const insert = Node.prototype[name];
          Node.prototype[name] = function (...about) {
            if (isBroken) throw new DOMException("broken", "InvalidStateError");
            return insert.apply(this, about);
          };
        }
      }),
  });
  await add(page, "Queue");
  const [plan, shown] = [await kept(page), await names(page)];
  await page.keyboard.press("F9");
  await page.locator(".palette").getByRole("button", { name: "Cache", exact: true }).click();
  await page.waitForSelector("#crash[open]");
  await page.locator("#crash summary").click();
  assert.match(await page.locator("#crash-detail").innerText(), /panicked|broken|build/);
  assert.equal(await page.locator("#crash-link").inputValue(), plan);
  assert.equal(await kept(page), plan);
  check.loading();
  await Promise.all([page.waitForEvent("load"), page.locator("#crash [data-reload]").click()]);
  await page.waitForSelector("#app main");
  assert.equal(await kept(page), plan);
  assert.deepEqual(await names(page), shown);
  await add(page, "Cache");
  assert.equal(await item(page, "Cache").count(), 1);
  assert.ok(context);
  await close();
});
