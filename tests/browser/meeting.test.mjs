// Before a room: the page full screen and still edited, the projector's colours, the story's steps.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { tidy } from "./lib/layout.mjs";
import { LANGUAGES, VIEWPORTS, start } from "./lib/page.mjs";
import { address, item, names, settled, verdict } from "./lib/person.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

/** By the key: a phone has no button for it. */
const present = (page) => page.keyboard.press("Control+Enter");
const isPresenting = async (page, is) => page.locator(is ? ".frame.is-presenting" : ".frame:not(.is-presenting)").waitFor();
const isFull = (page, is) => page.waitForFunction((is) => Boolean(document.fullscreenElement) === is, is);
const steps = (page) => page.locator(".story__title").allInnerTexts();
/** This step is the one that is shown. */
const isAt = (page, title) => page.locator('.story__step[aria-current="step"] .story__title').getByText(title, { exact: true }).waitFor();
const add = (page) => page.locator(".story__add").click();
const fail = async (page, name) => {
  await item(page, name).focus();
  await page.keyboard.press("f");
};

/** Now, the database fails, what is recommended. */
async function tell(page) {
  await present(page);
  await add(page);
  await fail(page, "RDS Multi-AZ");
  await add(page);
  await page.locator(".what-if__mend").click();
  await page.locator("[data-apply]").click();
  await add(page);
  await settled(page);
}

test("presenting fills the screen, folds the panels away, and can be left", async () => {
  const { page, check, close } = await site.open();
  const width = async (selector) => (await page.locator(selector).boundingBox())?.width ?? 0;
  const size = () => page.locator(".verdict__answer").evaluate((answer) => parseFloat(getComputedStyle(answer).fontSize));
  const [small, narrow] = [await size(), await width("#canvas")];
  await page.keyboard.press("Control+Enter");
  await isPresenting(page, true);
  await isFull(page, true);
  assert.ok((await size()) >= 48 && (await size()) > small, "the answer is read from afar");
  assert.ok((await width("#canvas")) > narrow + 300, "the canvas is large");
  assert.equal(await page.locator(".side").isVisible(), false);
  // Selecting opens the inspector, letting go folds it away.
  await item(page, "ALB").click();
  await page.locator("#name-field").waitFor();
  await page.locator("#canvas").press("Escape");
  await page.locator(".side").waitFor({ state: "hidden" });
  // It is still a sketch.
  const before = (await names(page)).length;
  await item(page, "ALB").focus();
  await page.keyboard.press("s");
  await settled(page);
  assert.equal((await names(page)).length, before + 1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await isPresenting(page, false);
  await isFull(page, false);
  // The browser's own way out ends it too.
  await page.locator(".header__stage").click();
  await isFull(page, true);
  await page.evaluate(() => document.exitFullscreen());
  await isPresenting(page, false);
  await check.clean();
  await close();
});

test("where the full screen is refused or missing, the page presents in its window", async () => {
  for (const refusal of [() => Promise.reject(new TypeError("no")), undefined]) {
    const before = (page) => page.addInitScript((text) => {
      Element.prototype.requestFullscreen = text && (() => Promise.reject(new TypeError("no")));
    }, refusal?.toString());
    const { page, check, close } = await site.open({ before });
    await present(page);
    await isPresenting(page, true);
    await page.keyboard.press("Escape");
    await isPresenting(page, false);
    await check.clean();
    await close();
  }
});

test("a story is told by keys, says what changed, and one undo leads back", async () => {
  const { page, check, close } = await site.open();
  await tell(page);
  assert.deepEqual(await steps(page), ["Now", "RDS Multi-AZ fails", "Option A"]);
  const last = await verdict(page);
  await page.keyboard.press("PageUp");
  await isAt(page, "RDS Multi-AZ fails");
  await page.locator("[data-what-if]").waitFor();
  assert.match(await page.locator(".story__since").innerText(), /RDS Multi-AZ has failed/);
  await page.keyboard.press("ArrowLeft");
  await isAt(page, "Now");
  const first = await verdict(page);
  assert.notEqual(first.answer, last.answer);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("PageDown");
  await isAt(page, "Option A");
  assert.deepEqual(await verdict(page), last);
  // The figures of the step before are computed between frames.
  await page.locator(".story__since", { hasText: "downtime" }).waitFor();
  const since = await page.locator(".story__since").innerText();
  assert.ok(since.includes(first.answer.replace("Down ", "")) && since.includes(last.answer.replace("Down ", "")), since);
  assert.match(since, /RDS Multi-AZ works again/);
  // The keys mean nothing of this once nobody looks on.
  await present(page);
  await page.keyboard.press("PageUp");
  await settled(page);
  await isAt(page, "Option A");
  await page.keyboard.press("Control+z");
  await settled(page);
  assert.deepEqual(await verdict(page), last, "a walk that ends where it began is undone to the same board");
  await check.clean();
  await close();
});

test("steps are renamed, moved and deleted, and the focus stays where the hand is", async () => {
  const { page, check, close } = await site.open();
  await tell(page);
  await page.getByRole("button", { name: "Edit steps" }).click();
  const dialog = page.locator(".story-dialog[open]");
  const titles = () => dialog.locator("input").evaluateAll((fields) => fields.map((field) => field.value));
  const focused = () => page.evaluate(() => document.activeElement?.id);
  const isFocused = (id) => page.waitForFunction((id) => document.activeElement?.id === id, id);
  await dialog.locator("input").nth(2).fill("Two regions for images");
  await dialog.locator("input").nth(2).press("Enter");
  await dialog.locator("#step-2-earlier").click();
  await isFocused("step-1-earlier");
  assert.deepEqual(await titles(), ["Now", "Two regions for images", "RDS Multi-AZ fails"]);
  await page.keyboard.press("Enter");
  await isFocused("step-0-later");
  assert.deepEqual(await titles(), ["Two regions for images", "Now", "RDS Multi-AZ fails"]);
  await dialog.locator("#step-2-remove").click();
  await isFocused("step-add");
  await dialog.locator("#step-0-remove").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".story-list__row").length === 1);
  assert.equal(await focused(), "step-0-remove");
  await page.keyboard.press("Enter");
  await isFocused("step-add");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".story-list__row").length === 1);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await check.clean();
  await close();
});

