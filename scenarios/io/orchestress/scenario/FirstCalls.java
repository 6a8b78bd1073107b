package io.orchestress.scenario;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.gatling.PreflightClient;
import io.orchestress.gatling.Requests;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.FirstCall;
import io.orchestress.protocol.Objection;
import io.orchestress.protocol.Reply;
import io.orchestress.text.Console;
import io.orchestress.text.Visible;
import java.util.List;

/** Requests before the load that tell what would make all others fail: one way for all protocols. */
public final class FirstCalls {
    private FirstCalls() {}

    /** Makes them of a target that has not been told apart otherwise. */
    public static void make(Requests requests, String leftOutBy, FirstCall... calls) {
        try (PreflightClient inquiry = requests.inquiry()) {
            make(inquiry, leftOutBy, List.of(calls));
        }
    }

    /**
     * Makes one after the other, up to the first that is not answered in time: who does not answer one holds up the start, and says nothing of the
     * configuration.
     *
     * @param leftOutBy key of the setting that leaves them out where it is false; empty: there is none
     * @throws InvalidConfigException when an answer says something against the settings that a request was made of
     */
    static void make(PreflightClient inquiry, String leftOutBy, List<FirstCall> calls) {
        int asked = 0;
        for (FirstCall first : calls) {
            Reply reply = inquiry.ask(first.call());
            asked++;
            first.objection().apply(reply).ifPresent(FirstCalls::refuse);
            boolean unanswered = reply.outcome() == FailureClass.TIMEOUT;
            if (!reply.isOk()) {
                Console.out()
                        .println("Before the load, " + FirstCall.name(first.call()) + " came to "
                                + reply.outcome().label() + " (" + Visible.line(reply.detail()) + ")"
                                + (unanswered && asked < calls.size()
                                        ? "; " + (calls.size() - asked) + " more are not asked"
                                        : "")
                                + ". What comes of it is for the load to measure.");
            }
            if (unanswered) {
                break;
            }
        }
        if (!leftOutBy.isEmpty() && asked > 0) {
            Console.out()
                    .println((asked == 1 ? "One request was" : asked + " requests were") + " made before the load; "
                            + leftOutBy + " = false leaves " + (calls.size() == 1 ? "it" : "them") + " out.");
        }
    }

    private static void refuse(Objection objection) {
        throw new InvalidConfigException(List.of(new ConfigProblem(
                objection.key(), objection.value(), "one request before the load", objection.message())));
    }
}
