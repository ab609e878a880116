// Writes style/icons.svg: the icons that the page uses, out of Lucide (ISC), as symbols in one sprite.
// Run it after changing the list: node scripts/icons.mjs. It needs npm; the page and its build do not need it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const VERSION = "1.62.0";

/** Our name → Lucide's. Component and zone kinds carry the slugs of src/model/kind.rs. */
const ICONS = {
  // Component kinds
  users: "users",
  dns: "signpost",
  cdn: "globe",
  balancer: "split",
  service: "server",
  worker: "cog",
  cache: "gauge",
  sql: "database",
  kv: "key-round",
  queue: "list-ordered",
  object: "archive",
  block: "hard-drive",
  network: "router",
  external: "plug",
  power: "power",
  // Zone kinds
  region: "map",
  zone: "building-2",
  rack: "rows-3",
  release: "rocket",
  // Commands
  undo: "undo-2",
  redo: "redo-2",
  plus: "plus",
  minus: "minus",
  fit: "maximize",
  trash: "trash-2",
  connect: "spline",
  share: "share-2",
  copy: "copy",
  duplicate: "copy-plus",
  download: "download",
  "folder-open": "folder-open",
  pencil: "pencil",
  bracket: "brackets",
  "list-tree": "list-tree",
  fail: "zap",
  "rotate-ccw": "rotate-ccw",
  // The page's own settings and help
  sun: "sun",
  moon: "moon",
  system: "sun-moon",
  keyboard: "keyboard",
  settings: "sliders-horizontal",
  // States and small parts
  check: "check",
  alert: "triangle-alert",
  info: "info",
  x: "x",
  "chevron-down": "chevron-down",
  "chevron-left": "chevron-left",
  "chevron-right": "chevron-right",
  "chevron-up": "chevron-up",
  present: "presentation",
  printer: "printer",
  // Figures
  target: "target",
  book: "book-open",
};

const folder = mkdtempSync(join(tmpdir(), "icons-"));
try {
  execFileSync("npm", ["pack", `lucide-static@${VERSION}`, "--silent", "--pack-destination", folder], { stdio: "ignore" });
  execFileSync("tar", ["xzf", join(folder, `lucide-static-${VERSION}.tgz`), "-C", folder]);
  const shapes = (name) =>
    readFileSync(join(folder, "package/icons", `${name}.svg`), "utf8")
      .replace(/^[^]*?<svg[^>]*>/, "")
      .replace("</svg>", "")
      .replace(/\s*\n\s*/g, "")
      .replace(/ \/>/g, "/>");
  const symbols = Object.entries(ICONS).map(
    ([slug, name]) => `<symbol id="icon-${slug}" viewBox="0 0 24 24">${shapes(name)}</symbol>`,
  );
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg" class="sprite" width="0" height="0" aria-hidden="true" focusable="false">
<!-- Lucide ${VERSION}, ISC licence, see third-party.txt. Written by scripts/icons.mjs; change the list there. -->
${symbols.join("\n")}
</svg>
`;
  writeFileSync(new URL("../style/icons.svg", import.meta.url), sprite);
  const licence = readFileSync(join(folder, "package/LICENSE"), "utf8");
  writeFileSync(new URL("../style/icons.LICENSE", import.meta.url), licence);
  console.log(`style/icons.svg: ${symbols.length} icons, ${sprite.length} bytes`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
