/**
 * Notifies others of a verdict, by the webhooks and commands of the configuration.
 *
 * <p>Start with {@link io.orchestress.notify.Hooks}. A notification that fails is reported, is bounded in time, and changes no
 * verdict. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.notify;

import org.jspecify.annotations.NullMarked;
