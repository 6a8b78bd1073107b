/**
 * Carries bytes to a target and back, and takes their times: HTTP connections, server-sent events, child processes and their
 * pipes. The meaning of an answer is decided in {@code protocol}.
 *
 * <p>Start with {@link io.orchestress.transport.Wire}; {@link io.orchestress.transport.HttpWire} and {@link
 * io.orchestress.transport.PipeWire} are two of them, {@link io.orchestress.transport.Receiver} gets what arrives. What it may
 * use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.transport;

import org.jspecify.annotations.NullMarked;
