/** OpenAI chat completions, as one body or as a stream of chunks, and of the servers that are compatible with them. */
@NullMarked
package io.orchestress.protocol.openai;

import org.jspecify.annotations.NullMarked;
