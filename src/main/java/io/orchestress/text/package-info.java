/**
 * Writes numbers and foreign text so that people can read them and nothing obeys them. Every package may use it; it uses none.
 *
 * <p>Start with {@link io.orchestress.text.Format} for numbers and {@link io.orchestress.text.Visible} for text from outside.
 * What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.text;

import org.jspecify.annotations.NullMarked;
