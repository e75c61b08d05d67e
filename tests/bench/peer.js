// What a web developer would usually write for the same work: PapaParse and Dexie on the main thread, rows as objects, four
// indexes, nothing encrypted. Durability is strict, as ours is: otherwise the browser acknowledges before it has written.
"use strict";

const open = (name) => {
  const db = new Dexie(name, { chromeTransactionDurability: "strict" });
  db.version(1).stores({ children: "++id,姓名,身份证件号,学籍号,户籍村" });
  return db;
};

const parse = (bytes) =>
  Papa.parse(new TextDecoder("gb18030").decode(bytes), { header: true, skipEmptyLines: true }).data;

const timed = async (work) => {
  const begun = performance.now();
  const value = await work();
  return { ms: performance.now() - begun, value };
};

const fetchBytes = async (path) => (await fetch(path)).arrayBuffer();

window.peer = {
  /** Bytes of a list to rows on the disk. */
  async import(path) {
    const bytes = await fetchBytes(path);
    await Dexie.delete("peer");
    const db = open("peer");
    await db.open();
    const { ms, value } = await timed(async () => {
      const rows = parse(bytes);
      await db.children.bulkPut(rows);
      return rows.length;
    });
    db.close();
    return { ms, rows: value };
  },

  /** Rows on the disk to rows in memory. */
  async open() {
    const { ms, value } = await timed(async () => {
      const db = open("peer");
      const rows = await db.children.toArray();
      db.close();
      return rows;
    });
    window.rows = value;
    return { ms, rows: value.length };
  },

  /** One cell of one row, on the disk. */
  async save(text) {
    const db = open("peer");
    await db.open();
    const { ms } = await timed(() => db.children.update(1, { 备注: text }));
    db.close();
    return { ms };
  },

  /** Keeps lists to be compared. */
  async keep(paths) {
    await Dexie.delete("lists");
    const db = new Dexie("lists", { chromeTransactionDurability: "strict" });
    db.version(1).stores(Object.fromEntries(paths.map((_, at) => [`list${at}`, "++id,身份证件号"])));
    for (const [at, path] of paths.entries()) {
      await db.table(`list${at}`).bulkPut(parse(await fetchBytes(path)));
    }
    window.lists = db;
  },

  /** The kept lists against each other: who is in one and not in another, counted and painted. */
  async compare() {
    const { ms, value } = await timed(async () => {
      const lists = await Promise.all(window.lists.tables.map((table) => table.toArray()));
      const everybody = new Map();
      lists.forEach((rows, at) => rows.forEach((row) => {
        const key = row.身份证件号.trim().toUpperCase();
        everybody.set(key, (everybody.get(key) ?? 0) | (1 << at));
      }));
      const missing = [...everybody.values()].filter((where) => where !== (1 << lists.length) - 1).length;
      document.getElementById("found").textContent = String(missing);
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return missing;
    });
    return { ms, missing: value };
  },

  /** A key pressed in the search field to the answer painted. */
  async search(text) {
    const found = document.getElementById("found");
    const { ms } = await timed(async () => {
      const hits = window.rows.filter((row) => row.姓名.includes(text) || row.身份证件号.endsWith(text)).slice(0, 60);
      found.replaceChildren(...hits.map((row) => Object.assign(document.createElement("li"), { textContent: row.姓名 })));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    });
    return { ms };
  },
};
