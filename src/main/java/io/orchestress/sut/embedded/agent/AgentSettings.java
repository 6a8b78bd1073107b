package io.orchestress.sut.embedded.agent;

import java.net.URI;

/**
 * How agents call their provider.
 *
 * @param url of models and tools, without the path of either
 * @param parallelTools tools that are asked for at once are called at once, instead of one after the other
 * @param tries calls of a model that are made before a task fails, the first one included
 * @param timeoutNanos for one call, from its first byte sent to its last byte received; also the longest {@code Retry-After} that is waited for
 * @param seed of which task a bug strikes, and of the jitter between tries
 */
public record AgentSettings(URI url, boolean parallelTools, int tries, long timeoutNanos, long seed) {}
