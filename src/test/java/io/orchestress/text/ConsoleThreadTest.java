package io.orchestress.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConsoleThreadTest {
    /** A terminal at which Ctrl-S was pressed. */
    private static final class Held extends OutputStream {
        private final CountDownLatch released = new CountDownLatch(1);
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            seen.write(bytes, from, length);
        }

        String text() {
            return seen.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void nobodyWaitsForAConsoleThatIsHeldAndWhatDidNotFitIsCounted() throws InterruptedException {
        Held terminal = new Held();
        ConsoleThread console = new ConsoleThread();
        PrintStream out = console.to(terminal, StandardCharsets.UTF_8);
        String line = "ö" + "x".repeat(1_000);
        for (int i = 0; i < 2_000; i++) {
            out.println(line);
        }
        assertThat(console.awaitWritten(Duration.ofMillis(20))).isFalse();
        assertThat(terminal.text()).isEmpty();

        terminal.released.countDown();
        assertThat(console.awaitWritten(Duration.ofMinutes(1))).isTrue();
        out.println("after");
        assertThat(console.awaitWritten(Duration.ofMinutes(1))).isTrue();
        long whole = terminal.text().lines().filter(line::equals).count();
        assertThat(whole).isBetween(1_000L, 1_100L);
        assertThat(terminal.text())
                .contains("(" + (2_000 - whole) + " lines were left out: the console could not be written to)")
                .endsWith("after" + System.lineSeparator());
    }

    @Test
    void aPipeThatIsClosedEndsNothing() throws InterruptedException {
        ConsoleThread console = new ConsoleThread();
        PrintStream out = console.to(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                },
                StandardCharsets.UTF_8);
        out.println("one");
        out.println("two");
        assertThat(console.awaitWritten(Duration.ofMinutes(1))).isTrue();
        assertThat(out.checkError()).isFalse();
    }
}
