// The pages as the torture uses them: opening, typing into the table, looking at everything, restoring, removing; and a
// look into the database past the program (how long the log is), which opens no record.
import { until } from "./harness.mjs";
import { answerCard, create, file } from "./pages.mjs";
import { FIRST, heads, row } from "./torture-list.mjs";
import { search } from "./ways.mjs";

const LABEL = "石川镇中心小学";
const field = (page) => page.getByLabel("口令", { exact: true });

export const goTo = (page, hash) => page.evaluate((to) => { location.hash = to; }, hash);

/** A ledger with the first children, made as a newcomer makes one, and a backup of it. */
export async function found(page, passphrase) {
  await page.getByRole("button", { name: "试用：用自己的名单" }).click();
  await page.locator("#quick-search").waitFor();
  await goTo(page, "#/import");
  const list = [heads, ...FIRST.map((child) => row(child.name, child.number, child.village))].join("\r\n");
  await page.locator("input[type=file]").first().setInputFiles(file("名单.csv", list));
  await page.getByRole("button", { name: "下一步：预览" }).click();
  await page.getByRole("button", { name: "提交，写入名册" }).click();
  await page.getByText(/导入完成/).first().waitFor();
  await page.getByRole("button", { name: "保存到本机" }).first().click();
  await create(page, LABEL, passphrase);
  await page.getByText("台账建好了").waitFor();
  return backUp(page);
}

async function backUp(page) {
  await goTo(page, "#/settings");
  await page.getByRole("button", { name: /^备份/ }).first().click();
  const dialog = page.getByRole("dialog");
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "备份到文件…" }).click()]);
  await dialog.getByText("备份已写好").waitFor();
  await page.keyboard.press("Escape");
  const parts = [];
  for await (const part of await download.createReadStream()) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The same ledger on a colleague's machine, restored from its backup: a child more each time, and a backup with it. */
export async function colleague(page, backup, names, village) {
  await restoreFrom(page, backup);
  await page.getByRole("button", { name: "恢复", exact: true }).click();
  const card = page.getByRole("list", { name: "恢复卡的 24 个字" });
  await card.waitFor({ timeout: 60_000 });
  const words = await card.getByRole("listitem").allInnerTexts();
  await page.getByRole("button", { name: "我已打印或抄好" }).click();
  await answerCard(page, words);
  await page.locator("#quick-search").waitFor();
  const backups = [];
  for (const name of names) {
    await addNew(page, name, village);
    await page.locator(".toast").getByText(name).waitFor();
    backups.push(await backUp(page));
  }
  return backups;
}

/** A new child through its form, given to the page; it is not waited for. */
export async function addNew(page, name, village, before = () => {}) {
  if (!page.url().endsWith("#/roster")) {
    await goTo(page, "#/roster");
  }
  await page.locator(".tools").getByRole("button", { name: "新增" }).click();
  const form = page.locator("dialog[open]");
  await form.getByLabel("姓名").fill(name);
  await form.getByLabel("户籍村").fill(village);
  before();
  await form.getByRole("button", { name: "保存", exact: true }).click();
}

/** Tries a passphrase on the ledger at this place of the list; whether it opened. */
export async function opens(page, passphrase, at = 0) {
  await field(page).waitFor({ timeout: 60_000 });
  const choices = page.getByRole("radio", { name: LABEL });
  if ((await choices.count()) > at) {
    await choices.nth(at).check();
  }
  await until("the wait after a wrong try is over", async () => (await page.getByText(/秒后?再试/).count()) === 0, 60);
  await field(page).fill(passphrase);
  await page.getByRole("button", { name: "打开", exact: true }).click();
  return (await until("the passphrase is judged", async () => {
    if (await page.locator("#quick-search").isVisible()) {
      return "open";
    }
    // The field goes away in the very moment in which the ledger opens.
    const typed = await field(page).inputValue({ timeout: 200 }).catch(() => null);
    return typed === "" && (await page.getByText(/口令不对/).count()) > 0 && "wrong";
  }, 60)) === "open";
}

/** Everything that is compared: how many children, and the villages of those that the rounds write. */
export async function look(page) {
  const complaint = page.getByText(/处记录损坏|已在另一个窗口/);
  const status = page.locator(".page-head [role=status]");
  const head = async () => (await status.innerText()).replaceAll(",", "");
  await goTo(page, "#/roster");
  const count = Number(await until("the roster is counted", async () => (await status.count()) === 1 && (await head()).match(/共 (\d+) 人/)?.[1]));
  let shown = count;
  if (count > 50) {
    await search(page, "石");
    shown = Number(await until("the roster is narrowed", async () => (await head()).match(/显示 (\d+) 人/)?.[1]));
  }
  const villages = await until(`${shown} rows are drawn`, async () => {
    const rows = await page.evaluate(drawn);
    const names = Object.fromEntries(rows.map(({ name, village }) => [name, village]));
    return rows.length === shown && Object.keys(names).every((name) => name.startsWith("石")) && names;
  });
  if (count > 50) {
    await search(page, "");
  }
  if ((await complaint.count()) > 0) {
    return { count, villages, complaint: await complaint.first().innerText() };
  }
  return { count, villages, complaint: "" };
}

