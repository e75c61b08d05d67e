// The worker with a disk that fails on demand: a request with the header x-fault breaks the statement that writes the end
// of the log, after the entry itself was inserted. With "no-transaction" the transaction is taken away as well, to show that
// it is what protects the log. With "trap" the compiled worker meets what it cannot: it traps, as after a defect of its own. With "throw"
// an exception of the runtime passes through it in the middle of its work. With "late" its clock is a quarter of an hour on.
import Entry, { Registry, Space as Whole } from "./entry.js";

export { Registry };
export default Entry;

let fault = null;

const Clock = Date;
const LATE = 15 * 60_000 + 1000;

globalThis.Date = class extends Clock {
  constructor(...words) {
    if (fault === "throw") {
      throw new TypeError("no time, as it was asked for");
    }
    super(...(fault === "late" && words.length === 0 ? [Clock.now() + LATE] : words));
  }
};

/** The object as it is, but for what `other` answers. */
function but(object, other) {
  return new Proxy(object, {
    get(target, name) {
      const found = other(name, target);
      if (found !== undefined) {
        return found;
      }
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function exec(sql, statement, values) {
  if (fault && statement.startsWith("INSERT OR REPLACE INTO meta")) {
    throw new Error("the disk failed, as it was asked to");
  }
  return sql.exec(statement, ...values);
}

const failingSql = (sql) =>
  but(sql, (name) => (name === "exec" ? (statement, ...values) => exec(sql, statement, values) : undefined));

const failingStorage = (storage) =>
  but(storage, (name) => {
    if (name === "sql") {
      return failingSql(storage.sql);
    }
    return name === "transactionSync" && fault === "no-transaction" ? (work) => work() : undefined;
  });

export class Space extends Whole {
  constructor(ctx, env) {
    super(ctx, env);
    console.error("a space is opened");
    const failing = but(ctx, (name) => {
      if (name === "storage" && fault === "trap") {
        throw new Error("no storage, as it was asked for");
      }
      return name === "storage" ? failingStorage(ctx.storage) : undefined;
    });
    Object.defineProperty(this, "ctx", { value: failing });
  }

  async fetch(request) {
    fault = request.headers.get("x-fault");
    try {
      return await super.fetch(request);
    } finally {
      fault = null;
    }
  }
}
