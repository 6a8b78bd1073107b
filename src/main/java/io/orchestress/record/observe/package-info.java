/** What sees a record go by. */
@NullMarked
package io.orchestress.record.observe;

import org.jspecify.annotations.NullMarked;
