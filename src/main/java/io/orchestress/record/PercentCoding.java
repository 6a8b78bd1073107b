package io.orchestress.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Names as they stand in the files of a record: percent-encoded (UTF-8) outside {@code A–Z a–z 0–9 - _ .}. */
final class PercentCoding {
    private static final String HEX = "0123456789ABCDEF";

    private PercentCoding() {}

    static String encode(String name) {
        StringBuilder encoded = new StringBuilder(name.length());
        for (byte signed : name.getBytes(UTF_8)) {
            int octet = signed & 0xff;
            if (isPlain(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xf));
            }
        }
        return encoded.toString();
    }

    /** @throws IllegalArgumentException when {@code part} was not made by {@link #encode} */
    static String decode(String part) {
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

    private static boolean isPlain(int octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '_'
                || octet == '.';
    }
}
