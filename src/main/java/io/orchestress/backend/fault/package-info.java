/** Faults that the backend has for a while: which are in force, and which call gets one. Start at {@link io.orchestress.backend.fault.Faults}. */
@NullMarked
package io.orchestress.backend.fault;

import org.jspecify.annotations.NullMarked;
