// What a bad line does to calls. A seed decides which of them are hit and how, so that a failing walk can be walked again.
import { Chance } from "./torture-model.mjs";

/**
 *   lost      never arrives: the connection ends
 *   refused   a gateway on the way answers in the server's place
 *   unheard   arrives and is done, but nothing of the answer comes back
 *   short     arrives and is done, but the answer ends in its middle
 *   late      arrives later than others that were sent after it
 *   twice     arrives twice, one after the other; the second answer comes back
 */
export const KINDS = ["lost", "refused", "unheard", "short", "late", "twice"];

export class Faults {
  #chance;
  #percent;
  #kinds;
  /** The kinds that were met, in order. */
  met = [];

  /** So many of a hundred calls are hit, each by one of these kinds. */
  constructor(percent, seed, kinds) {
    this.#percent = percent;
    this.#kinds = kinds;
    this.#chance = new Chance(seed);
  }

  /** What happens to the next call; nothing if it passes. */
  draw() {
    if (this.#chance.between(1, 100) > this.#percent) {
      return null;
    }
    const kind = this.#chance.pick(this.#kinds);
    this.met.push(kind);
    return kind;
  }

  /** How long the next late one is kept, in milliseconds. */
  delay() {
    return this.#chance.between(50, 1_500);
  }
}
