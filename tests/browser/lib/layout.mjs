// What must hold of a view at any width. Each check resolves to a list of faults, empty when all is well.
//
// Marks in the page:
//   data-verdict       the answer; it must lie in the first viewport
//   data-box="group"   boxes of one group must not overlap (components on the canvas, columns of the page)
//   data-frame         a shape; the texts beside it in the same group must fit into its width
import assert from "node:assert/strict";

/** What is wrong with a view, as lines to read; empty when all is well. */
export async function faults(page) {
  const checks = [
    ["the page scrolls sideways", sideways],
    ["text is cut off", clipped],
    ["boxes overlap", overlaps],
    ["text does not fit its shape", overflows],
    ["words lie on each other", collisions],
  ];
  const found = [];
  for (const [what, check] of checks) found.push(...(await check(page)).map((fault) => `${what}: ${fault}`));
  return found;
}

/** Asserts everything about a view that every view must keep. */
export async function tidy(page, where) {
  assert.deepEqual(await faults(page), [], where);
}

/** Asserts that the whole verdict is seen without scrolling. */
export async function verdictInView(page, where) {
  const rect = await page.locator("[data-verdict]").first().boundingBox();
  const { width, height } = page.viewportSize();
  assert.ok(rect, `${where}: the verdict is drawn`);
  assert.ok(
    rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= width + 1 && rect.y + rect.height <= height + 1,
    `${where}: the verdict lies at ${JSON.stringify(rect)}, outside ${width}×${height}`,
  );
}

const sideways = (page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => !element.closest("svg") && element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
  });

/** Texts and controls that something cuts off and that no scrolling brings back. */
const clipped = (page) =>
  page.evaluate(() => {
    const faults = [];
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    const scrolls = (overflow) => overflow === "auto" || overflow === "scroll";
    const isForReaders = "svg, script, style, noscript, option, .visually-hidden, .skip:not(:focus)";
    const look = (holder, rects, name, slack) => {
      if (holder.closest(isForReaders) || !holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return;
      const drawn = rects.filter((rect) => rect.width > 0 && rect.height > 0);
      if (!drawn.length) return;
      const left = Math.min(...drawn.map((rect) => rect.left));
      const right = Math.max(...drawn.map((rect) => rect.right));
      const top = Math.min(...drawn.map((rect) => rect.top));
      const bottom = Math.max(...drawn.map((rect) => rect.bottom));
      for (let box = holder; box && box !== document.documentElement; box = box.parentElement) {
        const style = getComputedStyle(box);
        const at = box.getBoundingClientRect();
        if (style.clipPath === "inset(50%)") break; // For screen readers alone.
        const acrossCut = hides(style.overflowX) && (left < at.left - 1 || right > at.right + 1);
        const downCut = hides(style.overflowY) && (top < at.top - slack || bottom > at.bottom + slack);
        const explained = style.textOverflow === "ellipsis" && box.closest("[title]");
        if ((acrossCut && !explained) || downCut) {
          faults.push(`"${name.trim().slice(0, 40)}" in <${box.tagName.toLowerCase()} class="${box.className}">`);
          break;
        }
        if (scrolls(style.overflowX) || scrolls(style.overflowY)) break; // It can be scrolled to.
        if (style.position === "fixed") break;
      }
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (!text.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      // Glyph boxes may stand a little above and below a tight line.
      look(text.parentElement, [...range.getClientRects()], text.data, 4);
    }
    for (const control of document.querySelectorAll("button, input, select, textarea, summary, a[href]")) {
      look(control, [control.getBoundingClientRect()], control.getAttribute("aria-label") ?? control.outerHTML.slice(0, 80), 1);
    }
    for (const field of document.querySelectorAll('input[type="number"]')) {
      if (field.scrollWidth > field.clientWidth + 1) faults.push(`number field "${field.value}" (${field.name || field.id})`);
    }
    return [...new Set(faults)];
  });

/** Words of one layer of the page that are drawn over each other, where both can be seen. */
const collisions = (page) =>
  page.evaluate(() => {
    const seen = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const holder = text.parentElement;
      if (!text.data.trim() || holder.closest("svg, script, style, noscript, option, .visually-hidden, .skip")) continue;
      if (!holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      // What is seen of it, and the layer it lies on.
      const sight = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
      let layer = document.body;
      let isHidden = false;
      for (let box = holder; box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.clipPath === "inset(50%)") isHidden = true;
        if (style.overflowX !== "visible" || style.overflowY !== "visible") {
          const at = box.getBoundingClientRect();
          sight.left = Math.max(sight.left, at.left);
          sight.top = Math.max(sight.top, at.top);
          sight.right = Math.min(sight.right, at.right);
          sight.bottom = Math.min(sight.bottom, at.bottom);
        }
        const isOwn = style.position === "fixed" || style.position === "sticky" || style.zIndex !== "auto" || box.tagName === "DIALOG";
        if (isOwn && layer === document.body) layer = box;
      }
      if (isHidden) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const rect of range.getClientRects()) {
        // A glyph box is higher than its letters.
        const slack = rect.height * 0.2;
        const [left, right] = [Math.max(rect.left, sight.left), Math.min(rect.right, sight.right)];
        const [top, bottom] = [Math.max(rect.top + slack, sight.top), Math.min(rect.bottom - slack, sight.bottom)];
        if (right - left > 1 && bottom - top > 1) seen.push({ text, holder, layer, left, right, top, bottom });
      }
    }
    const faults = new Set();
    seen.sort((a, b) => a.top - b.top);
    seen.forEach((a, index) => {
      for (let next = index + 1; next < seen.length && seen[next].top < a.bottom - 1; next += 1) {
        const b = seen[next];
        if (a.text === b.text || a.layer !== b.layer) continue;
        if (Math.min(a.right, b.right) - Math.max(a.left, b.left) <= 1) continue;
        const name = ({ text, holder }) => `"${text.data.trim().slice(0, 30)}" (${holder.className || holder.tagName})`;
        faults.add(`${name(a)} and ${name(b)}`);
      }
    });
    return [...faults];
  });

