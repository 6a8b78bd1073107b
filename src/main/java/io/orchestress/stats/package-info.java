/** Statistics: numbers in, numbers out. Nothing here knows a run, a request or a file. */
@NullMarked
package io.orchestress.stats;

import org.jspecify.annotations.NullMarked;
