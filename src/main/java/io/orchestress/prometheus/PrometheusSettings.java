package io.orchestress.prometheus;

import io.orchestress.config.Section;
import io.orchestress.config.SettingsPart;
import java.time.Duration;

/**
 * Metrics for Prometheus.
 *
 * @param enabled whether the live port has the page at all
 * @param mostSeries time series of requests, tasks and times; further ones are added to others
 * @param lastScrape longest time for which the end of a run waits for a scraper that has been there
 */
public record PrometheusSettings(boolean enabled, int mostSeries, Duration lastScrape) {

    /** Read from {@code orchestress.prometheus}. */
    public static final class Part implements SettingsPart<PrometheusSettings> {
        @Override
        public Class<PrometheusSettings> type() {
            return PrometheusSettings.class;
        }

        @Override
        public PrometheusSettings read(Section root) {
            Section s = root.section("prometheus");
            return new PrometheusSettings(
                    s.flag("enabled"),
                    s.integer("most-series", 1_000, 1_000_000),
                    s.duration("last-scrape", Duration.ZERO));
        }
    }
}
