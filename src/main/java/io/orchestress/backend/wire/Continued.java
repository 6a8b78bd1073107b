package io.orchestress.backend.wire;

import io.orchestress.backend.call.TaskNonce;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The state of a conversation that {@code previous_response_id} of the Responses API names. It stands in the id itself, so that the backend need not
 * remember anything.
 *
 * @param task index of the task in the script
 * @param toolResults that the conversation held when the answer was made
 * @param key of the task's random numbers
 * @param said hash of what users said to begin the task
 * @param nonce mark of the task; empty: none
 * @param over whether the task was answered, so that what follows is another one
 */
public record Continued(int task, int toolResults, long key, int said, String nonce, boolean over) {
    private static final Pattern ID = Pattern.compile(
            "resp_[0-9a-f]{16}([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{16})([0-9a-f]{8})([01])([01])([0-9a-f]{16})");
    private static final int MOST = 0xffff;

    /** @param unique 16 hexadecimal digits */
    public String id(String unique) {
        return "resp_" + unique + hex4(task) + hex4(toolResults)
                + HexFormat.of().toHexDigits(key) + HexFormat.of().toHexDigits(said) + (over ? 1 : 0)
                + (nonce.isEmpty() ? 0 : 1)
                + (nonce.isEmpty() ? "0".repeat(16) : nonce.substring(TaskNonce.PREFIX.length()));
    }

    private static String hex4(int number) {
        return HexFormat.of().toHexDigits((short) Math.min(MOST, number));
    }

    /** Empty where it is no id of ours. */
    static Optional<Continued> of(@Nullable String id) {
        Matcher matcher = ID.matcher(id == null ? "" : id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Continued(
                Integer.parseInt(matcher.group(1), 16),
                Integer.parseInt(matcher.group(2), 16),
                Long.parseUnsignedLong(matcher.group(3), 16),
                Integer.parseUnsignedInt(matcher.group(4), 16),
                matcher.group(6).equals("1") ? TaskNonce.PREFIX + matcher.group(7) : "",
                matcher.group(5).equals("1")));
    }
}
