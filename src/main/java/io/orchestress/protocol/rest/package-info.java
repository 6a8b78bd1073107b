/**
 * REST APIs that the configuration describes: which request a task is, and where its answer has the result.
 *
 * <p>Start with {@link io.orchestress.protocol.rest.RestTask}; {@link io.orchestress.protocol.rest.RestAnswer} judges. What it
 * may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.protocol.rest;

import org.jspecify.annotations.NullMarked;
