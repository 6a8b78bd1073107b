/** Whether the load generator kept up with what it was told to do. */
@NullMarked
package io.orchestress.analysis.injector;

import org.jspecify.annotations.NullMarked;
