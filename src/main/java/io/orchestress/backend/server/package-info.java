/**
 * The backend's server: connections, streams in their time, and what each path answers. Its threads are event loops, which nothing here
 * blocks. Start at {@link io.orchestress.backend.server.BackendServer}.
 */
@NullMarked
package io.orchestress.backend.server;

import org.jspecify.annotations.NullMarked;
