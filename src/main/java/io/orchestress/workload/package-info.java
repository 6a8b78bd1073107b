/** What the phases of a workload mean: the load at any time, and the phase to which a request belongs. */
@NullMarked
package io.orchestress.workload;

import org.jspecify.annotations.NullMarked;
