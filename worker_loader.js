// Starts the page's own module inside a web worker: one program, two places to run.
// The page names the files, so that worker and page are of the same build. It must never hold logic.
"use strict";
{
  const named = new URL(self.location.href).searchParams;
  const address = (name) => new URL(named.get(name), self.location.href).href;
  import(address("js")).then((program) => program.default({ module_or_path: address("wasm") }));
}
