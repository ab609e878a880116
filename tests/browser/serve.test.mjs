// Our own little server: it serves the folder below its base, and nothing else, whatever is asked.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { test } from "node:test";
import { serve } from "../../scripts/serve.mjs";

test("serves what lies in the folder and refuses everything else", async () => {
  const server = await serve({ base: "/a/b/" });
  const { port } = new URL(server.url);
  // Without a client's own tidying of the path.
  const status = async (path) => {
    const [response] = await once(request({ host: "127.0.0.1", port, path }).end(), "response");
    response.resume();
    return response.statusCode;
  };
  for (const path of ["/a/b/", "/a/b/index.html", "/a/b/boot.js?x=1"]) assert.equal(await status(path), 200, path);
  for (const path of ["/", "/a/b", "/a/b/none", "/a/b/../../Cargo.toml", "/a/b/%2e%2e/Cargo.toml", "/a/b/..%2fCargo.toml", "/a/b/%zz", "/a/b/%00", "//["]) {
    assert.equal(await status(path), 404, path);
  }
  await server.close();
});
