/**
 * The way to a target and back: HTTP connections, child processes and their pipes, server-sent events. It moves bytes and tells
 * times; what an answer means is said in {@code protocol}.
 */
@NullMarked
package io.orchestress.transport;

import org.jspecify.annotations.NullMarked;
