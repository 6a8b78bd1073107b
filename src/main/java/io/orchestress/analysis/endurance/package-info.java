/** What grows while the load does not. */
@NullMarked
package io.orchestress.analysis.endurance;

import org.jspecify.annotations.NullMarked;
