// What a reader asks of their browser is given: text twice as large, more space in it, colours of their own, no motion, and
// targets that a finger hits. In every state, at every width.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faults, targets } from "./lib/layout.mjs";
import { finger, spacing, textSize } from "./lib/manners.mjs";
import { THEMES, VIEWPORTS, start } from "./lib/page.mjs";
import { settled } from "./lib/person.mjs";
import { STATES, turns } from "./lib/states.mjs";

let site;
before(async () => (site = await start()));
after(() => site.close());

const WIDTHS = Object.keys(VIEWPORTS);
const isHandheld = (width) => VIEWPORTS[width].width < 600;

/** The page at one of the widths, as it is held there. */
async function resize(page, width) {
  await page.setViewportSize(VIEWPORTS[width]);
  await finger(page, isHandheld(width));
  await settled(page);
}

for (const [place, { name, steps }] of STATES.entries()) {
  test(`text twice as large and text with more space both fit: ${name}`, async () => {
    const { page, check, close } = await site.open({ viewport: VIEWPORTS.wide, locale: place % 2 ? "zh-CN" : "en-US" });
    await steps(page);
    await textSize(page, 32);
    for (const width of turns(WIDTHS, place)) {
      await resize(page, width);
      assert.deepEqual(await faults(page), [], `${name}, twice as large, ${width}`);
    }
    await textSize(page, 16);
    await spacing(page, true);
    for (const width of turns(WIDTHS, place + 1)) {
      await resize(page, width);
      assert.deepEqual(await faults(page), [], `${name}, more space, ${width}`);
    }
    await check.clean();
    await close();
  });

  test(`a pointer and a finger hit what is there: ${name}`, async () => {
    const { page, check, close } = await site.open({ viewport: VIEWPORTS.wide });
    await steps(page);
    for (const width of turns(WIDTHS, place)) {
      await resize(page, width);
      assert.deepEqual(await targets(page, isHandheld(width) ? 44 : 24), [], `${name}, ${width}`);
    }
    await check.clean();
    await close();
  });

  test(`colours of the reader's own carry everything: ${name}`, async () => {
    const { page, check, close } = await site.open();
    const theme = THEMES[place % 2];
    await page.emulateMedia({ forcedColors: "active", colorScheme: theme });
    await steps(page);
    await faded(page);
    assert.deepEqual(await ownColours(page), [], `${name}, ${theme}: the drawing has colours of the page's own`);
    assert.deepEqual(await sameStates(page), [], `${name}, ${theme}: what is on looks as what is off`);
    await check.clean();
    await close();
  });
}

test("a large page in small steps: enlarged four times on a laptop, everything is reached by scrolling down", async () => {
  const { page, check, close } = await site.open({ viewport: { width: 320, height: 256 } });
  assert.deepEqual(await faults(page), []);
  // What has the focus is not under the tabs that stay at the bottom.
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press("Tab");
    await settled(page);
    const hidden = await page.evaluate(() => {
      const focused = document.activeElement;
      const at = focused.getBoundingClientRect();
      if (focused.closest("#canvas, .side") || focused === document.body) return "";
      const top = document.elementFromPoint(at.left + at.width / 2, Math.max(0, at.top) + Math.min(at.height, innerHeight) / 2);
      return top && (focused.contains(top) || top.contains(focused) || focused.labels?.length) ? "" : focused.outerHTML.slice(0, 100);
    });
    assert.equal(hidden, "", `step ${step}`);
  }
  await check.clean();
  await close();
});

