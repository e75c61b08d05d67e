// The ways through the program that many journeys begin with, in the words that a person reads on the screen.
import { readFileSync, writeFileSync } from "node:fs";
import { until } from "./harness.mjs";
import { answerCard } from "./pages.mjs";

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
  await closeNotes(page);
  return words;
}

/** Closes the notes in the corner: what they cover waits for them otherwise. */
export async function closeNotes(page) {
  const close = page.locator(".toast").getByRole("button", { name: "关闭" });
  await close.first().waitFor({ timeout: 1000 }).catch(() => {});
  while ((await close.count()) > 0) {
    await close.first().click();
  }
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

/** Goes to a page of the client by its address. */
export const visit = (page, hash) => page.evaluate((to) => { location.hash = to; }, hash);

/** The rows of the roster as they are drawn, each an object from column title to text. */
export const roster = (page) => page.evaluate(() => {
  const titles = [...document.querySelectorAll(".grid-head [role=columnheader]:not(.tick-cell)")].map((one) => one.innerText.trim().split("\n")[0]);
  const lines = [...document.querySelectorAll(".grid-body .grid-row")].filter((line) => line.offsetParent !== null && !line.hidden);
  const read = (line) => [...line.querySelectorAll("[role=gridcell]:not(.tick-cell), [role=rowheader]")].map((cell) => cell.innerText.trim());
  const rows = lines.map((line) => Object.fromEntries(read(line).map((text, at) => [titles[at], text])));
  return rows.filter((one) => one["姓名"]).sort((a, b) => (a["姓名"] < b["姓名"] ? -1 : 1));
});

/** Opens the roster and waits until it has so many rows; hands them back. */
export async function rosterOf(page, count) {
  await visit(page, "#/roster");
  return until(`the roster has ${count} rows`, async () => {
    const rows = await roster(page);
    return rows.length === count && rows;
  });
}

/** Types into one cell of the roster and waits until the frame says that it is saved. */
export async function write(page, name, column, text) {
  await typeCell(page, name, column, text);
  await until(`${column} of ${name} is saved`, async () => {
    const row = (await roster(page)).find((one) => one["姓名"] === name);
    return row?.[column] === text && (await page.locator(".bar .chip", { hasText: "已存本机" }).count()) === 1;
  });
}

/** Types into one cell of the roster, whatever comes of it. */
export async function typeCell(page, name, column, text) {
  const titles = await page.locator(".grid-head [role=columnheader]:not(.tick-cell)").allInnerTexts();
  const at = titles.findIndex((title) => title.trim().startsWith(column));
  const row = page.locator(".grid-body .grid-row", { has: page.getByText(name, { exact: true }) });
  await row.locator("[role=gridcell]:not(.tick-cell), [role=rowheader]").nth(at).click();
  await page.keyboard.insertText(text);
  await page.keyboard.press("Enter");
}

/** Opens the page of a child and writes one field of it. */
export async function writeField(page, name, label, text) {
  await visit(page, "#/roster");
  await page.locator(".grid-body").getByRole("link", { name, exact: true }).first().click();
  await page.getByRole("heading", { name, exact: true }).waitFor();
  await page.getByRole("button", { name: new RegExp(`^修改 ${label}：`) }).click();
  await page.getByRole("textbox", { name: label, exact: true }).or(page.getByRole("combobox", { name: label, exact: true })).fill(text);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: `修改 ${label}：${text}`, exact: true }).waitFor();
  await closeNotes(page);
}

/** 锁定, by its button. */
export async function lock(page) {
  await press(page, "锁定");
  await page.getByLabel("口令", { exact: true }).waitFor();
}

/** On the lock screen: another ledger is wanted, or another person has come. */
export const leave = (page) => press(page, "换人，或打开别的台账");

/** Types into the form of a new child and leaves it open; waits until the half-typed form is kept. */
export async function halfType(page, name) {
  await visit(page, "#/roster");
  await page.locator(".tools").getByRole("button", { name: "新增" }).click();
  await page.locator("dialog[open]").getByLabel("姓名").fill(name);
  await page.waitForTimeout(900);
}

