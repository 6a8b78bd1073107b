/** Whether somebody else had the machine: by steal, by waits for a CPU and by what other processes used, and blind to what the target did. */
@NullMarked
package io.orchestress.analysis.disturbance;

import org.jspecify.annotations.NullMarked;
