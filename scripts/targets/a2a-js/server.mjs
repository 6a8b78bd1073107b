// The server of the A2A SDK for JavaScript, 1.0 and 0.3 on one port. It counts what it receives: GET /seen.
import { DefaultRequestHandler, InMemoryTaskStore } from "@a2a-js/sdk/server";
import { UserBuilder, agentCardHandler, jsonRpcHandler } from "@a2a-js/sdk/server/express";
import express from "express";
import { Agent } from "./agent.mjs";

const port = Number(process.argv[2]);
const url = `http://127.0.0.1:${port}/`;
const binding = (protocolVersion) => ({ url, protocolBinding: "JSONRPC", protocolVersion, tenant: "" });
const card = {
  name: "Steps",
  description: "Takes as many steps as it is asked to.",
  version: "1.0.0",
  supportedInterfaces: [binding("1.0"), binding("0.3")],
  capabilities: { streaming: true, pushNotifications: false, extensions: [] },
  securitySchemes: {},
  securityRequirements: [],
  defaultInputModes: ["text/plain"],
  defaultOutputModes: ["text/plain"],
  skills: [{
    id: "steps", name: "Steps", description: "steps=N delay=MS do=WORD", tags: ["test"], examples: [], inputModes: [],
    outputModes: [], securityRequirements: [],
  }],
  signatures: [],
};

const counts = new Map();
const count = (name) => counts.set(name, (counts.get(name) ?? 0) + 1);

const requestHandler = new DefaultRequestHandler(card, new InMemoryTaskStore(), new Agent(count));
const userBuilder = UserBuilder.noAuthentication;
const app = express();
app.get("/seen", (_, answer) => answer.type("text/plain").send([...counts].map(([name, value]) => `${name} ${value}\n`).join("")));
app.use((request, answer, next) => {
  answer.on("close", () => {
    // The handler below has parsed the body by now; without a version header a request is one of 0.3.
    const path = request.originalUrl.replace(/\?.*/, "");
    const name = path === "/" && request.body?.method
      ? `${request.get("A2A-Version") ?? "0.3"}:${request.body.method}`
      : `${request.method}:${path}`;
    count(name);
    count(`${name}=${answer.writableFinished ? answer.statusCode : "cut"}`);
  });
  next();
});
app.use("/.well-known/agent-card.json", agentCardHandler({ agentCardProvider: requestHandler, legacyCompat: { enabled: true } }));
app.use("/", jsonRpcHandler({ requestHandler, userBuilder, legacyCompat: { enabled: true } }));
app.listen(port, "127.0.0.1");
