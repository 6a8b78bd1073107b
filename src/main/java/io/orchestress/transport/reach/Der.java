package io.orchestress.transport.reach;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** As much of DER (X.690) as it takes to put an older private key into PKCS#8. */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int OBJECT_ID = 0x06;
    private static final int PARAMETERS = 0xA0;

    /** The algorithm identifier of RSA: 1.2.840.113549.1.1.1 and NULL. */
    static final byte[] RSA = {
        0x30, 0x0D, 0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    /** 1.2.840.10045.2.1 */
    private static final byte[] EC_PUBLIC_KEY = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private Der() {}

    /** {@code PrivateKeyInfo} (RFC 5958): version 0, the algorithm, the key. */
    static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, element(INTEGER, new byte[] {0}), algorithm, element(OCTETS, key));
    }

    /** The algorithm identifier that goes with an {@code ECPrivateKey} (RFC 5915); empty where it names no curve, or is none. */
    static Optional<byte[]> algorithmOfEcKey(byte[] key) {
        Optional<Element> sequence = Element.at(key, 0, key.length).filter(e -> e.tag == SEQUENCE);
        int at = sequence.map(Element::from).orElse(0);
        int end = sequence.map(Element::to).orElse(0);
        while (at < end) {
            Optional<Element> member = Element.at(key, at, end);
            if (member.isEmpty()) {
                return Optional.empty();
            }
            if (member.get().tag == PARAMETERS) {
                byte[] curve = Arrays.copyOfRange(key, member.get().from, member.get().to);
                return curve.length > 0 && curve[0] == OBJECT_ID
                        ? Optional.of(element(SEQUENCE, EC_PUBLIC_KEY, curve))
                        : Optional.empty();
            }
            at = member.get().to;
        }
        return Optional.empty();
    }

    private record Element(int tag, int from, int to) {
        static Optional<Element> at(byte[] der, int at, int end) {
            if (end - at < 2) {
                return Optional.empty();
            }
            int length = der[at + 1] & 0xFF;
            int from = at + 2;
            if (length > 0x7F) {
                int bytes = length & 0x7F;
                if (bytes == 0 || bytes > 3 || end - from < bytes) {
                    return Optional.empty();
                }
                length = 0;
                for (int i = 0; i < bytes; i++) {
                    length = (length << 8) | (der[from++] & 0xFF);
                }
            }
            return length <= end - from
                    ? Optional.of(new Element(der[at] & 0xFF, from, from + length))
                    : Optional.empty();
        }
    }

    private static byte[] element(int tag, byte[]... contents) {
        int length = Arrays.stream(contents).mapToInt(content -> content.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        if (length > 0x7F) {
            int bytes = length > 0xFFFF ? 3 : length > 0xFF ? 2 : 1;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        } else {
            out.write(length);
        }
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }
}
