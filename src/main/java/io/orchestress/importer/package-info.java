/**
 * Runs of other tools as records.
 *
 * <p>A {@link io.orchestress.importer.ForeignFile} is read twice, each time from its first byte to its last: the
 * {@link io.orchestress.importer.FirstPass} checks every line and finds where the run begins and ends, then the
 * {@link io.orchestress.importer.SecondPass} writes the record. Whatever cannot be read is found out before anything is written.
 * Memory grows with the length of the run in seconds and with the number of request names, which is bounded, but not with the
 * number of requests. There is no clock: every time comes from the file.
 */
@NullMarked
package io.orchestress.importer;

import org.jspecify.annotations.NullMarked;
