// What must hold of a view at any width. Each check resolves to a list of faults, empty when all is well.
//
// Marks in the page:
//   data-verdict       the answer; it must lie in the first viewport
//   data-box="group"   boxes of one group must not overlap (components on the canvas, columns of the page)
//   data-frame         a shape; the texts beside it in the same group must fit into its width
import assert from "node:assert/strict";

/** Asserts everything about a view that every view must keep. */
export async function tidy(page, where) {
  assert.deepEqual(await sideways(page), [], `${where}: the page scrolls sideways`);
  assert.deepEqual(await clipped(page), [], `${where}: text is cut off`);
  assert.deepEqual(await overlaps(page), [], `${where}: boxes overlap`);
  assert.deepEqual(await overflows(page), [], `${where}: text does not fit its shape`);
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

const clipped = (page) =>
  page.evaluate(() => {
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const holder = text.parentElement;
      if (!text.data.trim() || holder.closest("svg, script, style, noscript, option, .visually-hidden, .skip:not(:focus)")) continue;
      if (!holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const rects = [...range.getClientRects()].filter((rect) => rect.width > 0 && rect.height > 0);
      if (!rects.length) continue;
      const left = Math.min(...rects.map((rect) => rect.left));
      const right = Math.max(...rects.map((rect) => rect.right));
      const top = Math.min(...rects.map((rect) => rect.top));
      const bottom = Math.max(...rects.map((rect) => rect.bottom));
      for (let box = holder; box && box !== document.documentElement; box = box.parentElement) {
        const style = getComputedStyle(box);
        const hides = (overflow) => overflow === "hidden" || overflow === "clip";
        const scrolls = (overflow) => overflow === "auto" || overflow === "scroll";
        const at = box.getBoundingClientRect();
        if (style.clipPath === "inset(50%)") break; // For screen readers alone.
        const acrossCut = hides(style.overflowX) && (left < at.left - 1 || right > at.right + 1);
        // Glyph boxes may stand a little above and below a tight line.
        const downCut = hides(style.overflowY) && (top < at.top - 4 || bottom > at.bottom + 4);
        const explained = style.textOverflow === "ellipsis" && box.closest("[title]");
        if ((acrossCut && !explained) || downCut) {
          faults.push(`"${text.data.trim().slice(0, 40)}" in <${box.tagName.toLowerCase()} class="${box.className}">`);
          break;
        }
        if (scrolls(style.overflowX) || scrolls(style.overflowY)) break; // It can be scrolled to.
        if (style.position === "fixed") break;
      }
    }
    for (const field of document.querySelectorAll('input[type="number"]')) {
      if (field.scrollWidth > field.clientWidth + 1) faults.push(`number field "${field.value}" (${field.name || field.id})`);
    }
    return faults;
  });

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
