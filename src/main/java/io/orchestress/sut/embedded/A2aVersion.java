package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.sut.embedded.JsonRpc.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words that the versions of A2A differ in. */
enum A2aVersion {
    V0_3("0.3") {
        @Override
        String method(Method method) {
            return method.inV03;
        }

        @Override
        String word(String state) {
            return state;
        }

        @Override
        ObjectNode sent(ObjectNode task) {
            return task;
        }

        @Override
        ObjectNode kind(String kind) {
            return Json.newObject().put("kind", kind);
        }

        @Override
        ObjectNode event(String kind, ObjectNode update) {
            return update;
        }
    },
    V1_0("1.0") {
        @Override
        String method(Method method) {
            return method.inV10;
        }

        @Override
        String word(String state) {
            return "TASK_STATE_" + state.toUpperCase(Locale.ROOT);
        }

        @Override
        ObjectNode sent(ObjectNode task) {
            return event("task", task);
        }

        @Override
        ObjectNode kind(String kind) {
            return Json.newObject();
        }

        @Override
        ObjectNode event(String kind, ObjectNode update) {
            ObjectNode event = Json.newObject();
            event.set(kind, update);
            return event;
        }
    };

    private static final int VERSION_NOT_SUPPORTED = -32_009;

    final String text;

    A2aVersion(String text) {
        this.text = text;
    }

    /** What can be asked for, with its names. */
    enum Method {
        SEND("message/send", "SendMessage"),
        STREAM("message/stream", "SendStreamingMessage"),
        GET("tasks/get", "GetTask"),
        CANCEL("tasks/cancel", "CancelTask"),
        SUBSCRIBE("tasks/resubscribe", "SubscribeToTask");

        private final String inV03;
        private final String inV10;

        Method(String inV03, String inV10) {
            this.inV03 = inV03;
            this.inV10 = inV10;
        }
    }

    abstract String method(Method method);

    /** A state as this version writes it. */
    abstract String word(String state);

    /** A task as the result of sending a message, or as an event. */
    abstract ObjectNode sent(ObjectNode task);

    /** An object that says what it is, where this version has it say so. */
    abstract ObjectNode kind(String kind);

    /** @param kind name of the member that says what the event is, where this version has one */
    abstract ObjectNode event(String kind, ObjectNode update);

    /** By the header {@code A2A-Version}; without it 0.3, as the specification has it. */
    static A2aVersion of(Exchange exchange) {
        String asked = exchange.header("a2a-version").orElse("");
        return switch (asked) {
            case "", "0.3", "0.3.0" -> V0_3;
            case "1.0", "1.0.0" -> V1_0;
            default ->
                throw new Refusal(
                        200,
                        VERSION_NOT_SUPPORTED,
                        "Version not supported: " + asked,
                        Map.of(
                                "supported",
                                Arrays.stream(values()).map(v -> v.text).toList()));
        };
    }

    Optional<Method> named(String name) {
        return Arrays.stream(Method.values())
                .filter(method -> method(method).equals(name))
                .findFirst();
    }
}
