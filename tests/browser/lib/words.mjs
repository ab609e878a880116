// Every word that a person can see or hear in a view, and those of them that are the plan's own.

/** Texts, accessible names and descriptions, each once. What is not shown is not read. */
export const words = (page) =>
  page.evaluate(() => {
    const found = new Set();
    const language = document.documentElement.lang;
    // What is quoted says its own language; so does the switch.
    const isShown = (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.closest("#crash, script, style, noscript") &&
      element.closest("[lang]").lang === language;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (data.trim() && (isShown(parentElement) || parentElement.tagName === "OPTION")) found.add(data.trim());
    }
    for (const name of ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt", "data-tip"]) {
      for (const element of document.querySelectorAll(`body [${name}]`)) {
        if (isShown(element) && element.getAttribute(name).trim()) found.add(element.getAttribute(name).trim());
      }
    }
    found.add(document.title);
    return [...found];
  });

/** The words in the names that the plan itself gives: to its components, zones and journeys, and to itself. */
export const ownWords = (page) =>
  page.evaluate(() => {
    const names = [...document.querySelectorAll('#canvas [data-item][role="button"]')].map((shape) => shape.getAttribute("aria-label").split(/, |，/)[0]);
    names.push(...[...document.querySelectorAll("#canvas .zone__name, #canvas .shape__name")].map((name) => name.textContent));
    names.push(document.querySelector("#plan-name")?.value ?? "");
    return [...new Set(names.flatMap((name) => name.match(/[A-Za-z]+/g) ?? []))];
  });
