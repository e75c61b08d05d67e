// What a journey is and what it is given. A spec file imports `journey` and describes one way through the program:
//
//   import { journey, assert } from "./harness.mjs";
//   journey("import a roster", { views: ["pc", "tablet"], floor: true }, async ({ page, offline, checkA11y, screenshot }) => {
//     await offline();
//     await page.getByRole("button", { name: "导入" }).click();
//     await checkA11y();
//     await screenshot("import");
//   });
//
// A journey fails on any error in the page's console, on any request to another origin and on any refusal by the
// Content-Security-Policy, even when everything it looked at was right: see `watch`.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

export { assert };

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const screens = fileURLToPath(new URL("../../target/screens/", import.meta.url));
mkdirSync(screens, { recursive: true });

/** The two machines a school has. */
export const views = {
  pc: { viewport: { width: 1366, height: 768 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" },
  tablet: {
    viewport: { width: 800, height: 1280 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1,
    locale: "zh-CN", timezoneId: "Asia/Shanghai",
  },
};

/** Every journey described by the spec files loaded so far. */
export const journeys = [];

/**
 * Describes a journey.
 *   views    where it runs: "pc" and/or "tablet"; only "pc" unless told
 *   floor    whether it also runs in Chromium 109
 *   profile  whether it needs a browser profile on disk (then `reopen` and `profileFolder` are given too)
 *   allow    patterns of console errors that belong to the journey
 *   seconds  how long it may take; 90 unless told
 */
export function journey(name, options, walk) {
  assert.equal(typeof walk, "function", `${name}: journey(name, options, walk)`);
  const { views: where = ["pc"], floor = false, profile = false, allow = [], seconds = 90 } = options;
  for (const view of where) {
    assert.ok(view in views, `${name}: no such view ${view}`);
    journeys.push({ name, view, floor, profile, allow, seconds, walk });
  }
}

/** Waits until `ask` gives something true, and hands that back. */
export async function until(what, ask, seconds = 15) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`waited ${seconds} s in vain until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Fails unless the page as it stands has no accessibility violation. */
export async function checkA11y(page, { exclude = [] } = {}) {
  if (!(await page.evaluate(() => typeof window.axe === "object"))) {
    await page.evaluate(axe);
  }
  const violations = await page.evaluate(async (excluded) => {
    const scope = excluded.length ? { exclude: excluded.map((one) => [one]) } : document;
    const result = await window.axe.run(scope, { resultTypes: ["violations"] });
    return result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 5).map((node) => node.html.slice(0, 200)) }));
  }, exclude);
  assert.deepEqual(violations, [], "accessibility violations");
}

/** A picture for a person to look at, in target/screens. */
export async function screenshot(page, name, view, options = {}) {
  const path = `${screens}${name}-${view}.png`;
  await page.screenshot({ path, animations: "disabled", ...options });
  return path;
}

/** Does `act`, waits for the download it starts and hands back its name and bytes. */
export async function download(page, act) {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Collects what must not happen on any page; `complaints()` says what did. */
export function watch(context, origin, allow) {
  const found = [];
  const note = (text) => {
    if (!allow.some((pattern) => pattern.test(text))) {
      found.push(text);
    }
  };
  context.on("console", (message) => {
    if (message.type() === "error") {
      note(`console: ${message.text()}`);
    }
  });
  context.on("weberror", (error) => note(`page: ${error.error().message}`));
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("blob:") && !url.startsWith("data:")) {
      note(`request to another origin: ${url}`);
    }
  });
  return { complaints: () => found };
}
