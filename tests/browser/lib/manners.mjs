// What a reader may ask of their browser, or a translator of the page: larger text, more space, longer words, a finger
// in the place of a pointer. Each is put on an open page and taken off again; none changes the page's own code.

/** One command of Chromium's protocol. The session stays open: what it sets ends with it. */
const send = async (page, command, options) => (await page.context().newCDPSession(page)).send(command, options);

/** The reader's own size of text, in px: 16 is what browsers come with, 32 is twice that. Width queries in `em` follow it. */
export async function textSize(page, standard) {
  await send(page, "Page.setFontSizes", { fontSizes: { standard, fixed: (standard * 13) / 16 } });
  await page.waitForFunction((size) => parseFloat(getComputedStyle(document.documentElement).fontSize) === size, standard);
}

/** A finger, or a mouse: what `(pointer: coarse)` asks for. */
export async function finger(page, enabled) {
  await send(page, "Emulation.setTouchEmulationEnabled", { enabled, maxTouchPoints: 1 });
  await page.waitForFunction((enabled) => matchMedia("(pointer: coarse)").matches === enabled, enabled);
}

/** The space between lines, letters, words and paragraphs that a reader may set without losing anything (WCAG 1.4.12). */
export const spacing = (page, isOn) =>
  page.evaluate((isOn) => {
    // A sheet of the object model, which the page's policy lets pass.
    globalThis.__spacing ??= new CSSStyleSheet();
    globalThis.__spacing.replaceSync(
      `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
       p { margin-block-end: 2em !important }`,
    );
    document.adoptedStyleSheets = isOn ? [globalThis.__spacing] : [];
  }, isOn);

/**
 * Every word of the page some 40 % longer and accented, as a translation might be, now and whenever it changes.
 * Drawings stay as they are: the page fits their words itself, before they are drawn.
 */
export const longerWords = (page) =>
  page.evaluate(() => {
    const LONGER = { a: "áà", e: "éè", i: "íì", o: "óò", u: "úù", y: "ÿý", A: "ÁÀ", E: "ÉÈ", I: "ÍÌ", O: "ÓÒ", U: "ÚÙ" };
    const NAMES = ["aria-label", "title", "placeholder", "aria-description", "aria-valuetext"];
    const OWN = "svg, kbd, code, pre, script, style, noscript";
    const longer = (text) => text.replace(/[aeiouyAEIOU]/g, (letter) => LONGER[letter]);
    const written = new WeakMap();
    const text = (node) => {
      if (node.data === written.get(node) || node.parentElement?.closest(OWN)) return;
      node.data = longer(node.data);
      written.set(node, node.data);
    };
    const names = (element) => {
      const seen = written.get(element) ?? {};
      for (const name of NAMES) {
        const value = element.getAttribute(name);
        if (!value || value === seen[name]) continue;
        seen[name] = longer(value);
        written.set(element, seen);
        element.setAttribute(name, seen[name]);
      }
    };
    const all = (root) => {
      if (root.nodeType === Node.TEXT_NODE) return text(root);
      if (root.nodeType !== Node.ELEMENT_NODE) return;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      for (let node = walker.currentNode; node; node = walker.nextNode()) {
        if (node.nodeType === Node.TEXT_NODE) text(node);
        else names(node);
      }
    };
    all(document.body);
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "childList") addedNodes.forEach(all);
        else if (type === "attributes") names(target);
        else text(target);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: NAMES });
  });
