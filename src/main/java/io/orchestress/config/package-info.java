/** HOCON to typed, checked records. */
@NullMarked
package io.orchestress.config;

import org.jspecify.annotations.NullMarked;
