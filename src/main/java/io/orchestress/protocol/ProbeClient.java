package io.orchestress.protocol;

import io.orchestress.config.Settings;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.transport.http.HttpAnswer;
import io.orchestress.transport.http.NoAnswerException;
import io.orchestress.transport.http.Question;
import io.orchestress.transport.http.Wanted;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks one target over HTTP/1.1, with the headers of the configuration. An answer that does not end within {@code connect-timeout} counts as
 * far as it came, for a stream may stay open.
 */
public final class ProbeClient {
    private static final Wanted ENOUGH = Wanted.some(1 << 20);

    private final URI target;
    private final Settings.Target settings;
    private final TargetAccess access;

    public ProbeClient(URI target, Settings settings) {
        this.target = target;
        this.settings = settings.target();
        this.access = settings.part(TargetAccess.class);
    }

    /** A question that changes nothing. */
    public ProbeResponse get(String path) {
        return ask("GET", path, Map.of("Accept", "application/json"), "");
    }

    /** A question in JSON that starts no work. */
    public ProbeResponse post(String path, Map<String, String> headers, String json) {
        return ask("POST", path, headers, json);
    }

    /** Any other question. */
    public ProbeResponse ask(String method, String path, Map<String, String> headers, String body) {
        String question = method + " " + path;
        Map<String, String> all = new LinkedHashMap<>(access.withToken(settings.headers()));
        all.putAll(headers);
        if (!body.isEmpty()) {
            all.put("Content-Type", "application/json");
        }
        try {
            HttpAnswer answer = access.http()
                    .ask(
                            new Question(method, new Address(path).of(target), all, body),
                            settings.connectTimeout(),
                            ENOUGH);
            return new ProbeResponse(
                    question,
                    answer.status(),
                    answer.header("content-type"),
                    answer.header("mcp-session-id"),
                    answer.text());
        } catch (NoAnswerException e) {
            return ProbeResponse.nothing(question, e.why());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ProbeResponse.nothing(question, "interrupted");
        }
    }
}
