package io.orchestress.sut;

import io.orchestress.config.Settings;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.transport.http.NoAnswerException;
import io.orchestress.transport.http.Question;
import io.orchestress.transport.http.Wanted;
import io.orchestress.transport.token.NoTokenException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** One request before the load: a target that does not answer it is not put under load. */
public final class Liveness {
    private Liveness() {}

    /**
     * Any HTTP answer will do, whatever its status and however long its body: the target is there and speaks HTTP. Its head must be there
     * within {@code connect-timeout}. Before it, the token that the target wants is asked for.
     */
    public static void check(URI url, Settings settings) throws TargetUnavailableException {
        TargetAccess access = settings.part(TargetAccess.class);
        try {
            access.open();
        } catch (NoTokenException e) {
            throw new TargetUnavailableException(
                    "there is no token for " + url + " (orchestress.target.token): " + e.why(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetUnavailableException("interrupted while asking for a token", e);
        }
        check(url, access, settings.target().connectTimeout());
    }

    /** @param timeout until the head of the answer is there */
    public static void check(URI url, TargetAccess access, Duration timeout) throws TargetUnavailableException {
        try {
            access.http().ask(Question.get(url, Map.of()), timeout, Wanted.STATUS);
        } catch (NoAnswerException e) {
            throw new TargetUnavailableException(
                    switch (e.kind()) {
                        case NOTHING_LISTENS ->
                            e.why().equals(NoAnswerException.NOTHING)
                                    ? "nothing listens at " + url + ": is the orchestrator up?"
                                    : url + " cannot be reached: " + e.why();
                        case TIME_OUT ->
                            url + " did not respond to GET within " + timeout.toMillis()
                                    + " ms (orchestress.target.connect-timeout)";
                        case TLS, PROXY -> url + " cannot be reached: " + e.why();
                        case BROKEN -> {
                            String speech = e.why().toLowerCase(Locale.ROOT).contains("unrecognized ssl message")
                                    ? "it does not speak TLS: check whether its URL should begin with http"
                                    : FirstBytes.speech(url, access.connected(url), timeout);
                            yield url + " does not respond in HTTP: " + (speech.isEmpty() ? e.why() : speech);
                        }
                        case NOT_SENT -> url + " cannot be queried: " + e.why();
                    },
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetUnavailableException("interrupted while waiting for " + url, e);
        }
    }
}
