package io.orchestress.resources;

import io.orchestress.resources.prometheus.Evaluation;
import io.orchestress.resources.prometheus.MalformedMetricsException;
import io.orchestress.resources.prometheus.MetricsText;
import io.orchestress.resources.prometheus.Sample;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A page of metrics. It follows no redirection, and asks no proxy: nobody but the one who was named is asked. */
final class PrometheusProbe implements RemoteProbe {
    /** Larger answers are not read. */
    static final int MOST_BYTES = 4 << 20;

    private static final int OK = 200;
    private static final String FORMATS = "text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.8";

    private final Endpoint endpoint;
    private final LongSupplier nanos;
    private final Consumer<String> problems;
    private final HttpClient client;
    private final HttpRequest request;
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
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(endpoint.timeout())
                .build();
        HttpRequest.Builder get = HttpRequest.newBuilder(endpoint.url()).GET().header("Accept", FORMATS);
        endpoint.authorization().ifPresent(value -> get.header("Authorization", value));
        this.request = get.build();
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
        HttpResponse<byte[]> answer = answer();
        long answeredAt = nanos.getAsLong();
        if (answer.statusCode() != OK) {
            throw new UnreadableException("it answers with status " + answer.statusCode());
        }
        boolean openMetrics = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/openmetrics-text"))
                .isPresent();
        List<Sample> samples;
        try {
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            samples = MetricsText.parse(text, openMetrics, metrics::contains);
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

    private HttpResponse<byte[]> answer() {
        // The time-out of a request ends with the head of its answer: only the future covers the whole of it.
        CompletableFuture<HttpResponse<byte[]>> future = client.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
        try {
            return future.get(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnreadableException(
                    "no whole answer within " + endpoint.timeout().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new UnreadableException(why(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("interrupted", e);
        } finally {
            future.cancel(true);
        }
    }

    private static String why(@Nullable Throwable cause) {
        if (cause == null) {
            return "no answer";
        }
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
