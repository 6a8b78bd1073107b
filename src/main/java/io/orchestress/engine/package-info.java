/**
 * The run while it goes: once a second what was measured becomes a line of the record, four times a second the circuit breaker
 * looks, every few seconds the console says one line.
 */
@NullMarked
package io.orchestress.engine;

import org.jspecify.annotations.NullMarked;
