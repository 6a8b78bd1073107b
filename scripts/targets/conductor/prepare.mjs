// node prepare.mjs URL — registers the workflows of workflows.json, and an agent.
import { readFile } from "node:fs/promises";

const send = async (method, path, body) => {
  const answer = await fetch(process.argv[2] + path, {
    method,
    headers: { "content-type": "application/json" },
    body,
    signal: AbortSignal.timeout(60_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text;
};

const { bulkErrorResults } = JSON.parse(await send("PUT", "/api/metadata/workflow", await readFile("workflows.json")));
if (Object.keys(bulkErrorResults).length > 0) throw new Error(JSON.stringify(bulkErrorResults));
const agentConfig = { name: "orchestress", model: "openai/gpt-4o", instructions: "Answer in one sentence.", maxTurns: 3 };
await send("POST", "/api/agent/deploy", JSON.stringify({ agentConfig }));