/** Puts the cursor on a village of the roster; the name of that child. */
export async function cell(page, at) {
  if (!page.url().endsWith("#/roster")) {
    await goTo(page, "#/roster");
  }
  return until("the cursor is on a village", async () => {
    const rows = (await page.evaluate(drawn)).filter(({ name }) => name.startsWith("石"));
    if (rows.length === 0) {
      return false;
    }
    const { name, x, y } = rows[at % rows.length];
    await page.mouse.click(x, y);
    // Rows move while a save or its undoing is drawn: then the click met another child.
    return (await page.evaluate(([left, top]) => document.elementFromPoint(left, top)?.closest(".grid-row")?.innerText ?? "", [x, y])).includes(name) && name;
  });
}

/** What the page shows at a moment when nothing more comes of it, for whoever has to find out why. */
export const evidence = (page) => page.evaluate(() => {
  const editor = document.querySelector(".cell-editor");
  const seen = {
    state: document.querySelector(".bar [role=status]")?.innerText,
    notes: [...document.querySelectorAll(".toast")].map((one) => one.innerText.split("\n")[0]),
    banners: [...document.querySelectorAll(".banner")].map((one) => one.innerText.slice(0, 40)),
    focus: document.activeElement?.className || document.activeElement?.tagName,
    cell: editor && { label: editor.getAttribute("aria-label"), typed: editor.value, resting: editor.hasAttribute("data-idle") },
    dialog: document.querySelector("dialog[open]")?.innerText.slice(0, 80),
    hidden: document.hidden,
  };
  return JSON.stringify(seen);
});

/** Runs in the page: the rows of the roster as they are drawn. */
function drawn() {
  const titles = [...document.querySelectorAll(".grid-head [role=columnheader]:not(.tick-cell)")].map((one) => one.innerText.trim());
  const at = (title) => titles.findIndex((text) => text.startsWith(title));
  const [named, village] = [at("姓名"), at("户籍村")];
  return [...document.querySelectorAll(".grid-body .grid-row")].filter((line) => line.offsetParent !== null && !line.hidden).flatMap((line) => {
    const cells = [...line.querySelectorAll("[role=gridcell]:not(.tick-cell), [role=rowheader]")];
    const box = cells[village]?.getBoundingClientRect();
    const name = cells[named]?.innerText.trim();
    return name ? [{ name, village: cells[village].innerText.trim(), x: box.x + box.width / 2, y: box.y + box.height / 2 }] : [];
  });
}

/** A backup chosen, opened and looked through: all but the last press. */
export async function restoreFrom(page, { bytes, passphrase }) {
  await page.getByRole("button", { name: "从备份恢复…" }).first().click();
  await page.locator("input[type=file]").first().setInputFiles(file("备份.sxb", bytes));
  await page.getByLabel("备份时的口令").last().fill(passphrase);
  await page.getByRole("button", { name: "先看看里面有什么" }).click();
  await page.getByText(`台账“${LABEL}”`).waitFor({ timeout: 60_000 });
}

/** Takes the ledger at this place of the list off the machine. */
export async function removeFrom(page, at) {
  await page.getByRole("radio", { name: LABEL }).nth(at).check();
  await page.getByRole("button", { name: "从这台电脑移除…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("台账名称").fill(LABEL);
  await dialog.getByRole("button", { name: "移除", exact: true }).click();
  await until("one ledger is left", async () => (await page.getByRole("radio", { name: LABEL }).count()) === 0);
}

/** How many ledgers the first page lists, the oldest first. */
export async function listed(page) {
  await field(page).waitFor({ timeout: 60_000 });
  return Math.max(await page.getByRole("radio", { name: LABEL }).count(), 1);
}

/** The number of the ledger opened last, as the page remembers it. */
export const lastOpened = (page) => page.evaluate(() => localStorage.getItem("shouxue.last_vault"));

/** How many databases of ledgers there are, listed or not. */
export const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name.startsWith("sx-vault-")).length);

/** How many blocks the log of a ledger has, and its snapshot's manifest as it lies there sealed. */
export const log = (page, ledger) => page.evaluate(async (name) => {
  const answer = (asked) => new Promise((done, failed) => { asked.onsuccess = () => done(asked.result); asked.onerror = () => failed(asked.error); });
  const database = await answer(indexedDB.open(name));
  const reading = database.transaction(["meta", "outbox"]);
  const [manifest, last] = await Promise.all([
    answer(reading.objectStore("meta").get(new Uint8Array([6]))),
    answer(reading.objectStore("outbox").openKeyCursor(null, "prev")),
  ]);
  database.close();
  const blocks = last ? Number(new DataView(new Uint8Array(last.key).buffer).getBigUint64(0)) : 0;
  return { blocks, manifest: manifest ? [...new Uint8Array(manifest)].join() : "" };
}, `sx-vault-${ledger}`);
