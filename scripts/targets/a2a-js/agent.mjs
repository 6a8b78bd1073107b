// A deterministic agent without a model. Its message says what to do:
//   steps=N   so many artifact parts, one after the other (default 2)      delay=MS  before each (default 0)
//   do=fail | reject | ask | throw | message     ends like that, after the steps: failed, rejected, input-required, by an
//                                                exception, or by a message without any task
import { AgentEvent } from "@a2a-js/sdk/server";
import { Role, TaskState } from "@a2a-js/sdk";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const ENDS = {
  fail: TaskState.TASK_STATE_FAILED,
  reject: TaskState.TASK_STATE_REJECTED,
  ask: TaskState.TASK_STATE_INPUT_REQUIRED,
};

const text = (value) => ({ content: { $case: "text", value }, metadata: undefined, filename: "", mediaType: "" });
const number = (prompt, name, otherwise) => Number(new RegExp(`\\b${name}=(\\d+)`).exec(prompt)?.[1] ?? otherwise);

export class Agent {
  #canceled = new Set();

  async execute({ userMessage, taskId, contextId }, bus) {
    const prompt = userMessage.parts.map((part) => (part.content?.$case === "text" ? part.content.value : "")).join(" ");
    const wanted = /\bdo=(\w+)/.exec(prompt)?.[1];
    const status = (state) => ({ state, message: undefined, timestamp: new Date().toISOString() });
    const becomes = (state) =>
      bus.publish(AgentEvent.statusUpdate({ taskId, contextId, status: status(state), metadata: undefined }));

    if (wanted === "message") {
      bus.publish(
        AgentEvent.message({
          messageId: randomUUID(), contextId, taskId: "", role: Role.ROLE_AGENT, parts: [text("hello")],
          metadata: undefined, extensions: [], referenceTaskIds: [],
        }),
      );
      bus.finished();
      return;
    }
    bus.publish(
      AgentEvent.task({
        id: taskId, contextId, status: status(TaskState.TASK_STATE_SUBMITTED), artifacts: [], history: [userMessage],
        metadata: undefined,
      }),
    );
    becomes(TaskState.TASK_STATE_WORKING);
    const steps = number(prompt, "steps", 2);
    const delayMs = number(prompt, "delay", 0);
    for (let step = 0; step < steps; step++) {
      if (delayMs > 0) await sleep(delayMs);
      if (this.#canceled.delete(taskId)) {
        becomes(TaskState.TASK_STATE_CANCELED);
        bus.finished();
        return;
      }
      bus.publish(
        AgentEvent.artifactUpdate({
          taskId, contextId, append: step > 0, lastChunk: step === steps - 1, metadata: undefined,
          artifact: {
            artifactId: "answer", name: "answer", description: "", parts: [text(`step ${step} `)], metadata: undefined,
            extensions: [],
          },
        }),
      );
    }
    if (wanted === "throw") throw new Error("the agent threw as asked");
    becomes(ENDS[wanted] ?? TaskState.TASK_STATE_COMPLETED);
    bus.finished();
  }

  async cancelTask(taskId) {
    this.#canceled.add(taskId);
  }
}
