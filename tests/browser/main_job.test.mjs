// The main job with real input only: sketch, set a target, read the verdict, apply; by pointer, by keyboard, by slider.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./lib/page.mjs";
import { Keys, Pointer, button, clearBoard, drag, handle, item, kept, middle, settled, undoAll, verdict } from "./lib/person.mjs";

const MOST_POINTER_ACTIONS = 25;
const MOST_KEY_PRESSES = 80;

let site;
before(async () => (site = await start()));
after(() => site.close());

/** The page as a person finds it whose kept plan is an empty board. */
async function openEmpty() {
  const opened = await site.open();
  await clearBoard(opened.page);
  opened.check.loading();
  await opened.page.reload();
  await opened.page.waitForSelector(".canvas__empty");
  opened.check.loaded();
  return opened;
}

/** A three-tier plan with a standby database whose recommendation has been applied. */
async function isDone(page) {
  const after = await verdict(page);
  assert.match(after.answer, /^Down .*\/yr$/);
  assert.match(after.standing, /meets the target/);
  assert.match(after.target, /^target /);
  assert.equal(await page.locator("[data-verdict] [data-undo-applied]").innerText(), "Undo");
  const label = await item(page, "SQL database").getAttribute("aria-label");
  assert.match(label, /active\/standby, (hot|warm|cold)/i);
}

test("an empty page shows what to do first", async () => {
  const { page, check, close } = await openEmpty();
  assert.match(await page.locator(".canvas__empty").innerText(), /What must not go down\?/);
  assert.match(await page.locator("[data-verdict]").innerText(), /Add a component from the palette/);
  await check.clean();
  await close();
});

test("from an empty page to an applied recommendation by pointer", async () => {
  const { page, check, close } = await openEmpty();
  const hand = new Pointer(page);
  const palette = (name) => page.locator(".palette").getByRole("button", { name, exact: true });
  for (const kind of ["Users", "Load balancer", "Service", "SQL database"]) await hand.click(palette(kind));
  await hand.click(page.getByText("Active/standby", { exact: true }));
  for (const [from, to] of [["Users", "Load balancer"], ["Load balancer", "Service"], ["Service", "SQL database"]]) {
    await hand.drag(await handle(page, from), await middle(item(page, to)));
  }
  assert.equal(await page.locator('#canvas [data-item^="l"] .link__line').count(), 3);
  await hand.click(page.getByRole("tab", { name: "Goal" }));
  await hand.click(button(page, "99.999 %"));
  const before = await verdict(page);
  assert.match(before.standing, /misses/);
  await hand.click(page.locator("[data-apply]"));
  await isDone(page);
  assert.notEqual((await verdict(page)).answer, before.answer);
  console.log(`pointer actions: ${hand.actions} of ${MOST_POINTER_ACTIONS}`);
  assert.ok(hand.actions <= MOST_POINTER_ACTIONS);
  await check.clean();
  await close();
});

test("from an empty page to an applied recommendation by keyboard", async () => {
  const { page, check, close } = await openEmpty();
  const keys = new Keys(page);
  await keys.press("Tab");
  await keys.press("Enter"); // Skip to the canvas.
  for (const letter of ["b", "s", "q"]) await keys.press(letter);
  await keys.press("Shift+Tab", 2);
  for (let link = 0; link < 2; link += 1) {
    await keys.press("c");
    await keys.press("ArrowRight");
    await keys.press("Enter");
    await keys.press("Tab");
  }
  assert.equal(await page.locator('#canvas [data-item^="l"] .link__line').count(), 2);
  await keys.press("Enter");
  await keys.tabTo("#family-single");
  await keys.press("ArrowRight");
  await keys.tabTo("#tab-inspector", "Shift+Tab");
  await keys.press("ArrowRight");
  await keys.tabTo(".chip");
  await keys.press("Tab", 5); // 99, 99.5, 99.9, 99.95, 99.99, 99.999 %.
  await keys.press("Enter");
  await keys.tabTo("[data-apply]", "Shift+Tab");
  assert.match((await verdict(page)).standing, /misses/);
  await keys.press("Enter");
  await isDone(page);
  console.log(`key presses: ${keys.presses} of ${MOST_KEY_PRESSES}`);
  assert.ok(keys.presses <= MOST_KEY_PRESSES);
  await check.clean();
  await close();
});

/** Opens the first visit with its most costly component's slider in view. */
async function openSlider() {
  const opened = await site.open();
  const { page } = opened;
  await item(page, "RDS Multi-AZ").click();
  const slider = page.locator("input[type=range][data-bench]").first();
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const at = Number(await slider.inputValue()) / Number(await slider.getAttribute("max"));
  const y = box.y + box.height / 2;
  // The thumb's middle runs half its width inside the ends.
  const thumb = { x: box.x + 8 + at * (box.width - 16), y };
  return { ...opened, slider, thumb, to: (share) => ({ x: box.x + 8 + share * (box.width - 16), y }) };
}

