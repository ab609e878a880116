// What a person does at the page and what they see there: real mouse, keys and fingers, and the words on the screen.
// It never changes the page but through the browser's input.
import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";

/** A thing on the canvas by its name. */
export const item = (page, name) => page.locator(`#canvas [data-item][role="button"][aria-label^="${name},"], #canvas [data-item][role="button"][aria-label^="${name}，"]`);

/** A button of the page by its name. */
export const button = (page, name) => page.getByRole("button", { name, exact: true });

/** The answer, whether the target is met, the target. */
export async function verdict(page) {
  const text = async (selector) => (await page.locator(selector).first().innerText()).replace(/\s+/g, " ").trim();
  return {
    answer: await text("[data-verdict] .verdict__answer"),
    standing: await text("[data-verdict] .verdict__standing"),
    target: await text("[data-verdict] .verdict__goal"),
  };
}

/** The message at the page's edge; waits for one. */
export const notice = (page) => page.locator(".notices .notice__text").innerText();

/** Every change has been drawn and kept. */
export const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** The kept plan as a link: written at once, while the address bar waits for a rest. */
export async function kept(page) {
  await settled(page);
  return page.evaluate(() => {
    const slots = [0, 1].map((place) => (localStorage.getItem(`nines.plan.${place}`) ?? "").split(" ")).filter((words) => words.length === 6);
    slots.sort((a, b) => Number(b[1]) - Number(a[1]));
    return slots.length ? `#${slots[0][5]}` : "";
  });
}

/** The kept plan as data, as it stands in the link, without the sum over its text. */
export async function plan(page) {
  const link = await kept(page);
  const { sum, ...plan } = JSON.parse(inflateRawSync(Buffer.from(link.slice(link.indexOf(".") + 1), "base64url")).toString());
  assert.ok(sum, "a link of the page's own has a sum");
  return plan;
}

/** The link in the address bar, once it is that of the kept plan. */
export async function address(page) {
  const link = await kept(page);
  await page.waitForFunction((link) => location.hash === link, link);
  return page.url();
}

/** The middle of something, in px of the viewport. */
export async function middle(locator) {
  const box = await locator.boundingBox();
  assert.ok(box, "it is drawn");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses at one point, moves to another in steps, and lets go there unless `hold`; ends when the page has drawn it. */
export async function drag(page, from, to, { steps = 6, hold = false } = {}) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps });
  if (!hold) await page.mouse.up();
  // Reading does not wait by itself: on a busy machine the drawing follows the hand by some frames.
  await settled(page);
}

/** Where the thumb of a slider is, and where it would be at its least. */
export async function thumb(slider) {
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await slider.boundingBox();
  const share = await slider.evaluate((input) => (input.value - input.min) / (input.max - input.min));
  const half = height / 2;
  return { now: { x: x + half + (width - height) * share, y: y + half }, least: { x: x - 4, y: y + half } };
}

/** The handle from which a link is drawn. */
export async function handle(page, name) {
  return middle(item(page, name).locator(".shape__handle-dot"));
}

/** Empties the board by the keyboard. */
export async function clearBoard(page) {
  if (await page.locator(".canvas__empty").count()) return;
  await page.locator("#canvas [data-item][tabindex='0']").first().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.waitForSelector(".canvas__empty");
  // The focus follows what is drawn.
  await page.waitForFunction(() => document.querySelector("#canvas").contains(document.activeElement));
}

/** The names of what is on the board, in order. */
export const names = (page) =>
  page.locator('#canvas [data-item^="c"][role="button"]').evaluateAll((shapes) => shapes.map((shape) => shape.getAttribute("aria-label")));

/** How many steps Undo takes back: pressed until it can no more. */
export async function undoAll(page, limit = 400) {
  let steps = 0;
  const undo = page.locator(".toolbar button").first();
  while ((await undo.getAttribute("aria-disabled")) === null) {
    await undo.click();
    await settled(page);
    steps += 1;
    assert.ok(steps <= limit, "Undo comes to an end");
  }
  return steps;
}

/** A hand that counts what it does: a click or a drag is one action. */
export class Pointer {
  actions = 0;
  constructor(page) {
    this.page = page;
  }
  async click(target) {
    this.actions += 1;
    await target.click();
  }
  async drag(from, to) {
    this.actions += 1;
    await drag(this.page, from, to);
  }
}

/** Ten fingers that count: every key that goes down is one press, a modifier too. */
export class Keys {
  presses = 0;
  constructor(page) {
    this.page = page;
  }
  async press(key, times = 1) {
    for (let time = 0; time < times; time += 1) {
      this.presses += key.length > 1 ? key.split("+").length : 1;
      await this.page.keyboard.press(key);
      await settled(this.page);
    }
  }
  /** Tab until something has the focus. */
  async tabTo(selector, key = "Tab") {
    for (let time = 0; time < 40; time += 1) {
      if (await this.page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
      await this.press(key);
    }
    assert.fail(`${key} never comes to ${selector}`);
  }
}

/** Fingers on the glass: touches as the browser gets them from a screen. */
export class Fingers {
  constructor(page, session) {
    this.page = page;
    this.session = session;
  }
  static async on(page) {
    return new Fingers(page, await page.context().newCDPSession(page));
  }
  /** "touchStart", "touchMove" or "touchEnd", with every finger that is down after it. */
  touch(type, ...points) {
    return this.session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
  }
  async at(target) {
    if (!target.boundingBox) return target;
    await target.scrollIntoViewIfNeeded();
    return middle(target);
  }
  /** Touches something, or a point, and lets go; ends when the page has drawn it. */
  async tap(target, times = 1) {
    const at = await this.at(target);
    for (let time = 0; time < times; time += 1) {
      // Both at once: where a busy page takes its time over the first, the two would be a long press.
      await Promise.all([this.touch("touchStart", at), this.touch("touchEnd")]);
    }
    await settled(this.page);
  }
  /** Touches at the first point, goes by way of the others, and lets go at the last unless `hold`. */
  async drag(points, { steps = 5, hold = false } = {}) {
    let at = points[0];
    await this.touch("touchStart", at);
    for (const to of points.slice(1)) {
      const from = at;
      for (let step = 1; step <= steps; step += 1) {
        at = { x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps };
        await this.touch("touchMove", at);
      }
    }
    if (!hold) await this.touch("touchEnd");
    await settled(this.page);
    // A hand needs its time to come back. Sooner, and on a busy machine, Chromium takes the next tap for one that only
    // stops what the swipe has set in motion: no click follows it.
    if (!hold) await this.page.waitForTimeout(400);
  }
}
