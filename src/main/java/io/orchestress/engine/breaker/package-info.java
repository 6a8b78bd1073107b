/** When to stop a load test while it runs: rules over a sliding window of what ended, and their verdict. */
@NullMarked
package io.orchestress.engine.breaker;

import org.jspecify.annotations.NullMarked;
