// What Conductor counted: its HTTP requests by method, route and status, and its workflows by how they ended.
const get = async (path) => {
  const answer = await fetch(process.argv[2] + path, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  if (answer?.status !== 200) process.exit(1);
  return answer;
};

const counts = new Map();
const add = (name, value) => counts.set(name, (counts.get(name) ?? 0) + value);
for (const line of (await (await get("/actuator/prometheus")).text()).split("\n")) {
  const series = /^http_server_requests_seconds_count\{(.*)\} ([\d.E]+)$/.exec(line);
  if (!series) continue;
  const [method, status, uri] = ["method", "status", "uri"].map((name) => new RegExp(`${name}="([^"]*)"`).exec(series[1])[1]);
  if (!uri.startsWith("/api/") || uri === "/api/workflow/search") continue;
  add(`${method}:${uri}`, Number(series[2]));
  add(`${method}:${uri}=${status}`, Number(series[2]));
}
for (const status of ["RUNNING", "COMPLETED", "FAILED", "TIMED_OUT", "TERMINATED", "PAUSED"]) {
  const query = encodeURIComponent(`workflowType=orchestress_agent AND status=${status}`);
  const { totalHits } = await (await get(`/api/workflow/search?size=1&query=${query}`)).json();
  if (totalHits > 0) add(`workflow=${status}`, totalHits);
}
for (const [name, value] of counts) console.log(`${name} ${value}`);
