/**
 * A working agent orchestrator on Netty: the default target, and the ground truth that measurements are checked against. It
 * runs in a process of its own, listens on loopback only, and knows nothing of the rest of this toolkit.
 *
 * <p>Start with {@link io.orchestress.sut.embedded.EmbeddedMain}. A request takes one way: {@link
 * io.orchestress.sut.embedded.ConnectionHandler} stamps and orders it, {@link io.orchestress.sut.embedded.Dispatcher} applies
 * the faults and finds its route, an {@code …Api} class answers, {@link io.orchestress.sut.embedded.ServerStats} books the
 * response time when the last byte is flushed. Work is done by {@link io.orchestress.sut.embedded.TaskEngine}: a slot is held
 * by a timer of {@link io.orchestress.sut.embedded.PausableTimers}, never by a thread. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.sut.embedded;

import org.jspecify.annotations.NullMarked;
