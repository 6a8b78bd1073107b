/**
 * The metrics of a run while it goes, for Prometheus: what each second recorded is added up, and shown as a page when it is asked for. Holds
 * nothing that the run waits for.
 *
 * <p>Start with {@link io.orchestress.prometheus.ScrapeEndpoint}: the page, and who has read it. {@link
 * io.orchestress.prometheus.SecondsFold} adds up. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.prometheus;

import org.jspecify.annotations.NullMarked;
