/** A comparison of two runs as plain text. */
@NullMarked
package io.orchestress.report.comparison;

import org.jspecify.annotations.NullMarked;
