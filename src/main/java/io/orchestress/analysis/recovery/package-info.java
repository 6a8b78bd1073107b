/** How long a target takes to come back. */
@NullMarked
package io.orchestress.analysis.recovery;

import org.jspecify.annotations.NullMarked;
