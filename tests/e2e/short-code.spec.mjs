// 短码: joining without a camera and without a link. Nine digits are read out; a wrong one ends the code for both, who are
// told the way on; the next one leads to the six digits, and into the ledger, also over a pause of the server.
import { assert, checkA11y, journey, screenshot, until } from "./harness.mjs";
import { AWAY, NAMES, inSchool } from "./school.mjs";
import { digits, even, invite, joinByCode, makeCode } from "./share-ways.mjs";
import { closeNotes, createLedger, rosterOf, visit } from "./ways.mjs";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const six = (page) => until("six digits are there", async () => {
  const shown = await digits(page).catch(() => "");
  return /^\d{3} \d{3}$/.test(shown) && shown;
}, 40);

journey("a tablet comes in by nine digits", { seconds: 240, allow: AWAY }, ({ context }) => inSchool("short-code", context, async (school) => {
  const office = await school.machine("pc");
  await office.goto(school.server.origin);
  await school.begin(office, 2);
  await school.share(office);
  await invite(office);
  const first = await makeCode(office);
  assert.match(first, /^\d{3} \d{3} \d{3}$/);
  await screenshot(office, "short-code-shown", "pc");
  await checkA11y(office);

  const tablet = await school.machine("tablet");
  await tablet.goto(school.server.origin);
  await createLedger(tablet, { label: "平板" });
  await visit(tablet, "#/sync");
  await joinByCode(tablet, "12 34", "李老师 平板");
  await tablet.getByText("短码是九位数字").waitFor();
  await closeNotes(tablet);
  // The last digit is wrong: over for both.
  await joinByCode(tablet, first.replace(/.$/, (digit) => String((Number(digit) + 1) % 10)), "李老师 平板");
  await tablet.getByText("短码不对，也可能有人冒充").waitFor({ timeout: 30_000 });
  await screenshot(tablet, "short-code-wrong", "tablet");
  await checkA11y(tablet);
  await office.getByText("有人输错了短码").waitFor({ timeout: 30_000 });
  await checkA11y(office);
  await press(office, "重新生成短码");
  const second = await makeCode(office, { shown: true });
  assert.notEqual(second, first);

  // The server goes away just after the code was typed; nobody has to do anything.
  await joinByCode(tablet, second.replaceAll(" ", ""), "李老师 平板");
  await school.server.stop();
  await tablet.getByText("没有连上服务器").waitFor({ timeout: 30_000 });
  await screenshot(tablet, "short-code-waits", "tablet");
  await checkA11y(tablet);
  await school.server.start();
  const [here, there] = [await six(office), await six(tablet)];
  assert.equal(there, here);
  await office.getByText("李老师 平板 申请加入").waitFor();
  await press(office, "数字一致，同意加入");
  await even(tablet, 60);
  const rows = await rosterOf(tablet, 2);
  assert.deepEqual(rows.map((row) => row["姓名"]).sort(), NAMES.slice(0, 2).sort());
}));
