/**
 * Agent2Agent, JSON-RPC binding, in the words of 0.3 (and 0.2) and of 1.0: the card that says where and how an agent is spoken to, the
 * calls, and how their answers are judged.
 *
 * @see <a href="https://a2a-protocol.org/v1.0.0/specification/">A2A 1.0</a>
 * @see <a href="https://a2a-protocol.org/v0.3.0/specification/">A2A 0.3</a>
 */
@NullMarked
package io.orchestress.protocol.a2a;

import org.jspecify.annotations.NullMarked;
