/**
 * The record of a run on disk, {@code results/<run-id>/}: its values, how they are written while the run goes, and how they
 * are read back, also after the writer was killed. The run and its analysis meet only here.
 */
@NullMarked
package io.orchestress.record;

import org.jspecify.annotations.NullMarked;
