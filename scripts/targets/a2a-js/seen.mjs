// What the server counted: GET /seen, as "name count" lines.
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
if (answer?.status !== 200) process.exit(1);
for (const [name, value] of Object.entries(await answer.json())) console.log(`${name} ${value}`);
