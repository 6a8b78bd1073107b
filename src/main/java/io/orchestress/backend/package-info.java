/**
 * The scripted backend: a process that a target calls instead of its providers of models and its tools. It speaks their protocols, plays a
 * script, and writes down each call. Start at {@link io.orchestress.backend.Backend}; {@code server} answers, {@code wire} has the forms,
 * {@code play} says what a model says.
 */
@NullMarked
package io.orchestress.backend;

import org.jspecify.annotations.NullMarked;
