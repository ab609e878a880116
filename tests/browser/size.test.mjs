// dist/ as a whole, compressed as a static host would, stays small.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { DIST } from "../../scripts/serve.mjs";

// 350 for the page of the first answer (sketch, verdict, recommendation). What was built on it weighs: links of every
// kind 22, what breaks it 21, the proven choice and flip points 30, intervals and what moves the answer 10, durability 3,
// six more examples and the rest: 450. Then the front, the win share and inverse questions, the table of strategies with its
// gates, reconciliation, hints and timers, two plans side by side, the system over time, stories, the record and its print,
// terms, the finder, menus, the clipboard and the tidy layout: 140 together, measured as a whole. Then the kept focus 3,
// published values, formulas with the values put in and previews of strategies 8, several components at once, links around
// boxes, scrolling by buttons and the quicker choice 21: 622.5 was measured. Then what lets a board of 500 follow the hand 9,
// 2.4 of it Yew built for speed: 631.3. Sliders that stay under the hand, rows that wrap, what a card's figures mean, and
// pasting where one clicked: 1.9 more. Raise it only for something that a person can do or feel, and say here what that
// weighs.
const LIMIT_KB = 637;

test(`dist/ takes at most ${LIMIT_KB} kB by brotli`, () => {
  const files = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  assert.ok(files.length > 0);
  let total = 0;
  for (const { name, parentPath, path } of files) {
    const bytes = readFileSync(join(parentPath ?? path, name));
    const small = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }).length;
    total += small;
    console.log(`${(small / 1000).toFixed(1).padStart(8)} kB of ${(bytes.length / 1000).toFixed(1).padStart(7)}  ${name}`);
  }
  console.log(`${(total / 1000).toFixed(1).padStart(8)} kB in all, limit ${LIMIT_KB}`);
  assert.ok(total <= LIMIT_KB * 1000, `dist/ takes ${total} bytes`);
});
