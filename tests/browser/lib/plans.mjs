// Plans of any size, as the links that open them: what a person could have drawn, made by hand because of its size.
import { deflateRawSync } from "node:zlib";

/** The link of a plan on the wire; without a checksum, as one that is written by hand. */
export const linkOf = (wire) => `#1.${deflateRawSync(Buffer.from(JSON.stringify(wire)), { level: 9 }).toString("base64url")}`;

const KINDS = ["service", "sql", "cache", "queue", "worker", "kv", "service", "object"];
const SPREAD = { service: ["cluster", [[2, 2], [2, 3]]], worker: ["cluster", [[1, 2], [1, 3]]], sql: ["hot", [[1, 2], [1, 3]]] };

/** A system of `size` components in two zones: a tree of services with shared stores across its branches. */
export function plan(size, { target = 1e-4 } = {}) {
  const components = [
    { k: "users", n: "Users", xy: [80, 80] },
    { k: "dns", n: "DNS", xy: [288, 0] },
    { k: "cdn", n: "CDN", xy: [288, 96] },
    { k: "balancer", n: "Load balancer", s: "hot", at: [[1, 2], [1, 3]], xy: [288, 192] },
  ];
  const links = [[1, 2], [1, 3], [1, 4]];
  for (let id = 5; id <= size; id += 1) {
    const kind = KINDS[id % KINDS.length];
    const [strategy, placement] = id % 3 ? SPREAD[kind] ?? [] : [];
    components.push({
      k: kind,
      n: `${kind} ${id}`,
      ...(strategy && { s: strategy, at: placement }),
      xy: [80 + 208 * ((id - 5) % 12), 400 + 112 * Math.floor((id - 5) / 12)],
    });
    links.push([id < 8 ? 4 : Math.max(4, Math.floor(id / 2)), id]);
    if (id % 4 === 0 && id + 5 <= size) links.push([id, id + 5]);
  }
  const zones = [
    { k: "region", n: "Region", xy: [80, 2400, 640, 320] },
    { k: "zone", n: "A", in: 1, xy: [112, 2464, 240, 160] },
    { k: "zone", n: "B", in: 1, xy: [400, 2464, 240, 160] },
  ];
  return { nines: 1, n: `${size} components`, c: components, l: links, z: zones, g: { u: target } };
}
