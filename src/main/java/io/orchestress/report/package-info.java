/**
 * What every report shares: how quantities are spelled, what is said in words, and which rows and columns the tables hold.
 * The forms themselves, one per package below, turn {@code Findings} into text on a writer and know nothing else.
 */
@NullMarked
package io.orchestress.report;

import org.jspecify.annotations.NullMarked;
