// The road between the machines of a journey and their server: it can be made slow for some calls or bad for all of them,
// and remembers what went over it. Everything else passes as it is, web sockets included, so the server is the real one.
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { Faults, KINDS } from "./faults.mjs";

/** What a gateway says in the server's place. */
const GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>";

/** One thing that went over the road, one way: a call, an answer, or one direction of a web socket. */
class Passed {
  #chunks = [];

  /** `to` is "server" or "machine"; `what` is for people. */
  constructor(to, what, socket) {
    Object.assign(this, { to, what, socket });
  }

  take(bytes) {
    this.#chunks.push(bytes);
  }

  /** As it went, from the first line on. */
  get bytes() {
    return Buffer.concat(this.#chunks);
  }
}

export class Road {
  #server;
  #to;
  #held = null;
  #cut = false;
  #faults = null;
  #sockets = new Set();
  /** Calls that were answered: { method, path, status }. */
  calls = [];
  /** Everything that went over it, both ways, but not the files of the program itself. */
  passed = [];

  /** `to` is a function that says where the server is now. */
  constructor(to) {
    this.#to = to;
    // Whoever is cut off while he speaks hears nothing.
    this.#server = createServer((ask, answer) => this.#pass(ask, answer).catch(() => answer.destroy()));
    this.#server.on("upgrade", (ask, socket, head) => this.#tunnel(ask, socket, head));
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      if (this.#cut) {
        socket.destroy();
      }
    });
  }

  async open() {
    await new Promise((done) => this.#server.listen(0, "127.0.0.1", done));
  }

  get origin() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Lets calls wait that `matches(method, path)` picks; none any more without it. */
  slow(matches, ms) {
    this.#held = matches ? { matches, ms } : null;
  }

  /** From now on this many of a hundred calls to the server meet a fault; gives what keeps count of them. Files of the
   * program come as they are: a browser would not ask for them once more. */
  spoil(percent, seed, kinds = KINDS) {
    this.#faults = new Faults(percent, seed, kinds);
    return this.#faults;
  }

  /** Nothing comes through any more, while the server goes on running. */
  cut() {
    this.#cut = true;
    this.#sockets.forEach((socket) => socket.destroy());
  }

  /** The road is open again, and as good as it was. */
  mend() {
    this.#cut = false;
    this.#faults = null;
  }

  async close() {
    this.#sockets.forEach((socket) => socket.destroy());
    await new Promise((done) => this.#server.close(done));
  }

  async #pass(ask, answer) {
    const chunks = [];
    for await (const bytes of ask) {
      chunks.push(bytes);
    }
    const body = Buffer.concat(chunks);
    this.#note("server", ask, [headOf(`${ask.method} ${ask.url} HTTP/1.1`, ask.rawHeaders), body]);
    const faults = isCall(ask) ? this.#faults : null;
    const fault = faults?.draw();
    if (fault === "late") {
      await pause(faults.delay());
    }
    if (this.#held?.matches(ask.method, ask.url)) {
      await pause(this.#held.ms);
    }
    if (this.#cut || fault === "lost") {
      answer.destroy();
      return;
    }
    if (fault === "refused") {
      answer.writeHead(502, { "content-type": "text/html" }).end(GATEWAY);
      return;
    }
    if (fault === "twice") {
      await this.#ask(ask, body);
    }
    const back = await this.#ask(ask, body);
    if (fault === "unheard") {
      answer.destroy();
      return;
    }
    answer.writeHead(back.status, back.headers);
    if (fault === "short") {
      answer.write(back.body.subarray(0, back.body.length / 2), () => answer.destroy());
      return;
    }
    answer.end(back.body);
  }

  /** Says the call to the server and hears its whole answer. Where nothing answers nothing is heard. */
  #ask(ask, body) {
    const to = new URL(this.#to());
    const words = { host: to.hostname, port: to.port, method: ask.method, path: ask.url, headers: ask.headers };
    return new Promise((resolve, reject) => {
      const onward = request(words, async (back) => {
        const chunks = [];
        try {
          for await (const bytes of back) {
            chunks.push(bytes);
          }
        } catch (error) {
          reject(error);
          return;
        }
        const heard = Buffer.concat(chunks);
        this.calls.push({ method: ask.method, path: ask.url, status: back.statusCode });
        if (isCall(ask)) {
          this.#note("machine", ask, [headOf(`HTTP/1.1 ${back.statusCode} ${back.statusMessage}`, back.rawHeaders), heard]);
        }
        resolve({ status: back.statusCode, headers: back.headers, body: heard });
      });
      onward.on("error", reject);
      onward.end(body);
    });
  }

  #tunnel(ask, socket, head) {
    const [there, back] = [this.#note("server", ask, [], true), this.#note("machine", ask, [], true)];
    const to = new URL(this.#to());
    const onward = connect(to.port, to.hostname, () => {
      const opening = headOf(`${ask.method} ${ask.url} HTTP/1.1`, ask.rawHeaders);
      for (const bytes of [opening, head]) {
        there.take(bytes);
        onward.write(bytes);
      }
      socket.on("data", (bytes) => there.take(bytes));
      onward.on("data", (bytes) => back.take(bytes));
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
    socket.on("close", () => onward.destroy());
  }

  /** Remembers what went over the road, or begins to. */
  #note(to, ask, parts, socket = false) {
    const one = new Passed(to, `${socket ? "socket" : ask.method} ${ask.url}`, socket);
    parts.forEach((bytes) => one.take(bytes));
    this.passed.push(one);
    return one;
  }
}

/** A call to the server; everything else asks for a file of the program. */
const isCall = (ask) => ask.url.startsWith("/v1/");

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The head of a message, as it stood on the line. */
function headOf(first, rawHeaders) {
  const headers = rawHeaders.reduce((all, one, at) => all + one + (at % 2 ? "\r\n" : ": "), "");
  return Buffer.from(`${first}\r\n${headers}\r\n`, "latin1");
}
