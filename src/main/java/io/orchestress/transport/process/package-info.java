/** Programs of this machine that are run once, and waited for. */
@NullMarked
package io.orchestress.transport.process;

import org.jspecify.annotations.NullMarked;
