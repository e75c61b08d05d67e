// Starts the client: the one script between the page and the compiled module. It exists because the usual inline
// start script is refused by the Content-Security-Policy, and because a failed download must be said in words.
"use strict";

(() => {
  const element = (id) => document.getElementById(id);

  const fail = (error) => {
    element("boot-loading").hidden = true;
    element("boot-failed").hidden = false;
    element("boot-failed-detail").textContent = String(error && error.message || error).slice(0, 300);
  };

  // Trusted Types: workers and the service worker may only come from this origin, and built-in page fragments may
  // hold nothing that runs. Text of a child's record never passes here: it is set as text, not as markup.
  const runs = /<\s*(script|iframe|object|embed|link|meta|base|form)\b|\son\w+\s*=|javascript:/i;
  if (window.trustedTypes) {
    window.trustedTypes.createPolicy("default", {
      createHTML: (html) => {
        if (runs.test(html)) {
          throw new TypeError("markup that could run is refused");
        }
        return html;
      },
      createScriptURL: (url) => {
        const target = new URL(url, document.baseURI);
        if (target.origin !== location.origin || !target.pathname.endsWith(".js")) {
          throw new TypeError("scripts come from this origin only");
        }
        return target.href;
      },
    });
  }

  const start = async () => {
    const client = document.querySelector('meta[name="client"]');
    const module = await import(client.content);
    await module.default({ module_or_path: client.dataset.wasm });
    element("boot-loading").remove();
  };

  // The page's second module is fetched when a part of it is first wanted; a failed fetch is tried again.
  let second = null;
  const fetchSecond = async () => {
    const place = document.querySelector('meta[name="care"]');
    const module = await import(place.content);
    await module.default({ module_or_path: place.dataset.wasm });
    return module;
  };
  window.shouxueOpenPart = async (element, what) => {
    second ??= fetchSecond().catch((error) => { second = null; throw error; });
    return (await second).open(element, what);
  };

  if (!window.shouxueBelowFloor) {
    setTimeout(() => {
      element("boot-words")?.append("网络较慢，仍在下载。");
    }, 15000);
    start().catch(fail);
  }
})();
