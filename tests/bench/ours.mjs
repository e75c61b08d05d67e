// How the client's own times are taken: from the key or the click to what a person sees of the answer.
import { typeCell, visit } from "../e2e/ways.mjs";

/**
 * A list from the chosen file to the words that it is in the roster: the sum of the three waits of a person, each from
 * the choice or the click to the next button. What the person does between them is not in it.
 */
export async function importOurs(page, path) {
  await visit(page, "#/import");
  const input = page.locator('input[type="file"]').first();
  await input.waitFor({ state: "attached" });
  await page.evaluate(() => {
    window.waited = (words, begin) => new Promise((resolve) => {
      let begun = 0;
      const there = () => [...document.querySelectorAll("button:not(:disabled), h2")].find((one) => one.textContent.includes(words));
      const watch = new MutationObserver(() => {
        if (begun && there()) {
          watch.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
        }
      });
      watch.observe(document.getElementById("app"), { subtree: true, childList: true, characterData: true, attributes: true });
      begin(() => { begun = performance.now(); });
    });
    window.press = (label, words) => window.waited(words, (now) => {
      now();
      [...document.querySelectorAll("button")].find((one) => one.innerText.trim() === label).click();
    });
    window.reading = window.waited("下一步：预览", (now) => addEventListener("change", now, { capture: true, once: true }));
  });
  await input.setInputFiles(path);
  const read = await page.evaluate(() => window.reading);
  const looked = await page.evaluate(() => window.press("下一步：预览", "提交，写入名册"));
  const saved = await page.evaluate(() => window.press("提交，写入名册", "导入完成"));
  return { read, looked, saved, together: read + looked + saved };
}

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

/**
 * 打开 pressed to the frame drawn and the search field usable: all of it, and the part after the key was derived. The
 * key comes from a worker that is thrown away, and its end is the moment in which it is there.
 */
export async function openOurs(page, unlock) {
  await page.evaluate(() => {
    const times = { pressed: 0, derived: 0, usable: 0 };
    window.opened = new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        if (times.derived && document.getElementById("quick-search")) {
          watch.disconnect();
          requestAnimationFrame(() => setTimeout(() => {
            times.usable = performance.now();
            resolve({ together: times.usable - times.pressed, derived: times.usable - times.derived });
          }));
        }
      });
      watch.observe(document.getElementById("app"), { subtree: true, childList: true });
    });
    addEventListener("submit", () => { times.pressed = performance.now(); }, { capture: true, once: true });
    const terminate = Worker.prototype.terminate;
    Worker.prototype.terminate = function end() {
      times.derived ||= performance.now();
      return terminate.call(this);
    };
  });
  await unlock(page);
  return page.evaluate(() => window.opened);
}

/** Pictures a second while the roster runs past, ten rows with every one: the median of two seconds. */
export async function scrollOurs(page) {
  await visit(page, "#/roster");
  await page.locator(".grid-body .grid-row").nth(5).waitFor();
  return page.evaluate(() => new Promise((resolve) => {
    const scroller = document.querySelector(".grid-body").closest(".grid-scroll") ?? document.querySelector(".grid-body").parentElement;
    const steps = [];
    let last = 0;
    const frame = (now) => {
      if (last) {
        steps.push(now - last);
      }
      last = now;
      if (steps.length < 120) {
        scroller.scrollTop += 360;
        requestAnimationFrame(frame);
        return;
      }
      steps.sort((a, b) => a - b);
      resolve(scroller.scrollTop > 0 ? 1000 / steps[60] : 0);
    };
    requestAnimationFrame(frame);
  }));
}

/**
 * Enter pressed in a cell of the roster: how long until the engine has it on the disk and says so, and how long until the
 * page, which draws meanwhile, has said it to the person. The engine's clock is read in its own thread.
 */
export async function saveOurs(page, name, column, text) {
  const engine = page.workers().find((worker) => worker.url().includes("desk-worker"));
  await engine.evaluate(() => {
    self.answered = [];
    if (!self.plainPost) {
      self.plainPost = self.postMessage;
      self.postMessage = (...parts) => {
        self.answered.push(performance.timeOrigin + performance.now());
        return self.plainPost(...parts);
      };
    }
  });
  await page.evaluate(() => {
    const state = document.querySelector(".bar");
    window.saved = { begun: 0, ended: 0 };
    addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        window.saved = { begun: performance.now(), ended: 0 };
      }
    }, { capture: true, once: true });
    const watch = new MutationObserver(() => {
      // The time first: looking at the text takes some itself. What changes in the bar later is not this answer.
      const now = performance.now();
      if (window.saved.begun && !window.saved.ended && state.textContent.includes("已存本机")) {
        window.saved.ended = now;
      }
    });
    watch.observe(state, { subtree: true, childList: true, characterData: true });
  });
  await typeCell(page, name, column, text);
  await page.waitForFunction(() => window.saved.ended > 0);
  await page.waitForTimeout(200);
  const { begun, origin, shown } = await page.evaluate(() => ({
    begun: window.saved.begun, origin: performance.timeOrigin, shown: window.saved.ended - window.saved.begun,
  }));
  const answered = await engine.evaluate(() => self.answered);
  return { kept: answered.find((at) => at > origin + begun) - origin - begun, shown };
}

/** 开始比对 pressed to the sum line drawn; the lists are on the disk. */
export async function compareOurs(page) {
  await visit(page, "#/compare");
  const again = page.getByRole("button", { name: "换名单" });
  const start = page.getByRole("button", { name: "开始比对" });
  await again.or(start).first().waitFor();
  if (await again.isVisible()) {
    await again.click();
  }
  await start.waitFor();
  return page.evaluate(() => new Promise((resolve) => {
    const button = [...document.querySelectorAll("button")].find((one) => one.innerText.trim() === "开始比对");
    const begun = performance.now();
    const watch = new MutationObserver(() => {
      if (document.querySelector(".sum-line")?.innerText.includes("每一行都有去处")) {
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
      }
    });
    watch.observe(document.getElementById("app"), { subtree: true, childList: true, characterData: true });
    button.click();
  }));
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
