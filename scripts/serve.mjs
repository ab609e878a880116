// A static file server for dist/, bound to this machine only. The tests mount the same one under a sub-path.
// It adds nothing to the files: what it serves is the page as released.
import { createReadStream, existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

export const DIST = fileURLToPath(new URL("../dist/", import.meta.url));

/** Serves `folder` below `base`; resolves to `{ url, close }` once it listens. Port 0 means any free one. */
export function serve({ folder = DIST, base = "/", port = 0 } = {}) {
  const server = createServer(async (request, response) => {
    const path = pathOf(request.url, base);
    const file = path !== undefined && join(folder, path.endsWith(sep) || path === "." ? join(path, "index.html") : path);
    const found = file && (await stat(file).catch(() => undefined))?.isFile();
    if (!found) return response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "no-cache" });
    return request.method === "HEAD" ? response.end() : createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const url = `http://127.0.0.1:${server.address().port}${base}`;
      resolve({
        url,
        close: () => {
          server.closeAllConnections();
          return new Promise((done) => server.close(done));
        },
      });
    });
  });
}

/** The path below the served folder that an address means; undefined when it means none, or one outside. */
function pathOf(address, base) {
  try {
    const { pathname } = new URL(address, "http://localhost");
    const path = normalize(decodeURIComponent(pathname.slice(base.length)));
    return pathname.startsWith(base) && !path.startsWith("..") && !path.includes("\0") ? path : undefined;
  } catch {
    return undefined; // Not an address at all, or a broken escape in it.
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(join(DIST, "index.html"))) throw new Error("There is no dist/ yet: run `make build` first");
  const port = Number(process.env.PORT ?? 8080);
  try {
    const { url } = await serve({ port });
    console.log(`\nNines is served at ${url}  (Ctrl+C stops it)`);
  } catch (error) {
    if (error.code !== "EADDRINUSE") throw error;
    console.error(`Port ${port} is in use. Choose another: PORT=8081 make serve`);
    process.exitCode = 1;
  }
}
