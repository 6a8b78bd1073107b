/**
 * Agents that really call a model and tools: a task is a loop of calls of {@code POST /v1/chat/completions} and of {@code tools/call} over MCP,
 * until the model answers. Everything runs on one event loop. {@link io.orchestress.sut.embedded.agent.Agents} starts a task, {@code AgentRun} is
 * its loop, {@code Connections} carries its calls, {@link io.orchestress.sut.embedded.agent.Bugs} is what it does wrong on purpose.
 */
@NullMarked
package io.orchestress.sut.embedded.agent;

import org.jspecify.annotations.NullMarked;
