// Kills the machine at random instants and looks whether anything was lost:
//   node tests/e2e/torture.mjs [--kills N] [--seed S] [--floor] [--dist FOLDER]
// The seed decides everything that is chosen. Closes with "N kills, 0 lost, 0 torn", or stops at the first that is not and
// leaves the profile in target/torture.
import { fileURLToPath } from "node:url";
import { Machine } from "./torture-machine.mjs";
import { Chance, Round, State } from "./torture-model.mjs";
import { FIRST, SIGNS } from "./torture-list.mjs";
import { colleague, databases, found, goTo, lastOpened, listed, log, look, opens, removeFrom } from "./torture-page.mjs";
import { COLLEAGUES_VILLAGE, KINDS } from "./torture-rounds.mjs";
import { Server } from "./server.mjs";

const PASSPHRASE = "白杨 渡口 七月 竹篮";
const LEFT = fileURLToPath(new URL("../../target/torture/", import.meta.url));
/** How often each kind comes in a dozen; an import is followed by its undoing. */
const DOZEN = ["save", "save", "save", "import", "undo", "snapshot", "snapshot", "passphrase", "restore", "regain", "import", "undo"];
/** Children that a colleague adds, one a backup: no more, or the roster would be longer than the page. */
const COLLEAGUES = 8;

/** Kills so often; `{ kills, lost, torn }`. */
export async function torture({ kills, seed, origin, which = "current", say = console.log }) {
  const chance = new Chance(seed);
  const machine = new Machine(which);
  const address = `${origin}/#/roster`;
  const begun = Date.now();
  const sum = { kills: 0, lost: 0, torn: 0 };
  const middle = {};
  try {
    let state = new State(Object.fromEntries(FIRST.map(({ name, village }) => [name, village])), 0, [], PASSPHRASE);
    let page = await machine.open(`${origin}/`);
    const ledger = { backup: { bytes: await found(page, PASSPHRASE), passphrase: PASSPHRASE, state }, snapshot: null, manifest: "", tried: null };
    ledger.log = () => log(machine.page, ledger.id);
    page = await machine.open(address);
    await opens(page, state.passphrase);
    ledger.id = await lastOpened(page);
    const plan = kinds(chance, kills);
    ledger.colleague = await colleagues(which, origin, ledger.backup, Math.min(COLLEAGUES, plan.filter((kind) => kind === "regain").length));
    for (let serial = 0; serial < kills; serial += 1) {
      // All that the colleague has is here by now: another save instead.
      const spent = plan[serial] === "regain" && ledger.colleague.every(({ names }) => names.every((name) => state.names.includes(name)));
      const round = new Round(spent ? "save" : plan[serial], state);
      const how = serial % 2 === 0 ? "page" : "browser";
      const told = await within(60, `kill ${serial + 1} (${round.kind})`, kill({ machine, round, chance, ledger, serial, how, address }));
      sum.kills += 1;
      const looked = verify({ machine, round, chance, ledger, address });
      const judged = await within(60, `the look after kill ${serial + 1} (${round.kind}, ${told})`, looked).catch(async (error) => {
        machine.keep(LEFT);
        throw new Error(`${error.message}; profile in target/torture; ${await within(5, "what the page shows", machine.shows())}`, { cause: error });
      });
      await tally({ middle, round, judged, ledger });
      if (process.env.TORTURE_TELL) {
        say(`  ${round.kind}: ${told}`);
      }
      if (judged.verdict !== "whole") {
        sum[judged.verdict] += 1;
        machine.keep(LEFT);
        say(`kill ${serial + 1} (${round.kind}, ${told}) ${judged.verdict}; profile in target/torture\n  ${judged.words.slice(0, 12).join("\n  ")}`);
        break;
      }
      state = judged.state;
      const after = await ledger.log();
      if (ledger.manifest !== (await ledger.log()).manifest || round.kind === "regain") {
        // A snapshot was written since, at a place that nobody saw; or the log has grown by blocks that are not counted here.
        ledger.snapshot = null;
      }
      if ((await databases(machine.page)) > 1) {
        // What came to nothing is cleared away by the next look at the latest.
        await listed(await machine.open(address));
        await opens(machine.page, state.passphrase);
      }
      const left = await databases(machine.page);
      if (left > 1) {
        sum.torn += 1;
        say(`kill ${serial + 1} (${round.kind}, ${told}): ${left - 1} database of no ledger is left over`);
        break;
      }
      if (sum.kills % 10 === 0) {
        say(`${sum.kills} kills, ${sum.lost} lost, ${sum.torn} torn (${((Date.now() - begun) / 1000).toFixed(0)} s)`);
      }
    }
  } finally {
    await machine.close();
  }
  say(Object.entries(middle).map(([kind, [all, open]]) => `${kind} ${all} (${open} in the middle)`).join(", "));
  return sum;
}

