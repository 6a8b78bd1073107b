// node --require count.cjs SERVER : counts what an HTTP server of Node receives and answers, in the server's own process but below
// its code: request bodies as the parser hands them over, answers as they are written. GET /__seen tells, as "name count" lines.
// A server that names no address is bound to 127.0.0.1.
const http = require("node:http");
const net = require("node:net");

const KEPT = 1 << 20; // of a body, enough for what is looked for in it
const counts = new Map();
const count = (name) => counts.set(name, (counts.get(name) ?? 0) + 1);

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  if (typeof args[0] === "number" || /^\d+$/.test(args[0])) {
    if (typeof args[1] === "string") return listen.apply(this, args);
    return listen.call(this, Number(args[0]), "127.0.0.1", ...args.slice(1));
  }
  if (args[0] && typeof args[0] === "object" && args[0].port !== undefined && !args[0].host) {
    return listen.call(this, { ...args[0], host: "127.0.0.1" }, ...args.slice(1));
  }
  return listen.apply(this, args);
};

const push = http.IncomingMessage.prototype.push;
http.IncomingMessage.prototype.push = function (chunk, encoding) {
  const seen = this.orchestressSeen;
  if (seen && chunk && seen.size < KEPT) {
    seen.chunks.push(Buffer.from(chunk));
    seen.size += chunk.length;
  } else if (seen && chunk === null) received(seen);
  return push.call(this, chunk, encoding);
};

function received(seen) {
  const text = Buffer.concat(seen.chunks).toString();
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    return;
  }
  if (typeof message?.method === "string") count(`rpc:${message.method}`);
}

const answered = (response, text) => {
  const error = /"error"\s*:\s*\{\s*"code"\s*:\s*(-?\d+)/.exec(text);
  if (error) count(`rpc-error=${error[1]}`);
  else if (/"isError"\s*:\s*true/.test(text)) count("tool-error");
  count(`${response.orchestressName}=${response.statusCode}`);
};

for (const name of ["write", "end"]) {
  const original = http.ServerResponse.prototype[name];
  http.ServerResponse.prototype[name] = function (chunk, ...rest) {
    if (this.orchestressName && !this.orchestressAnswered) {
      if (typeof chunk === "string" || chunk instanceof Uint8Array) {
        if (this.orchestressText.length < KEPT) this.orchestressText += Buffer.from(chunk).toString();
      }
      if (name === "end") {
        this.orchestressAnswered = true;
        answered(this, this.orchestressText);
      }
    }
    return original.call(this, chunk, ...rest);
  };
}

const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, response, ...rest) {
  if (event === "request") {
    const path = request.url.replace(/\?.*$/, "");
    if (path === "/__seen") {
      response.end([...counts].map(([name, value]) => `${name} ${value}\n`).join(""));
      return true;
    }
    const name = `${request.method}:${path}`;
    count(name);
    request.orchestressSeen = { chunks: [], size: 0 };
    response.orchestressName = name;
    response.orchestressText = "";
  }
  return emit.call(this, event, request, response, ...rest);
};
