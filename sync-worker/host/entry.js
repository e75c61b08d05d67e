// The module that the edge's runtime loads. It hands every call to the compiled worker, and starts that anew when a call
// ends in a trap: memory that a trap left behind may be half changed, and is never used again.
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import * as worker from "./worker.js";
import module from "./worker_bg.wasm";

// What the compiled worker waits for goes on in microtasks. A trap in one of these would end without a word to the request
// that waits, which would then hang: so each is watched.
const queue = globalThis.queueMicrotask;
globalThis.queueMicrotask = (task) => queue(() => {
  try {
    task();
  } catch (error) {
    if (!isTrap(error)) {
      throw error;
    }
    startAnew(error);
    waiting.forEach((giveUp) => giveUp(error));
  }
});

worker.initSync({ module });
let life = 1;
let lastTrap = null;
const waiting = new Set();

const isTrap = (error) => error instanceof WebAssembly.RuntimeError;

function startAnew(trap) {
  if (trap === lastTrap) {
    return;
  }
  lastTrap = trap;
  worker.__wbg_reset_state();
  life += 1;
  // The message names a place in the program, never anything of the request.
  console.error("the worker was started anew", trap.message);
}

/** The answer of a call, or 500 when the compiled worker traps meanwhile: what any call had in its memory is gone then. */
async function guarded(call) {
  let giveUp;
  const trap = new Promise((_, reject) => {
    giveUp = reject;
  });
  waiting.add(giveUp);
  try {
    return await Promise.race([call(), trap]);
  } catch (error) {
    if (!isTrap(error)) {
      throw error;
    }
    startAnew(error);
    return new Response(null, { status: 500, headers: { "cache-control": "no-store" } });
  } finally {
    waiting.delete(giveUp);
  }
}

export default class extends WorkerEntrypoint {
  fetch(request) {
    return guarded(() => worker.fetch(request, this.env, this.ctx));
  }
}

/** An object whose compiled half is made anew after a trap: what it knows is on its disk. */
class Reborn extends DurableObject {
  #half;
  #born = 0;

  get half() {
    if (this.#born !== life) {
      this.#half = new worker[this.constructor.name](this.ctx, this.env);
      this.#born = life;
    }
    return this.#half;
  }

  fetch(request) {
    return guarded(() => this.half.fetch(request));
  }
}

/** The ids of all spaces. */
export class Registry extends Reborn {}

/** One object per space. */
export class Space extends Reborn {
  webSocketMessage(socket, message) {
    return guarded(() => this.half.webSocketMessage(socket, message));
  }

  webSocketClose(socket, code, reason, clean) {
    return guarded(() => this.half.webSocketClose(socket, code, reason, clean));
  }

  webSocketError(socket, error) {
    return guarded(() => this.half.webSocketError(socket, error));
  }
}