/** A wait without an end would look like patience. */
async function within(seconds, what, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Backups of the same ledger from a colleague's machine, each with a child more than the one before. */
async function colleagues(which, origin, backup, count) {
  const names = [...SIGNS].slice(0, count).map((sign) => `石邻${sign}`);
  const machine = new Machine(which);
  try {
    const page = await machine.open(`${origin}/`);
    const backups = await colleague(page, backup, names, COLLEAGUES_VILLAGE);
    return backups.map((bytes, at) => ({ bytes, names: names.slice(0, at + 1) }));
  } finally {
    await machine.close();
  }
}

/** The kinds of the kills to come: all kinds first, then dozen after dozen. */
function kinds(chance, count) {
  const list = chance.shuffled(["save", "import", "passphrase", "snapshot", "restore", "regain"]);
  list.splice(list.indexOf("import") + 1, 0, "undo");
  while (list.length < count) {
    list.push(...chance.shuffled(DOZEN));
  }
  return list;
}

/** One round up to the death of the machine. */
async function kill({ machine, round, chance, ledger, serial, how, address }) {
  const kind = KINDS[round.kind];
  const page = machine.page;
  // Either so many milliseconds after the beginning, or so many after an order went to the engine.
  const order = kind.most === 1 || chance.next() < 0.6 ? chance.between(1, kind.most) : 0;
  const delay = Math.round(chance.next() * (order ? kind.after : kind.most * 9));
  let shoot = null;
  let died;
  const dead = new Promise((done) => { died = done; });
  let refused = "";
  const end = () => {
    if (!round.over) {
      round.over = true;
      shoot();
      died();
    }
  };
  machine.hear = (what, words) => {
    if (what === "refused") {
      refused = words;
    } else if (what === "told" && !round.over) {
      if (round.kind === "restore") {
        round.restored = true;
      } else {
        round.acknowledged = Math.min(round.acknowledged + 1, round.issued);
      }
    } else if (what === "posted") {
      setTimeout(end, delay);
    }
  };
  const ready = async () => {
    // Only now: a page that was loaded anew may live in another process than before.
    shoot = await machine.weapon(how);
    if (order) {
      await machine.arm(order);
    } else {
      setTimeout(end, delay);
    }
  };
  const walked = kind.walk({ page, round, chance, ready, serial, ledger, address }).then(() => null, (error) => error);
  const stopped = await Promise.race([dead, walked]);
  if (stopped && !round.over && !refused) {
    throw stopped;
  }
  if (refused) {
    if (!round.over) {
      await goTo(page, "#/history");
      await page.locator(".saves tbody tr").first().waitFor();
      const newest = await page.locator(".saves tbody tr").allInnerTexts();
      console.log(`the newest saves:\n${newest.slice(0, 8).map((line) => line.replaceAll(/\s+/g, " ")).join("\n")}`);
    }
    const steps = round.states.map((state) => `${state.count} children, ${state.undo.length} undoable`).join("; ");
    throw new Error(`${round.kind}: the page refused: ${refused} (${round.acknowledged} of ${round.issued} acknowledged: ${steps})`);
  }
  // All was given to the page before the instant came: it comes now at the latest.
  const late = setTimeout(end, 400);
  await dead;
  clearTimeout(late);
  await machine.buried(how);
  return `${how}, ${delay} ms after ${order ? `order ${order}` : "the beginning"}, ${round.kind === "restore" ? (round.restored ? "done" : "under way") : `${round.acknowledged} of ${round.issued} acknowledged`}`;
}

/** Opens the machine again and judges what it finds. */
async function verify({ machine, round, chance, ledger, address }) {
  let page = await machine.open(address);
  const second = (await listed(page)) > 1 ? 1 : -1;
  if (round.kind === "restore") {
    const judged = await restored({ page, round, ledger, second });
    if (judged) {
      return judged;
    }
    page = await machine.open(address);
  }
  let passphrase = round.last.passphrase;
  if (round.kind === "passphrase") {
    const [fresh, old] = ledger.tried;
    const order = round.acknowledged > 0 || chance.next() < 0.5 ? [old, fresh] : [fresh, old];
    const first = await opens(page, order[0]);
    if (first) {
      page = await machine.open(address);
    }
    const other = await opens(page, order[1]);
    if (first === other) {
      return { verdict: "torn", words: [`${first ? "both" : "neither"} of the two passphrases open`] };
    }
    passphrase = first ? order[0] : order[1];
    if (first) {
      page = await machine.open(address);
      await opens(page, passphrase);
    }
  } else if (!(await opens(page, passphrase))) {
    return { verdict: "lost", words: [`“${passphrase}” no longer opens`] };
  }
  const seen = await look(page);
  if (seen.complaint) {
    return { verdict: "torn", words: [seen.complaint] };
  }
  return round.judge({ ...seen, passphrase });
}

/** The restored ledger is there and whole, or not listed; it is taken away again. */
async function restored({ page, round, ledger, second }) {
  if (second < 0) {
    return round.restored ? { verdict: "lost", words: ["the restored ledger is not listed"] } : null;
  }
  if (!(await opens(page, ledger.backup.passphrase, second))) {
    return { verdict: "torn", words: ["the restored ledger does not open"] };
  }
  const seen = await look(page);
  const differs = ledger.backup.state.differs({ ...seen, passphrase: ledger.backup.passphrase });
  if (seen.complaint || differs.length > 0) {
    return { verdict: "torn", words: [seen.complaint, ...differs] };
  }
  await page.reload();
  await page.getByLabel("口令", { exact: true }).waitFor();
  await removeFrom(page, second);
  return null;
}

/** Counts the kills that met something under way: a step not yet acknowledged, or a snapshot not yet in force. */
async function tally({ middle, round, judged, ledger }) {
  middle[round.kind] ??= [0, 0];
  middle[round.kind][0] += 1;
  const unsaid = round.kind === "restore" ? !round.restored : round.acknowledged < round.issued;
  const unswitched = round.kind === "snapshot" && judged.verdict === "whole" && (await ledger.log()).manifest === ledger.manifest;
  middle[round.kind][1] += unsaid || unswitched ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const after = (name, usual) => (words.includes(name) ? words[words.indexOf(name) + 1] : usual);
  const kills = Number(after("--kills", 200));
  const seed = Number(after("--seed", Date.now() % 1_000_000));
  console.log(`seed ${seed}`);
  const server = new Server(after("--dist", "dist"));
  await server.start();
  const { kills: done, lost, torn } = await torture({ kills, seed, origin: server.origin, which: words.includes("--floor") ? "floor" : "current" });
  await server.stop();
  console.log(`${done} kills, ${lost} lost, ${torn} torn`);
  process.exit(done === kills && lost === 0 && torn === 0 ? 0 : 1);
}
