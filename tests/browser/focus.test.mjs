// The focus is never lost: whatever takes away what has it, something near takes it, and the keyboard goes on from there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { VIEWPORTS, start } from "./lib/page.mjs";
import { item, settled } from "./lib/person.mjs";
import { STATES, state } from "./lib/states.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

/** What has the focus, to be read. */
const focused = (page) => page.evaluate(() => document.activeElement.outerHTML.slice(0, 160));

/** Waits until what is drawn has settled, and then for the focus, which may come a frame later on a slow page. */
async function held(page, what) {
  await settled(page);
  const isHeld = page.waitForFunction(() => {
    const element = document.activeElement;
    const { width, height } = element.getBoundingClientRect();
    return element !== document.body && element.isConnected && width > 0 && height > 0;
  });
  await isHeld.catch(() => assert.fail(`${what}: the focus is lost`));
}

/** Focuses the first of a kind and presses Enter on it, which is to take it away. */
async function enter(page, selector, key = "Enter") {
  const target = page.locator(selector).first();
  await target.focus();
  await page.keyboard.press(key);
}

const isIn = (selector) => (page) => page.waitForFunction((selector) => document.activeElement?.closest(selector), selector);

/** What is done, and where the focus is to be found then; anywhere, if nothing is said. */
const DEEDS = [
  ["a component is deleted by its key", async (page) => (await item(page, "ALB").focus(), await page.keyboard.press("Delete")), isIn("#canvas")],
  ["a component is deleted in the outline", async (page) => (await state("outline").steps(page), await enter(page, ".outline__row [aria-label^=Delete]")), isIn("#panel")],
  ["the selected component is deleted by its panel", async (page) => (await state("inspector").steps(page), await enter(page, ".inspector [aria-label=Delete]"))],
  ["all is deleted", async (page) => (await item(page, "ALB").focus(), await page.keyboard.press("Control+a"), await page.keyboard.press("Delete")), isIn("#canvas")],
  ["all is deleted, after something else had it", async (page) => (await page.locator("#plan-name").focus(), await item(page, "ALB").focus(), await page.keyboard.press("Control+a"), await page.keyboard.press("Delete"), await page.locator(".canvas__empty").waitFor()), isIn("#canvas")],
  ["what was added is undone", async (page) => (await item(page, "ALB").focus(), await page.keyboard.press("s"), await settled(page), await page.keyboard.press("Control+z")), isIn("#canvas")],
  ["the menu is left", async (page) => (await item(page, "ALB").focus(), await page.keyboard.press("Shift+F10"), await page.locator(".menu__row:focus").waitFor(), await page.keyboard.press("Escape")), isIn("#canvas")],
  ["the menu deletes", async (page) => (await item(page, "ALB").focus(), await page.keyboard.press("Shift+F10"), await page.locator(".menu__row:focus").waitFor(), await page.locator(".menu__row", { hasText: "Delete" }).focus(), await page.keyboard.press("Enter")), isIn("#canvas")],
  ["the recommendation is applied", (page) => enter(page, "[data-apply]"), isIn(".verdict")],
  ["a part of it is applied", (page) => enter(page, ".verdict__apply"), isIn("#panel")],
  ["what was failed is mended by its chip", async (page) => (await state("whatif").steps(page), await enter(page, ".what-if__chip"))],
  ["all is mended", async (page) => (await state("whatif").steps(page), await enter(page, ".what-if__mend"))],
  ["a point of the front is dropped", async (page) => (await preview(page), await enter(page, "[data-preview-back]"))],
  ["a point of the front is applied", async (page) => (await preview(page), await enter(page, "[data-preview-apply]"))],
  ["a point of the front is left by Esc", async (page) => (await preview(page), await page.locator("[data-preview-back]").focus(), await page.keyboard.press("Escape"))],
  ["the hint is dropped", (page) => enter(page, ".hint .button")],
  ["a section is folded", (page) => enter(page, "[data-section] > summary"), isIn("summary")],
  ["the story begins and is left", async (page) => (await enter(page, ".header__stage"), await settled(page), await page.keyboard.press("Escape"))],
  ["presenting is left by its button", async (page) => (await enter(page, ".header__stage"), await settled(page), await enter(page, ".header__stage")), isIn(".header")],
  ["presenting hides what had the focus", async (page) => (await page.locator("#tab-goal").click(), await page.locator("#panel input").first().focus(), await page.keyboard.press("Control+Enter"))],
  ["a plan is kept to compare", async (page) => (await page.locator("#tab-choose").click(), await enter(page, "[data-versus-offer] button")), isIn(".side")],
  ["a comparison is forgotten", async (page) => (await compared(page), await enter(page, ".versus__tools button:last-child"))],
  ["a comparison goes back", async (page) => (await compared(page), await enter(page, ".versus__tools button:first-child"))],
  ["an example is opened", async (page) => (await enter(page, ".header__page > button"), await enter(page, ".examples__card:nth-child(3) button"))],
  ["a dialog is left", async (page) => (await enter(page, ".header__page > button:nth-child(2)"), await settled(page), await page.keyboard.press("Escape")), isIn(".header__page")],
  ["a command is found", async (page) => (await item(page, "ALB").focus(), await page.keyboard.press("Control+k"), await page.locator(".finder__field").fill("delete"), await page.keyboard.press("Enter"))],
  ["the plan is named", async (page) => (await page.locator("#plan-name").fill("Shop"), await page.keyboard.press("Enter")), isIn("#plan-name")],
  ["naming the plan is dropped", async (page) => (await page.locator("#plan-name").fill("Shop"), await page.keyboard.press("Escape")), isIn("#plan-name")],
  ["a name is kept in the outline", async (page) => (await renaming(page), await page.keyboard.press("Enter")), isIn("#panel")],
  ["a name is dropped in the outline", async (page) => (await renaming(page), await page.keyboard.press("Escape")), isIn("#panel")],
  ["the canvas is left by Esc", async (page) => (await item(page, "ALB").focus(), await page.keyboard.press("Escape"), await page.keyboard.press("Escape")), isIn(".view-buttons")],
  ["a journey is deleted", async (page) => (await page.locator("#tab-goal").click(), await page.locator(".goal__group > .button").last().click(), await settled(page), await enter(page, ".journey__head .button")), isIn("#panel")],
  ["another kind of strategy has other fields", async (page) => (await state("inspector").steps(page), await enter(page, "#family-single", "ArrowRight")), isIn("#panel")],
  ["the diagram comes back into view", async (page) => {
    await page.locator("#canvas").hover();
    await page.mouse.wheel(9000, 0);
    await page.locator(".canvas__lost").focus();
    // Not every browser says so when what has the focus is taken out.
    await page.evaluate(() => addEventListener("focusout", (event) => event.stopImmediatePropagation(), true));
    await page.mouse.wheel(-9000, 0);
    await page.locator(".canvas__lost").waitFor({ state: "detached" });
  }, isIn(".view-buttons")],
  ["a window grows narrow", async (page) => (await page.locator(".palette__item").first().focus(), await page.keyboard.press("Control+Enter"), await page.setViewportSize(VIEWPORTS.phone), await settled(page), await page.keyboard.press("Escape"))],
];

