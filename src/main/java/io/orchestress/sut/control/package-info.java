/**
 * Sets what phases say on the target, such as its number of instances or a fault, by requests and commands on a thread of its
 * own.
 *
 * <p>Start with {@link io.orchestress.sut.control.Controls}. docs/controls.md has the configuration. What it may use:
 * docs/architecture.md.
 */
@NullMarked
package io.orchestress.sut.control;

import org.jspecify.annotations.NullMarked;
