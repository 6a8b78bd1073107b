package io.orchestress.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of all text to the console: nothing else in this product prints. What came from a target, a record or a file can neither
 * steer a terminal nor command a pipeline, whoever printed it and how.
 */
public final class Console extends PrintWriter {
    private static final String STOP = "::stop-commands::";

    private static @Nullable Console process;
    private static volatile LiveLine liveLine = LiveLine.NONE;

    private final Writer raw;
    private String token = "";

    /** Over a writer: what is printed arrives there harmless. */
    public Console(Writer raw) {
        super(new Harmless(raw), true);
        this.raw = raw;
    }

    /** Over a stream of this process, in its own encoding. */
    public static Console over(PrintStream stream) {
        return new Console(new Writer() {
            @Override
            public void write(char[] text, int from, int length) {
                stream.print(new String(text, from, length));
            }

            @Override
            public void flush() {
                stream.flush();
            }

            @Override
            public void close() {
                stream.flush();
            }
        });
    }

    /** Standard output, for those who print to a stream. */
    public static PrintStream out() {
        return stream(System.out);
    }

    /** Standard error, likewise. */
    public static PrintStream err() {
        return stream(System.err);
    }

    private static PrintStream stream(PrintStream target) {
        return new PrintStream(new Decoded(over(target)), true, UTF_8);
    }

    /** The line in place of this process, if it has a terminal. */
    public static LiveLine liveLine() {
        return liveLine;
    }

    static void liveLineIs(LiveLine newLine) {
        liveLine = newLine;
    }

    /** From now on progress is shown in place, where standard error is a terminal; for a command that prints and ends. */
    public static void showProgress() {
        Screen.takeOver();
    }

    /** Whether lines on the console are looked through for commands. */
    public static boolean isWatched(Map<String, String> environment) {
        return "true".equals(environment.get("GITHUB_ACTIONS"));
    }

    /** From here on GitHub takes no line for a command, however it begins; until {@link #unmute}. */
    public void mute() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
        raw(STOP + token + "\n");
    }

    public void unmute() {
        if (!token.isEmpty()) {
            raw("::" + token + "::\n");
            token = "";
        }
    }

    /** The same for all that this process prints, by whom ever; until {@link #unmuteProcess}, which the end of the process does not do. */
    public static synchronized void muteProcess(Map<String, String> environment) {
        if (isWatched(environment) && process == null) {
            process = over(System.out);
            process.mute();
        }
    }

    public static synchronized void unmuteProcess() {
        if (process != null) {
            process.unmute();
            process = null;
        }
    }

    /** The same as {@link #commands(String)} for a process, muted or not. */
    public static synchronized void processCommands(String lines) {
        (process == null ? over(System.out) : process).commands(lines);
    }

    /** Prints commands of our own, whose text is escaped, and of which each is a line. */
    public void commands(String lines) {
        boolean muted = !token.isEmpty();
        unmute();
        raw(lines);
        if (muted) {
            mute();
        }
    }

    /** The same, where it may be another writer. */
    public static void commands(PrintWriter out, StringWriter lines) {
        if (out instanceof Console console) {
            console.commands(lines.toString());
        } else {
            out.print(lines);
            out.flush();
        }
    }

    private void raw(String text) {
        flush();
        try {
            raw.write(text);
            raw.flush();
        } catch (IOException e) {
            setError();
        }
    }

    /** Bytes in UTF-8 as the characters that they are. */
    private static final class Decoded extends OutputStream {
        private final Console console;
        private final CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];

        Decoded(Console console) {
            this.console = console;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            ByteBuffer in = ByteBuffer.allocate(rest.length + length).put(rest).put(bytes, from, length);
            in.flip();
            CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
            decoder.decode(in, out, false);
            rest = new byte[in.remaining()];
            in.get(rest);
            out.flip();
            console.write(out.toString());
        }

        @Override
        public void flush() {
            console.flush();
        }
    }
}