test("a slider's move shows new figures in the same frame", async () => {
  const { page, check, close, thumb, to } = await openSlider();
  await page.evaluate(() => {
    const log = (globalThis.__frames = { frame: 0, moves: [], answers: [] });
    const tick = () => ((log.frame += 1), requestAnimationFrame(tick));
    requestAnimationFrame(tick);
    document.addEventListener("input", () => log.moves.push(log.frame), true);
    new MutationObserver(() => log.answers.push([log.frame, document.querySelector(".verdict__answer").textContent])).observe(
      document.querySelector("[data-verdict]"),
      { subtree: true, childList: true, characterData: true },
    );
  });
  const before = await verdict(page);
  await drag(page, thumb, to(0.15), { steps: 30, hold: true });
  const moving = await verdict(page);
  const { moves, answers } = await page.evaluate(() => globalThis.__frames);
  await page.mouse.up();
  assert.notEqual(moving.answer, before.answer);
  assert.ok(moves.length > 3, `${moves.length} moves were seen`);
  // A move too small to change a digit draws nothing; what is drawn is drawn in the frame of a move. Only where a frame
  // took longer than 16 ms Yew yields before it ends, and the next answer may come late, by as many frames as a busy machine
  // has begun meanwhile: seldom, or it is ours.
  const [drawn, moved] = [new Set(answers.map(([frame]) => frame)), new Set(moves)];
  // Only other figures are an answer: what the worker adds to the same one comes when it comes.
  const texts = [before.answer, ...answers.map(([, text]) => text.replace(/\s+/g, " ").trim())];
  const changed = new Set(answers.filter((_, at) => texts[at + 1] !== texts[at]).map(([frame]) => frame));
  const late = [...changed].filter((frame) => !moved.has(frame));
  const isNext = (frame) => [1, 2, 3, 4].some((late) => moved.has(frame - late));
  assert.ok(late.every(isNext) && late.length <= Math.ceil(moves.length / 8), `answers in later frames: ${late} of ${moves}`);
  const unanswered = moves.filter((frame) => !drawn.has(frame));
  assert.ok(unanswered.length <= moves.length / 4, `${unanswered.length} of ${moves.length} moves changed nothing`);
  assert.ok(new Set(answers.map(([, text]) => text)).size > 3, "the answer moved along");
  assert.deepEqual(await verdict(page), moving, "letting go changes nothing more");
  await check.clean();
  await close();
});

test("one drag of a slider is one step of undo", async () => {
  const { page, check, close, thumb, to } = await openSlider();
  const [plan, before] = [await kept(page), await verdict(page)];
  await drag(page, thumb, to(0.2), { steps: 20 });
  assert.notEqual(await kept(page), plan);
  assert.equal(await undoAll(page), 1);
  assert.equal(await kept(page), plan);
  assert.deepEqual(await verdict(page), before);
  await check.clean();
  await close();
});

test("Esc while a slider moves changes nothing", async () => {
  const { page, check, close, slider, thumb, to } = await openSlider();
  const [plan, before, position] = [await kept(page), await verdict(page), await slider.inputValue()];
  await drag(page, thumb, to(0.2), { hold: true });
  assert.notEqual((await verdict(page)).answer, before.answer);
  await page.keyboard.press("Escape");
  await settled(page);
  assert.deepEqual(await verdict(page), before);
  const there = to(0.1);
  await page.mouse.move(there.x, there.y, { steps: 4 });
  await page.mouse.up();
  assert.equal(await kept(page), plan);
  assert.deepEqual(await verdict(page), before);
  assert.equal(await slider.inputValue(), position);
  assert.equal(await undoAll(page), 0);
  // The slider is free again.
  await drag(page, thumb, to(0.2));
  assert.notEqual(await kept(page), plan);
  await check.clean();
  await close();
});

test("Esc while a component is dragged changes nothing", async () => {
  const { page, check, close } = await site.open();
  const plan = await kept(page);
  const place = () => item(page, "ALB").getAttribute("transform");
  const [at, from] = [await place(), await middle(item(page, "ALB"))];
  await drag(page, from, { x: from.x + 60, y: from.y + 90 }, { hold: true });
  assert.notEqual(await place(), at);
  await page.keyboard.press("Escape");
  await page.mouse.move(from.x + 100, from.y, { steps: 3 });
  await page.mouse.up();
  assert.equal(await kept(page), plan);
  assert.equal(await undoAll(page), 0);
  assert.equal(await place(), at);
  await check.clean();
  await close();
});
