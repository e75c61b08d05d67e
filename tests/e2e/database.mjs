// Past the program: the ledger's database as it lies there, and an engine whose machine is not as it should be.

/**
 * Has a script run in every engine worker before the engine: a wrong clock, a browser that refuses. Before the first load;
 * the program's own cache is kept out, or it would hand out the engine as it was built.
 */
export async function inEngine(context, script) {
  await context.route("**/sw.js", (route) => route.abort());
  await context.route(/desk-worker-[0-9a-f]+\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `{${script}}\n${await answer.text()}` });
  });
}

/** Does something with the ledger's database past the program: one of the acts below. */
export const inDatabase = (page, act, more) => page.evaluate(async ([called, given]) => {
  const answer = (asked) => new Promise((done, failed) => { asked.onsuccess = () => done(asked.result); asked.onerror = () => failed(asked.error); });
  const { name } = (await indexedDB.databases()).find((one) => one.name.startsWith("sx-vault-"));
  const database = await answer(indexedDB.open(name));
  try {
    return await window.databaseActs[called](database, answer, given);
  } finally {
    database.close();
  }
}, [act, more]);

/** What `inDatabase` can do, put into every page of the context. */
export const databaseActs = (context) => context.addInitScript(() => {
  window.databaseActs = {
    /** All of it as one text. */
    everything: async (database, answer) => {
      const stores = [...database.objectStoreNames];
      const reading = database.transaction(stores);
      const told = [];
      for (const store of stores) {
        const [keys, values] = await Promise.all([answer(reading.objectStore(store).getAllKeys()), answer(reading.objectStore(store).getAll())]);
        told.push(store, ...keys.map((key) => new Uint8Array(key).join()), ...values.map((value) => new Uint8Array(value).join()));
      }
      return told.join("\n");
    },
    /** How many records a store has. */
    count: (database, answer, store) => answer(database.transaction(store).objectStore(store).count()),
    /** Turns one bit of one record: the one with this key, or the one at this place from the end. */
    flip: async (database, answer, { store, key, last, at }) => {
      const writing = database.transaction(store, "readwrite", { durability: "strict" }).objectStore(store);
      const keys = await answer(writing.getAllKeys());
      const found = key ? keys.find((one) => new Uint8Array(one).join() === key.join()) : keys.at(-1 - last);
      const bytes = new Uint8Array(await answer(writing.get(found)));
      bytes[at < 0 ? bytes.length + at : at] ^= 1;
      await answer(writing.put(bytes, found));
      return bytes.length;
    },
  };
});