test("the focus is seen in colours of the reader's own, on what is on and on what is off", async () => {
  const { page, close } = await site.open();
  await page.emulateMedia({ forcedColors: "active" });
  const rings = new Set();
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press("Tab");
    const [ring, name] = await page.evaluate(() => {
      const focused = document.activeElement;
      const held = focused.closest("svg") ? (focused.querySelector(".shape__ring, .zone__border") ?? focused) : focused;
      const { outlineStyle, outlineWidth, stroke } = getComputedStyle(held);
      const isSeen = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || (stroke !== "none" && stroke !== "rgba(0, 0, 0, 0)");
      return [isSeen, focused.outerHTML.slice(0, 100)];
    });
    assert.ok(ring, name);
    rings.add(name);
  }
  assert.ok(rings.size > 20, "Tab walks the page");
  await close();
});

test("who wants no motion sees none", async () => {
  const { page, check, close } = await site.open();
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")].filter((element) => {
        const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
        return /[1-9]/.test(transitionDuration + animationDuration) || scrollBehavior === "smooth";
      }).length,
    );
  assert.ok((await moving()) > 0, "buttons fade for others");
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const name of ["inspector", "applied", "gallery"]) {
    await STATES.find((state) => state.name === name).steps(page);
    assert.equal(await moving(), 0, name);
    assert.equal(await page.evaluate(() => document.getAnimations().filter(({ effect }) => effect.getTiming().duration > 0).length), 0, name);
  }
  await check.clean();
  await close();
});

test("the checks see small targets, colours of the page's own and states that look alike", async () => {
  const { page, close } = await site.open();
  await page.emulateMedia({ forcedColors: "active" });
  await faded(page);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", '<button id="small">x</button><button aria-pressed="true" id="on">y</button>');
    for (const element of document.querySelectorAll("#small, #on")) element.style.cssText = "all: unset; inline-size: 20px; block-size: 20px; display: block";
    document.querySelector(".shape__box").style.cssText = "stroke: #0b5cad; transition: none";
  });
  assert.equal((await targets(page, 24)).length, 2);
  const own = await ownColours(page);
  assert.equal(own.length, 1, own.join("\n"));
  assert.equal((await sameStates(page)).length, 1);
  await close();
});

/** No colour is on its way to another one. */
async function faded(page) {
  await settled(page);
  await page.waitForFunction(() => !document.getAnimations().some((fading) => fading.playState === "running"));
}

/** Parts of drawings whose colours are none of the reader's. */
const ownColours = (page) =>
  page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("i"));
    const readers = new Set(["none", "rgba(0, 0, 0, 0)", "transparent"]);
    for (const name of ["Canvas", "CanvasText", "Highlight", "HighlightText", "GrayText", "LinkText", "ButtonText", "ButtonFace", "ButtonBorder", "Field", "FieldText"]) {
      probe.style.color = name;
      readers.add(getComputedStyle(probe).color);
    }
    probe.remove();
    const faults = [];
    for (const part of document.querySelectorAll("svg:not(.sprite) *, .chart [class*=tone]")) {
      if (!part.checkVisibility() || part.closest("defs, symbol, pattern, marker") || part.matches("g, title, desc, use, svg")) continue;
      const { fill, stroke, color } = getComputedStyle(part);
      const used = part instanceof SVGElement ? [fill, stroke] : [color];
      const own = used.filter((colour) => !readers.has(colour) && !colour.startsWith("url("));
      if (own.length) faults.push(`${own.join(", ")}: ${part.outerHTML.slice(0, 100)}`);
    }
    return [...new Set(faults)];
  });

/** What is pressed, chosen or current, but has neither a ring nor a line that says so. */
const sameStates = (page) =>
  page.evaluate(() => {
    const on = ':is([aria-pressed="true"], [aria-checked="true"], [aria-selected="true"], [aria-current="step"])';
    const isDrawn = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    return [...document.querySelectorAll(on)]
      .filter((element) => element.checkVisibility() && !element.closest("svg"))
      .filter((element) => {
        const line = getComputedStyle(element, "::after");
        return !isDrawn(getComputedStyle(element)) && !(line.content !== "none" && line.backgroundColor !== "rgba(0, 0, 0, 0)");
      })
      .map((element) => element.outerHTML.slice(0, 100));
  });
