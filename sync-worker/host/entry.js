// The module that the edge's runtime loads. It hands every call to the compiled worker, and starts that anew when a call
// breaks off in it, by a trap or by an exception of the runtime that passes through it: memory that was left behind in the
// middle of a change is never used again.
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import * as worker from "./worker.js";
import module from "./worker_bg.wasm";

/** What broke off in the middle of the compiled worker. */
class Broken extends Error {}

// What the compiled worker waits for goes on in microtasks. What breaks off in one of these would end without a word to the
// request that waits, which would then hang: so each is watched.
const queue = globalThis.queueMicrotask;
globalThis.queueMicrotask = (task) => queue(() => {
  try {
    task();
  } catch (error) {
    const broken = isBroken(error) ? error : new Broken(error.message);
    startAnew(broken);
    waiting.forEach((giveUp) => giveUp(broken));
  }
});

worker.initSync({ module });
let life = 1;
let lastBroken = null;
const waiting = new Set();

const isBroken = (error) => error instanceof WebAssembly.RuntimeError || error instanceof Broken;

function startAnew(broken) {
  if (broken === lastBroken) {
    return;
  }
  lastBroken = broken;
  worker.__wbg_reset_state();
  life += 1;
  // The message names a place in the program, never anything of the request.
  console.error("the worker was started anew", broken.message);
}

/** The answer of a call, or 500 when the compiled worker breaks off meanwhile: what any call had in its memory is gone then. */
async function guarded(call) {
  let giveUp;
  const broken = new Promise((_, reject) => {
    giveUp = reject;
  });
  waiting.add(giveUp);
  try {
    return await Promise.race([call(), broken]);
  } catch (error) {
    if (!isBroken(error)) {
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

/** An object whose compiled half is made anew after that: what it knows is on its disk. */
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
