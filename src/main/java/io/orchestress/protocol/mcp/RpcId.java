package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Ids of JSON-RPC as servers give ours back: compared by their value, since some make a text or a fraction of a number. */
final class RpcId {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}(\\.0{1,18})?");
    private static final double LARGEST = 1L << 53;

    private RpcId() {}

    static boolean is(JsonNode id, long ours) {
        OptionalLong number = number(id);
        return number.isPresent() && number.getAsLong() == ours;
    }

    /** 1, 1.0, "1" and "1.0" are 1; empty where it is no whole number. */
    static OptionalLong number(JsonNode id) {
        if (id.isIntegralNumber() && id.canConvertToLong()) {
            return OptionalLong.of(id.longValue());
        }
        if (id.isNumber()) {
            double value = id.doubleValue();
            return value == Math.rint(value) && Math.abs(value) <= LARGEST
                    ? OptionalLong.of((long) value)
                    : OptionalLong.empty();
        }
        return id.isTextual() && WHOLE.matcher(id.textValue()).matches()
                ? OptionalLong.of(Long.parseLong(id.textValue().replaceFirst("\\..*", "")))
                : OptionalLong.empty();
    }
}
