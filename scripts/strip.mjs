// Takes out of the built page's WebAssembly what no browser reads: its custom sections, most of all the names of functions.
// A panic still says its message, file and line. Trunk runs it after building; it needs nothing but Node.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CUSTOM = 0;
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

/** The module without its custom sections; wasm-bindgen, which wants them, has run by now. */
function strip(module) {
  const kept = [module.subarray(0, HEADER_BYTES)];
  for (let start = HEADER_BYTES; start < module.length; ) {
    const size = number(module, start + 1);
    const end = size.end + size.value;
    if (module[start] !== CUSTOM) kept.push(module.subarray(start, end));
    start = end;
  }
  return Buffer.concat(kept);
}

const folder = process.env.TRUNK_STAGING_DIR ?? fileURLToPath(new URL("../dist", import.meta.url));
const modules = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".wasm")) : [];
if (!modules.length) throw new Error(`There is no WebAssembly in ${folder}`);
for (const name of modules) {
  const module = readFileSync(join(folder, name));
  const stripped = strip(module);
  if (!WebAssembly.validate(stripped)) throw new Error(`${name} is broken without its names`);
  writeFileSync(join(folder, name), stripped);
}
