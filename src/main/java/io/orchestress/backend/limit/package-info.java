/** What a provider lets one customer do: requests and tokens a minute, and calls at the same time. */
@NullMarked
package io.orchestress.backend.limit;

import org.jspecify.annotations.NullMarked;
