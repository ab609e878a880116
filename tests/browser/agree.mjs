// Asks the engine on the host and in WebAssembly for digests of the same reports, and fails where they differ: run by
// scripts/agree.sh, which builds both. It knows nothing of what is in a report.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { size as sizes, sizeName } from "../../scripts/sizes.mjs";

/** Plans to a digest: so few that a difference is found in one of few. */
const STEP = 20;

createRequire(import.meta.url)("../../target/engine/node/engine.js");

const onHost = (question) => {
  const { stdout, status } = spawnSync(process.env.ENGINE_HOST, { input: question, encoding: "utf8" });
  return status === 0 ? stdout.trim() : `failed with ${status}`;
};

const plans = sizes.agreeing_plans;
let differences = 0;
for (let from = 0; from < plans; from += STEP) {
  const question = `digest ${from} ${Math.min(from + STEP, plans)}`;
  const [host, wasm] = [onHost(question), globalThis.engine(question)];
  if (host === wasm && /^[0-9a-f]{16}$/.test(host)) continue;
  differences += 1;
  console.log(`${question}: host ${host}, WebAssembly ${wasm}`);
}
console.log(`agreeing_plans: ${plans} (${sizeName}), ${differences ? `${differences} digests differ` : "all digests agree"}`);
process.exitCode = differences ? 1 : 0;
