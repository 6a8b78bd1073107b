// Sums aimock_requests_total of GET /metrics per method and path, and per status.
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
if (answer?.status !== 200) process.exit(1);

const counts = new Map();
const add = (name, value) => counts.set(name, (counts.get(name) ?? 0) + value);
for (const line of (await answer.text()).split("\n")) {
  const series = /^aimock_requests_total\{method="([^"]*)",path="([^"]*)",status="([^"]*)"\} (\d+)$/.exec(line);
  if (!series) continue;
  const [, method, path, status, value] = series;
  add(`${method}:${path}`, Number(value));
  add(`${method}:${path}=${status}`, Number(value));
}
for (const [name, value] of counts) console.log(`${name} ${value}`);
