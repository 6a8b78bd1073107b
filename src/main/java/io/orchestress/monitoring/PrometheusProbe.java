package io.orchestress.monitoring;

import io.orchestress.monitoring.prometheus.ExpressionState;
import io.orchestress.monitoring.prometheus.ScrapedSample;
import io.orchestress.transport.http.Http;
import io.orchestress.transport.http.HttpAnswer;
import io.orchestress.transport.http.NoAnswerException;
import io.orchestress.transport.http.Question;
import io.orchestress.transport.http.Wanted;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A page of metrics. */
final class PrometheusProbe implements RemoteProbe {
    /** Larger answers are not read. */
    static final int MOST_BYTES = ScrapedPage.MOST_BYTES;

    /** Further from now a time beside a value is not now's. */
    private static final long OLDEST_MILLIS = 60_000;

    private static final String FORMATS = "text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.8";

    private final MetricsEndpoint endpoint;
    private final LongSupplier nanos;
    private final Supplier<Instant> wallClock;
    private final Consumer<String> problems;
    private final Http http;
    private final Question question;
    private final Map<String, ExpressionState> figures = new TreeMap<>();
    private final Set<String> metrics = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    /**
     * @param nanos since the load started: when an answer came
     * @param wallClock now, for pages that do not say it
     * @param problems is told once why a figure is missing, and what was done about what is there twice
     */
    PrometheusProbe(
            MetricsEndpoint endpoint, LongSupplier nanos, Supplier<Instant> wallClock, Consumer<String> problems) {
        this.endpoint = endpoint;
        this.http = endpoint.http();
        this.nanos = nanos;
        this.wallClock = wallClock;
        this.problems = problems;
        Map<String, String> headers = new HashMap<>(Map.of("Accept", FORMATS));
        endpoint.authorization().ifPresent(value -> headers.put("Authorization", value));
        this.question = Question.get(endpoint.url(), headers);
        endpoint.metrics().forEach((name, expression) -> {
            figures.put(name, new ExpressionState(expression));
            metrics.addAll(expression.names());
        });
    }

    @Override
    public String subject() {
        return endpoint.subject();
    }

    @Override
    public String place() {
        return endpoint.place();
    }

    @Override
    public Set<String> claims() {
        return figures.keySet();
    }

    @Override
    public void read(long ignored, Sink sink) {
        HttpAnswer answer = answer();
        long answeredAt = nanos.getAsLong();
        ScrapedPage page = ScrapedPage.of(answer.status(), answer::header, answer.body(), metrics::contains);
        List<ScrapedSample> samples = ofNow(page);
        tellOfDuplicates(page.samples());
        figures.forEach((name, figure) -> {
            figure.value(samples, answeredAt).ifPresent(value -> sink.add(name, value));
            figure.gap().ifPresent(why -> tell(name, why + ": no readings of " + name + " until this changes."));
            if (!figure.isThere(page.samples())) {
                tell(name + " ", "no series for " + name + " so far: no readings.");
            }
        });
    }

    /** Whoever passes on figures of others may say when they were taken: those of long ago say nothing of now. */
    private List<ScrapedSample> ofNow(ScrapedPage page) {
        long now = page.answeredAt().orElseGet(wallClock).toEpochMilli();
        return page.samples().stream()
                .filter(sample -> {
                    boolean current = sample.atMillis() == ScrapedSample.UNTIMED
                            || Math.abs((double) now - sample.atMillis()) <= OLDEST_MILLIS;
                    if (!current) {
                        tell(
                                "time of " + sample.name(),
                                sample.name() + " has the time " + Instant.ofEpochMilli(sample.atMillis())
                                        + ", which is too old (limit " + OLDEST_MILLIS / 1000
                                        + " s): it is ignored.");
                    }
                    return current;
                })
                .toList();
    }

    private void tellOfDuplicates(List<ScrapedSample> samples) {
        Set<Map.Entry<String, Map<String, String>>> seen = new HashSet<>();
        for (ScrapedSample sample : samples) {
            if (!seen.add(Map.entry(sample.name(), sample.labels()))) {
                tell("twice " + sample.name(), sample.series() + " occurs twice: only the first is read.");
            }
        }
    }

    /** Once for each subject. */
    private void tell(String about, String what) {
        if (told.add(about)) {
            problems.accept(endpoint.place() + ": " + what);
        }
    }

    private HttpAnswer answer() {
        try {
            return http.ask(question, endpoint.timeout(), Wanted.whole(MOST_BYTES));
        } catch (NoAnswerException e) {
            throw new UnreadableException(e.why(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("interrupted", e);
        }
    }
}
