/** From a closed record to its findings, reports and exit code; the end of every run, and of {@code orchestress report}. */
@NullMarked
package io.orchestress.evaluation;

import org.jspecify.annotations.NullMarked;
