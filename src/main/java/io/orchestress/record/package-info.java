/**
 * The record of a run on disk, {@code results/<run-id>/}: its values, how they are written while the run goes, and how they
 * are read back, also after the writer was killed. The run and its analysis meet only here.
 *
 * <p>Start with {@link io.orchestress.record.RunRecord}, {@link io.orchestress.record.RecordWriter} and {@link
 * io.orchestress.record.RecordReader}. docs/record-format.md describes the files. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.record;

import org.jspecify.annotations.NullMarked;
