/** LangGraph servers: threads, and the runs of an assistant on them. */
@NullMarked
package io.orchestress.protocol.langgraph;

import org.jspecify.annotations.NullMarked;
