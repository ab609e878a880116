// The size of the checks: NINES_SIZE picks a row of tests/sizes.json. Run directly, it prints the row.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const sizeName = process.env.NINES_SIZE ?? "small";

const table = JSON.parse(readFileSync(new URL("../tests/sizes.json", import.meta.url), "utf8"));
if (!(sizeName in table)) throw new Error(`NINES_SIZE is "${sizeName}"; it must be one of ${Object.keys(table).join(", ")}`);

export const size = table[sizeName];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [what, count] of Object.entries(size)) console.log(`  ${what.replaceAll("_", " ")}: ${count}`);
}
