// The built client, served by `xtask serve`. It can be stopped and started again on the same port, so that "the network
// is off" means that nothing answers at all.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export class Server {
  #child = null;
  #port = 0;
  #dist;
  #shown = null;
  #more;

  /** `more` are further words for `xtask serve`: with `--sync` the edge worker runs behind the same address. */
  constructor(dist, more = []) {
    this.#dist = dist;
    this.#more = more;
  }

  get origin() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Serves the built client, or another folder in its place until the next start without one. */
  async start(folder = this.#dist) {
    if (this.#child && this.#shown !== folder) {
      await this.stop();
    }
    if (this.#child) {
      return;
    }
    this.#shown = folder;
    const words = ["serve", "--dist", folder, "--port", String(this.#port), ...this.#more];
    const child = process.env.XTASK
      ? spawn(process.env.XTASK, words, { cwd: root })
      : spawn("cargo", ["xtask", ...words], { cwd: root, detached: true });
    child.stderr.pipe(process.stderr);
    this.#child = child;
    this.#port = await new Promise((resolve, reject) => {
      let text = "";
      child.stdout.on("data", (bytes) => {
        text += bytes;
        const found = text.match(/http:\/\/127\.0\.0\.1:(\d+)/);
        if (found) {
          resolve(Number(found[1]));
        }
      });
      child.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    });
  }

  async stop() {
    const child = this.#child;
    if (!child) {
      return;
    }
    this.#child = null;
    const gone = new Promise((resolve) => child.on("exit", resolve));
    if (process.env.XTASK) {
      child.kill();
    } else {
      // All of them at once: the runtime, if asked to end, would wait for its listeners.
      process.kill(-child.pid, "SIGKILL");
    }
    await gone;
    // The runtime of the edge worker is ended by the end of this program, a moment after it.
    for (let left = 250; left > 0 && (await answers(this.#port)); left -= 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** A copy of the built client whose workers and service worker have other names, as those of another build have. */
export function anotherBuild(folder) {
  const copy = mkdtempSync(join(tmpdir(), "build-"));
  cpSync(resolve(root, folder), copy, { recursive: true });
  const old = readdirSync(copy).filter((name) => /-worker-/.test(name));
  const renamed = old.map((name) => [name, name.replace(/-([0-9a-f]+)(_|\.)/, "-$1-next$2")]);
  renamed.forEach(([from, to]) => renameSync(join(copy, from), join(copy, to)));
  for (const name of readdirSync(copy).filter((one) => /\.(js|html)$/.test(one))) {
    const text = readFileSync(join(copy, name), "utf8");
    const changed = renamed.reduce((so, [from, to]) => so.replaceAll(from, to), text);
    writeFileSync(join(copy, name), name === "sw.js" ? changed.replace(/VERSION = "(\w+)"/, 'VERSION = "0$1"') : changed);
  }
  return copy;
}

/** Whether anything listens at a port of this machine. */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => { socket.destroy(); resolve(true); });
    socket.once("error", () => resolve(false));
  });
}
