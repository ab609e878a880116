// Writes third-party.txt into the page being built: every crate inside the page with its licence texts, and the icons'.
// Trunk runs it as its last step. It needs nothing but the crate sources that the build has fetched.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const TARGET = "wasm32-unknown-unknown";
const top = fileURLToPath(new URL("..", import.meta.url));

const metadata = JSON.parse(
  execFileSync("cargo", ["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", TARGET], {
    cwd: top,
    maxBuffer: 1 << 28,
  }),
);
const packages = new Map(metadata.packages.map((crate) => [crate.id, crate]));
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));

const isMacro = (id) => packages.get(id).targets.some((target) => target.kind.includes("proc-macro"));

/** The crates whose code is in the page: normal dependencies, not those that only run while building. */
function shipped() {
  const seen = new Set();
  const visit = (id) => {
    if (seen.has(id) || isMacro(id)) return;
    seen.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
    }
  };
  visit(metadata.resolve.root);
  seen.delete(metadata.resolve.root);
  return [...seen].map((id) => packages.get(id)).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

const isLicence = (name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name);
// Where a crate offers MIT beside other licences, it is used under MIT.
const isOtherLicence = (name) => /apache|unlicense|zlib|boost|0bsd/i.test(name);
const tidy = (text) => text.replaceAll("\r\n", "\n").replace(/[ \t]+$/gm, "").trim();

function licenceTexts(crate) {
  const folder = dirname(crate.manifest_path);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isLicence(entry.name))
    .map((entry) => entry.name)
    .filter((name) => !(/\bMIT\b/.test(crate.license) && isOtherLicence(name)))
    .sort()
    .map((name) => tidy(readFileSync(join(folder, name), "utf8")));
}

// Many crates carry the same text to the letter: each text is printed once, below the names of those that carry it.
const carriers = new Map();
const carry = (text, name) => carriers.set(text, [...(carriers.get(text) ?? []), name]);

const APACHE = "Apache License, Version 2.0: see LICENSE-APACHE beside this file.";
const isApache = (text) => /^\s*Apache License\s+Version 2\.0/.test(text);

const own = (name) => tidy(readFileSync(join(top, name), "utf8"));
const crates = shipped();
for (const crate of crates) {
  const texts = licenceTexts(crate);
  // Some crates are published without the text of the licence that they name.
  if (!texts.length && /\bApache-2\.0\b/.test(crate.license)) texts.push(own("LICENSE-APACHE"));
  if (!texts.length) throw new Error(`${crate.name} carries no licence text; read its terms and add them here`);
  // The Apache licence reads the same everywhere and lies beside this file: it is not printed again.
  for (const text of texts) carry(isApache(text) ? APACHE : text, crate.name);
}
carry(APACHE, "the Rust standard library");
carry(tidy(readFileSync(join(top, "style/icons.LICENSE"), "utf8")), "Lucide");

const rule = "-".repeat(78);
const notice = [
  "Nines is made with the work below. Nines itself is under MIT or Apache-2.0:",
  "see LICENSE-MIT and LICENSE-APACHE beside this file.",
  "",
  ...crates.map((crate) => {
    const by = crate.authors.map((author) => author.replace(/\s*<.*>/, "")).join(", ");
    return `${crate.name} ${crate.version} (${crate.license})${by ? `, by ${by}` : ""}`;
  }),
  "the Rust standard library (MIT OR Apache-2.0), by the Rust project's contributors",
  "Lucide, the icons (ISC and MIT), by Lucide icons and contributors, and Cole Bemis",
  "",
  ...[...carriers].flatMap(([text, names]) => [rule, [...new Set(names)].join(", "), rule, "", text, ""]),
].join("\n");

const folder = process.env.TRUNK_STAGING_DIR ?? join(top, "dist");
if (!existsSync(folder)) throw new Error(`There is no ${folder}`);
writeFileSync(join(folder, "third-party.txt"), notice);
