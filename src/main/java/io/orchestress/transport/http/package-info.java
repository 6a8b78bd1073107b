/** The one client of all that is not load: probes, questions, pages of metrics, controls, hooks. */
@NullMarked
package io.orchestress.transport.http;

import org.jspecify.annotations.NullMarked;
