// Runs before the first paint: puts the remembered theme and language on <html>, then starts the page.
// It must never hold logic of the page, and it is the only script that is not compiled.
// Kept under "nines.theme" (light, dark or projector, absent: the system's) and "nines.language" (en or zh-CN, absent: the browser's).
"use strict";
{
  const root = document.documentElement;
  const tag = document.currentScript;

  const remembered = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage may be switched off; the system's choice stands.
    }
  };
  const theme = remembered("nines.theme");
  if (["light", "dark", "projector"].includes(theme)) root.dataset.theme = theme;
  root.lang = remembered("nines.language") ?? (/^zh\b/i.test(navigator.language) ? "zh-CN" : "en");

  // The crash screen's button lives here, since it must work after everything else has died.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-reload]")) location.reload();
  });

  // The program looks for its place in the page, which may still be on its way when the program has come.
  const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  const address = (name) => new URL(tag.dataset[name], document.baseURI).href;
  const wasm = address("wasm");
  Promise.all([import(address("js")), parsed])
    .then(([page]) => page.default({ module_or_path: wasm }))
    .catch((error) => {
      console.error(error);
      document.getElementById("unstarted")?.removeAttribute("hidden");
    });
}
