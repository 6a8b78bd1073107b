package io.orchestress.transport;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Names the protocol of a peer that does not speak HTTP/1.1, by its first bytes. */
public final class Speech {
    /** So many bytes are enough. */
    public static final int ENOUGH_BYTES = 9;

    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;

    private static final Map<String, String> GREETINGS = Map.of(
            "SSH-", "it speaks SSH",
            "-ERR", "it speaks the Redis protocol",
            "220 ", "it speaks SMTP or FTP",
            "AMQP", "it speaks AMQP");

    private Speech() {}

    /** In words; empty: HTTP/1.1, or not known. */
    public static String of(byte[] first, int length) {
        if (length >= 2 && (first[0] == TLS_ALERT || first[0] == TLS_HANDSHAKE) && first[1] == 3) {
            return "it speaks TLS: the URL begins with https";
        }
        if (length >= ENOUGH_BYTES && isFrame(first)) {
            return "it speaks HTTP/2 only; Orchestress speaks HTTP/1.1";
        }
        String begins = new String(first, 0, Math.min(4, length), StandardCharsets.ISO_8859_1);
        return GREETINGS.getOrDefault(begins, "");
    }

    /** A frame of the connection itself (RFC 9113 §4.1): length, type, flags, stream 0. */
    private static boolean isFrame(byte[] first) {
        boolean short24 = first[0] == 0 && first[1] <= 1;
        boolean ofTheConnection = first[5] == 0 && first[6] == 0 && first[7] == 0 && first[8] == 0;
        return short24 && (first[3] == SETTINGS || first[3] == GO_AWAY) && ofTheConnection;
    }
}
