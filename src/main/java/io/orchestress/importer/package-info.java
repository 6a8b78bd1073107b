/**
 * Turns the results of other tools into records.
 *
 * <p>Start with {@link io.orchestress.importer.Importer}. A {@link io.orchestress.importer.ForeignFile} is read twice: {@link
 * io.orchestress.importer.FirstPass} checks every line and finds where the run begins and ends, then {@link
 * io.orchestress.importer.SecondPass} writes the record. Memory grows with the seconds of the run and the number of request
 * names, not with the number of requests. There is no clock: every time comes from the file. What it may use:
 * docs/architecture.md.
 */
@NullMarked
package io.orchestress.importer;

import org.jspecify.annotations.NullMarked;
