// Counts the server's own request log: "<-- METHOD PATH" as a request comes in, "--> METHOD PATH STATUS" as it is answered.
import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";

const log = process.argv[2];
if (!existsSync(log)) process.exit(1);

const counts = new Map();
const count = (name) => counts.set(name, (counts.get(name) ?? 0) + 1);
const named = (method, path) =>
  `${method}:${path.replace(/\?.*$/, "").replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, "{id}")}`;

for await (const line of createInterface({ input: createReadStream(log) })) {
  if (!line.startsWith("{")) continue; // the banner
  let event;
  try {
    ({ event } = JSON.parse(line));
  } catch {
    continue; // a last line cut short by kill -9
  }
  if (typeof event !== "string") continue;
  const request = /^(<--|-->) ([A-Z]+) (\S+)(?: (\d{3}) )?/.exec(event);
  if (request?.[1] === "<--") count(named(request[2], request[3]));
  else if (request) count(`${named(request[2], request[3])}=${request[4]}`);
  else if (event.startsWith("Background run succeeded")) count("run=success");
  else if (event.startsWith("Background run failed")) count("run=error");
}
for (const [name, value] of counts) console.log(`${name} ${value}`);
