// Asks the engine alone how long it takes, on the host and in Chromium: the fault trees of the reference data, beside the
// stored figures of SCRAM, which is not run here, redundancy allocations beside those of HiGHS and CP-SAT, stored too, and
// analyses of generated plans as they grow, the choice on made-up plans, and what is asked about it.
// It prints tables and asserts nothing: milliseconds are for people; tests assert work.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Runs of each tree, of each plan and of each move of a slider; the best counts, for other programs run too. */
const RUNS = 5;
/** Forms and sizes of plans, how many of each, and moves of a slider in each. */
const FORMS = ["layered", "zoned", "meshed"];
const SIZES = [
  { components: 10, plans: 20, moves: 20 },
  { components: 30, plans: 20, moves: 20 },
  { components: 100, plans: 20, moves: 10 },
  { components: 300, plans: 10, moves: 5 },
  { components: 1000, plans: 5, moves: 3 },
];

const sorted = (list) => [...list].sort((a, b) => a - b);
const quantile = (list, share) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * share))];
const table = (rows) => {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => String(row[at]).length)));
  const line = (row) => row.map((cell, at) => (at ? String(cell).padStart(widths[at]) : String(cell).padEnd(widths[at]))).join("  ");
  console.log(`\n${rows.map(line).join("\n")}`);
};

const host = async (question) => {
  const { stdout } = spawnSync(process.env.ENGINE_HOST, { input: question, encoding: "utf8" });
  return stdout.trim();
};

