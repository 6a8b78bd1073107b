// Two deterministic graphs and no model: every answer can be computed from its input.
import { Annotation, END, interrupt, Send, START, StateGraph } from "@langchain/langgraph";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { setTimeout as sleep } from "node:timers/promises";

const list = <T>() => Annotation<T[]>({ reducer: (left, right) => left.concat(right), default: () => [] });

const STEPS: Record<string, number> = { simple: 1, medium: 3, complex: 6, workflow: 10 };

const WorkerState = Annotation.Root({
  input: Annotation<string>(),
  size: Annotation<string>(), // act as often as a task of this size needs, see STEPS
  steps: Annotation<number>(), // act this often, whatever the size; default 1
  delayMs: Annotation<number>(), // wait before each step, default 0
  fail: Annotation<boolean>(), // throw instead of answering
  ask: Annotation<boolean>(), // ask a question back instead of answering
  log: list<string>(),
  output: Annotation<string>(),
});

const stepsOf = ({ size, steps }: typeof WorkerState.State) => steps ?? STEPS[size] ?? 1;

async function act(state: typeof WorkerState.State, config: LangGraphRunnableConfig) {
  const log: string[] = [];
  for (let step = 0; step < stepsOf(state); step++) {
    if (state.delayMs > 0) await sleep(state.delayMs, undefined, { signal: config.signal });
    config.writer?.({ token: `tok${step}` });
    log.push(`act:${step}`);
  }
  if (state.fail) throw new Error("worker failed as asked");
  if (state.ask) interrupt("go on?");
  return { log };
}

/** plan -> act (steps times, one custom event each) -> answer: output is "done:" + input. */
export const worker = new StateGraph(WorkerState)
  .addNode("plan", (state) => ({ log: [`plan:${stepsOf(state)}`] }))
  .addNode("act", act)
  .addNode("answer", (state) => ({ output: `done:${state.input}` }))
  .addEdge(START, "plan")
  .addEdge("plan", "act")
  .addEdge("act", "answer")
  .addEdge("answer", END)
  .compile();

const SupervisorState = Annotation.Root({
  task: Annotation<string>(),
  agents: Annotation<number>(), // how many sub agents, default 3
  delayMs: Annotation<number>(), // how long each of them works, default 0
  fail: Annotation<boolean>(), // let the last one throw
  results: list<string>(),
  output: Annotation<string>(),
});

async function agent({ task, index, delayMs, fail }: { task: string; index: number; delayMs: number; fail: boolean }) {
  if (delayMs > 0) await sleep(delayMs);
  if (fail) throw new Error(`agent ${index} failed as asked`);
  return { results: [`agent${index}:${task}`] };
}

/** fan out to `agents` sub agents at once, then join: output is "joined:" + the number of results. */
export const supervisor = new StateGraph(SupervisorState)
  .addNode("agent", agent)
  .addNode("join", (state) => ({ output: `joined:${state.results.length}` }))
  .addConditionalEdges(
    START,
    ({ task, agents = 3, delayMs = 0, fail = false }) =>
      Array.from({ length: agents }, (_, index) => new Send("agent", { task, index, delayMs, fail: fail && index === agents - 1 })),
    ["agent"],
  )
  .addEdge("agent", "join")
  .addEdge("join", END)
  .compile();
