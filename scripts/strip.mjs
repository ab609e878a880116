// Takes out of the built page what no browser reads: the custom sections of its WebAssembly (most of all the names of
// functions), and the long names by which WebAssembly and its glue know each other. A panic still says its message,
// file and line. Trunk runs it after building; it needs nothing but Node.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [CUSTOM, IMPORT, EXPORT] = [0, 2, 7];
const HEADER_BYTES = 8;

/** Where a number written in LEB128 at `start` ends, and the number. */
function number(bytes, start) {
  let [value, factor, at] = [0, 1, start];
  for (;;) {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error("The WebAssembly ends in the middle of a number");
    value += (byte & 0x7f) * factor;
    factor *= 0x80;
    if (byte < 0x80) return { value, end: at };
  }
}

/** A number in LEB128. */
function leb(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80);
  return Buffer.from([...bytes, value]);
}

/** The module's sections in their order: `{ id, body }`. */
function sections(module) {
  const found = [];
  for (let start = HEADER_BYTES; start < module.length; ) {
    const size = number(module, start + 1);
    const end = size.end + size.value;
    found.push({ id: module[start], body: module.subarray(size.end, end) });
    start = end;
  }
  return found;
}

/** Names that end in a hash, as wasm-bindgen makes them, and the glue's own name as the module knows it. */
const LONG = /\b\w+_h?[0-9a-f]{16}\b|\.\/\w+_bg\.js\b/g;

/** A section of imports or exports with its names changed; what is no name in `short` stays. */
function renamed(body, short) {
  const parts = [];
  let kept = 0;
  for (const [name, to] of short) {
    const written = Buffer.concat([leb(name.length), Buffer.from(name)]);
    for (let at = body.indexOf(written); at >= 0; at = body.indexOf(written, at + written.length)) {
      parts.push({ at, end: at + written.length, to: Buffer.concat([leb(to.length), Buffer.from(to)]) });
    }
  }
  const pieces = [];
  for (const { at, end, to } of parts.sort((a, b) => a.at - b.at)) {
    pieces.push(body.subarray(kept, at), to);
    kept = end;
  }
  return Buffer.concat([...pieces, body.subarray(kept)]);
}

/** The module without its custom sections, which wasm-bindgen wanted and has read by now, and with short names. */
function strip(module, short) {
  const kept = sections(module)
    .filter(({ id }) => id !== CUSTOM)
    .flatMap(({ id, body }) => {
      const stripped = id === IMPORT || id === EXPORT ? renamed(body, short) : body;
      return [Buffer.from([id]), leb(stripped.length), stripped];
    });
  return Buffer.concat([module.subarray(0, HEADER_BYTES), ...kept]);
}

/** A script without its comments and indents; no text in it goes over several lines. */
function stripScript(script) {
  if (script.split("\n").some((line) => line.split("`").length % 2 === 0)) throw new Error("A script holds a text of several lines");
  return script.replace(/^[ \t]+/gm, "").replace(/^\/\/.*\n/gm, "");
}

const folder = process.env.TRUNK_STAGING_DIR ?? fileURLToPath(new URL("../dist", import.meta.url));
const modules = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith("_bg.wasm")) : [];
if (!modules.length) throw new Error(`There is no WebAssembly in ${folder}`);
for (const name of modules) {
  const [moduleFile, glueFile] = [join(folder, name), join(folder, name.replace("_bg.wasm", ".js"))];
  const [module, glue] = [readFileSync(moduleFile), readFileSync(glueFile, "utf8")];
  const short = new Map([...new Set(glue.match(LONG))].map((name, index) => [name, `$${index.toString(36)}`]));
  const stripped = strip(module, short);
  const strippedGlue = stripScript(glue.replace(LONG, (name) => short.get(name)));
  if (!WebAssembly.validate(stripped)) throw new Error(`${name} is broken without its names`);
  if (/\$[0-9a-z]/.test(glue)) throw new Error("The glue has names of its own that look like the short ones");
  // What either half asks for is found in the other, by its whole name.
  const compiled = new WebAssembly.Module(stripped);
  const inGlue = new Set(strippedGlue.match(/[\w$]+/g));
  const missing = WebAssembly.Module.imports(compiled).find(({ name }) => !inGlue.has(name));
  if (missing) throw new Error(`The glue has no ${missing.name}`);
  const exported = new Set(WebAssembly.Module.exports(compiled).map(({ name }) => name));
  const wanted = [...strippedGlue.matchAll(/\bwasm\.([\w$]+)/g)].find(([, name]) => !exported.has(name));
  if (wanted) throw new Error(`The module has no ${wanted[1]}`);
  writeFileSync(moduleFile, stripped);
  writeFileSync(glueFile, strippedGlue);
}
for (const name of ["boot.js", "worker_loader.js"]) {
  writeFileSync(join(folder, name), stripScript(readFileSync(join(folder, name), "utf8")));
}
