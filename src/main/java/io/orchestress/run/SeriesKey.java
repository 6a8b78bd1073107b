package io.orchestress.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;

/**
 * Names one series of {@code histograms.hlog}: {@code <phase>|<request>|<class>}, each part percent-encoded (UTF-8) outside
 * {@code A–Z a–z 0–9 - _ .}, so that no name can hold a separator of the log. For every key {@code k},
 * {@code parse(k.tag())} equals {@code k}.
 *
 * @param phase in which the request started
 * @param outcomeClass {@link #OK}, a failure class, or {@link #CORRECTED}
 */
public record SeriesKey(String phase, String request, String outcomeClass) {

    public static final String OK = "ok";
    public static final String TIMEOUT = "timeout";
    /** In flight when the load was stopped; its latency is the time it had been under way. */
    public static final String UNFINISHED = "unfinished";
    /** A second view of samples that are counted under another class: never to be added to the counts. */
    public static final String CORRECTED = "corrected";

    /** Name of all requests together in results: no request may bear it. */
    public static final String ALL_REQUESTS = "*";

    private static final String HEX = "0123456789ABCDEF";

    public SeriesKey {
        Objects.requireNonNull(phase, "phase is null");
        Objects.requireNonNull(request, "request is null");
        Objects.requireNonNull(outcomeClass, "outcomeClass is null");
        if (request.equals(ALL_REQUESTS)) {
            throw new IllegalArgumentException(
                    "no request can be named " + ALL_REQUESTS + ": it stands for all of them");
        }
        if (outcomeClass.isEmpty()) {
            throw new IllegalArgumentException("outcomeClass of " + phase + "|" + request + " is empty");
        }
    }

    public boolean isOk() {
        return outcomeClass.equals(OK);
    }

    public boolean isCorrected() {
        return outcomeClass.equals(CORRECTED);
    }

    /** The tag as it stands in the log, without {@code Tag=}. */
    public String tag() {
        return encode(phase) + "|" + encode(request) + "|" + encode(outcomeClass);
    }

    /**
     * The inverse of {@link #tag()}.
     *
     * @throws IllegalArgumentException when the tag has not three parts or a part is not percent-encoded UTF-8
     */
    public static SeriesKey parse(String tag) {
        int first = tag.indexOf('|');
        int second = tag.indexOf('|', first + 1);
        if (first < 0 || second < 0 || tag.indexOf('|', second + 1) >= 0) {
            throw new IllegalArgumentException("tag '" + tag + "' is not <phase>|<request>|<class>");
        }
        return new SeriesKey(
                decode(tag.substring(0, first)),
                decode(tag.substring(first + 1, second)),
                decode(tag.substring(second + 1)));
    }

    private static boolean isPlain(int octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '_'
                || octet == '.';
    }

    private static String encode(String part) {
        StringBuilder encoded = new StringBuilder(part.length());
        for (byte signed : part.getBytes(UTF_8)) {
            int octet = signed & 0xff;
            if (isPlain(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xf));
            }
        }
        return encoded.toString();
    }

    private static String decode(String part) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                int high = i + 2 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
                int low = i + 2 < part.length() ? Character.digit(part.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("tag part '" + part + "' has a % without two hex digits");
                }
                octets.write(high << 4 | low);
                i += 2;
            } else if (isPlain(c)) {
                octets.write(c);
            } else {
                throw new IllegalArgumentException("tag part '" + part + "' is not percent-encoded at '" + c + "'");
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("tag part '" + part + "' is not UTF-8", e);
        }
    }
}
