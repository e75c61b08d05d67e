// Incident 8 in short: one kill of each kind. The long run is `cargo xtask torture --kills N --seed S`.
import { assert, journey } from "./harness.mjs";
import { torture } from "./torture.mjs";

journey("incident 8: killed in the middle of save, import, undo, passphrase change, snapshot and both ways of restoring, nothing is lost or torn", { floor: true, seconds: 180 }, async ({ origin, which }) => {
  const told = [];
  const sum = await torture({ kills: 7, seed: 20_261_122, origin, which, say: (words) => told.push(words) });
  assert.deepEqual(sum, { kills: 7, lost: 0, torn: 0 }, told.join("\n"));
});
