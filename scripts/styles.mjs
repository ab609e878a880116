// Puts the style sheets together into one file, which compresses better than its parts and is one request. Trunk runs it
// before it builds; index.html names the result. The order is that of the cascade: tokens first.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SHEETS = ["tokens", "base", "layout", "canvas", "panel", "verdict", "breaks", "compare", "chart", "studies", "meeting"];

const forgotten = readdirSync(new URL("../style/", import.meta.url)).filter(
  (name) => name.endsWith(".css") && !SHEETS.includes(name.slice(0, -4)),
);
if (forgotten.length) throw new Error(`Not in the list of style sheets: ${forgotten.join(", ")}`);

const read = (name) => readFileSync(new URL(`../style/${name}.css`, import.meta.url), "utf8");
const folder = new URL("../target/page/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(fileURLToPath(new URL("page.css", folder)), SHEETS.map(read).join("\n"));
