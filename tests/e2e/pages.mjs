// What a person does on the pages of the client, by the words on them; shared by the journeys of several spec files.
import { readFileSync } from "node:fs";
import { until } from "./harness.mjs";

/** A list file made of text or bytes on the spot. */
export const file = (name, text) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });

/** A list file of tests/fixtures/lists. */
export const fixture = (name) => file(name, readFileSync(new URL(`../fixtures/lists/${name}`, import.meta.url)));

/** Opens the program and a trial without the sample. */
export async function openTrial({ page, go }) {
  await go();
  await page.getByRole("button", { name: "试用：用自己的名单" }).click();
  await page.getByText("试用中：内容只在内存里").waitFor();
}

/** The program itself is on the machine, and takes no more room from here on. */
export async function installed(page) {
  // Ready is not yet in charge: until it is, what the page fetches still comes from the network.
  await page.evaluate(async () => {
    const { serviceWorker } = navigator;
    await serviceWorker.ready;
    if (!serviceWorker.controller) {
      await new Promise((done) => serviceWorker.addEventListener("controllerchange", done, { once: true }));
    }
  });
}

/** The network goes off once the program itself is on the machine. */
export async function goOffline({ page, offline }) {
  await installed(page);
  await offline();
}

/** Goes to a page of the client by its address. */
export async function visit(page, hash) {
  await page.evaluate((to) => { location.hash = to; }, hash);
}

/** The import page with a file read: step 2. */
export async function read(page, ...files) {
  await choose(page, ...files);
  await page.getByRole("heading", { name: `${files[0].name} 里看懂了什么` }).waitFor();
}

/** Hands files to the import page, from wherever the last import ended. */
export async function choose(page, ...files) {
  await visit(page, "#/import");
  const again = page.getByRole("button", { name: "再导入一份" });
  await again.or(page.getByText("把名单文件拖到这里")).first().waitFor();
  if (await again.isVisible()) {
    await again.click();
  }
  await page.locator("input[type=file]").first().setInputFiles(files);
}

/** Says what the list is, where the program could not tell. */
export async function sayKind(page, words) {
  await page.getByLabel("这是什么名单").selectOption({ label: words });
  await page.locator(".stale").waitFor({ state: "detached" });
}

/** From step 2 to the preview; the sum of the rows, as told. */
export async function preview(page) {
  await page.getByRole("button", { name: "下一步：预览" }).click();
  await page.getByText("每一行都有去处").waitFor();
  return identity(page);
}

/** The sum line of the preview in numbers. */
export async function identity(page) {
  const words = await page.locator(".identity").innerText();
  const number = (name) => Number(words.match(new RegExp(`${name} ([0-9,]+)`))[1].replaceAll(",", ""));
  const told = {
    rows: number("文件"), added: number("新增"), changed: number("有变化"), same: number("未变"),
    similar: number("疑似同一人"), repeated: number("文件内重复"), rejected: number("不能用"),
  };
  const sum = told.added + told.changed + told.same + told.similar + told.repeated + told.rejected;
  if (told.rows !== sum) {
    throw new Error(`rows in are not the sum: ${words}`);
  }
  return told;
}

/** Writes the previewed import. */
export async function commit(page) {
  await page.getByRole("button", { name: "提交，写入名册" }).click();
  await page.getByRole("heading", { name: /导入完成/ }).waitFor();
}

/** Gives the previewed import up. */
export async function discard(page) {
  await page.getByRole("button", { name: "放弃这次导入" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "放弃这次导入" }).click();
  await page.getByText("把名单文件拖到这里").waitFor();
}

/** Reads a file and writes what it brings. */
export async function importFile(page, one, kind) {
  await read(page, one);
  if (kind) {
    await sayKind(page, kind);
  }
  const told = await preview(page);
  await commit(page);
  return told;
}

/** Stores a file as a comparison list. */
export async function keepList(page, one, kind, name) {
  await read(page, one);
  if (kind) {
    await sayKind(page, kind);
  }
  await page.getByRole("radio", { name: /存为比对名单/ }).check();
  await page.getByLabel("名单名称").fill(name);
  await page.getByRole("button", { name: "存为比对名单" }).click();
  await page.getByText(`名单“${name}”已存好`).waitFor();
}

/** Corrects one value of a row of the preview, by the row's own dialog. */
export async function correct(page, tab, row, field, value) {
  await page.getByRole("grid", { name: tab }).getByText(row, { exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("项目").selectOption({ label: field });
  await dialog.getByLabel("正确的内容").fill(value);
  await dialog.getByRole("button", { name: "改正并重新判断" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** The texts of a table, row by row, as far as they are drawn. */
export function cells(page, label) {
  return page.getByRole("grid", { name: label }).locator(".grid-body [role=row]").evaluateAll((rows) =>
    rows.filter((row) => row.offsetParent !== null && row.innerText.trim() !== "")
      .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
      .map((row) => [...row.querySelectorAll("[role=gridcell], [role=rowheader]")].map((cell) => cell.innerText.trim())));
}

/** Waits until the table shows so many rows, and hands them back. */
export const rows = (page, label, count) =>
  until(`${label} shows ${count} rows`, async () => {
    const found = await cells(page, label);
    return found.length === count ? found : null;
  });

/** Creates a ledger on this machine from the open creation form; its passphrase and the words of its card. */
export async function create(page, label, passphrase = "白杨 渡口 七月 竹篮") {
  await page.getByLabel("台账名称").fill(label);
  await page.getByLabel("口令", { exact: true }).fill(passphrase);
  await page.getByText("这个口令可以用").waitFor();
  await page.getByLabel("再输一遍").fill(passphrase);
  await page.getByRole("button", { name: "下一步：恢复卡" }).click();
  const words = page.getByRole("list", { name: "恢复卡的 24 个字" }).getByRole("listitem");
  await words.first().waitFor({ timeout: 60_000 });
  const card = await words.allInnerTexts();
  await page.getByRole("button", { name: "我已打印或抄好" }).click();
  await answerCard(page, card);
  return { passphrase, card };
}

/** Types back the word the program asks for. */
export async function answerCard(page, card) {
  const field = page.getByLabel(/请看着卡片，输入第 \d+ 个字/);
  await field.waitFor();
  const label = await page.locator("label", { hasText: "请看着卡片" }).innerText();
  await field.fill(card[Number(label.match(/第 (\d+) 个字/)[1]) - 1]);
  await page.getByRole("button", { name: "核对" }).click();
}
