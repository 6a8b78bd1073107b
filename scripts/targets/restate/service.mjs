// Two deterministic agents behind a Restate server.
//   agent/KEY/runTask       an object: one task at a time for each key, the others wait
//   orchestrate/KEY/run     a workflow: plan, then `agents` tasks of agents of their own side by side, then join; once for each key
// A prompt that begins with "fail" ends a task with HTTP 422.
import http2 from "node:http2";
import * as restate from "@restatedev/restate-sdk";

const STEPS = { simple: 1, medium: 2, complex: 6, workflow: 4 };
const MILLIS_PER_STEP = 10;

const agent = restate.object({
  name: "agent",
  handlers: {
    runTask: async (ctx, { prompt, size }) => {
      if (prompt.startsWith("fail")) throw new restate.TerminalError("the agent failed as asked", { errorCode: 422 });
      const steps = STEPS[size] ?? 1;
      await ctx.run("think", () => new Promise((done) => setTimeout(done, steps * MILLIS_PER_STEP)));
      const runs = ((await ctx.get("runs")) ?? 0) + 1;
      ctx.set("runs", runs);
      return { output: `done:${prompt}`, agent: ctx.key, steps, runs };
    },
  },
});

const orchestrate = restate.workflow({
  name: "orchestrate",
  handlers: {
    run: async (ctx, { prompt, agents }) => {
      const tasks = Array.from({ length: agents }, (_, i) =>
        ctx.objectClient(agent, `${ctx.key}-${i}`).runTask({ prompt, size: "simple" }),
      );
      const results = await restate.RestatePromise.all(tasks);
      return { output: `joined:${results.length}`, results: results.map((result) => result.output) };
    },
  },
});

const endpoint = restate.createEndpointHandler({ services: [agent, orchestrate] });
http2.createServer(endpoint).listen(Number(process.argv[2]), "127.0.0.1");
