// Calls the backend at BASE by the providers' own clients while it has faults: a line for each, fault, client, calls that it made, shortest pause
// between them, and what came of it; then "done".
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';

const base = process.env.BASE;
const set = async (faults) => assert.equal((await fetch(`${base}/faults`, { method: 'PUT', body: faults })).status, 200);
const hits = async () => (await (await fetch(`${base}/faults`)).json()).faults[0]?.hit ?? 0;
const times = [];
const timed = (url, init) => (times.push(performance.now()), fetch(url, init));
const messages = [{ role: 'user', content: 'Tell me. orc-0123456789abcdef' }];
const parameters = { type: 'object', properties: { query: { type: 'string' } } };
const openai = new OpenAI({ baseURL: `${base}/v1`, apiKey: 'any', timeout: 400, fetch: timed });
const anthropic = new Anthropic({ baseURL: base, apiKey: 'any', timeout: 400, fetch: timed });
const all = async (stream) => { for await (const event of stream) void event; };
const clients = {
  openai: {
    whole: () => openai.chat.completions.create({ model: 'm', messages }),
    stream: async () => all(await openai.chat.completions.create({ model: 'm', messages, stream: true })),
    tool: async () => (await openai.chat.completions.create({
      model: 'm', messages, tools: [{ type: 'function', function: { name: 'lookup', parameters } }],
    })).choices[0].message.tool_calls[0].function.name,
  },
  anthropic: {
    whole: () => anthropic.messages.create({ model: 'm', max_tokens: 99, messages }),
    stream: async () => all(await anthropic.messages.create({ model: 'm', max_tokens: 99, messages, stream: true })),
    tool: async () => (await anthropic.messages.create({
      model: 'm', max_tokens: 99, messages, tools: [{ name: 'lookup', input_schema: parameters }],
    })).content.find((block) => block.type === 'tool_use').name,
  },
};
const pause = () => times.slice(1).reduce((least, at, i) => Math.min(least, at - times[i]), Infinity);

/** Makes the call under the fault, and says what came of it: a name of an error, or what was answered. */
const meets = async (fault, client, form, calls, expected, leastPause = 0) => {
  await set(fault);
  times.length = 0;
  let outcome;
  try {
    const value = await clients[client][form]();
    outcome = typeof value === 'string' ? value : 'answered';
  } catch (e) {
    outcome = e.constructor.name;
  }
  const shortest = times.length < 2 ? '-' : `${Math.round(pause())} ms`;
  console.log(`${fault}, ${form} | ${client} | ${times.length} | ${shortest} | ${outcome}`);
  assert.equal(times.length, calls, 'calls');
  assert.equal(await hits(), calls, 'calls that had the fault');
  assert.match(outcome, expected);
  assert.ok(times.length < 2 || pause() >= leastPause, `pause ${pause()}`);
};

for (const client of Object.keys(clients)) {
  // OpenAI's client knows retry-after-ms; retry-after alone is in whole seconds.
  await meets('429 retry-after=800ms', client, 'whole', 3, /^RateLimitError$/, client === 'openai' ? 790 : 990);
  await meets('429-bare', client, 'whole', 3, /^RateLimitError$/, 300);
  await meets('500', client, 'whole', 3, /^InternalServerError$/, 300);
  await meets('529', client, 'stream', 3, client === 'openai' ? /^InternalServerError$/ : /^OverloadedError$/, 300);
  await meets('hang', client, 'whole', 3, /^APIConnectionTimeoutError$/, 400);
  await meets('cut', client, 'stream', 1, /Error$/);
  await meets('stream-error', client, 'stream', 1, /^APIError$/);
  await meets('invalid-json', client, 'whole', 1, /^SyntaxError$/);
  await meets('unknown-tool', client, 'tool', 1, /^orchestress_no_such_tool$/);
}
// A fault that ends before the client gives up: the next of its calls is answered.
for (const client of Object.keys(clients)) {
  await set('503');
  times.length = 0;
  const call = clients[client].whole();
  while (await hits() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await set('none');
  await call;
  console.log(`503 that ends | ${client} | ${times.length} | ${Math.round(pause())} ms | answered`);
  assert.equal(times.length, 2);
}
await set('none');
console.log('done');
