/** What the target's JVM does in each phase, by Java Flight Recorder. */
@NullMarked
package io.orchestress.monitoring.profiling;

import org.jspecify.annotations.NullMarked;