test("the link carries the story", async () => {
  const { page, check, close } = await site.open();
  await tell(page);
  const url = await address(page);
  const told = await steps(page);
  await check.clean();
  await close();
  const again = await site.open({ hash: new URL(url).hash });
  assert.deepEqual(await steps(again.page), told);
  await again.page.locator('[data-step="1"]').click();
  await again.page.locator("[data-what-if]").waitFor();
  await again.check.clean();
  await again.close();
});

for (const [width, locale, theme] of [["wide", LANGUAGES[0], "light"], ["wide", LANGUAGES[1], "dark"], ["medium", LANGUAGES[0], "projector"], ["phone", LANGUAGES[1], "projector"]]) {
  test(`a story is in order and accessible: ${width}, ${locale}, ${theme}`, async () => {
    const before = (page) => page.addInitScript((theme) => localStorage.setItem("nines.theme", theme), theme);
    const { page, check, close } = await site.open({ locale, viewport: VIEWPORTS[width], touch: width === "phone", before });
    assert.equal(await page.locator("html").getAttribute("data-theme"), theme);
    await present(page);
    await isPresenting(page, true);
    await add(page);
    await page.locator("[data-apply]").click();
    await add(page);
    await settled(page);
    await tidy(page, "presenting");
    await accessible(page, "presenting");
    await page.locator(".story__row > button").last().click();
    await page.locator(".story-list__figures", { hasText: "·" }).last().waitFor();
    await tidy(page, "the dialog");
    await accessible(page, "the dialog");
    await check.clean();
    await close();
  });
}
