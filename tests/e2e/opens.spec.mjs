// The program opens, opens again with the network off, keeps its policies, and refuses what they forbid.
import { assert, journey, until } from "./harness.mjs";

const opened = (page) => until("the client has started", () => page.evaluate(() => document.getElementById("boot-loading") === null));

journey("opens, and opens again with the network off", { views: ["pc", "tablet"], floor: true }, async ({ page, go, offline, online }) => {
  await go();
  await opened(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
  });
  await offline();
  await go("/");
  await opened(page);
  assert.equal(await page.locator("#boot-failed").isVisible(), false);
  assert.equal(await page.locator("#gate").isVisible(), false);
  await online();
});

journey("the program cache holds the program and nothing else", { floor: true, allow: [/404/] }, async ({ page, go }) => {
  await go();
  await opened(page);
  const kept = await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
    await fetch("/no-such-answer.json").catch(() => {});
    const names = await caches.keys();
    const cache = await caches.open(names[0]);
    return { names, paths: (await cache.keys()).map((request) => new URL(request.url).pathname) };
  });
  assert.equal(kept.names.length, 1);
  assert.match(kept.names[0], /^shouxue-program-[0-9a-f]+$/);
  assert.ok(kept.paths.includes("/index.html"));
  assert.equal(kept.paths.filter((path) => path.endsWith(".wasm")).length, 4);
  assert.ok(!kept.paths.includes("/no-such-answer.json"));
  assert.ok(!kept.paths.includes("/sw.js"));
});

const refusals = [/Content Security Policy/, /TrustedScript/];
journey("scripts, workers and connections come from this origin only", { floor: true, allow: refusals }, async ({ page, go }) => {
  await go();
  await opened(page);
  const tried = await page.evaluate(async () => {
    const attempt = async (act) => {
      try {
        await act();
        return "accepted";
      } catch (error) {
        return "refused";
      }
    };
    window.ran = false;
    const inline = document.createElement("script");
    return {
      worker: await attempt(() => new Worker("https://elsewhere.invalid/worker.js")),
      markup: await attempt(() => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = true'>")),
      text: await attempt(() => { inline.textContent = "window.ran = true"; document.head.append(inline); }),
      timer: await attempt(() => setTimeout("window.ran = true", 0)),
      fetch: await attempt(() => fetch("https://elsewhere.invalid/")),
      own: await attempt(() => new Worker(document.querySelector('meta[name="file-worker"]').content).terminate()),
      ran: await new Promise((done) => setTimeout(() => done(window.ran), 200)),
    };
  });
  assert.deepEqual(tried, {
    worker: "refused", markup: "refused", text: "refused", timer: "refused", fetch: "refused", own: "accepted", ran: false,
  });
});

journey("a browser below the floor is told so in Chinese", { allow: [/./] }, async ({ page, go }) => {
  await page.addInitScript(() => {
    const validate = WebAssembly.validate;
    // As a browser without reference types answers.
    WebAssembly.validate = (bytes) => !new Uint8Array(bytes).includes(111) && validate(bytes);
  });
  await go();
  await page.locator("#gate").waitFor({ state: "visible" });
  assert.match(await page.locator("#gate").innerText(), /这个浏览器打不开守学[\s\S]*WebAssembly 引用类型/);
  assert.equal(await page.locator("#boot-loading").isVisible(), false);
});

journey("a missing program file is said in words", { allow: [/./] }, async ({ page, context, go }) => {
  await context.route("**/*_bg.wasm", (route) => route.abort());
  await go();
  await page.locator("#boot-failed").waitFor({ state: "visible" });
  assert.match(await page.locator("#boot-failed").innerText(), /没有打开成功[\s\S]*不受影响/);
});
