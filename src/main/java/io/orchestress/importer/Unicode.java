package io.orchestress.importer;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;

/**
 * Text in any Unicode coding as UTF-8 without a byte-order mark. UTF-16 is also recognised without one, by the zeros that its first
 * two characters have. What has neither is handed on as it is: it may be no text.
 */
final class Unicode extends InputStream {
    private static final int MARK_BYTES = 4;
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    private final InputStream in;
    private final Reader reader;
    private final char[] characters = new char[1 << 13];
    private byte[] bytes = new byte[0];
    private int next;

    private Unicode(InputStream in, Charset charset) {
        this.in = in;
        this.reader = new InputStreamReader(in, charset);
    }

    static InputStream utf8(InputStream in) throws IOException {
        PushbackInputStream back = new PushbackInputStream(in, MARK_BYTES);
        byte[] head = back.readNBytes(MARK_BYTES);
        int[] b = new int[MARK_BYTES];
        for (int i = 0; i < MARK_BYTES; i++) {
            b[i] = i < head.length ? head[i] & 0xff : -1;
        }
        int mark = 0;
        Charset charset = UTF_8;
        if (b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf) {
            mark = 3;
        } else if (b[0] == 0xff && b[1] == 0xfe) {
            mark = b[2] == 0 && b[3] == 0 ? 4 : 2;
            charset = mark == 4 ? UTF_32LE : UTF_16LE;
        } else if (b[0] == 0 && b[1] == 0 && b[2] == 0xfe && b[3] == 0xff) {
            mark = 4;
            charset = UTF_32BE;
        } else if (b[0] == 0xfe && b[1] == 0xff) {
            mark = 2;
            charset = UTF_16BE;
        } else if (isAscii(b[0]) && b[1] == 0 && isAscii(b[2]) && b[3] == 0) {
            charset = UTF_16LE;
        } else if (b[0] == 0 && isAscii(b[1]) && b[2] == 0 && isAscii(b[3])) {
            charset = UTF_16BE;
        }
        back.unread(head, mark, head.length - mark);
        return charset.equals(UTF_8) ? back : new Unicode(back, charset);
    }

    private static boolean isAscii(int octet) {
        return octet == '\t' || octet == '\n' || octet == '\r' || (octet >= ' ' && octet < 0x7f);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (next == bytes.length && !fill()) {
            return -1;
        }
        int taken = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, target, offset, taken);
        next += taken;
        return taken;
    }

    private boolean fill() throws IOException {
        int read = reader.read(characters, 0, characters.length - 1);
        if (read > 0 && Character.isHighSurrogate(characters[read - 1])) {
            int low = reader.read();
            if (low >= 0) {
                characters[read++] = (char) low;
            }
        }
        bytes = read < 0 ? new byte[0] : new String(characters, 0, read).getBytes(UTF_8);
        next = 0;
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
