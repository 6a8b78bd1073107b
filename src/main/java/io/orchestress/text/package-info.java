/** Text that came from outside, made harmless. Everything may use it; it uses nothing. */
@NullMarked
package io.orchestress.text;

import org.jspecify.annotations.NullMarked;
