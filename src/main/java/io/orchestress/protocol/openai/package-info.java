/**
 * OpenAI chat completions, as one body or as a stream of chunks, and those of compatible servers.
 *
 * <p>Start with {@link io.orchestress.protocol.openai.ChatCalls}; {@link io.orchestress.protocol.openai.ChatAnswer} judges.
 * What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.protocol.openai;

import org.jspecify.annotations.NullMarked;
