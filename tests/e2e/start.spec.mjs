// The ways in and out: trial, saving to the machine, locking, wrong tries, the recovery card, two people, backup, restore.
import { assert, journey, until } from "./harness.mjs";
import { answerCard, cells, create, file, importFile, openTrial, rows, visit } from "./pages.mjs";

const HOUSEHOLD = "户籍";
const two = "姓名,身份证号,户籍村\n周子涵,990526201208310018,石川村\n马小军,990526201209010025,下沟村\n";

async function lock(page) {
  await page.getByRole("button", { name: "锁定", exact: true }).click();
  await page.getByLabel("口令", { exact: true }).waitFor();
}

async function unlock(page, passphrase) {
  await page.getByLabel("口令", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "打开", exact: true }).click();
}

const inside = (page) => page.getByRole("button", { name: "锁定", exact: true }).waitFor({ timeout: 60_000 });

journey("a trial is saved to the machine with passphrase and card, and is there after the browser is closed", { views: ["pc", "tablet"], floor: true, profile: true, seconds: 180 }, async (given) => {
  const { go, checkA11y, screenshot, reopen } = given;
  let { page } = given;
  await go();
  await page.getByRole("heading", { name: "先试用" }).waitFor();
  await checkA11y();
  await screenshot("start");
  await openTrial(given);
  await importFile(page, file("名单.csv", two), HOUSEHOLD);
  await page.getByRole("button", { name: "保存到本机" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("口令", { exact: true }).fill("12345678");
  await dialog.getByText(/只有数字/).waitFor();
  assert.equal(await dialog.getByRole("button", { name: "下一步：恢复卡" }).isDisabled(), true);
  await checkA11y();
  await screenshot("start-create");
  const { passphrase, card } = await create(page, "石川镇中心小学 李文静");
  assert.equal(card.length, 24);
  await page.getByText("台账建好了").waitFor();
  page = await reopen({ polite: true });
  await go();
  await page.getByLabel("口令", { exact: true }).waitFor();
  await checkA11y();
  await screenshot("start-unlock");
  await unlock(page, passphrase);
  await inside(page);
  await visit(page, "#/roster");
  const found = await rows(page, "名册表格", 2);
  assert.ok(found.some((row) => row.includes("周子涵")));
});

journey("incident 21: wrong tries wait longer and longer; a half-typed form is offered again after the lock", { seconds: 180 }, async (given) => {
  const { page } = given;
  await openTrial(given);
  await importFile(page, file("名单.csv", two), HOUSEHOLD);
  await page.getByRole("button", { name: "保存到本机" }).first().click();
  const { passphrase } = await create(page, "甲校");
  await page.getByText("台账建好了").waitFor();
  await visit(page, "#/roster");
  await page.getByRole("button", { name: "新增", exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(/^姓名/).first().fill("欧阳小雨");
  await page.waitForTimeout(800);
  await page.keyboard.press("Escape");
  await lock(page);
  await unlock(page, "不是这个口令 一二三四");
  await page.getByText(/口令不对，请 \d+ 秒后再试/).waitFor({ timeout: 60_000 });
  assert.equal(await page.getByRole("button", { name: "打开", exact: true }).isDisabled(), true);
  await until("the wait is over", async () => (await page.getByText(/秒后再试/).count()) === 0);
  await unlock(page, passphrase);
  await inside(page);
  await page.getByRole("button", { name: "新增", exact: true }).click();
  await form.getByText(/继续上次填写/).waitFor();
  await form.getByRole("button", { name: /^继续/ }).click();
  assert.equal(await form.getByLabel(/^姓名/).first().inputValue(), "欧阳小雨");
});

journey("the passphrase is forgotten: the card opens, and a new passphrase is set at once", { floor: true, seconds: 240 }, async (given) => {
  const { page, go, checkA11y } = given;
  await go();
  await page.getByRole("button", { name: "建立本机台账…" }).click();
  await checkA11y();
  const { card } = await create(page, "乙校");
  await inside(page);
  await lock(page);
  await page.getByRole("button", { name: "忘记口令，用恢复卡打开" }).click();
  await page.getByLabel("恢复卡上的 24 个字").fill(card.map((word, i) => (i === 3 ? "龘" : word)).join(" "));
  await page.getByRole("button", { name: "用恢复卡打开" }).click();
  await page.getByText("第 4 个字不在恢复卡用字里").waitFor();
  await checkA11y();
  await page.getByLabel("恢复卡上的 24 个字").fill(card.join(" "));
  await page.getByRole("button", { name: "用恢复卡打开" }).click();
  await inside(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("heading", { name: "修改口令" }).waitFor();
  await dialog.getByLabel("口令", { exact: true }).fill("青石 码头 三月 木船");
  await dialog.getByText("这个口令可以用").waitFor();
  await dialog.getByLabel("再输一遍").fill("青石 码头 三月 木船");
  await dialog.getByRole("button", { name: "改成新口令" }).click();
  await page.getByText("口令已修改").waitFor({ timeout: 60_000 });
  await lock(page);
  await unlock(page, "青石 码头 三月 木船");
  await inside(page);
});

journey("incident 1: two people on one machine; switching touches nothing of the other", { seconds: 300 }, async (given) => {
  const { page, go } = given;
  await go();
  await page.getByRole("button", { name: "建立本机台账…" }).click();
  const first = await create(page, "甲老师", "白杨 渡口 七月 竹篮");
  await inside(page);
  await importFile(page, file("甲.csv", two), HOUSEHOLD);
  await lock(page);
  await page.getByRole("button", { name: "换人，或打开别的台账" }).click();
  assert.equal(await page.evaluate(() => location.hash), "#/today", "no page of the first");
  await page.getByRole("button", { name: "建立本机台账…" }).click();
  const second = await create(page, "乙老师", "青石 码头 三月 木船");
  await inside(page);
  await visit(page, "#/roster");
  await page.getByText("名册里还没有人").waitFor();
  await lock(page);
  await page.getByRole("button", { name: "换人，或打开别的台账" }).click();
  await page.getByRole("radio", { name: "甲老师" }).check();
  await unlock(page, second.passphrase);
  await page.getByText(/口令不对/).waitFor({ timeout: 60_000 });
  await until("the wait is over", async () => (await page.getByText(/秒后再试/).count()) === 0);
  await unlock(page, first.passphrase);
  await inside(page);
  await visit(page, "#/roster");
  await rows(page, "名册表格", 2);
});

journey("incident 10: the browser's data is gone: the backup brings all of it back, and a damaged one is refused by its place", { floor: true, seconds: 300 }, async (given) => {
  const { page, go, download, checkA11y, screenshot } = given;
  await openTrial(given);
  await importFile(page, file("名单.csv", two), HOUSEHOLD);
  await page.getByRole("button", { name: "保存到本机" }).first().click();
  const { passphrase } = await create(page, "丙校");
  await page.getByText("台账建好了").waitFor();
  await visit(page, "#/settings");
  await page.getByRole("button", { name: /^备份/ }).first().click();
  const dialog = page.getByRole("dialog");
  const backup = await download(() => dialog.getByRole("button", { name: "备份到文件…" }).click());
  assert.match(backup.name, /\.sxb$/);
  await dialog.getByText("备份已写好").waitFor();
  await checkA11y();
  for (const name of ["周子涵", "石川村", "990526201208310018"]) {
    assert.equal(backup.bytes.indexOf(Buffer.from(name, "utf8")), -1, `${name} is readable in the backup`);
  }
  await page.keyboard.press("Escape");
  // Everything the browser keeps for us is cleared.
  await lock(page);
  await page.evaluate(async () => {
    localStorage.clear();
    for (const { name } of await indexedDB.databases()) {
      await new Promise((done) => { const asked = indexedDB.deleteDatabase(name); asked.onsuccess = asked.onerror = asked.onblocked = done; });
    }
  });
  await go();
  await page.getByRole("button", { name: "从备份恢复…" }).click();
  const chosen = page.locator("input[type=file]").first();
  const bad = Buffer.from(backup.bytes);
  bad[bad.length - 200] ^= 1;
  await chosen.setInputFiles(file("坏.sxb", bad));
  await page.getByLabel("备份时的口令").last().fill(passphrase);
  await page.getByRole("button", { name: "先看看里面有什么" }).click();
  await page.getByText(/备份文件第 \d+ 段损坏/).waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "换文件" }).click();
  await page.locator("input[type=file]").first().setInputFiles(file("短.sxb", backup.bytes.subarray(0, backup.bytes.length - 40)));
  await page.getByRole("button", { name: "先看看里面有什么" }).click();
  await page.getByText(/备份文件不完整/).waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "换文件" }).click();
  await page.locator("input[type=file]").first().setInputFiles(file(backup.name, backup.bytes));
  await page.getByRole("button", { name: "先看看里面有什么" }).click();
  await page.getByText(/台账“丙校”/).waitFor({ timeout: 60_000 });
  await checkA11y();
  await screenshot("start-restore");
  await page.getByRole("button", { name: "恢复", exact: true }).click();
  const words = page.getByRole("list", { name: "恢复卡的 24 个字" }).getByRole("listitem");
  await words.first().waitFor({ timeout: 60_000 });
  const card = await words.allInnerTexts();
  await page.getByRole("button", { name: "我已打印或抄好" }).click();
  await answerCard(page, card);
  await inside(page);
  await visit(page, "#/roster");
  await until("both are back", async () => (await cells(page, "名册表格")).length === 2);
});
