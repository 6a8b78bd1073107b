// An agent as people build it: a chat model of OpenAI's client, tools over MCP by LangChain's adapters, and LangGraph's own loop between them.
// Both are wherever OPENAI_BASE_URL says; MCP_URL says otherwise for the tools.
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { createReactAgent } from "@langchain/langgraph/prebuilt";
import { MultiServerMCPClient } from "@langchain/mcp-adapters";
import { ChatOpenAI } from "@langchain/openai";

const State = Annotation.Root({
  input: Annotation<string>(),
  size: Annotation<string>(),
  output: Annotation<string>(),
});

const model = () =>
  new ChatOpenAI({
    model: "gpt-4o-mini",
    apiKey: process.env.OPENAI_API_KEY ?? "any",
    configuration: { baseURL: process.env.OPENAI_BASE_URL },
    streaming: true,
  });

async function build() {
  const provider = process.env.OPENAI_BASE_URL;
  if (!provider) throw new Error("OPENAI_BASE_URL is not set: scripts/orchestress backend says to what");
  const url = process.env.MCP_URL ?? provider.replace(/\/v1\/?$/, "") + "/mcp";
  const tools = await new MultiServerMCPClient({ mcpServers: { backend: { transport: "http", url } } }).getTools();
  return createReactAgent({ llm: model(), tools });
}

let built: ReturnType<typeof build> | undefined;

async function work(state: typeof State.State, config: LangGraphRunnableConfig) {
  built ??= build().catch((error) => {
    built = undefined; // the next run tries again
    throw error;
  });
  const agent = await built;
  const { messages } = await agent.invoke({ messages: [{ role: "user", content: state.input }] }, { signal: config.signal });
  const output = String(messages[messages.length - 1].content);
  config.writer?.({ token: output });
  return { output };
}

/** The output is what the model answers in the end. */
export const agent = new StateGraph(State).addNode("work", work).addEdge(START, "work").addEdge("work", END).compile();
