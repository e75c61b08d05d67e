// The module that the edge's runtime loads. It hands every call to the compiled worker, and starts that anew when a call
// ends in a trap: memory that a trap left behind may be half changed, and is never used again.
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import * as worker from "./worker.js";
import module from "./worker_bg.wasm";

worker.initSync({ module });
let life = 1;

async function guarded(call) {
  try {
    return await call();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) {
      worker.__wbg_reset_state();
      life += 1;
      // The message names a place in the program, never anything of the request.
      console.error("the worker was started anew", error.message);
      return new Response(null, { status: 500, headers: { "cache-control": "no-store" } });
    }
    throw error;
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
