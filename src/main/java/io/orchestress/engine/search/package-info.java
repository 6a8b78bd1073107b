/** Which load the search for a capacity drives next, second by second. What the steps say together is estimated in {@code stats.capacity}. */
@NullMarked
package io.orchestress.engine.search;

import org.jspecify.annotations.NullMarked;
