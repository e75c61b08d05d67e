// The two browsers every journey may run in: the current Chromium of this machine, and Chromium 109, the floor, which
// comes inside an npm package as compressed files and is unpacked once. Playwright drives both in the same way.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { chromium } from "playwright-core";

const tools = fileURLToPath(new URL("../../target/tools/", import.meta.url));
const packed = new URL("./node_modules/@sparticuz/chromium/bin/", import.meta.url);

// The journeys must show that the program asks nothing of the network; a browser that does so itself would blur that.
const QUIET = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export const browsers = {
  current: () => ({
    executablePath: process.env.CHROMIUM_PATH ?? find(process.env.CHROMIUM ?? "chromium"),
    args: QUIET,
  }),
  floor: () => {
    const folder = unpackFloor();
    return {
      executablePath: `${folder}/chromium`,
      args: [...QUIET, "--no-zygote", "--in-process-gpu"],
      env: { ...process.env, LD_LIBRARY_PATH: `${folder}/lib`, FONTCONFIG_PATH: "/etc/fonts" },
    };
  },
};

/** A browser that is thrown away afterwards. */
export const launch = (which) => chromium.launch(browsers[which]());

/** A browser with a profile on disk, for journeys that look at the disk or come back after a kill. A browser that dies
 * while it starts (on a profile whose last browser was killed a moment ago) has shown no page yet: it is started again. */
export async function launchProfile(which, folder, options) {
  for (let left = 3; ; left -= 1) {
    try {
      return await chromium.launchPersistentContext(folder, { ...browsers[which](), ...options });
    } catch (error) {
      if (left === 0) {
        throw error;
      }
      console.log(`        Chromium did not start: ${error.message.split("\n")[0]}`);
    }
  }
}

/** Ends a whole browser without a word, as a power cut does. */
export async function crash(context) {
  const session = await context.browser().newBrowserCDPSession();
  const gone = new Promise((done) => context.once("close", done));
  // The browser answers this command by not being there any more.
  session.send("Browser.crash").catch(() => {});
  await gone;
}

function find(name) {
  return execFileSync("which", [name], { encoding: "utf8" }).trim();
}

function unpackFloor() {
  const folder = `${tools}chromium-109`;
  const done = `${folder}/complete`;
  if (existsSync(done)) {
    return folder;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const unpacked = (name) => brotliDecompressSync(readFileSync(new URL(name, packed)));
  writeFileSync(`${folder}/chromium`, unpacked("chromium.br"));
  chmodSync(`${folder}/chromium`, 0o755);
  for (const name of ["aws", "swiftshader"]) {
    const archive = `${folder}/${name}.tar`;
    writeFileSync(archive, unpacked(`${name}.tar.br`));
    execFileSync("tar", ["-xf", archive, "-C", folder]);
    rmSync(archive);
  }
  writeFileSync(done, "");
  return folder;
}
