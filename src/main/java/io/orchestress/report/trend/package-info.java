/** Runs of one simulation over time: what changed, and with which run. */
@NullMarked
package io.orchestress.report.trend;

import org.jspecify.annotations.NullMarked;
