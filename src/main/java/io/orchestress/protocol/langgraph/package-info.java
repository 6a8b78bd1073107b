/**
 * LangGraph servers: threads, and the runs of an assistant on them.
 *
 * <p>Start with {@link io.orchestress.protocol.langgraph.LangGraphCalls}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.protocol.langgraph;

import org.jspecify.annotations.NullMarked;
