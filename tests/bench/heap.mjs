// What a page and its workers hold in memory: the linear memory of every wasm module and what the scripts use, in bytes.
// Asked of the browser itself, thread by thread, after its own collection of what is no longer used.

/** Bytes of the page and all its workers together. */
export async function heap(page) {
  let sum = 0;
  for (const send of await threadsOf(page)) {
    await send("HeapProfiler.collectGarbage");
    sum += (await linear(send)) + (await send("Runtime.getHeapUsage")).usedSize;
  }
  return sum;
}

/** A way to ask the page's own thread, and one for each of its workers. */
async function threadsOf(page) {
  const session = await page.context().newCDPSession(page);
  const threads = [(method, params) => session.send(method, params)];
  let serial = 0;
  const waiting = new Map();
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result, error } = JSON.parse(message);
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    error ? reject?.(new Error(error.message)) : resolve?.(result);
  });
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type !== "worker") {
      return;
    }
    threads.push((method, params = {}) => new Promise((resolve, reject) => {
      serial += 1;
      waiting.set(serial, { resolve, reject });
      session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id: serial, method, params }) }).catch(reject);
    }));
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await page.waitForTimeout(500);
  return threads;
}

/** Bytes of the linear memories of one thread. */
async function linear(send) {
  const { result: kind } = await send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await send("Runtime.queryObjects", { prototypeObjectId: kind.objectId });
  const { result } = await send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  return result.value;
}
