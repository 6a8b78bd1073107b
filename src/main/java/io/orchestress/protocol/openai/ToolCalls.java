package io.orchestress.protocol.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one message, which come whole or in fragments. A fragment belongs to the call with its id; without an id to the call
 * with its index; without either to the last one. A new id, or a name where the call has its name and arguments already, opens a new call,
 * whatever its index: some servers give all calls index 0.
 */
final class ToolCalls {
    /** Of a call without a word in it. */
    private static final int CALL_BYTES = 200;

    static final int NO_INDEX = -1;

    private final List<Growing> calls = new ArrayList<>();
    private final Map<String, Growing> byId = new HashMap<>();
    private final Map<Integer, Growing> byIndex = new HashMap<>();
    private long keptBytes;

    /**
     * Part of a call, or all of it.
     *
     * @param index from wherever the server counts; {@link #NO_INDEX}: none
     * @param custom whether it is a call of a custom tool, whose arguments are text
     */
    record Fragment(int index, String id, String name, String arguments, boolean custom) {
        boolean holdsAnything() {
            return !name.isEmpty() || !arguments.isEmpty();
        }
    }

    private static final class Growing {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
        private boolean custom;
    }

    void add(Fragment fragment) {
        Growing call = find(fragment);
        if (call == null) {
            call = new Growing();
            calls.add(call);
            keptBytes += CALL_BYTES;
        }
        if (fragment.index() >= 0) {
            byIndex.put(fragment.index(), call);
        }
        if (call.id.isEmpty() && !fragment.id().isEmpty()) {
            call.id = fragment.id();
            byId.put(call.id, call);
        }
        // A name comes once, in pieces before the arguments, or again with each fragment.
        boolean moreOfTheName = call.arguments.isEmpty() && !call.name.equals(fragment.name());
        call.name = moreOfTheName ? call.name + fragment.name() : call.name;
        call.arguments.append(fragment.arguments());
        call.custom |= fragment.custom();
        keptBytes += 4L
                * (fragment.id().length()
                        + fragment.name().length()
                        + fragment.arguments().length());
    }

    private @Nullable Growing find(Fragment fragment) {
        Growing candidate = fragment.index() >= 0
                ? byIndex.get(fragment.index())
                : calls.isEmpty() ? null : calls.get(calls.size() - 1);
        if (!fragment.id().isEmpty()) {
            Growing known = byId.get(fragment.id());
            boolean idComesLater = fragment.index() >= 0 && candidate != null && candidate.id.isEmpty();
            return known != null || !idComesLater ? known : candidate;
        }
        boolean another = candidate != null
                && !fragment.name().isEmpty()
                && !candidate.name.isEmpty()
                && (fragment.index() < 0 || !candidate.arguments.isEmpty());
        return another ? null : candidate;
    }

    /** Whether no call has a name. */
    boolean isNameless() {
        return calls.stream().allMatch(call -> call.name.isEmpty());
    }

    long keptBytes() {
        return keptBytes;
    }

    /** As a later request repeats them; a call without an id gets one, for its result needs it. */
    void repeatIn(ObjectNode message) {
        if (calls.isEmpty()) {
            return;
        }
        ArrayNode all = message.putArray("tool_calls");
        for (Growing call : calls) {
            String kind = call.custom ? "custom" : "function";
            all.addObject()
                    .put("id", call.id.isEmpty() ? "call_" + all.size() : call.id)
                    .put("type", kind)
                    .putObject(kind)
                    .put("name", call.name)
                    .put(call.custom ? "input" : "arguments", call.arguments.toString());
        }
    }
}
