/**
 * Writes an analysed record for other programs: JSON, CSV, a workbook, a printed report.
 *
 * <p>Start with {@link io.orchestress.report.export.Export}; {@link io.orchestress.report.export.ExportFormat} has the
 * formats. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.report.export;

import org.jspecify.annotations.NullMarked;
