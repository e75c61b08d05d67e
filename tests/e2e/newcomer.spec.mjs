// The whole way of a new user, all of it with the network off after the first load.
import { assert, journey } from "./harness.mjs";
import { file, goOffline } from "./pages.mjs";
import {
  backUp, createLedger, halfType, halfTyped, importFile, leave, lock, lookInto, openTrial, restore, roster, rosterOf, unlock, visit, write,
} from "./ways.mjs";

const ROWS = [
  ["周子涵", "990526201208310018", "石川村"], ["马小军", "990526201209010025", "下沟村"], ["欧阳娜", "99052620130305004X", "杨家坪村"],
];
const LIST = file("石川小学.csv", ["学籍号,姓名,身份证号,户籍村", ...ROWS.map(([name, id, village]) => `G${id},${name},${id},${village}`)].join("\n"));
const FIRST = "白杨 渡口 七月 竹篮";
const SECOND = "青石 码头 三月 木船";
const OTHER = "山羊 水磨 炊烟 石桥";

async function answerNewPassphrase(dialog, page, passphrase) {
  await dialog.getByLabel("口令", { exact: true }).fill(passphrase);
  await dialog.getByText("这个口令可以用").waitFor();
  await dialog.getByLabel("再输一遍").fill(passphrase);
  await dialog.getByRole("button", { name: "改成新口令" }).click();
  await page.getByText("口令已修改").waitFor({ timeout: 60_000 });
}

journey("incident 1 and 10: a new user tries, saves, types, locks, forgets the passphrase, shares the machine, backs up, loses everything and has it back", { floor: true, profile: true, seconds: 240 }, async (given) => {
  const { go, reopen, context } = given;
  let { page } = given;
  await go();
  await goOffline(given);
  // 试用 with the own list: nothing of it is on the disk.
  await openTrial(page);
  await importFile(page, LIST);
  assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith("sx-vault-"))), []);
  // 保存到本机: passphrase, card, one word.
  await page.getByRole("button", { name: "保存到本机" }).first().click();
  const card = await create(page, "石川小学 周老师", FIRST);
  await page.getByText("台账建好了").waitFor();
  await rosterOf(page, 3);
  await write(page, "周子涵", "户籍村", "新庄村");
  await halfType(page, "赵小兰");
  await page.keyboard.press("Escape");
  await lock(page);
  // Back in place.
  await unlock(page, FIRST);
  assert.equal(await page.evaluate(() => location.hash), "#/roster");
  assert.equal(await halfTyped(page), "赵小兰");
  await page.locator("dialog[open]").getByRole("button", { name: "保存", exact: true }).click();
  await rosterOf(page, 4);
  // The passphrase is forgotten.
  await lock(page);
  await page.getByRole("button", { name: "忘记口令，用恢复卡打开" }).click();
  await page.getByLabel("恢复卡上的 24 个字").fill(card.map((word, i) => `${i + 1} ${word}`).join("  "));
  await page.getByRole("button", { name: "用恢复卡打开" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("heading", { name: "修改口令" }).waitFor({ timeout: 60_000 });
  await answerNewPassphrase(dialog, page, SECOND);
  await halfType(page, "钱小满");
  await page.keyboard.press("Escape");
  await lock(page);
  // A second teacher: own ledger, own work, nothing of the first.
  await leave(page);
  await createLedger(page, { label: "下沟小学 马老师", passphrase: OTHER });
  await visit(page, "#/roster");
  await page.getByText("名册里还没有人").waitFor();
  await importFile(page, file("下沟小学.csv", "学籍号,姓名,身份证号,户籍村\nG990526201311110037,龙小燕,990526201311110037,下沟村\n"));
  await rosterOf(page, 1);
  await lock(page);
  // The machine dies and comes back: the first teacher's work is all there, the half-typed form too.
  page = await reopen();
  await context.setOffline(false).catch(() => {});
  await go();
  await page.getByRole("radio", { name: "石川小学 周老师" }).check();
  await unlock(page, SECOND);
  const whole = await rosterOf(page, 4);
  assert.equal(whole.find((row) => row["姓名"] === "周子涵")["户籍村"], "新庄村");
  assert.equal(await halfTyped(page), "钱小满");
  await page.keyboard.press("Escape");
  const history = await saves(page);
  // A backup; the browser's data are cleared; the backup brings everything.
  const backup = await backUp(page);
  assert.match(backup.name, /^守学备份_.*\.sxb$/);
  const clearing = await given.context.newCDPSession(page);
  await clearing.send("Storage.clearDataForOrigin", { origin: given.origin, storageTypes: "indexeddb,local_storage" });
  await go();
  await page.getByRole("heading", { name: "先试用" }).waitFor();
  await page.getByRole("button", { name: "从备份恢复…" }).click();
  assert.match(await lookInto(page, backup.bytes, SECOND), /台账“石川小学 周老师”[\s\S]*没有损坏/);
  const fresh = await restore(page);
  assert.equal(fresh.length, 24);
  assert.deepEqual(await rosterOf(page, 4), whole, "every child as before");
  assert.deepEqual(await saves(page), history, "every save as before");
  assert.equal(await halfTyped(page), "钱小满");
  assert.equal((await roster(page)).length, 4);
});

/** Creating from the open creation form of a trial. */
async function create(page, label, passphrase) {
  await page.getByLabel("台账名称").fill(label);
  await page.getByLabel("口令", { exact: true }).fill(passphrase);
  await page.getByText("这个口令可以用").waitFor();
  await page.getByLabel("再输一遍").fill(passphrase);
  await page.getByRole("button", { name: "下一步：恢复卡" }).click();
  const list = page.getByRole("list", { name: "恢复卡的 24 个字" });
  await list.waitFor({ timeout: 60_000 });
  const card = await list.getByRole("listitem").allInnerTexts();
  await page.getByRole("button", { name: "我已打印或抄好" }).click();
  const field = page.getByLabel(/请看着卡片，输入第 \d+ 个字/);
  await field.waitFor();
  // A wrong word first: it is not enough to say that one has written it down.
  await field.fill("错");
  await page.getByRole("button", { name: "核对" }).click();
  await page.getByText("不是这个字").waitFor();
  const asked = await page.getByText(/请看着卡片，输入第 \d+ 个字/).innerText();
  await field.fill(card[Number(asked.match(/\d+/)[0]) - 1]);
  await page.getByRole("button", { name: "核对" }).click();
  return card;
}

/** The history as it is told, without the time zone's doing. */
async function saves(page) {
  await visit(page, "#/history");
  await page.locator(".saves tbody tr").first().waitFor();
  return page.locator(".saves tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(0, 4).map((cell) => cell.innerText.trim()).join(" · ")));
}
