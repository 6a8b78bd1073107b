package io.orchestress.telemetry;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.engine.RunClock;
import io.orchestress.engine.RunMonitor;
import io.orchestress.engine.SecondListener;
import io.orchestress.trace.Span;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run, told to a collector. Where nobody asked for it, it hears of nothing, has no thread, and loads no class of the SDK. It never holds the run:
 * those who tell it of something wait for arithmetic at most, and its end takes {@link #LONGEST_END} at most.
 */
public final class Telemetry {
    /** What the end of a run waits for the last export, at most. */
    public static final Duration LONGEST_END = Duration.ofSeconds(5);

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final SecondListener seconds;
    private final Span.Listener spans;
    private final @Nullable OtlpExport export;

    private Telemetry(SecondListener seconds, Span.Listener spans, @Nullable OtlpExport export) {
        this.seconds = seconds;
        this.spans = spans;
        this.export = export;
    }

    /**
     * What is told of, and how.
     *
     * @param tenants whether names of requests begin with that of a tenant
     * @param phases names by their index
     * @param breaker the circuit breaker at the moment
     * @param words makes the words of a target fit to be passed on
     */
    public record Run(
            RunIdentity identity,
            boolean tenants,
            RunClock clock,
            IntFunction<String> phases,
            Supplier<RunMonitor.BreakerView> breaker,
            UnaryOperator<String> words) {}

    /**
     * Begins.
     *
     * @param tell takes a sentence on what does not arrive, when it first does not
     * @throws InvalidConfigException a key or a certificate cannot be used
     */
    public static Telemetry open(TelemetrySettings settings, Run run, Consumer<String> tell) {
        OtlpSettings otlp = settings.otlp().orElse(null);
        if (otlp == null || (otlp.metrics().isEmpty() && otlp.traces().isEmpty())) {
            return new Telemetry(SecondListener.NONE, Span.Listener.NONE, null);
        }
        Names names = new Names(run.identity().protocol(), run.tenants());
        RunFigures figures =
                new RunFigures(names, run.phases(), run.breaker(), otlp.temporality(), settings.mostBuckets());
        SpanQueue queue = new SpanQueue(otlp.spans().most());
        try {
            OtlpExport export = new OtlpExport(
                    otlp,
                    new OtlpData(
                            OtlpIdentity.resource(run.identity(), otlp.resource()),
                            otlp.temporality(),
                            names,
                            run.words()),
                    figures,
                    queue,
                    run.phases(),
                    () -> epochNanos(run.clock().startedAt()),
                    () -> epochNanos(run.clock().now()),
                    tell);
            export.start();
            return new Telemetry(
                    otlp.metrics().isPresent() ? figures : SecondListener.NONE,
                    otlp.traces().isPresent() ? queue : Span.Listener.NONE,
                    export);
        } catch (IOException | RuntimeException e) {
            throw new InvalidConfigException(List.of(new ConfigProblem(
                    "OTEL_EXPORTER_OTLP_CERTIFICATE",
                    "",
                    "the environment",
                    "the exporter cannot be made of these certificates and keys: " + e.getMessage()
                            + "; valid: files in PEM, a key in PKCS#8")));
        }
    }

    private static long epochNanos(@Nullable Instant at) {
        return at == null ? 0 : at.getEpochSecond() * NANOS_PER_SECOND + at.getNano();
    }

    /** To be told of each second. */
    public SecondListener seconds() {
        return seconds;
    }

    /** To be told of each task and each request that has ended. */
    public Span.Listener spans() {
        return spans;
    }

    /**
     * Exports what is left.
     *
     * @param most how long to wait for it
     * @return a sentence on each signal that did not arrive as a whole, for the record
     */
    public List<String> close(Duration most) {
        return export == null ? List.of() : export.close(most);
    }
}
