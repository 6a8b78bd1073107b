/**
 * Turns a record into findings: pure functions of record and limits, which can be run again years later with other limits.
 *
 * <p>Start with {@link io.orchestress.analysis.Analysis}, which reads the record once, and {@link
 * io.orchestress.analysis.Findings}, which it returns. Below it a package for each question. What it may use:
 * docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis;

import org.jspecify.annotations.NullMarked;
