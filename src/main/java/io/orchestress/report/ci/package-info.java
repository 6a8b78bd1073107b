/**
 * Findings in the forms that pipelines read: JUnit XML, SARIF, OpenMetrics and the annotations of GitHub. Like every report a function
 * of the findings to a writer: equal findings give equal text. docs/ci.md says who reads which.
 */
@NullMarked
package io.orchestress.report.ci;

import org.jspecify.annotations.NullMarked;
