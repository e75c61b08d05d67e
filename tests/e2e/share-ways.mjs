// Steps of people who share a ledger: making it a shared one, inviting, asking to be let in.
import { assert, until } from "./harness.mjs";
import { closeNotes, createLedger, visit } from "./ways.mjs";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** The line that says what waits and when everything was last at the server. */
export const brief = (page) => page.locator(".sync-brief").innerText();

/** Waits until the open 同步 page says that everything is at the server. */
export const even = (page, seconds = 40) =>
  until("everything is at the server", async () => /待上传 0 · 上次同步/.test(await brief(page).catch(() => "")), seconds);

/** Fills in what making a shared ledger asks for; the button is left to the caller. */
export async function nameShared(page, name, person) {
  await visit(page, "#/sync");
  await page.getByLabel("共享台账名称").fill(name);
  await page.getByLabel("您在这台设备上的称呼").first().fill(person);
}

/** An invitation; its link. */
export async function invite(page) {
  await press(page, "邀请…");
  await press(page, "生成邀请");
  const link = await page.locator(".invite-link code").innerText();
  await page.locator("svg.qr").waitFor();
  return link;
}

/** Asks to be let in, on a page that was opened by the link of an invitation. */
export async function askIn(page, person) {
  await page.getByLabel("您在这台设备上的称呼").fill(person);
  await press(page, "申请加入");
}

/** A short code for the invitation on the page, as it is shown; `shown` if its button was pressed already. */
export async function makeCode(page, { shown = false } = {}) {
  if (!shown) {
    await press(page, "生成短码");
  }
  return page.getByRole("group", { name: "短码" }).innerText({ timeout: 40_000 });
}

/** Types a short code on a machine that has not joined anything yet. */
export async function joinByCode(page, code, person) {
  const form = page.getByRole("region", { name: "用短码加入" });
  await form.getByLabel("短码").fill(code);
  await form.getByLabel("您在这台设备上的称呼").fill(person);
  await press(page, "用短码申请加入");
}

/** The six digits that a page shows. */
export const digits = (page) => page.locator(".digits").innerText({ timeout: 40_000 });

/** Lets a fresh machine into the ledger of the office, whose 同步 page is open. */
export async function letIn(office, machine, person = "李老师 平板") {
  const link = await invite(office);
  await machine.goto(link);
  await createLedger(machine, { label: "平板" });
  await askIn(machine, person);
  assert.equal(await digits(machine), await digits(office));
  await press(office, "数字一致，同意加入");
  await even(machine);
  await even(office);
}

/** Presses 立即同步 on the open 同步 page. */
export async function hurry(page) {
  await closeNotes(page);
  await press(page, "立即同步");
}
