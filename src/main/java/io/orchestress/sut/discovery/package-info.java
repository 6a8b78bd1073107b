/**
 * Asks a target, before the load, what it speaks: each protocol has a question or two that start no work. Tells apart a target that is
 * not there ({@code target}) from one that is, and speaks something else.
 */
@NullMarked
package io.orchestress.sut.discovery;

import org.jspecify.annotations.NullMarked;