/** Serves an empty page and what was built; isolated, because only then is Chromium's clock fine enough. */
function serve() {
  const server = createServer((request, response) => {
    const file = join(ROOT, "target/engine", request.url);
    const isolated = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
    const type = request.url.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    if (request.url === "/") response.writeHead(200, { ...isolated, "content-type": "text/html" }).end("<!doctype html><title>Engine</title>");
    else if (existsSync(file)) response.writeHead(200, { ...isolated, "content-type": type }).end(readFileSync(file));
    else response.writeHead(404).end();
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** A page in which the engine is loaded, as something to ask. */
async function inBrowser(browser, server, folder) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.evaluate(async (folder) => (await import(`/${folder}/engine.js`)).default(), folder);
  return (question) => page.evaluate((question) => globalThis.engine(question), question);
}

const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const askers = {
    host,
    "Chromium": await inBrowser(browser, server, "speed"),
    "Chromium, for size": await inBrowser(browser, server, "size"),
  };
  const wanted = process.argv.slice(2);
  if (!wanted.length || wanted.includes("trees")) await trees(askers);
  if (!wanted.length || wanted.includes("allocation")) await allocation(askers);
  if (!wanted.length || wanted.includes("choice")) await choices(askers);
  if (!wanted.length || wanted.includes("plans")) await plans(askers);
} finally {
  await browser.close();
  server.close();
}

/** Order, build and probability, in ms; SCRAM's are those stored with the data. */
async function trees(askers) {
  const folder = join(process.env.NINES_REFERENCE ?? join(ROOT, "../shared/data"), "aralia");
  if (!existsSync(join(folder, "results.json"))) {
    console.log(`\nTrees: not measured, there is no results.json in ${folder}`);
    return;
  }
  const names = Object.keys(askers);
  const sums = names.map(() => 0);
  let stored = 0;
  const rows = [["tree, ms", "SCRAM, stored", ...names.flatMap((name) => [name, "ratio"])]];
  const row = (name, scram, times) => rows.push([name, scram.toFixed(3), ...times.flatMap((ms) => [ms.toFixed(3), (scram / ms).toFixed(1)])]);
  for (const { tree, scram_s, probability } of JSON.parse(readFileSync(join(folder, "results.json"))).trees) {
    if (scram_s === null) continue;
    const text = readFileSync(join(folder, `${tree}.txt`), "utf8");
    const times = [];
    for (const name of names) {
      const [ms, got] = (await askers[name](`tree ${RUNS}\n${text}`)).split(" ").map(Number);
      if (!(Math.abs(got / Number(probability) - 1) < 1e-12)) throw new Error(`${tree}: ${name} says ${got}, not ${probability}`);
      times.push(ms);
    }
    times.forEach((ms, at) => (sums[at] += ms));
    stored += scram_s * 1e3;
    row(tree, scram_s * 1e3, times);
  }
  row("sum", stored, sums);
  table(rows);
}

/** The proven optimum of every instance, in ms, by kind; those of HiGHS and CP-SAT are those stored with the data. */
async function allocation(askers) {
  const file = join(process.env.NINES_REFERENCE ?? join(ROOT, "../shared/data"), "redundancy_allocation_fyffe33.json");
  if (!existsSync(file)) {
    console.log(`\nAllocation: not measured, there is no ${file}`);
    return;
  }
  const text = readFileSync(file, "utf8");
  const data = JSON.parse(text);
  const rows = [["allocation, ms", "instances", "HiGHS, stored", "CP-SAT, stored", ...Object.keys(askers).flatMap((name) => [name, "worst", "HiGHS/ours"])]];
  for (const kind of ["mixing", "no_mixing"]) {
    const stored = (key) => data[kind].reduce((sum, instance) => sum + instance[key], 0) * 1e3;
    const figures = [];
    for (const [name, ask] of Object.entries(askers)) {
      const answer = await ask(`allocation ${kind} ${RUNS}\n${text}`);
      if (answer.startsWith("?")) throw new Error(`${name}: ${answer}`);
      const lines = answer.split("\n").map((line) => line.split(" "));
      for (const [instance, , reliability, proven] of lines) {
        const expected = data[kind].find((of) => `${kind}-${of.weight_limit}` === instance).reliability;
        if (proven !== "proven" || !(Math.abs(reliability - expected) <= 1e-9)) throw new Error(`${name}: ${instance} is ${reliability}, ${proven}`);
      }
      const times = lines.map(([, ms]) => Number(ms));
      const sum = times.reduce((all, ms) => all + ms, 0);
      figures.push(sum.toFixed(1), Math.max(...times).toFixed(2), (stored("highs_s") / sum).toFixed(1));
    }
    rows.push([kind, data[kind].length, stored("highs_s").toFixed(1), stored("cpsat_s").toFixed(1), ...figures]);
  }
  table(rows);
}

/** The choice with the effort of a frame and of the worker, then the studies; ms, and how much of the cost is not proven. */
async function choices(askers) {
  const proof = (state) => (isNaN(state) ? state : `${(state * 100).toFixed(3)} %`);
  for (const [name, ask] of Object.entries(askers)) {
    const rows = [[`${name}: choice`, "target", "options", "frame, ms", "gap", "worker, ms", "gap"]];
    for (const form of ["one-place", "three-zones", "alternatives"]) {
      for (const components of [10, 30, 60, 100]) {
        for (const target of ["3e-3", "1e-3", "3e-4"]) {
          const answer = await ask(`choice ${form} ${components} ${target} ${RUNS}`);
          if (answer.startsWith("?")) throw new Error(`${name}: ${answer}`);
          const [options, frame, inFrame, worker, inWorker] = answer.split(" ");
          rows.push([`${components} ${form}`, target, options, Number(frame).toFixed(2), proof(inFrame), Number(worker).toFixed(2), proof(inWorker)]);
        }
      }
    }
    table(rows);
    const studies = [[`${name}: studies`, "study", "ms", "stops, draws or flips", "gap, or draws not proven"]];
    for (const form of ["three-zones", "alternatives"]) {
      for (const components of [30, 100]) {
        const answer = await ask(`studies ${form} ${components} 1e-3`);
        if (answer.startsWith("?")) throw new Error(`${name}: ${answer}`);
        for (const line of answer.split("\n")) {
          const [study, ms, count, open] = line.split(" ");
          const told = study.startsWith("front") ? proof(open) : study === "win" ? open : "";
          studies.push([`${components} ${form}`, study, Number(ms).toFixed(0), count, told]);
        }
      }
    }
    table(studies);
  }
}

/** The first analysis, with nothing known, and those that follow as a slider moves; median and 95th percentile over plans. */
async function plans(askers) {
  for (const [name, ask] of Object.entries(askers)) {
    const rows = [[`${name}: analyse, ms`, "exact", "first, median", "p95", "slider, median", "p95"]];
    for (const form of FORMS) {
      for (const { components, plans, moves } of SIZES) {
        const answer = await ask(`plans ${form} ${components} ${plans} ${moves} ${RUNS}`);
        if (answer.startsWith("?")) throw new Error(`${name}: ${answer}`);
        const lines = answer.split("\n").map((line) => line.split(" "));
        const exact = lines.filter((line) => line.at(-1) === "exact").length;
        const first = lines.map((line) => Number(line[0]));
        const slider = lines.flatMap((line) => line.slice(1, -1).map(Number));
        const figures = [first, slider].flatMap((times) => [quantile(times, 0.5), quantile(times, 0.95)].map((ms) => ms.toFixed(2)));
        rows.push([`${components} ${form}`, `${exact} of ${plans}`, ...figures]);
      }
    }
    table(rows);
  }
}
