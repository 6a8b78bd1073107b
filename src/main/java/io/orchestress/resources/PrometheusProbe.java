package io.orchestress.resources;

import io.orchestress.http.Http;
import io.orchestress.http.HttpAnswer;
import io.orchestress.http.NoAnswerException;
import io.orchestress.http.Question;
import io.orchestress.http.Wanted;
import io.orchestress.resources.prometheus.Evaluation;
import io.orchestress.resources.prometheus.MalformedMetricsException;
import io.orchestress.resources.prometheus.MetricsText;
import io.orchestress.resources.prometheus.Sample;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A page of metrics. */
final class PrometheusProbe implements RemoteProbe {
    /** Larger answers are not read. */
    static final int MOST_BYTES = 4 << 20;

    private static final int OK = 200;
    private static final String FORMATS = "text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.8";

    private final Endpoint endpoint;
    private final LongSupplier nanos;
    private final Consumer<String> problems;
    private final Http http = Http.direct();
    private final Question question;
    private final Map<String, Evaluation> figures = new TreeMap<>();
    private final Set<String> metrics = new HashSet<>();
    private final Set<String> missed = new HashSet<>();

    /**
     * @param nanos since the load started: when an answer came
     * @param problems is told once of each figure that the page has no series for
     */
    PrometheusProbe(Endpoint endpoint, LongSupplier nanos, Consumer<String> problems) {
        this.endpoint = endpoint;
        this.nanos = nanos;
        this.problems = problems;
        Map<String, String> headers = new HashMap<>(Map.of("Accept", FORMATS));
        endpoint.authorization().ifPresent(value -> headers.put("Authorization", value));
        this.question = Question.get(endpoint.url(), headers);
        endpoint.metrics().forEach((name, expression) -> {
            figures.put(name, new Evaluation(expression));
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
        if (answer.status() != OK) {
            throw new UnreadableException("it answers with status " + answer.status());
        }
        boolean openMetrics = answer.header("content-type").startsWith("application/openmetrics-text");
        List<Sample> samples;
        try {
            samples = MetricsText.parse(answer.text(), openMetrics, metrics::contains);
        } catch (MalformedMetricsException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()), e);
        }
        figures.forEach((name, figure) -> {
            figure.value(samples, answeredAt).ifPresent(value -> sink.add(name, value));
            if (!figure.isThere(samples) && missed.add(name)) {
                problems.accept(endpoint.place() + " has no series for " + name + " (yet): it will be missing.");
            }
        });
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
