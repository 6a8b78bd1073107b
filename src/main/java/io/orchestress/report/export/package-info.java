/** An analysed record in the formats of other programs: one document, a table, a workbook, a printed report. */
@NullMarked
package io.orchestress.report.export;

import org.jspecify.annotations.NullMarked;
