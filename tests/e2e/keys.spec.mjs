// Keys other than the passphrase: the PIN of a page that stays open, the code of the recovery card, a new card.
import { assert, journey, until } from "./harness.mjs";
import { answerCard, file } from "./pages.mjs";
import { createLedger, importFile, lock, rosterOf, unlock, visit } from "./ways.mjs";

const TWO = file("名单.csv", "学籍号,姓名,身份证号,户籍村\nG990526201208310018,周子涵,990526201208310018,石川村\nG990526201209010025,马小军,990526201209010025,下沟村\n");
const passphrase = (page) => page.getByLabel("口令", { exact: true });
const pin = (page) => page.getByLabel("PIN 码", { exact: true });
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

async function setPin(page, digits) {
  await visit(page, "#/settings");
  await page.getByRole("button", { name: /^(设置|修改) PIN 码…$/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("新 PIN 码").fill(digits);
  await dialog.getByLabel("再输一遍").fill(digits);
  await dialog.getByRole("button", { name: "保存" }).click();
  return dialog;
}

async function openWithPin(page, digits) {
  await pin(page).fill(digits);
  await press(page, "打开");
}

journey("incident 21: a PIN opens a locked page again, for a while and a few tries; then, and in a new page, only the passphrase does", { seconds: 120 }, async ({ page, go }) => {
  await page.clock.install();
  await go();
  await createLedger(page);
  await importFile(page, TWO);
  const dialog = await setPin(page, "123456");
  await dialog.getByText(/太容易猜/).waitFor();
  await dialog.getByLabel("新 PIN 码").fill("739105");
  await dialog.getByLabel("再输一遍").fill("739105");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("PIN 码已设好").waitFor();
  await press(page, "锁定");
  await pin(page).waitFor();
  assert.ok(!(await page.content()).includes("周子涵"));
  await openWithPin(page, "111222");
  await page.getByText(/PIN 码不对，还可以试 4 次/).waitFor();
  await openWithPin(page, "739105");
  await rosterOf(page, 2);
  // Five wrong tries.
  await press(page, "锁定");
  for (let left = 4; left >= 0; left -= 1) {
    await openWithPin(page, "111222");
    await page.getByText(left > 0 ? `还可以试 ${left} 次` : "PIN 码已失效").waitFor();
  }
  await passphrase(page).waitFor();
  await unlock(page);
  // Too late.
  await setPin(page, "739105");
  await page.getByText("PIN 码已设好").last().waitFor();
  await press(page, "锁定");
  await pin(page).waitFor();
  await page.clock.fastForward("31:00");
  await until("the PIN is over", async () => (await passphrase(page).count()) === 1 && (await pin(page).count()) === 0);
  await unlock(page);
  // A new page.
  await setPin(page, "739105");
  await page.getByText("PIN 码已设好").last().waitFor();
  await press(page, "锁定");
  await pin(page).waitFor();
  await page.reload();
  await passphrase(page).waitFor();
  assert.equal(await pin(page).count(), 0);
  await unlock(page);
  await rosterOf(page, 2);
});

journey("the code under the QR code opens like the words; a new card makes the old one worthless", { floor: true, seconds: 150 }, async ({ page, go, screenshot, checkA11y }) => {
  await go();
  const old = await createLedger(page);
  await visit(page, "#/settings");
  await press(page, "换恢复卡…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "制作新卡" }).click();
  const list = page.getByRole("list", { name: "恢复卡的 24 个字" });
  await list.waitFor({ timeout: 60_000 });
  const words = await list.getByRole("listitem").allInnerTexts();
  const code = await dialog.locator(".card-code code").innerText();
  assert.match(code, /^SX1/);
  assert.notDeepEqual(words, old);
  await checkA11y();
  await screenshot("recovery-card");
  await press(page, "我已打印或抄好");
  await answerCard(page, words);
  await lock(page);
  await press(page, "忘记口令，用恢复卡打开");
  const field = page.getByLabel(/^恢复卡上的 24 个字/);
  await field.fill(old.join(""));
  await press(page, "用恢复卡打开");
  await page.getByText(/打不开这个台账/).waitFor({ timeout: 60_000 });
  await until("the wait is over", async () => (await page.getByText(/秒后?再试/).count()) === 0);
  await field.fill(`${code.slice(0, -1)}${code.endsWith("A") ? "B" : "A"}`);
  await press(page, "用恢复卡打开");
  await page.getByText(/编码不完整或有错字/).waitFor();
  await field.fill(code.toLowerCase());
  await press(page, "用恢复卡打开");
  await page.getByRole("dialog").getByRole("heading", { name: "修改口令" }).waitFor({ timeout: 60_000 });
});
