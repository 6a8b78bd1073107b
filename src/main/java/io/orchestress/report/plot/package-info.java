/** Drawings that need no script and print as they are: places in percent, so that they fit any width. */
@NullMarked
package io.orchestress.report.plot;

import org.jspecify.annotations.NullMarked;
