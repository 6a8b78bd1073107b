package io.orchestress.telemetry;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.Origin;
import io.orchestress.config.Section;
import io.orchestress.config.SettingsPart;
import io.orchestress.text.Named;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a run is told to a collector.
 *
 * @param otlp empty: it is not
 * @param mostBuckets of a histogram
 */
public record TelemetrySettings(Optional<OtlpSettings> otlp, int mostBuckets) {
    /** No more than this many wait: about 100 MB. */
    private static final int MOST_SPANS = 200_000;

    private static final int MOST_BUCKETS = 2_560;

    /** When. */
    enum Wish {
        ON,
        OFF,
        /** Where an endpoint is given. */
        AUTO
    }

    /** Whether spans of tasks and requests go. */
    public boolean wantsSpans() {
        return otlp.flatMap(OtlpSettings::traces).isPresent();
    }

    /** Read from {@code orchestress.telemetry} and the environment. */
    public static final class Part implements SettingsPart<TelemetrySettings> {
        @Override
        public Class<TelemetrySettings> type() {
            return TelemetrySettings.class;
        }

        @Override
        public TelemetrySettings read(Section root) {
            return TelemetrySettings.read(root, System.getenv());
        }
    }

    /** @param environment in which the variables are */
    static TelemetrySettings read(Section root, Map<String, String> environment) {
        Section s = root.section("telemetry");
        Wish wish = s.oneOf("enabled", Wish.values());
        Optional<URI> given = endpoint(s);
        Duration interval = s.duration("interval", Duration.ofMillis(100));
        int mostBuckets = s.integer("buckets", ExponentialHistogram.FEWEST_BUCKETS, MOST_BUCKETS);
        int mostSpans = s.integer("spans", 1, MOST_SPANS);
        OtelVariables variables = new OtelVariables(environment, problem -> root.add(problem));
        boolean asked = wish == Wish.ON || (wish == Wish.AUTO && (given.isPresent() || variables.hasEndpoint()));
        if (!asked || variables.flag("OTEL_SDK_DISABLED")) {
            return new TelemetrySettings(Optional.empty(), mostBuckets);
        }
        boolean metrics = variables.isOtlp("OTEL_METRICS_EXPORTER");
        boolean traces = variables.isOtlp("OTEL_TRACES_EXPORTER");
        Preference preference = variables
                .oneOf("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", Preference.values())
                .orElse(Preference.CUMULATIVE);
        Map<String, String> resource = new LinkedHashMap<>(variables.attributes("OTEL_RESOURCE_ATTRIBUTES"));
        variables.text("OTEL_SERVICE_NAME").ifPresent(name -> resource.put("service.name", name));
        int most = variables.number("OTEL_BSP_MAX_QUEUE_SIZE", MOST_SPANS).orElse(mostSpans);
        int batch =
                variables.number("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", MOST_SPANS).orElse(Math.min(2_048, most));
        if (batch > most) {
            root.add(new ConfigProblem(
                    "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
                    Integer.toString(batch),
                    "the environment",
                    "must not be above OTEL_BSP_MAX_QUEUE_SIZE, " + most));
        }
        return new TelemetrySettings(
                Optional.of(new OtlpSettings(
                        metrics ? Optional.of(variables.signal("METRICS", given)) : Optional.empty(),
                        traces ? Optional.of(variables.signal("TRACES", given)) : Optional.empty(),
                        variables
                                .millis("OTEL_METRIC_EXPORT_INTERVAL", Duration.ofMillis(100))
                                .orElse(interval),
                        preference == Preference.CUMULATIVE ? Temporality.CUMULATIVE : Temporality.DELTA,
                        resource,
                        new OtlpSettings.Spans(
                                most,
                                batch,
                                variables
                                        .millis("OTEL_BSP_SCHEDULE_DELAY", Duration.ofMillis(10))
                                        .orElse(Duration.ofSeconds(1))))),
                mostBuckets);
    }

    /** As it is named. Of what there is here, sums and histograms, low memory means deltas. */
    private enum Preference implements Named {
        CUMULATIVE,
        DELTA,
        LOWMEMORY
    }

    private static Optional<URI> endpoint(Section s) {
        String text = s.text("endpoint").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Origin.url(text));
        } catch (IllegalArgumentException e) {
            s.problem("endpoint", e.getMessage() + ", such as http://localhost:4318, or nothing");
            return Optional.empty();
        }
    }
}
