package io.orchestress.protocol.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two ways in which A2A is worded. */
public enum Dialect {
    /** 0.2 and 0.3. */
    V0_3("0.3"),
    V1_0("1.0");

    /** What may be asked of an agent. */
    enum Method {
        SEND("message/send", "SendMessage"),
        STREAM("message/stream", "SendStreamingMessage"),
        GET("tasks/get", "GetTask"),
        CANCEL("tasks/cancel", "CancelTask"),
        RESUBSCRIBE("tasks/resubscribe", "SubscribeToTask");

        private final String in03;
        private final String in10;

        Method(String in03, String in10) {
            this.in03 = in03;
            this.in10 = in10;
        }

        boolean isStream() {
            return this == STREAM || this == RESUBSCRIBE;
        }

        /** Its result is a task as it is, in no wrapping that says so. */
        boolean answersTask() {
            return this == GET || this == CANCEL;
        }
    }

    /** What a result is. */
    enum Kind {
        TASK("task", "task"),
        MESSAGE("message", "message"),
        STATUS("status-update", "statusUpdate"),
        ARTIFACT("artifact-update", "artifactUpdate");

        private final String kind;
        private final String member;

        Kind(String kind, String member) {
            this.kind = kind;
            this.member = member;
        }
    }

    record Result(Kind kind, JsonNode content) {}

    private final String version;

    Dialect(String version) {
        this.version = version;
    }

    /**
     * @param version {@code 0.3} or {@code 1.0}
     * @throws IllegalArgumentException for any other
     */
    public static Dialect of(String version) {
        for (Dialect dialect : values()) {
            if (dialect.version.equals(version)) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("A2A version '" + version + "' is not supported");
    }

    /** As in {@code A2A-Version}. */
    public String version() {
        return version;
    }

    String name(Method method) {
        return this == V1_0 ? method.in10 : method.in03;
    }

    /**
     * 0.3 says what a result is in {@code kind}, 1.0 by the one of four members that it has, whatever stands beside it. Absent when it says
     * neither.
     */
    Optional<Result> read(JsonNode result) {
        List<Result> found = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            JsonNode content = this == V1_0 ? result.path(kind.member) : result;
            if (content.isObject()
                    && (this == V1_0 || kind.kind.equals(content.path("kind").asText()))) {
                found.add(new Result(kind, content));
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
