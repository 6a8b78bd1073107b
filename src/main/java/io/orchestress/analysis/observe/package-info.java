/** What sees a record go by. */
@NullMarked
package io.orchestress.analysis.observe;

import org.jspecify.annotations.NullMarked;