async function preview(page) {
  await state("front").steps(page);
  await enter(page, ".front__slider input", "ArrowRight");
  await page.locator("[data-preview]").waitFor();
}

async function compared(page) {
  await page.locator("#tab-choose").click();
  await page.locator("[data-versus-offer] button").click();
  await page.locator("[data-versus] > summary").click();
}

async function renaming(page) {
  await state("outline").steps(page);
  await enter(page, ".outline__row [aria-label^=Rename]");
  await page.locator(".outline__rename:focus").fill("Front door");
}

for (const [deed, act, where] of DEEDS) {
  test(`the focus stays when ${deed}`, async () => {
    const { page, check, close } = await site.open();
    await act(page);
    await held(page, deed);
    if (where) await where(page).catch(async () => assert.fail(`${deed}: the focus went to ${await focused(page)}`));
    await check.clean();
    await close();
  });
}

test("the focus stays when a message is dismissed", async () => {
  const { page, check, close } = await site.open({ hash: "#1.nothing" });
  await item(page, "ALB").focus();
  await enter(page, ".notices .button");
  await page.locator(".notice").waitFor({ state: "detached" });
  await held(page, "dismissed");
  assert.match(await focused(page), /ALB/, "it goes back to what had it before");
  await check.clean();
  await close();
});

test("the focus stays when a sheet is drawn down", async () => {
  const { page, check, close } = await site.open({ viewport: VIEWPORTS.phone, touch: true });
  await page.locator("#tab-goal").click();
  await page.locator("#panel input").first().focus();
  await enter(page, ".side__close");
  await held(page, "sheet");
  await isIn(".side")(page);
  await check.clean();
  await close();
});

test("who presses beside everything has let go of it", async () => {
  const { page, close } = await site.open();
  await page.locator("#plan-name").focus();
  await page.locator(".palette__title").first().click();
  await settled(page);
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  await close();
});

test("the check sees a loss", async () => {
  // Without knowing where the focus was, the page cannot care for it.
  const before = (page) => page.addInitScript(() => addEventListener("focusin", (event) => event.stopImmediatePropagation(), true));
  const { page, close } = await site.open({ before });
  page.setDefaultTimeout(1000);
  await enter(page, "[data-apply]");
  await assert.rejects(held(page, "applied"), /the focus is lost/);
  await close();
});

/** Numbers from a seed: the same walk each time. */
const dice = (seed) => () => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0), seed / 2 ** 32);

/** Controls that leave the page or ask the system for something. */
const OUTSIDE = "[type=file], [data-reload], [href], .share button";

const STEPS = process.env.NINES_SIZE === "full" ? 200 : 40;

for (const [seed, { name, steps }] of STATES.entries()) {
  if (process.env.NINES_SIZE !== "full" && seed % 3) continue;
  test(`the focus is held whatever is pressed: ${name}, seed ${seed}, ${STEPS} presses`, async () => {
    const { page, check, close } = await site.open({ before: (page) => page.addInitScript(() => (globalThis.print = () => {})) });
    await steps(page);
    const roll = dice(seed);
    const said = [];
    for (let step = 0; step < STEPS; step += 1) {
      const key = ["Enter", "Enter", "Space", "Delete", "Escape", "ArrowRight"][Math.floor(roll() * 6)];
      const chosen = await page.evaluate(
        ([at, outside]) => {
          const scope = document.querySelector("dialog[open]") ?? document;
          const all = [...scope.querySelectorAll('button, summary, input, select, [tabindex="0"]')].filter(
            (control) => control.checkVisibility({ visibilityProperty: true }) && !control.matches(`:disabled, ${outside}`) && control.getBoundingClientRect().width > 0,
          );
          const control = all[Math.floor(at * all.length)];
          control?.focus();
          return control?.outerHTML.slice(0, 100);
        },
        [roll(), OUTSIDE],
      );
      if (!chosen) continue;
      await page.keyboard.press(key);
      said.push(`${key} on ${chosen}`);
      await held(page, said.slice(-3).join("\n"));
    }
    await check.clean();
    await close();
  });
}
