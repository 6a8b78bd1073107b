/**
 * What orchestrators speak: how a call is put, and how its answer is judged in four layers. No connection, no clock, no
 * Gatling.
 */
@NullMarked
package io.orchestress.protocol;

import org.jspecify.annotations.NullMarked;
