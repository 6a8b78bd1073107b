/**
 * Visitors of a record, so that one pass serves every analysis.
 *
 * <p>Start with {@link io.orchestress.record.observe.Observer}. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.record.observe;

import org.jspecify.annotations.NullMarked;
