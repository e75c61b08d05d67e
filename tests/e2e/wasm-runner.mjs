// Cargo's runner for tests compiled to wasm: serves the test module with wasm-bindgen's own test server and opens it in
// Chromium, so that no WebDriver of exactly the right version is needed. With WASM_BROWSER=floor it is Chromium 109.
import { spawn } from "node:child_process";
import { launch } from "./browsers.mjs";

const runner = spawn("wasm-bindgen-test-runner", process.argv.slice(2), {
  env: { ...process.env, NO_HEADLESS: "1", WASM_BINDGEN_TEST_ADDRESS: "127.0.0.1:0", WASM_BINDGEN_TEST_ONLY_WEB: "1" },
  stdio: ["ignore", "pipe", "inherit"],
});
let said = "";
const address = await new Promise((resolve) => {
  runner.stdout.on("data", (bytes) => {
    said += bytes;
    const found = said.match(/available at (http:\S+)/);
    if (found) {
      resolve(found[1]);
    }
  });
  // Without tests in the module the runner says so and ends at once.
  runner.on("exit", (code) => {
    process.stdout.write(said);
    process.exit(code ?? 1);
  });
});

const browser = await launch(process.env.WASM_BROWSER ?? "current");
const page = await browser.newPage();
page.on("pageerror", (error) => console.log(`page: ${error.message}`));
await page.goto(address);
const seconds = Number(process.env.WASM_TEST_SECONDS ?? 240);
const ended = await page
  .waitForFunction(() => /test result: /.test(document.getElementById("output")?.textContent ?? ""), null, { timeout: seconds * 1000 })
  .then(() => true, () => false);
const output = await page.locator("#output").textContent();
console.log(`Chromium ${browser.version()}\n${output}`);
if (!ended) {
  console.log(`no result within ${seconds} s`);
}
await browser.close();
runner.removeAllListeners("exit");
runner.kill();
process.exit(ended && /test result: ok/.test(output) ? 0 : 1);
