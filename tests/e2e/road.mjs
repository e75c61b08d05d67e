// The road between the machines of a journey and their server: it can be made slow for some calls, and remembers what went
// over it. Everything passes as it is, web sockets included, so the server is the real one.
import { createServer, request } from "node:http";
import { connect } from "node:net";

export class Road {
  #server;
  #to;
  #held = null;
  #cut = false;
  #sockets = new Set();
  /** Calls that were answered: { method, path, status }. */
  calls = [];
  /** The bytes of everything that was sent to the server. */
  sent = [];

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

  /** Nothing comes through any more, while the server goes on running. */
  cut() {
    this.#cut = true;
    this.#sockets.forEach((socket) => socket.destroy());
  }

  /** The road is open again. */
  mend() {
    this.#cut = false;
  }

  async close() {
    this.#sockets.forEach((socket) => socket.destroy());
    await new Promise((done) => this.#server.close(done));
  }

  async #pass(ask, answer) {
    const body = [];
    for await (const bytes of ask) {
      body.push(bytes);
    }
    this.sent.push(Buffer.from(`${ask.method} ${ask.url}`), ...body);
    if (this.#held?.matches(ask.method, ask.url)) {
      await new Promise((done) => setTimeout(done, this.#held?.ms ?? 0));
    }
    if (this.#cut) {
      answer.destroy();
      return;
    }
    const to = new URL(this.#to());
    const words = { host: to.hostname, port: to.port, method: ask.method, path: ask.url, headers: ask.headers };
    const onward = request(words, (back) => {
      this.calls.push({ method: ask.method, path: ask.url, status: back.statusCode });
      answer.writeHead(back.statusCode, back.headers);
      back.pipe(answer);
    });
    // Nothing answers there: nothing answers here.
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    onward.end(Buffer.concat(body));
  }

  #tunnel(ask, socket, head) {
    const to = new URL(this.#to());
    const onward = connect(to.port, to.hostname, () => {
      const headers = ask.rawHeaders.reduce((all, one, at) => all + one + (at % 2 ? "\r\n" : ": "), "");
      onward.write(`${ask.method} ${ask.url} HTTP/1.1\r\n${headers}\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
    socket.on("close", () => onward.destroy());
  }
}
