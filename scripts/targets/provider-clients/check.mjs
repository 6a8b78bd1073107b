// Calls the backend at BASE by the providers' own clients, and prints what they made of its answers: a line for each check, then "done".
// It runs where the packages are: openai, @anthropic-ai/sdk, @modelcontextprotocol/sdk.
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const base = process.env.BASE;
const nonce = 'orc-0123456789abcdef';
const prompt = `Look it up and tell me. ${nonce}`;
const parameters = { type: 'object', properties: { task: { type: 'string' } }, required: ['task'] };
const answer = new RegExp(`^Task ${nonce} is done\\. .* End of ${nonce}\\.$`);
const openai = new OpenAI({ baseURL: `${base}/v1`, apiKey: 'any', maxRetries: 0 });
const anthropic = new Anthropic({ baseURL: base, apiKey: 'any', maxRetries: 0 });
const check = async (name, run) => {
  await run();
  console.log(`ok ${name}`);
};

const tools = [{ type: 'function', function: { name: 'lookup', parameters } }];
await check('chat: asks for a tool, then answers', async () => {
  const messages = [{ role: 'user', content: prompt }];
  const first = await openai.chat.completions.create({ model: 'gpt-4o', messages, tools });
  const call = first.choices[0].message.tool_calls[0];
  assert.equal(first.choices[0].finish_reason, 'tool_calls');
  assert.deepEqual(JSON.parse(call.function.arguments), { task: nonce });
  messages.push(first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'found' });
  const second = await openai.chat.completions.create({ model: 'gpt-4o', messages, tools });
  assert.match(second.choices[0].message.content, answer);
  assert.equal(second.usage.total_tokens, second.usage.prompt_tokens + second.usage.completion_tokens);
  assert.match(second._request_id, /^req_/);
});
await check('chat: the stream is the same answer', async () => {
  const stream = openai.chat.completions.stream({
    model: 'gpt-4o', messages: [{ role: 'user', content: prompt }], stream_options: { include_usage: true },
  });
  assert.match(await stream.finalContent(), answer);
  assert.equal((await stream.finalChatCompletion()).choices[0].finish_reason, 'stop');
  assert.ok((await stream.totalUsage()).completion_tokens > 10);
});
await check('chat: tools in a stream', async () => {
  const stream = openai.chat.completions.stream({ model: 'gpt-4o', messages: [{ role: 'user', content: prompt }], tools });
  const message = await stream.finalMessage();
  assert.deepEqual(JSON.parse(message.tool_calls[0].function.arguments), { task: nonce });
});
await check('chat: an answer with a schema', async () => {
  const schema = { type: 'object', properties: { next: { enum: ['a', 'b'] }, why: { type: 'string' } }, required: ['next', 'why'] };
  const reply = await openai.chat.completions.create({
    model: 'gpt-4o', messages: [{ role: 'user', content: prompt }],
    response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
  });
  assert.deepEqual(JSON.parse(reply.choices[0].message.content), { next: 'a', why: nonce });
});
await check('chat: cut by max_completion_tokens', async () => {
  const reply = await openai.chat.completions.create({
    model: 'gpt-4o', messages: [{ role: 'user', content: prompt }], max_completion_tokens: 3,
  });
  assert.equal(reply.choices[0].finish_reason, 'length');
  assert.equal(reply.usage.completion_tokens, 3);
});
await check('chat: errors are theirs', async () => {
  await assert.rejects(
    openai.chat.completions.create({ model: 'gpt-4o', messages: [] }),
    (e) => e instanceof OpenAI.BadRequestError && e.param === 'messages');
  await assert.rejects(openai.images.generate({ prompt: 'x' }), (e) => e instanceof OpenAI.NotFoundError && e.code === 'unknown_url');
});
await check('responses: asks, goes on by previous_response_id, answers', async () => {
  const ours = [{ type: 'function', name: 'lookup', parameters, strict: false }];
  const first = await openai.responses.create({ model: 'gpt-4o', input: prompt, tools: ours });
  const call = first.output.find((item) => item.type === 'function_call');
  assert.deepEqual(JSON.parse(call.arguments), { task: nonce });
  const second = await openai.responses.create({
    model: 'gpt-4o', previous_response_id: first.id, tools: ours,
    input: [{ type: 'function_call_output', call_id: call.call_id, output: 'found' }],
  });
  assert.match(second.output_text, answer);
  assert.equal(second.status, 'completed');
});
await check('responses: the stream is the same answer', async () => {
  const stream = openai.responses.stream({ model: 'gpt-4o', input: prompt });
  const numbers = [];
  for await (const event of stream) numbers.push(event.sequence_number);
  assert.deepEqual(numbers, numbers.map((_, i) => i));
  assert.match((await stream.finalResponse()).output_text, answer);
});
await check('responses: tools in a stream', async () => {
  const stream = openai.responses.stream({
    model: 'gpt-4o', input: prompt, tools: [{ type: 'function', name: 'lookup', parameters, strict: false }],
  });
  const final = await stream.finalResponse();
  assert.deepEqual(JSON.parse(final.output[0].arguments), { task: nonce });
});
await check('embeddings: of length 1, the same as numbers', async () => {
  const packed = await openai.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'], dimensions: 64 });
  const plain = await openai.embeddings.create({
    model: 'text-embedding-3-small', input: ['a', 'b'], dimensions: 64, encoding_format: 'float',
  });
  packed.data[1].embedding.forEach((x, i) => assert.ok(Math.abs(x - plain.data[1].embedding[i]) < 1e-6));
  assert.ok(Math.abs(packed.data[0].embedding.reduce((sum, x) => sum + x * x, 0) - 1) < 1e-3);
});
await check('models', async () => {
  assert.ok((await openai.models.list()).data.some((model) => model.id === 'default'));
  assert.equal((await anthropic.models.retrieve('claude-x')).id, 'claude-x');
});
const anthropicTools = [{ name: 'lookup', input_schema: parameters }];
await check('messages: asks for a tool, then answers', async () => {
  const messages = [{ role: 'user', content: prompt }];
  const first = await anthropic.messages.create({ model: 'claude', max_tokens: 500, messages, tools: anthropicTools });
  assert.equal(first.stop_reason, 'tool_use');
  const use = first.content.find((block) => block.type === 'tool_use');
  assert.deepEqual(use.input, { task: nonce });
  messages.push({ role: 'assistant', content: first.content });
  messages.push({ role: 'user', content: [{ type: 'tool_result', tool_use_id: use.id, content: 'found' }] });
  const second = await anthropic.messages.create({ model: 'claude', max_tokens: 500, messages, tools: anthropicTools });
  assert.match(second.content[0].text, answer);
  assert.equal(second.stop_reason, 'end_turn');
  assert.match(second._request_id, /^req_/);
});
await check('messages: streams', async () => {
  const text = await anthropic.messages.stream({ model: 'claude', max_tokens: 500, messages: [{ role: 'user', content: prompt }] }).finalText();
  assert.match(text, answer);
  const asked = await anthropic.messages
    .stream({ model: 'claude', max_tokens: 500, messages: [{ role: 'user', content: prompt }], tools: anthropicTools })
    .finalMessage();
  assert.deepEqual(asked.content[0].input, { task: nonce });
  assert.ok(asked.usage.output_tokens > 1);
});
await check('messages: counted tokens and errors', async () => {
  const counted = await anthropic.messages.countTokens({ model: 'claude', messages: [{ role: 'user', content: '12345678' }] });
  assert.equal(counted.input_tokens, 2);
  await assert.rejects(
    anthropic.messages.create({ model: 'claude', max_tokens: 5, messages: [] }),
    (e) => e instanceof Anthropic.BadRequestError && e.error.error.type === 'invalid_request_error');
});
await check('limits: 429 with the time to wait, and what is left', async () => {
  const limited = { model: 'limited', messages: [{ role: 'user', content: 'x' }] };
  const { response } = await openai.chat.completions.create(limited).withResponse();
  assert.equal(response.headers.get('x-ratelimit-limit-requests'), '1');
  assert.equal(response.headers.get('x-ratelimit-remaining-requests'), '0');
  await assert.rejects(
    openai.chat.completions.create(limited),
    (e) => e instanceof OpenAI.RateLimitError && e.code === 'rate_limit_exceeded' && Number(e.headers.get('retry-after')) > 30);
  await assert.rejects(
    anthropic.messages.create({ ...limited, max_tokens: 9 }),
    (e) => e instanceof Anthropic.RateLimitError && e.headers.get('anthropic-ratelimit-requests-remaining') === '0');
});
await check('mcp: lists and calls', async () => {
  const client = new Client({ name: 'check', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${base}/mcp`)));
  const { tools: listed } = await client.listTools();
  assert.deepEqual(listed.map((tool) => tool.name), ['lookup', 'record']);
  const result = await client.callTool({ name: 'record', arguments: { task: nonce } });
  assert.equal(result.content[0].text, `Recorded for ${nonce}.`);
  await assert.rejects(client.callTool({ name: 'nowhere', arguments: {} }), (e) => e.code === -32602);
  await client.close();
});
console.log('done');