/** Controls that are less than `least` px wide or high; a label counts as part of its control. */
export const targets = (page, least) =>
  page.evaluate((least) => {
    const faults = [];
    const controls = "button, input:not([type=hidden]), select, textarea, summary, a[href], [role=button], [role=menuitem], [role=tab], [role=option]";
    for (const control of document.querySelectorAll(controls)) {
      if (control.closest(".visually-hidden, #canvas, #crash:not([open])") || control.matches(":disabled")) continue;
      if (!control.checkVisibility({ visibilityProperty: true })) continue;
      const boxes = [control, ...(control.labels ?? [])].map((part) => part.getBoundingClientRect());
      const height = Math.max(...boxes.map((box) => box.height));
      const width = Math.max(...boxes.map((box) => box.width));
      if (!width || !height || getComputedStyle(control).clipPath === "inset(50%)") continue;
      if (width < least - 0.5 || height < least - 0.5) {
        faults.push(`${width.toFixed(0)}×${height.toFixed(0)} ${control.outerHTML.slice(0, 120)}`);
      }
    }
    return faults;
  }, least);

const overlaps = (page) =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll("[data-box]")]
      .filter((box) => box.checkVisibility({ visibilityProperty: true }))
      .map((box) => ({ box, at: box.getBoundingClientRect() }));
    const name = ({ box }) => box.getAttribute("aria-label") || box.id || box.outerHTML.slice(0, 80);
    const faults = [];
    boxes.forEach((a, index) => {
      for (const b of boxes.slice(index + 1)) {
        if (a.box.dataset.box !== b.box.dataset.box || a.box.contains(b.box) || b.box.contains(a.box)) continue;
        const across = Math.min(a.at.right, b.at.right) - Math.max(a.at.left, b.at.left);
        const down = Math.min(a.at.bottom, b.at.bottom) - Math.max(a.at.top, b.at.top);
        if (across > 1 && down > 1) faults.push(`${a.box.dataset.box}: ${name(a)} and ${name(b)} by ${across.toFixed(0)}×${down.toFixed(0)}`);
      }
    });
    return faults;
  });

const overflows = (page) =>
  page.evaluate(() => {
    const faults = [];
    for (const frame of document.querySelectorAll("svg [data-frame]")) {
      const at = frame.getBoundingClientRect();
      for (const text of frame.parentElement.querySelectorAll("text")) {
        const rect = text.getBoundingClientRect();
        if (rect.width && (rect.left < at.left - 1 || rect.right > at.right + 1)) faults.push(text.textContent);
      }
    }
    return faults;
  });
