/** How much load a target carries, and how that grows with what it is given. */
@NullMarked
package io.orchestress.analysis.capacity;

import org.jspecify.annotations.NullMarked;
