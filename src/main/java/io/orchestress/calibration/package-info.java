/** What the load generator can do on a machine: how it is measured, and how it is remembered. */
@NullMarked
package io.orchestress.calibration;

import org.jspecify.annotations.NullMarked;
