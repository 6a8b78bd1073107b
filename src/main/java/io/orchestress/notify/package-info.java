/**
 * Tells others of a verdict: webhooks and commands of the configuration's {@code hooks}. A hook that fails, hangs or is refused is
 * said and bounded in time, and changes no verdict.
 */
@NullMarked
package io.orchestress.notify;

import org.jspecify.annotations.NullMarked;
