// Reads restate_ingress_requests_total: every request that the ingress took, and of calls and sends how they ended.
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
if (answer?.status !== 200) process.exit(1);

for (const line of (await answer.text()).split("\n")) {
  const series = /^restate_ingress_requests_total\{([^}]*)\} (\d+)$/.exec(line);
  if (!series) continue;
  const label = (name) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(series[1])?.[1];
  const service = label("rpc_service");
  console.log(`${service ? `${label("rpc_type")}:${service}=` : ""}${label("status")} ${series[2]}`);
}
