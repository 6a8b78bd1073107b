/** The backend's server: connections, streams in their time, and what each path answers. Its threads are event loops, which nothing here blocks. */
@NullMarked
package io.orchestress.backend.server;

import org.jspecify.annotations.NullMarked;
