package io.orchestress.config;

import io.orchestress.workload.kind.WorkloadSize;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code orchestress.protocols.rest}. */
final class RestSection {
    private RestSection() {}

    static Protocols.Rest read(Section s) {
        Map<String, Protocols.RestCall> calls = new LinkedHashMap<>();
        s.section("calls").named().forEach((name, call) -> calls.put(name, call(call)));
        String known = String.join(", ", calls.keySet());
        Section sizesSection = s.section("sizes");
        Map<WorkloadSize, String> sizes = new EnumMap<>(WorkloadSize.class);
        for (WorkloadSize size : WorkloadSize.values()) {
            String call = sizesSection.text(size.configName());
            if (!calls.containsKey(call)) {
                sizesSection.problem(size.configName(), "no such call; expected one of " + known);
            }
            sizes.put(size, call);
        }
        String spawn = s.text("spawn");
        Protocols.RestCall spawnCall = calls.get(spawn);
        if (spawnCall == null && !spawn.isEmpty()) {
            s.problem("spawn", "no such call; expected one of " + known + ", or nothing");
        } else if (spawnCall != null && spawnCall.follow() != Protocols.Follow.NONE) {
            s.problem("spawn", "an agent is there when the answer is: expected a call with follow = none");
        }
        boolean firstCall = s.flag("first-call");
        return new Protocols.Rest(spawn, sizes, calls, firstCall);
    }

    private static Protocols.RestCall call(Section s) {
        Protocols.Follow follow =
                s.has("follow") ? s.oneOf("follow", Protocols.Follow.values()) : Protocols.Follow.NONE;
        Protocols.RestCall call = new Protocols.RestCall(
                request(s, "request", List.of()),
                s.has("body") ? s.template("body", List.of()) : "",
                id(s),
                s.optionalPointer("state"),
                s.optionalTexts("done"),
                s.optionalTexts("failed"),
                s.optionalPointer("error"),
                s.optionalPointer("output"),
                s.optionalPointer("agent"),
                s.optionalPointer("model"),
                s.optionalPointer("tokens-in"),
                s.optionalPointer("tokens-out"),
                s.optionalPointer("queue-millis"),
                s.optionalPointer("steps"),
                s.optionalPointer("step-name"),
                s.optionalPointer("step-millis"),
                s.optionalPointer("step-start-millis"),
                s.optionalPointer("step-end-millis"),
                follow,
                s.has("next") ? request(s, "next", List.of("id")) : "",
                s.has("pending-status") ? s.integers("pending-status", 100, 999) : List.of(),
                s.optionalPointer("event-type"),
                s.optionalTexts("content-events"),
                s.optionalPointers("content"),
                s.optionalTexts("end-events"),
                s.has("end-data") ? s.text("end-data").strip() : "",
                s.optionalTexts("error-events"),
                s.has("name") ? name(s) : "");
        check(s, call);
        return call;
    }

    private static void check(Section s, Protocols.RestCall call) {
        if (!call.state().isEmpty() && call.done().isEmpty()) {
            s.problem("done", "is missing: the states of success at " + call.state());
        }
        if (call.state().isEmpty() && !(call.done().isEmpty() && call.failed().isEmpty())) {
            s.problem("state", "is missing: where the answer has the state");
        }
        checkSteps(s, call);
        if (call.follow() != Protocols.Follow.NONE) {
            checkNext(s, call);
        }
        if (call.follow() == Protocols.Follow.POLL) {
            checkPoll(s, call);
        } else if (call.follow() == Protocols.Follow.STREAM ? !call.next().isEmpty() : call.readsEvents()) {
            checkEvents(s, call);
        }
    }

    private static void checkSteps(Section s, Protocols.RestCall call) {
        String details = call.stepName() + call.stepMillis() + call.stepStartMillis() + call.stepEndMillis();
        if (call.steps().isEmpty() && !details.isEmpty()) {
            s.problem("steps", "is missing: where the answer has the steps that " + details + " is looked for in");
        }
        boolean timed = !call.stepMillis().isEmpty()
                || !(call.stepStartMillis().isEmpty() || call.stepEndMillis().isEmpty());
        if (!call.steps().isEmpty() && !timed) {
            s.problem(
                    "steps", "step-millis is missing, or step-start-millis and step-end-millis: how long a step took");
        }
    }

    private static void checkNext(Section s, Protocols.RestCall call) {
        if (call.next().isEmpty()) {
            s.problem(
                    "next",
                    "is missing: what to " + call.follow().configName()
                            + (call.follow() == Protocols.Follow.STREAM
                                    ? ". Where the answer to the request is itself the stream, leave follow away:"
                                            + " an answer of text/event-stream is read to its end"
                                    : ""));
        }
        if (call.next().contains("#{id}") && call.id().isEmpty()) {
            s.problem("id", "is missing: next asks for #{id}");
        }
    }

    private static void checkPoll(Section s, Protocols.RestCall call) {
        if (call.state().isEmpty() && call.pendingStatus().isEmpty()) {
            s.problem("state", "a task that is polled needs a state, or a pending-status");
        }
        if (call.readsEvents()) {
            s.problem(
                    "follow",
                    "the answers to a poll are no streams: nothing would read event-type, content-events, content,"
                            + " end-events, end-data or error-events; expected follow = stream, or none of them");
        }
    }

    /** A stream of which nothing tells whether it failed would be a success whatever it says. */
    private static void checkEvents(Section s, Protocols.RestCall call) {
        if (!call.tellsEnd() && call.errorEvents().isEmpty() && (call.error() + call.output()).isEmpty()) {
            s.problem(
                    s.has("content-events") ? "content-events" : "follow",
                    "nothing here can see that a stream failed, so that all would be successes: name end-events or"
                            + " end-data, and error-events or error, of which one at least must be there");
        }
        boolean typed = !(call.contentEvents().isEmpty()
                && call.endEvents().isEmpty()
                && call.errorEvents().isEmpty());
        if (!call.eventType().isEmpty() && !typed) {
            s.problem("event-type", "no type is asked for: content-events, end-events and error-events are missing");
        }
    }

    private static String name(Section s) {
        String name = s.text("name");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]*")) {
            s.problem("name", "a name is made of letters, digits, spaces, dots, hyphens and underscores");
        }
        return name;
    }

    private static String id(Section s) {
        return s.has("id") && s.text("id").equals(Protocols.RestCall.WHOLE_TEXT)
                ? Protocols.RestCall.WHOLE_TEXT
                : s.optionalPointer("id");
    }

    private static String request(Section s, String key, List<String> moreNames) {
        String text = s.template(key, moreNames);
        String sample = text.replaceAll("#\\{[^}]*}", "x");
        if (!sample.matches("[A-Z]+ /\\S*")) {
            s.problem(key, "expected a method and a path, such as \"POST /v1/tasks\"");
            return text;
        }
        try {
            new URI(sample.substring(sample.indexOf(' ') + 1));
        } catch (URISyntaxException e) {
            s.problem(key, "no path of a URL: " + e.getReason() + " at character " + e.getIndex());
        }
        return text;
    }
}
