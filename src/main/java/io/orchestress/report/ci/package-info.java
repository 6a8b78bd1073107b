/**
 * Writes findings for pipelines: JUnit XML, SARIF, OpenMetrics and GitHub's annotations.
 *
 * <p>Start with {@link io.orchestress.report.ci.JUnitXml}. docs/ci.md says who reads which. What it may use:
 * docs/architecture.md.
 */
@NullMarked
package io.orchestress.report.ci;

import org.jspecify.annotations.NullMarked;
