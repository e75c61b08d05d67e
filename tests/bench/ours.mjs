// How the client's own times are taken: from the key or the click to what a person sees of the answer.

/** Key pressed in the search field to the last change of the page painted. */
export function searchOurs(page, text) {
  return page.evaluate((text) => new Promise((resolve) => {
    const input = document.getElementById("quick-search");
    let begun = 0;
    let painted = 0;
    let quiet;
    const watch = new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
      painted = performance.now();
      clearTimeout(quiet);
      quiet = setTimeout(() => { watch.disconnect(); resolve(painted - begun); }, 250);
    })));
    watch.observe(document.getElementById("app"), { subtree: true, childList: true, characterData: true, attributes: true });
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, text);
    begun = performance.now();
    input.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertText" }));
  }), text);
}

/** Passphrase typed to the first page drawn; deriving the key is in it. */
export async function openOurs(page, unlock) {
  const begun = Date.now();
  await unlock(page);
  return Date.now() - begun;
}

/** Longest task of the main thread from now on; ask for it later. */
export async function watchLongTasks(page) {
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((tasks) => {
      for (const task of tasks.getEntries()) {
        window.longest = Math.max(window.longest, task.duration);
      }
    }).observe({ type: "longtask" });
  });
  return () => page.evaluate(() => window.longest);
}
