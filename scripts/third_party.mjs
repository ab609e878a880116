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
// What is offered under MIT beside other licences is used under MIT, and nothing is used under Apache's where there is a choice.
const isOtherLicence = (name) => /apache|unlicense|zlib|boost|0bsd/i.test(name);
const tidy = (text) => text.replaceAll("\r\n", "\n").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
// Some packages hold a broken link where their licence should be.
const SHORTEST_LICENCE = 200;

/** The licence texts in a crate's package that concern its use here. */
function licenceTexts(crate) {
  const folder = dirname(crate.manifest_path);
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isLicence(entry.name))
    .map((entry) => entry.name);
  const isLeftOut = /\bMIT\b/.test(crate.license) ? isOtherLicence : (name) => /apache/i.test(name) && names.length > 1;
  return names
    .filter((name) => !isLeftOut(name))
    .sort()
    .map((name) => tidy(readFileSync(join(folder, name), "utf8")))
    .filter((text) => text.length >= SHORTEST_LICENCE);
}

const own = (name) => tidy(readFileSync(join(top, name), "utf8"));
const MIT = /Permission\s+is\s+hereby\s+granted,\s+free\s+of\s+charge,[\s\S]*?DEALINGS\s+IN\s+THE\s+SOFTWARE\./;
const MIT_TITLE = /^[ \t]*(The )?MIT License( \(MIT\))?[ \t]*$/gim;
const APACHE = /^[ \t]*Apache License\s+Version 2\.0, January 2004[\s\S]*?limitations under the License\.$/m;
const words = (text) => text.replace(/\s+/g, " ");
const mit = MIT.exec(own("LICENSE-MIT"))[0];

// Many crates carry the same text: each is printed once, below the names of those that carry it. What carries the MIT
// licence differs only in whom it names, so the licence itself is printed once, and with each crate what stands around it.
const [underMit, underOthers] = [new Map(), new Map()];
const carry = (carriers, text, name) => carriers.set(text, [...(carriers.get(text) ?? []), name]);

function put(text, name) {
  const around = text.replace(MIT, (body) => (words(body) === words(mit) ? "" : body));
  if (around === text) return carry(underOthers, text, name);
  // One crate prints what its contributors agree to as well: Apache's licence, under which nothing is used here.
  const notice = around.replace(MIT_TITLE, "").replace(APACHE, "[the Apache License, Version 2.0]");
  return carry(underMit, tidy(notice), name);
}

put(own("LICENSE-MIT"), "Nines");

const authors = (crate) => crate.authors.map((author) => author.replace(/\s*<.*>/, "")).join(", ");
const crates = shipped();
for (const crate of crates) {
  const texts = licenceTexts(crate);
  for (const text of texts) put(text, crate.name);
  if (texts.length) continue;
  // Some crates are published without the text of the licence that they name.
  if (!/\bMIT\b/.test(crate.license)) throw new Error(`${crate.name} carries no licence text; read its terms and add them here`);
  carry(underMit, `Copyright (c) ${authors(crate) || `the authors of ${crate.name}`}`, crate.name);
}
carry(underMit, "Copyright (c) The Rust Project Contributors", "the Rust standard library");
put(own("style/icons.LICENSE"), "Lucide");

const rule = "-".repeat(78);
const entries = (carriers) =>
  [...carriers].flatMap(([text, names]) => [rule, [...new Set(names)].join(", "), "", ...(text ? [text, ""] : [])]);
const notice = [
  "Nines is made with the work below. Nines itself is under the MIT licence, as below, or under Apache-2.0",
  "(https://www.apache.org/licenses/LICENSE-2.0), as you like.",
  "",
  ...crates.map((crate) => `${crate.name} ${crate.version} (${crate.license})`),
  "the Rust standard library (MIT OR Apache-2.0)",
  "Lucide, the icons (ISC and MIT)",
  "",
  rule,
  "The MIT License, under which the following are used:",
  "",
  mit,
  "",
  ...entries(underMit),
  rule,
  "Other licences",
  "",
  ...entries(underOthers),
].join("\n");

const folder = process.env.TRUNK_STAGING_DIR ?? join(top, "dist");
if (!existsSync(folder)) throw new Error(`There is no ${folder}`);
writeFileSync(join(folder, "third-party.txt"), notice);
