// The ways through the program that many journeys begin with, in the words that a person reads on the screen.
import { until } from "./harness.mjs";

export const PASSPHRASE = "青石板上四只羊";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** A trial with one's own lists: open at once, in memory only. */
export async function openTrial(page) {
  await press(page, "试用：用自己的名单");
  await page.locator("#quick-search").waitFor();
}

/** A trial with the sample township. */
export async function openSample(page) {
  await press(page, "试用：载入示例乡镇");
  await page.locator("#quick-search").waitFor();
}

/** A ledger on this machine: name and passphrase, recovery card, one character of it typed back. Gives the 24 characters. */
export async function createLedger(page, { label = "石川镇中心小学", passphrase = PASSPHRASE } = {}) {
  await press(page, "建立本机台账…");
  await page.getByLabel("台账名称").fill(label);
  await page.getByLabel("口令", { exact: true }).fill(passphrase);
  await page.getByLabel("再输一遍").fill(passphrase);
  await press(page, "下一步：恢复卡");
  const card = page.getByRole("list", { name: "恢复卡的 24 个字" });
  await card.waitFor({ timeout: 60_000 });
  const words = await card.getByRole("listitem").allInnerTexts();
  await press(page, "我已打印或抄好");
  const asked = page.getByLabel(/请看着卡片，输入第 \d+ 个字/);
  await asked.waitFor();
  const question = await page.getByText(/请看着卡片，输入第 \d+ 个字/).innerText();
  await asked.fill(words[Number(question.match(/\d+/)[0]) - 1]);
  await press(page, "核对");
  await page.locator("#quick-search").waitFor();
  return words;
}

/** Opens a ledger of this machine with its passphrase. */
export async function unlock(page, passphrase = PASSPHRASE) {
  await page.getByLabel("口令", { exact: true }).fill(passphrase);
  await press(page, "打开");
  await page.locator("#quick-search").waitFor({ timeout: 60_000 });
}

/** One file into the roster. Gives how long the machine worked on each step, in milliseconds, without the person's pauses. */
export async function importFile(page, file) {
  await page.evaluate(() => { location.hash = "#/import"; });
  const step = async (act, seen) => {
    const begun = Date.now();
    await act();
    await seen.waitFor({ timeout: 120_000 });
    return Date.now() - begun;
  };
  const preview = page.getByRole("button", { name: "下一步：预览" });
  const commit = page.getByRole("button", { name: "提交，写入名册" });
  const read = await step(() => page.locator('input[type="file"]').first().setInputFiles(file), preview);
  const looked = await step(() => preview.click(), commit);
  const saved = await step(() => commit.click(), page.getByText(/导入完成/).first());
  return { read, looked, saved, together: read + looked + saved };
}

/** Waits until the frame shows no work under way. */
export const settled = (page) => until("nothing is busy", async () => (await page.locator('[aria-busy="true"]').count()) === 0);
