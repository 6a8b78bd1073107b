package io.orchestress.gatling;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.config.Settings;
import io.orchestress.engine.RunClock;
import io.orchestress.engine.RunMonitor.BreakerView;
import io.orchestress.engine.SecondListener;
import io.orchestress.evaluation.Evaluation;
import io.orchestress.live.LiveSettings;
import io.orchestress.live.server.Request;
import io.orchestress.live.server.Response;
import io.orchestress.live.server.Route;
import io.orchestress.metrics.TimeSource;
import io.orchestress.prometheus.PrometheusSettings;
import io.orchestress.prometheus.ScrapeEndpoint;
import io.orchestress.record.RunRecord;
import io.orchestress.text.Format;
import io.orchestress.workload.LivePlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The metrics page of a run: at its live port, so that there is none without it. */
final class RunMetrics {
    private final PrometheusSettings settings;
    private final Optional<ScrapeEndpoint> endpoint;

    private RunMetrics(PrometheusSettings settings, Optional<ScrapeEndpoint> endpoint) {
        this.settings = settings;
        this.endpoint = endpoint;
    }

    static RunMetrics of(Settings all, RunRecord atStart, LivePlan plan, RunClock clock) {
        PrometheusSettings settings = all.part(PrometheusSettings.class);
        boolean on = settings.enabled() && all.part(LiveSettings.class).enabled();
        return new RunMetrics(
                settings,
                on
                        ? Optional.of(new ScrapeEndpoint(
                                settings,
                                atStart,
                                plan,
                                clock,
                                all.part(AnalysisSettings.class).prices(),
                                TimeSource.SYSTEM))
                        : Optional.empty());
    }

    /** Pages of the live port. */
    List<Route> routes() {
        return endpoint.map(open -> Route.get(ScrapeEndpoint.PATH, request -> response(open, request))).stream()
                .toList();
    }

    private static Response response(ScrapeEndpoint endpoint, Request request) {
        ScrapeEndpoint.Page page = endpoint.page(
                request.header("Accept"),
                !request.header(ScrapeEndpoint.SCRAPER_HEADER).isEmpty());
        return new Response.Content(200, page.contentType(), page.body(), Map.of(), page.sent());
    }

    SecondListener listener(Supplier<BreakerView> breaker) {
        return endpoint.map(open -> open.listener(breaker)).orElse(SecondListener.NONE);
    }

    /** Which of its bounds the page met, a phrase each. */
    List<String> boundsMet() {
        return endpoint.filter(open -> open.folded() > 0).stream()
                .map(open -> "more than " + Format.count(settings.mostSeries()) + " time series at "
                        + ScrapeEndpoint.PATH + ": further ones are '(others)' there")
                .toList();
    }

    /** Nothing is counted any more: the page has the verdict. */
    void evaluated(Evaluation conclusion) {
        endpoint.ifPresent(open -> open.evaluated(conclusion.run()));
    }

    /** Returns when whoever has scraped the run has scraped its end, if anybody has, or takes too long for it. */
    void awaitLastScrape() {
        endpoint.ifPresent(open -> {
            try {
                open.awaitLastScrape();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
