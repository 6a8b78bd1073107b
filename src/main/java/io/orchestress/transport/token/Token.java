package io.orchestress.transport.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token.
 *
 * @param value printable ASCII without blanks, at most {@value #LONGEST} characters: what a header can carry
 * @param lifetime from the moment in which it was asked for; empty: nobody says
 */
record Token(String value, Optional<Duration> lifetime) {
    private static final int LONGEST = 16 << 10;
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");
    /** JSON or a page, as a command or a server prints that was asked wrongly. */
    private static final Pattern NO_TOKEN = Pattern.compile("[\\[{<\"'].*");

    private static final Pattern JWT = Pattern.compile("[\\w-]+\\.([\\w-]+)\\.[\\w-]*");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONGEST_LIFE = Duration.ofDays(365);

    /**
     * Of a text that should be one; a JWT (RFC 7519) says itself when it expires.
     *
     * @param said by whoever gave it; empty: nothing
     * @throws NoTokenException when it is none; the text is not quoted
     */
    static Token of(String text, Optional<Duration> said, Instant now) throws NoTokenException {
        if (text.isEmpty()) {
            throw new NoTokenException("no token: it is empty");
        }
        if (text.length() > LONGEST) {
            throw new NoTokenException("no token: longer than " + LONGEST + " characters");
        }
        if (!VISIBLE.matcher(text).matches() || NO_TOKEN.matcher(text).matches()) {
            throw new NoTokenException("no token: valid is one word of printable ASCII, and no JSON");
        }
        Optional<Duration> left = said.or(() -> ofJwt(text, now));
        if (left.isPresent() && (left.get().isNegative() || left.get().isZero())) {
            throw new NoTokenException("a token that has expired already");
        }
        return new Token(text, left.map(life -> life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life));
    }

    private static Optional<Duration> ofJwt(String text, Instant now) {
        var jwt = JWT.matcher(text);
        if (!jwt.matches()) {
            return Optional.empty();
        }
        try {
            JsonNode expires =
                    JSON.readTree(Base64.getUrlDecoder().decode(jwt.group(1))).path("exp");
            return expires.isNumber()
                    ? Optional.of(Duration.ofMillis((long) (1000 * expires.asDouble()) - now.toEpochMilli()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty(); // it only looks like one
        }
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "token" + lifetime.map(life -> " for " + life.toSeconds() + " s").orElse("");
    }
}
