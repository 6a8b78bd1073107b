package io.orchestress.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal shows: text that stays, and below it a line that is replaced. Text takes the line away before it is written, and
 * the line comes back when the text has ended its own.
 */
final class Screen implements LiveLine {
    private static final String START = "\r";

    /** Between these two the terminal cuts what is too long, so that no line ever takes two rows. */
    private static final String CUT = "\033[?7l";

    private static final String WRAP = "\033[?7h";
    private static final String ERASE_REST = "\033[K";

    private final OutputStream terminal;
    private final @Nullable OutputStream other;
    private final Charset charset;
    private final int columns;
    private String wanted = "";
    private boolean drawn;
    /** What was written last has not ended its line. */
    private boolean open;
    /** And so the line could not be shown when it last changed. */
    private boolean missed;

    /**
     * @param terminal on which the line is
     * @param other stream that is shown on a terminal, too; null: it goes elsewhere, though who reads it may write to the terminal, so that the line stays
     *     away until it is shown anew
     * @param columns 0: it never shows a line
     */
    Screen(OutputStream terminal, @Nullable OutputStream other, Charset charset, int columns) {
        this.terminal = terminal;
        this.other = other;
        this.charset = charset;
        this.columns = columns;
    }

    /** From now on all that this process prints passes the line in place, which is on standard error, where that is a terminal. */
    static void takeOver() {
        Terminal terminal = Terminal.ofThisProcess(Terminal.ERR);
        if (terminal.columns() > 0) {
            Screen screen = new Screen(
                    System.err,
                    Terminal.isOne(Terminal.OUT) ? System.out : null,
                    ConsoleThread.charset("stderr.encoding"),
                    terminal.columns());
            System.setOut(screen.to(System.out, ConsoleThread.charset("stdout.encoding")));
            System.setErr(screen.to(System.err, ConsoleThread.charset("stderr.encoding")));
            Console.liveLineIs(screen);
        }
    }

    /** A stream of this process. */
    PrintStream to(OutputStream out, Charset charsetOfIt) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        print(out, bytes, from, length);
                    }

                    @Override
                    public void flush() throws IOException {
                        out.flush();
                    }
                },
                true,
                charsetOfIt);
    }

    /** Writes to a stream of this process, whether it is the terminal or not. */
    synchronized void print(OutputStream out, byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return;
        }
        erase();
        out.write(bytes, from, length);
        out.flush();
        if (out != terminal && out != other) {
            return;
        }
        open = bytes[from + length - 1] != '\n';
        missed = false;
        draw();
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public synchronized void show(String text) {
        if (columns == 0) {
            return;
        }
        wanted = Visible.line(text);
        try {
            if (wanted.isEmpty()) {
                erase();
            } else if (open && missed) {
                // Nobody ends that line any more.
                terminal.write('\n');
                open = false;
            }
            missed = open;
            draw();
        } catch (IOException e) {
            // the terminal is gone: who prints goes on
        }
    }

    private void draw() throws IOException {
        if (!open && !wanted.isEmpty()) {
            terminal.write((START + CUT + wanted + WRAP + ERASE_REST).getBytes(charset));
            terminal.flush();
            drawn = true;
        }
    }

    private void erase() throws IOException {
        if (drawn) {
            terminal.write((START + ERASE_REST).getBytes(charset));
            terminal.flush();
            drawn = false;
        }
    }
}
