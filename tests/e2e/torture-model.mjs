// What the ledger must hold after a crash: the model beside the program. A round issues steps in order; each step has a
// state after it. Found after the reopening must be the state after some prefix of the steps that holds every one the
// page had acknowledged: less is a loss, anything else is torn.

/** A small seeded generator: the same seed gives the same kills. */
export class Chance {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** A number in [0, 1). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick(list) {
    return list[this.between(0, list.length - 1)];
  }

  shuffled(list) {
    const rest = [...list];
    return list.map(() => rest.splice(this.between(0, rest.length - 1), 1)[0]);
  }
}

/** Everything a reopened ledger is compared with. States are never changed, only replaced. */
export class State {
  /**
   *   villages  name -> village of the children looked at one by one
   *   others    how many further children there are
   *   undo      the states before each save that can be undone, newest last
   *   passphrase
   */
  constructor(villages, others, undo, passphrase) {
    this.villages = villages;
    this.others = others;
    this.undo = undo;
    this.passphrase = passphrase;
  }

  #save(villages, others = this.others) {
    return new State(villages, others, [...this.undo.slice(-40), this], this.passphrase);
  }

  written(name, village) {
    return this.#save({ ...this.villages, [name]: village });
  }

  imported(villages, more) {
    return this.#save({ ...this.villages, ...villages }, this.others + more);
  }

  undone() {
    const before = this.undo.at(-1);
    return new State(before.villages, before.others, before.undo, this.passphrase);
  }

  /** A colleague's children have come out of a backup: no save of this machine, so there is nothing to take back. */
  regained(villages) {
    return new State({ ...this.villages, ...villages }, this.others, [], this.passphrase);
  }

  locked(passphrase) {
    return new State(this.villages, this.others, this.undo, passphrase);
  }

  get names() {
    return Object.keys(this.villages);
  }

  get count() {
    return this.names.length + this.others;
  }

  /** What differs from what was found, in words; empty if nothing does. */
  differs(found) {
    const told = [];
    if (found.count !== this.count) {
      told.push(`${found.count} children instead of ${this.count}`);
    }
    if (found.passphrase !== this.passphrase) {
      told.push(`opened by “${found.passphrase}” instead of “${this.passphrase}”`);
    }
    for (const name of new Set([...this.names, ...Object.keys(found.villages)])) {
      if (found.villages[name] !== this.villages[name]) {
        told.push(`${name}: ${found.villages[name]} instead of ${this.villages[name]}`);
      }
    }
    return told;
  }
}

/** The steps of one round and how far the page acknowledged them. */
export class Round {
  acknowledged = 0;
  /** A restored ledger was shown: that is beside the steps, which are those of the ledger that was there. */
  restored = false;
  over = false;

  constructor(kind, state) {
    this.kind = kind;
    this.states = [state];
  }

  get last() {
    return this.states.at(-1);
  }

  get issued() {
    return this.states.length - 1;
  }

  /** A step is about to be given to the page. */
  issue(next) {
    if (this.over) {
      throw new Error("the round is over");
    }
    this.states.push(next);
  }

  /** `{ verdict: "whole" | "lost" | "torn", state, words }` for what was found. */
  judge(found) {
    const fits = this.states.findLastIndex((state) => state.differs(found).length === 0);
    if (fits >= this.acknowledged) {
      return { verdict: "whole", state: this.states[fits], words: [] };
    }
    if (fits >= 0) {
      return { verdict: "lost", state: null, words: [`found after ${fits} steps, acknowledged were ${this.acknowledged}`] };
    }
    return { verdict: "torn", state: null, words: this.states.at(this.acknowledged).differs(found) };
  }
}
