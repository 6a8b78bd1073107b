/**
 * The server of a run's own pages: HTTP/1.1 on one thread, for a few viewers, who can neither hold the run nor be somebody else's page.
 *
 * <p>Start with {@link io.orchestress.live.server.LiveServer}; {@link io.orchestress.live.server.Route} is how a page is added.
 */
@NullMarked
package io.orchestress.live.server;

import org.jspecify.annotations.NullMarked;
