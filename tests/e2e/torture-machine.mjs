// A machine whose browser is killed: one profile on the disk, a page that reports what it has acknowledged, and two ways
// of dying without a word: the page's own process, or the browser with everything in it.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchProfile } from "./browsers.mjs";

const VIEW = { viewport: { width: 1366, height: 2200 }, locale: "zh-CN", timezoneId: "Asia/Shanghai", acceptDownloads: true };

export class Machine {
  folder = mkdtempSync(join(tmpdir(), "torture-"));
  page = null;
  /** Called with "told" and the words of each acknowledgement, or with "posted" when the counted order has gone out. */
  hear = () => {};
  #which;
  #context = null;
  #session = null;
  #crashed = null;

  constructor(which) {
    this.#which = which;
  }

  /** A page of the profile, in the browser that still runs or in a new one. */
  async open(address) {
    const dead = this.page;
    if (!this.#context) {
      this.#context = await launchProfile(this.#which, this.folder, VIEW);
      this.#session = await this.#context.browser().newBrowserCDPSession();
      await this.#context.exposeFunction("tortureHears", (kind, words) => this.hear(kind, words));
      await this.#context.addInitScript(report);
      const context = this.#context;
      context.once("close", () => {
        if (this.#context === context) {
          this.#context = null;
        }
      });
    }
    this.page = await this.#fresh();
    if (dead && !dead.isClosed()) {
      // Its process is gone; closing what is left of it may say so.
      await dead.close().catch(() => {});
    }
    this.#crashed = new Promise((done) => this.page.once("crash", done));
    await this.page.goto(address);
    return this.page;
  }

  /** A page in a living process: the browser may first hand out one that died with the page before. */
  async #fresh() {
    for (let left = 5; ; left -= 1) {
      try {
        return await this.#context.newPage();
      } catch (error) {
        if (left === 0 || !error.message.includes("crashed")) {
          throw error;
        }
      }
    }
  }

  /** What a page shows that does not go on, for whoever has to find out why. */
  async shows() {
    return JSON.stringify({ url: this.page?.url(), text: await this.page?.evaluate(() => document.body.innerText.slice(0, 400)) });
  }

  /** Has "posted" reported when so many further messages have gone to the engine. */
  arm(posts) {
    return this.page.evaluate((n) => window.tortureAfter(n), posts);
  }

  /** Prepares a death, so that it costs no time later: gives a function that kills at once. */
  async weapon(how) {
    const { processInfo } = await this.#session.send("SystemInfo.getProcessInfo");
    const victims = processInfo.filter(({ type }) => type === (how === "page" ? "renderer" : "browser")).map(({ id }) => id);
    return () => victims.forEach((id) => end(id, how === "browser"));
  }

  /** Waits until the death is noticed. */
  async buried(how) {
    if (how === "browser") {
      const context = this.#context;
      await (context && new Promise((done) => context.once("close", done)));
      this.#context = null;
      this.page = null;
    } else {
      await this.#crashed;
    }
  }

  /** Keeps the profile for a look. */
  keep(folder) {
    rmSync(folder, { recursive: true, force: true });
    cpSync(this.folder, folder, { recursive: true, filter: (path) => !path.includes("Singleton") });
  }

  async close() {
    await this.#context?.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function end(id, group) {
  try {
    // The browser leads a process group: all of it dies in the same instant.
    process.kill(group ? -id : id, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") {
      throw error;
    }
  }
}

/** Runs in the page before its own scripts: reports notes, endings of imports, and the counted order to the engine. */
function report() {
  const Plain = window.Worker;
  let engine = null;
  let left = 0;
  window.tortureAfter = (n) => { left = n; };
  window.Worker = class extends Plain {
    constructor(url, options) {
      super(url, options);
      engine ??= String(url).includes("desk-worker") ? this : null;
    }

    postMessage(...parts) {
      if (this === engine && left > 0) {
        left -= 1;
        if (left === 0) {
          window.tortureHears("posted", "");
        }
      }
      return super.postMessage(...parts);
    }
  };
  const SIGNS = ".toast, .outcome h2, .card-words";
  // A note that is only set into the page anew acknowledges nothing.
  const heard = new WeakSet();
  new MutationObserver((records) => {
    for (const node of records.flatMap((record) => [...record.addedNodes]).filter((one) => one.nodeType === 1)) {
      for (const sign of [node, ...node.querySelectorAll(SIGNS)].filter((one) => one.matches(SIGNS) && !heard.has(one))) {
        heard.add(sign);
        window.tortureHears(sign.classList.contains("bad") ? "refused" : "told", sign.textContent);
      }
    }
  }).observe(document, { childList: true, subtree: true });
}
