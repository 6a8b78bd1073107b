/**
 * Laws of times and rates, and random numbers that depend on the seed and on what they are drawn for, never on the order of arrival. Start at
 * {@link io.orchestress.backend.law.LawReader}.
 */
@NullMarked
package io.orchestress.backend.law;

import org.jspecify.annotations.NullMarked;
