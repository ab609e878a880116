// What axe finds in a view. It is run by evaluating its source, which the page's policy does not forbid.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Asserts that axe finds nothing against WCAG 2.2 AA and its own best practices. */
export async function accessible(page, where) {
  await page.evaluate(source);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    }),
  );
  // It reads the lines of a drawing without a space between them ("Shopperssinglenever fails").
  // And a tip belongs to what it describes, not to a landmark; whether one is open depends on where the mouse rests.
  const isMisread = (id, html) =>
    (id === "label-content-name-mismatch" && /^<g [^>]*data-item=/.test(html)) || (id === "region" && /^<div [^>]*role="tooltip"/.test(html));
  const faults = violations.flatMap(({ id, nodes }) => nodes.filter(({ html }) => !isMisread(id, html)).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} — ${failureSummary}`));
  assert.deepEqual(faults, [], `${where}: axe found faults`);
}
