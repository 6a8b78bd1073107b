// node deploy.mjs ADMIN SERVICE — tells the server of the agents, and waits until it can call them.
const [admin, uri] = process.argv.slice(2);
for (let left = 50; ; left--) {
  const answer = await fetch(`${admin}/deployments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ uri }),
    signal: AbortSignal.timeout(10_000),
  }).catch((e) => ({ ok: false, status: String(e), text: () => "" }));
  if (answer.ok) break;
  if (left === 0) {
    console.error(`${answer.status} ${await answer.text()}`);
    process.exit(1);
  }
  await new Promise((next) => setTimeout(next, 200));
}
