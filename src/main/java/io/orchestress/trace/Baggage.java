package io.orchestress.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The header {@value #HEADER} of W3C Baggage: what the user gave, and members of ours behind it as far as the limits of the specification allow.
 * Whatever the user gave stays as it is, a member of the same name included.
 */
public final class Baggage {
    /** Name of the header, and of the member of {@code _meta} in MCP. */
    public static final String HEADER = "baggage";

    /** Name of the environment variable, in which a process finds it. */
    public static final String VARIABLE = "BAGGAGE";

    /** Whoever takes part must pass on so many bytes; more it may drop (§3.3.2). */
    static final int MOST_BYTES = 8_192;

    /** Whoever takes part must pass on so many members; more it may drop (§3.3.2). */
    static final int MOST_MEMBERS = 64;

    private static final String HEX = "0123456789ABCDEF";

    /** {@code baggage-octet} of §3.3.1 without the per cent sign, which begins an encoded octet. */
    private static final String PLAIN_SIGNS = "!#$&'()*+-./:<=>?@[]^_`{|}~";

    private Baggage() {}

    /**
     * One member.
     *
     * @param key a token of HTTP
     * @param value whatever it holds: octets of UTF-8 that may not stand in it are percent-encoded
     */
    public static String member(String key, String value) {
        StringBuilder out = new StringBuilder(key.length() + 1 + value.length());
        out.append(key).append('=');
        for (byte signed : value.getBytes(StandardCharsets.UTF_8)) {
            int octet = signed & 0xff;
            if (isPlain(octet)) {
                out.append((char) octet);
            } else {
                out.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xf));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(int octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || PLAIN_SIGNS.indexOf(octet) >= 0;
    }

    /**
     * A value of the header with one member more, or as it is where that would exceed the limits or there is one of that name.
     *
     * @param given empty: nothing
     */
    public static String with(String given, String member) {
        if (given.isBlank()) {
            return member;
        }
        boolean fits = given.length() + 1 + member.length() <= MOST_BYTES
                && keys(given).size() < MOST_MEMBERS;
        String key = member.substring(0, member.indexOf('='));
        return fits && !keys(given).contains(key) ? given + ',' + member : given;
    }

    /** Whether a value of the header has a member of that name. */
    public static boolean has(String given, String key) {
        return keys(given).contains(key);
    }

    private static List<String> keys(String given) {
        List<String> keys = new ArrayList<>();
        for (String member : given.split(",", -1)) {
            int end = member.indexOf('=');
            if (end > 0) {
                keys.add(member.substring(0, end).strip());
            }
        }
        return keys;
    }
}
