/**
 * A working agent orchestrator on Netty: the default target of a load test, and the ground truth its figures are checked
 * against. It runs in a process of its own, listens on loopback only, and knows nothing of the rest of this toolkit.
 *
 * <p>A request takes one way: {@link io.orchestress.sut.embedded.ConnectionHandler} stamps and orders it,
 * {@link io.orchestress.sut.embedded.Dispatcher} applies the faults and finds its route, an {@code …Api} class answers,
 * {@link io.orchestress.sut.embedded.ServerStats} books the response time when the last byte is flushed. Work is done by
 * {@link io.orchestress.sut.embedded.TaskEngine}: a slot is held by a timer of
 * {@link io.orchestress.sut.embedded.PausableTimers}, never by a thread.
 */
@NullMarked
package io.orchestress.sut.embedded;

import org.jspecify.annotations.NullMarked;
