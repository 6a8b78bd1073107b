/** What phases set on the target: by requests and commands, on a thread of their own, and never by the load's. */
@NullMarked
package io.orchestress.sut.control;

import org.jspecify.annotations.NullMarked;
