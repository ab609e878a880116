// dist/ as a whole, compressed as a static host would, stays small.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { DIST } from "../../scripts/serve.mjs";

const LIMIT_KB = 350;

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
