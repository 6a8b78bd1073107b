package io.orchestress.transport.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.orchestress.metrics.TimeSource;
import io.orchestress.transport.http.Http;
import io.orchestress.transport.http.HttpAnswer;
import io.orchestress.transport.http.NoAnswerException;
import io.orchestress.transport.http.Question;
import io.orchestress.transport.http.Wanted;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A server of OAuth 2 (RFC 6749 §4.4), asked by client credentials.
 *
 * @param scope empty: none is asked for
 * @param inBody whether id and secret go in the body, and not in the header (RFC 6749 §2.3.1)
 */
public record ClientCredentials(URI url, String clientId, String clientSecret, String scope, boolean inBody, Http http)
        implements TokenSource {
    private static final Wanted ANSWER = Wanted.whole(1 << 20);
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public Token next(Duration within) throws NoTokenException, InterruptedException {
        HttpAnswer answer;
        try {
            answer = http.ask(question(), within, ANSWER);
        } catch (NoAnswerException e) {
            throw new NoTokenException(this + " did not respond: " + e.why());
        }
        Optional<JsonNode> json = json(answer.body());
        if (answer.status() != 200) {
            throw new NoTokenException(this + " returned " + answer.status()
                    + json.map(ClientCredentials::error).orElse(""));
        }
        JsonNode said = json.orElseThrow(() -> new NoTokenException(this + " did not respond in JSON"));
        if (!said.path("access_token").isTextual()) {
            throw new NoTokenException(this + " gave no access_token" + error(said));
        }
        try {
            return Token.of(said.path("access_token").textValue(), lifetime(said), TimeSource.SYSTEM.now());
        } catch (NoTokenException e) {
            throw new NoTokenException(this + " gave " + e.why());
        }
    }

    private Question question() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "Orchestress");
        if (!scope.isEmpty()) {
            form.put("scope", scope);
        }
        if (inBody) {
            form.put("client_id", clientId);
            form.put("client_secret", clientSecret);
        } else {
            String both = encoded(clientId) + ":" + encoded(clientSecret);
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        }
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return new Question("POST", url, headers, body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Its code (RFC 6749 §5.2), where it is one; nothing else of what it says is shown. */
    private static String error(JsonNode said) {
        String code = said.path("error").asText("");
        return code.matches("[\\w.-]{1,60}") ? ": " + code : "";
    }

    /** A number of seconds, which some write as a text; empty where it is missing or cannot be. */
    private static Optional<Duration> lifetime(JsonNode said) {
        double seconds = said.path("expires_in").asDouble(0);
        return seconds > 0 && seconds < 1e12
                ? Optional.of(Duration.ofMillis((long) (1000 * seconds)))
                : Optional.empty();
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "the token server " + url.getScheme() + "://" + url.getRawAuthority();
    }
}
