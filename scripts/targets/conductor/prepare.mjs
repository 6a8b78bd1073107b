// node prepare.mjs URL — registers the workflows of workflows.json.
import { readFile } from "node:fs/promises";

const answer = await fetch(`${process.argv[2]}/api/metadata/workflow`, {
  method: "PUT",
  headers: { "content-type": "application/json" },
  body: await readFile("workflows.json"),
  signal: AbortSignal.timeout(60_000),
});
const { bulkErrorResults } = await answer.json();
if (!answer.ok || Object.keys(bulkErrorResults).length > 0) {
  console.error(answer.status, bulkErrorResults);
  process.exit(1);
}
