package io.orchestress.protocol;

import io.orchestress.metrics.FailureClass;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A fault of the configuration that the reply to one request before the load shows: with it, all other requests would fail as well.
 *
 * @param key of the setting to be changed
 * @param value that it has; empty: not to be shown
 */
public record Objection(String key, String value, String message) {
    static final String A_PAGE = "it responds with an HTML page";

    private static final String TARGET = "orchestress.target.";

    /**
     * The settings that a request was made of.
     *
     * @param pathKey of its path, and the value of it
     * @param bodyKey of what is in it
     */
    public record Settings(String pathKey, String pathValue, String bodyKey) {}

    /** Empty when the target took it, or for a reason that says nothing of the request: a limit, a failure of its own, no answer in time. */
    public static Optional<Objection> of(Reply reply, Call made, Settings settings) {
        String said = FirstCall.name(made) + ": " + reply.detail();
        if (reply.outcome() == FailureClass.MALFORMED && reply.detail().startsWith(A_PAGE)) {
            return Optional.of(new Objection(settings.pathKey, settings.pathValue, said + ". Check the path."));
        }
        OptionalInt status = reply.outcome().httpStatus();
        return status.isPresent() ? ofStatus(status.getAsInt(), said, reply.detail(), settings) : Optional.empty();
    }

    private static Optional<Objection> ofStatus(int status, String said, String detail, Settings settings) {
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                Optional.of(new Objection(
                        TARGET + "url",
                        "",
                        said + ". Redirects are not followed: set the final address in " + TARGET + "url or in "
                                + settings.pathKey));
            case 401, 403, 407 ->
                Optional.of(new Objection(
                        TARGET + "headers",
                        "",
                        said + ". It requires authorization; set, for example, " + TARGET
                                + "headers { Authorization = \"Bearer …\" }, or " + TARGET
                                + "token for a token that expires"));
            case 421 ->
                Optional.of(new Objection(
                        TARGET + "headers",
                        "",
                        said + ". It rejects this Host header; set, for example, " + TARGET
                                + "headers { Host = \"NAME\" }"));
            case 404, 405, 501 ->
                Optional.of(new Objection(settings.pathKey, settings.pathValue, said + ". Check method and path."));
            case 400, 415 -> Optional.of(refusesBody(said, settings));
            // A business failure of some; of frameworks that say where the mistakes are, a body that is none.
            case 422 -> detail.contains("\"loc\"") ? Optional.of(refusesBody(said, settings)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Objection refusesBody(String said, Settings settings) {
        return new Objection(settings.bodyKey, "", said + ". The target rejects the request");
    }
}
