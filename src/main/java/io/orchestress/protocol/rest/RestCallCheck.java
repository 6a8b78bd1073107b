package io.orchestress.protocol.rest;

import io.orchestress.config.Section;

/** What of a call's keys goes together. */
final class RestCallCheck {
    private RestCallCheck() {}

    static void check(Section s, RestCall call) {
        if (!call.state().isEmpty() && call.done().isEmpty()) {
            s.problem("done", "is missing: the states of success at " + call.state());
        }
        if (call.state().isEmpty() && !(call.done().isEmpty() && call.failed().isEmpty())) {
            s.problem("state", "is missing: the pointer to the state in the response");
        }
        checkSteps(s, call);
        if (call.cancel().contains("#{id}") && call.id().isEmpty()) {
            s.problem("id", "is missing: cancel uses #{id}");
        }
        if (call.follow() != Follow.NONE) {
            checkNext(s, call);
        }
        if (call.follow() == Follow.POLL) {
            checkPoll(s, call);
        } else if (call.follow() == Follow.STREAM ? !call.next().isEmpty() : call.readsEvents()) {
            checkEvents(s, call);
        }
    }

    private static void checkSteps(Section s, RestCall call) {
        String details = call.stepName() + call.stepMillis() + call.stepStartMillis() + call.stepEndMillis();
        if (call.steps().isEmpty() && !details.isEmpty()) {
            s.problem("steps", "is missing: " + details + " needs the pointer to the steps in the response");
        }
        boolean timed = !call.stepMillis().isEmpty()
                || !(call.stepStartMillis().isEmpty() || call.stepEndMillis().isEmpty());
        if (!call.steps().isEmpty() && !timed) {
            s.problem("steps", "needs the duration of a step: step-millis, or step-start-millis and step-end-millis");
        }
    }

    private static void checkNext(Section s, RestCall call) {
        if (call.next().isEmpty()) {
            s.problem(
                    "next",
                    "is missing: what to " + call.follow().configName()
                            + (call.follow() == Follow.STREAM
                                    ? ". If the response to the request is itself the stream, remove follow:"
                                            + " a text/event-stream response is read to its end"
                                    : ""));
        }
        if (call.next().contains("#{id}") && call.id().isEmpty()) {
            s.problem("id", "is missing: next uses #{id}");
        }
    }

    private static void checkPoll(Section s, RestCall call) {
        if (call.state().isEmpty() && call.pendingStatus().isEmpty()) {
            s.problem("state", "polling needs state or pending-status");
        }
        if (call.readsEvents()) {
            s.problem(
                    "follow",
                    "responses to a poll are not streams, so nothing would read event-type, content-events, content,"
                            + " end-events, end-data or error-events; expected follow = stream, or none of them");
        }
    }

    /** A stream of which nothing tells whether it failed would be a success whatever it says. */
    private static void checkEvents(Section s, RestCall call) {
        if (!call.tellsEnd() && call.errorEvents().isEmpty() && (call.error() + call.output()).isEmpty()) {
            s.problem(
                    s.has("content-events") ? "content-events" : "follow",
                    "nothing detects that a stream failed, so all would succeed: name end-events or"
                            + " end-data, and error-events or error; at least one is needed");
        }
        boolean typed = !(call.contentEvents().isEmpty()
                && call.endEvents().isEmpty()
                && call.errorEvents().isEmpty());
        if (!call.eventType().isEmpty() && !typed) {
            s.problem("event-type", "no event type is used: content-events, end-events and error-events are missing");
        }
    }
}
