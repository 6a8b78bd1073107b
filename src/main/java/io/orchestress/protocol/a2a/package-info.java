/**
 * Agent2Agent, JSON-RPC binding, versions 0.3 (and 0.2) and 1.0.
 *
 * <p>Start with {@link io.orchestress.protocol.a2a.A2aCalls}; {@link io.orchestress.protocol.a2a.AgentCard} says where and how
 * an agent is called. What it may use: docs/architecture.md.
 *
 * @see <a href="https://a2a-protocol.org/v1.0.0/specification/">A2A 1.0</a>
 * @see <a href="https://a2a-protocol.org/v0.3.0/specification/">A2A 0.3</a>
 */
@NullMarked
package io.orchestress.protocol.a2a;

import org.jspecify.annotations.NullMarked;
