// A deterministic MCP server on the official SDK: agents are counted, a task is answered with what it was asked.
//   spawn_agent {type}         {"success":true,"agentId":"agent-1","type":"coder"}
//   list_agents {}             {"success":true,"total":1}
//   run_task {prompt, size}    {"success":true,"output":"done:PROMPT"}; a prompt with "fail-tool" throws, with "fail-task" says success:false,
//                              with "ask-back" is answered with input_required
import { createServer } from "node:http";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, inputRequired, McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";

let agents = 0;
const json = (value) => ({ content: [{ type: "text", text: JSON.stringify(value) }] });

function server() {
  const mcp = new McpServer({ name: "orchestress-mcp-2026", version: "1.0.0" });
  mcp.registerTool("spawn_agent", { inputSchema: z.object({ type: z.string() }) }, ({ type }) =>
    json({ success: true, agentId: `agent-${++agents}`, type }),
  );
  mcp.registerTool("list_agents", { inputSchema: z.object({}) }, () => json({ success: true, total: agents }));
  mcp.registerTool("run_task", { inputSchema: z.object({ prompt: z.string(), size: z.string() }) }, ({ prompt }) => {
    if (prompt.includes("fail-tool")) throw new Error("tool exploded");
    if (prompt.includes("fail-task")) return json({ success: false, error: "no such agent" });
    if (prompt.includes("ask-back")) return inputRequired({ requestState: "asked" });
    return json({ success: true, output: `done:${prompt}` });
  });
  return mcp;
}

const handle = toNodeHandler(createMcpHandler(server));
createServer((request, response) => {
  if (request.url === "/mcp") handle(request, response);
  else response.writeHead(404).end();
}).listen(Number(process.env.PORT), "127.0.0.1");
