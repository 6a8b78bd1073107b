package io.orchestress.gatling;

import io.gatling.http.response.ResponseBody;
import io.orchestress.metrics.FailureClass;
import io.orchestress.transport.Causes;
import io.orchestress.transport.Ending;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a user's request of Gatling's own, as far as Gatling tells of it; from it follows the failure class. One for all requests of a
 * user, used by its event loop only.
 */
final class GatlingAnswer {
    /** Of a failed answer; one that is longer is not read for its words. */
    private static final int LONGEST_BODY = 1 << 20;

    private static final long NOT_COMPLETE = 0;

    private int status;
    private long completeNanos;
    private @Nullable ResponseBody body;
    private boolean isError;
    private String elsewhere = "";
    private String said = "";
    private FailureClass outcome = FailureClass.OK;

    /** Another request begins. */
    void begins() {
        status = 0;
        completeNanos = NOT_COMPLETE;
        body = null;
        isError = false;
        elsewhere = "";
    }

    /** The whole answer is there, its checks are still to come. */
    void complete(int httpStatus, @Nullable ResponseBody itsBody, long nowNanos) {
        status = httpStatus;
        body = itsBody;
        completeNanos = nowNanos;
    }

    /** The answer says in its own words that it is an error. */
    void saysError() {
        isError = true;
    }

    /** The request is not for the target, and is not sent. */
    void wouldComeFromElsewhere(String why) {
        elsewhere = "not sent, " + why;
    }

    /** When the whole of it was there; without an answer, now. */
    long endNanos(long nowNanos) {
        return completeNanos == NOT_COMPLETE ? nowNanos : completeNanos;
    }

    /**
     * The request has ended.
     *
     * @param words of Gatling about a failure, in which {@link OwnExceptions} may be named; empty: none
     * @param nanos that the request took
     */
    FailureClass ended(boolean failed, String words, long nanos, long timeoutNanos) {
        said = failed ? OwnExceptions.withoutNames(words) : "";
        outcome = failed ? failure(nanos, timeoutNanos) : FailureClass.OK;
        return outcome;
    }

    private FailureClass failure(long nanos, long timeoutNanos) {
        if (!elsewhere.isEmpty()) {
            return FailureClass.ELSEWHERE;
        }
        if (said.startsWith(GatlingFailureReasons.NOT_BUILT)) {
            return FailureClass.INJECTOR;
        }
        if (status == 0) {
            return nanos >= timeoutNanos ? FailureClass.TIMEOUT : broken(Causes.of(said));
        }
        if (status >= 300 && status < 1000) {
            return FailureClass.http(status);
        }
        return isError ? FailureClass.PROTOCOL : FailureClass.CHECK;
    }

    private static FailureClass broken(Ending ending) {
        return switch (ending) {
            case INJECTOR -> FailureClass.INJECTOR;
            case DNS -> FailureClass.DNS;
            case PROXY -> FailureClass.PROXY;
            case TLS -> FailureClass.TLS;
            case TOO_LONG -> FailureClass.TOO_LONG;
            default -> FailureClass.CONNECTION;
        };
    }

    /** The request that has just ended was refused for want of something that this side should have had. */
    FailureClass isOurFault(String why) {
        said = why;
        body = null;
        outcome = FailureClass.INJECTOR;
        return outcome;
    }

    /** Of the request that has just ended. */
    FailureClass outcome() {
        return outcome;
    }

    /** Status of HTTP; 0: none came. */
    int status() {
        return status;
    }

    /** Gatling's words about its failure; empty: none. */
    String said() {
        return said;
    }

    /** Its failure in words, with what the target said. Lets go of the answer. */
    String takeDetail() {
        String detail = elsewhere.isEmpty() ? said + beginning() : elsewhere;
        body = null;
        return detail;
    }

    private String beginning() {
        String text = body == null || body.length() > LONGEST_BODY ? "" : GatlingFailureReasons.textOf(body);
        return text.isEmpty() ? "" : "; the answer: " + text;
    }
}
