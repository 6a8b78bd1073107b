package io.orchestress.protocol.rest;

import io.orchestress.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * A task over REST. All pointers are JSON pointers (RFC 6901) into an answer; an empty one: not looked at.
 *
 * @param request {@code METHOD /path}, a template; {@code #{id}} is known in {@code next} and {@code cancel}
 * @param body template, in JSON; empty: none
 * @param id pointer to the task's id; or {@link #WHOLE_TEXT}
 * @param state pointer to the task's state
 * @param done states of success
 * @param failed states of failure; any other state: it goes on
 * @param error pointer to what must not be there, or be null, false or an empty text
 * @param output pointer to what must be there when it is done
 * @param agent pointer to the agent that was chosen
 * @param model, tokensIn, tokensOut pointers to what the task cost
 * @param queueMillis pointer to how long it waited, in milliseconds
 * @param steps pointer to an array or object of a workflow's steps
 * @param stepName pointer within a step to its name; else it is the key in the object, or {@code step} and a number
 * @param stepMillis pointer within a step to how long it took, in milliseconds
 * @param stepStartMillis, stepEndMillis instead of it: pointers to when it began and ended, in milliseconds of one clock
 * @param next {@code METHOD /path} of the poll or the stream
 * @param cancel {@code METHOD /path} that ends a task under way; empty: there is none
 * @param pendingStatus HTTP statuses of a poll that mean: not yet
 * @param eventType pointer into the JSON of an event to its type; where it has none there, or empty: its {@code event} field
 * @param contentEvents types of events with content; empty, and {@code content} is not: any
 * @param content pointers into the JSON of such an event, one of which leads to content; empty: its data is
 * @param endEvents types of events after which nothing that matters comes
 * @param endData data of such an event, as a whole; neither: a state that is done is the end, or else the server's close
 * @param errorEvents types of events that mean failure
 * @param name of what it does, in the record; empty: it goes by the size of the task
 */
public record RestCall(
        String request,
        String body,
        String id,
        String state,
        List<String> done,
        List<String> failed,
        String error,
        String output,
        String agent,
        String model,
        String tokensIn,
        String tokensOut,
        String queueMillis,
        String steps,
        String stepName,
        String stepMillis,
        String stepStartMillis,
        String stepEndMillis,
        Follow follow,
        String next,
        String cancel,
        List<Integer> pendingStatus,
        String eventType,
        List<String> contentEvents,
        List<String> content,
        List<String> endEvents,
        String endData,
        List<String> errorEvents,
        String name) {
    /** Instead of a pointer to an id: the whole answer is the id. */
    public static final String WHOLE_TEXT = "text";

    /** Whether anything points into its answers, so that they must be JSON. */
    public boolean readsAnswers() {
        return !(state + error + output + agent + model + tokensIn + tokensOut + queueMillis + steps).isEmpty()
                || id.startsWith("/");
    }

    /** Whether its answer, or what follows it, is described as a stream of events. */
    public boolean readsEvents() {
        return !(eventType + endData).isEmpty()
                || !(contentEvents.isEmpty() && content.isEmpty() && endEvents.isEmpty() && errorEvents.isEmpty());
    }

    /** Whether a stream tells its end by itself: by an event, or by the state of the task. */
    public boolean tellsEnd() {
        return !endEvents.isEmpty() || !endData.isEmpty() || !done.isEmpty();
    }

    static RestCall read(Section s) {
        Follow follow = s.has("follow") ? s.oneOf("follow", Follow.values()) : Follow.NONE;
        RestCall call = new RestCall(
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
                s.has("cancel") && !s.text("cancel").isEmpty() ? request(s, "cancel", List.of("id")) : "",
                s.has("pending-status") ? s.integers("pending-status", 100, 999) : List.of(),
                s.optionalPointer("event-type"),
                s.optionalTexts("content-events"),
                s.optionalPointers("content"),
                s.optionalTexts("end-events"),
                s.has("end-data") ? s.text("end-data").strip() : "",
                s.optionalTexts("error-events"),
                s.has("name") ? name(s) : "");
        RestCallCheck.check(s, call);
        return call;
    }

    private static String name(Section s) {
        String name = s.text("name");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]*")) {
            s.problem("name", "expected letters, digits, spaces, dots, hyphens and underscores");
        }
        return name;
    }

    private static String id(Section s) {
        return s.has("id") && s.text("id").equals(WHOLE_TEXT) ? WHOLE_TEXT : s.optionalPointer("id");
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
            s.problem(key, "not a valid URL path: " + e.getReason() + " at character " + e.getIndex());
        }
        return text;
    }
}
