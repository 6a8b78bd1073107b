package io.orchestress.protocol.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.orchestress.protocol.VisibleContent;
import io.orchestress.transport.SseEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the events of one stream come to, as a mapping says of their types and of what is in them. */
final class RestEvents {
    /** How much more a tree takes than its text, or so. */
    private static final long TREE_FACTOR = 8;

    /** How the stream ended, as far as it said. */
    enum End {
        /** It did not say, or not yet. */
        NOT_SAID,
        /** An event that ends it, or a state that is an end. */
        EVENT,
        /** {@code end-data}. */
        DATA,
        /** An event of {@code error-events}. */
        ERROR_EVENT,
        /** Something at {@code error}. */
        ERROR
    }

    private final RestCall mapping;
    private final Function<String, Optional<JsonNode>> parser;
    private final List<String> remembered;
    private final boolean parses;
    private final Map<String, JsonNode> before = new HashMap<>();
    private final Map<String, Integer> lengths = new HashMap<>();
    private int count;
    private long lastNanos;
    private boolean hadContent;
    private String state = "";
    private String type = "";
    private @Nullable String unreadable;
    private End end = End.NOT_SAID;
    private SseEvent last = new SseEvent("", "", "");
    private JsonNode lastData = MissingNode.getInstance();

    RestEvents(RestCall mapping, Function<String, Optional<JsonNode>> parser) {
        this.mapping = mapping;
        this.parser = parser;
        remembered = new ArrayList<>(List.of(
                mapping.output(),
                mapping.agent(),
                mapping.model(),
                mapping.tokensIn(),
                mapping.tokensOut(),
                mapping.queueMillis(),
                mapping.steps()));
        remembered.removeIf(String::isEmpty);
        parses = !remembered.isEmpty()
                || !(mapping.eventType() + mapping.state() + mapping.error()).isEmpty()
                || !mapping.content().isEmpty();
    }

    /** Returns whether nothing after it matters. */
    boolean read(SseEvent event, long nanos) {
        count++;
        lastNanos = nanos;
        last = event;
        hadContent = false;
        if (!mapping.endData().isEmpty() && event.data().strip().equals(mapping.endData())) {
            end = End.DATA;
            return true;
        }
        Optional<JsonNode> data = parses ? parser.apply(event.data()) : Optional.empty();
        lastData = data.orElse(MissingNode.getInstance());
        type = mapping.eventType().isEmpty()
                ? event.type()
                : lastData.at(mapping.eventType()).asText(event.type());
        if (mapping.errorEvents().contains(type)) {
            end = End.ERROR_EVENT;
            return true;
        }
        boolean ends = mapping.endEvents().contains(type);
        readContent(event, data.isPresent(), ends);
        MappedAnswer reading = new MappedAnswer(mapping, lastData);
        if (!ends && !reading.error().isMissingNode()) {
            end = End.ERROR;
            return true;
        }
        state = reading.state().isEmpty() ? state : reading.state();
        if (ends || isEndByState(reading.state())) {
            end = End.EVENT;
            return true;
        }
        remember(reading, event.data().length());
        return false;
    }

    private boolean isEndByState(String now) {
        return mapping.endEvents().isEmpty()
                && mapping.endData().isEmpty()
                && (mapping.done().contains(now) || mapping.failed().contains(now));
    }

    private void readContent(SseEvent event, boolean isJson, boolean ends) {
        boolean ofContent = mapping.contentEvents().isEmpty()
                ? !mapping.content().isEmpty()
                : mapping.contentEvents().contains(type);
        // A ping of a type of its own may be anything.
        boolean mayTellError = !mapping.error().isEmpty() && (ofContent || type.equals(SseEvent.MESSAGE));
        boolean mustBeJson = mayTellError
                || !mapping.eventType().isEmpty()
                || (ofContent && !mapping.content().isEmpty());
        if (mustBeJson && !ends && !isJson && !event.data().isBlank() && unreadable == null) {
            unreadable = event.data();
        }
        hadContent = ofContent
                && (mapping.content().isEmpty()
                        ? !event.data().isEmpty()
                        : mapping.content().stream().anyMatch(pointer -> VisibleContent.isIn(lastData.at(pointer))));
    }

    private void remember(MappedAnswer reading, int length) {
        for (String pointer : remembered) {
            JsonNode node = reading.at(pointer);
            if (!node.isMissingNode()) {
                before.put(pointer, node);
                lengths.put(pointer, length);
            }
        }
    }

    long keptBytes() {
        return TREE_FACTOR
                * lengths.values().stream().mapToLong(length -> length).sum();
    }

    /** Whether the last event had content in it. */
    boolean hadContent() {
        return hadContent;
    }

    int count() {
        return count;
    }

    long lastNanos() {
        return lastNanos;
    }

    End end() {
        return end;
    }

    /** Of the last event. */
    String type() {
        return type;
    }

    SseEvent last() {
        return last;
    }

    /** Data of the first event that had to be JSON and was not. */
    Optional<String> unreadable() {
        return Optional.ofNullable(unreadable);
    }

    /** The last event with what those before it said, where it says nothing; of a state only if it is no event that ends. */
    MappedAnswer reading() {
        if (end == End.EVENT || end == End.ERROR || mapping.state().isEmpty() || state.isEmpty()) {
            return new MappedAnswer(mapping, end == End.DATA ? MissingNode.getInstance() : lastData, before);
        }
        Map<String, JsonNode> withState = new HashMap<>(before);
        withState.put(mapping.state(), TextNode.valueOf(state));
        return new MappedAnswer(mapping, end == End.DATA ? MissingNode.getInstance() : lastData, withState);
    }
}