/** The half-typed form, offered again; takes it and gives the name in it. */
export async function halfTyped(page) {
  await visit(page, "#/roster");
  const form = page.locator("dialog[open]");
  const add = page.locator(".tools").getByRole("button", { name: "新增" });
  await add.waitFor();
  await page.waitForTimeout(200);
  if (!(await form.isVisible())) {
    await add.click();
  }
  await form.getByText(/继续上次填写/).waitFor();
  await form.getByRole("button", { name: "继续填写" }).click();
  return form.getByLabel("姓名").inputValue();
}

/** A backup from 设置, as its name and bytes. */
export async function backUp(page) {
  await visit(page, "#/settings");
  await page.getByRole("button", { name: "备份到文件…" }).first().click();
  const dialog = page.getByRole("dialog");
  const [file] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "备份到文件…" }).click()]);
  await dialog.getByText("备份已写好").waitFor();
  await page.keyboard.press("Escape");
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Hands a backup to the open restore form and looks into it; the words that the form then shows, good or bad. */
export async function lookInto(page, bytes, secret, { card = false, name = "备份.sxb" } = {}) {
  const again = page.getByRole("button", { name: "换文件" });
  if (await again.isVisible()) {
    await again.click();
  }
  await page.locator(".restore input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
  await page.getByRole("radio", { name: card ? "恢复卡" : "备份时的口令" }).check();
  await (card ? page.getByLabel("恢复卡上的 24 个字") : page.locator(".restore").getByLabel("备份时的口令").last()).fill(secret);
  await page.getByRole("button", { name: "先看看里面有什么" }).click();
  return until("the backup is judged", async () => {
    const words = await page.locator(".restore .form-error, .restore .restore-holds").allInnerTexts();
    return words.map((text) => text.trim()).filter(Boolean).join("\n");
  }, 60);
}

/** Presses 恢复 and answers the new card; gives its characters. */
export async function restore(page) {
  await press(page, "恢复");
  const list = page.getByRole("list", { name: "恢复卡的 24 个字" });
  await list.waitFor({ timeout: 60_000 });
  const card = await list.getByRole("listitem").allInnerTexts();
  await press(page, "我已打印或抄好");
  await answerCard(page, card);
  await page.locator("#quick-search").waitFor();
  return card;
}

/** Types into the search field; while a form lies over the page the keys would go to the form. */
export async function search(page, text) {
  await until("nothing lies over the page", async () => (await form(page).count()) === 0);
  await page.locator("#quick-search").fill(text);
}

/** The form that is open. */
export const form = (page) => page.locator("dialog[open]");

/** Writes answers into the open form, by their labels. */
export async function fill(page, answers) {
  for (const [label, answer] of Object.entries(answers)) {
    const field = form(page).getByLabel(label, { exact: true });
    if ((await field.evaluate((node) => node.tagName)) === "SELECT") {
      await field.selectOption({ label: answer });
    } else {
      await field.fill(answer);
    }
  }
}

/** On a child's page: the form of a visit of this kind. */
export async function startVisit(page, kind) {
  await page.getByRole("button", { name: "记一次走访…" }).click();
  await page.getByRole("menuitem", { name: kind }).click();
  await form(page).getByLabel("内容").waitFor();
}

/** What comes out of the printer after `press`: how many pages, what stands on them, and a picture and the PDF if it has a name. */
export async function onPaper(page, press, picture, width = 794) {
  await page.evaluate(() => { window.print = () => { window.atPrinter = true; }; });
  await press();
  await until("the form is at the printer", () => page.evaluate(() => window.atPrinter === true && document.body.className.includes("printing-")));
  const text = await page.evaluate(() => document.querySelector(".paper-place .paper, .print-sheet").textContent);
  if (picture) {
    const size = page.viewportSize();
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width, height: 1123 });
    await page.locator(".paper-place .paper, .print-sheet").screenshot({ path: picture });
    await page.setViewportSize(size);
    await page.emulateMedia({ media: null });
  }
  // Making the PDF is printing: what was to be printed is taken away after it.
  const printed = await page.pdf({ preferCSSPageSize: true });
  if (picture) {
    writeFileSync(picture.replace(/png$/, "pdf"), printed);
  }
  const pdf = printed.toString("latin1");
  await page.evaluate(() => { window.atPrinter = false; });
  await until("the form is taken away", () => page.evaluate(() => document.querySelector(".paper-place .paper, .print-sheet") === null));
  return { pages: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0, text };
}
