package io.orchestress.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.ShownTerminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Screen screen = new Screen(written, null, UTF_8, 40);
    private final PrintStream out = screen.to(written, UTF_8);

    private ShownTerminal shown() {
        return ShownTerminal.of(written.toString(UTF_8), 40);
    }

    @Test
    void theLineIsReplacedAndTextStandsAboveIt() {
        out.println("first");
        screen.show("10 % of much");
        screen.show("20 %");
        out.println("a warning");
        out.println("another");
        screen.show("30 %");
        assertThat(shown().rows()).containsExactly("first", "a warning", "another", "30 %");

        screen.clear();
        out.println("the end");
        assertThat(shown().rows()).containsExactly("first", "a warning", "another", "the end");
    }

    @Test
    void aLineOfTextThatIsNotYetWholeIsNotWrittenInto() {
        screen.show("10 %");
        out.print("loading … ");
        assertThat(shown().rows()).containsExactly("loading …");
        screen.show("20 %");
        assertThat(shown().rows()).containsExactly("loading …");
        out.println("done");
        assertThat(shown().rows()).containsExactly("loading … done", "20 %");
    }

    @Test
    void aLineOfTextThatNobodyEndsIsEnded() {
        out.print("a prompt: ");
        screen.show("10 %");
        screen.show("20 %");
        assertThat(shown().rows()).containsExactly("a prompt:", "20 %");
    }

    /** The program at the other end of a pipe may write it to the terminal. */
    @Test
    void beforeWhatGoesElsewhereTheLineIsTakenAwayUntilItChanges() {
        ByteArrayOutputStream pipe = new ByteArrayOutputStream();
        screen.show("10 %");
        screen.to(pipe, UTF_8).println("for another program");
        assertThat(pipe.toString(UTF_8)).isEqualTo("for another program" + System.lineSeparator());
        assertThat(shown().rows()).isEmpty();
        screen.show("20 %");
        assertThat(shown().rows()).containsExactly("20 %");
    }

    @Test
    void bothStreamsMayBeOnTheTerminal() {
        ByteArrayOutputStream other = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                written.write(bytes, from, length);
            }
        };
        Screen both = new Screen(written, other, UTF_8, 40);
        both.show("10 %");
        both.to(other, UTF_8).println("a warning");
        assertThat(shown().rows()).containsExactly("a warning", "10 %");
    }

    /** A terminal may have become narrower than it was, and a name may steer nothing. */
    @Test
    void noLineTakesTwoRowsOrSteersTheTerminal() {
        screen.show("x".repeat(70));
        screen.show("\033[2Jevil\nname\r\t" + "y".repeat(50));
        out.println("text");
        screen.show("last");
        assertThat(shown().rows()).containsExactly("text", "last");
        screen.show("\033[2Jevil\nname");
        assertThat(shown().rows()).containsExactly("text", "\uFFFD[2Jevil name");
    }

    @Test
    void nothingIsColoured() {
        screen.show("10 %");
        out.println("text");
        assertThat(written.toString(UTF_8)).doesNotContainPattern("\033\\[[0-9;]*m");
    }

    @Test
    void withoutATerminalNothingIsAdded() {
        Screen none = new Screen(written, null, UTF_8, 0);
        none.show("10 %");
        none.to(written, UTF_8).print("text\n");
        none.clear();
        assertThat(written.toString(UTF_8)).isEqualTo("text\n");
    }

    @Test
    void onlyTheLastStateOfALineWaitsForATerminalThatIsHeld() throws InterruptedException {
        ConsoleThread console = new ConsoleThread(screen);
        PrintStream queued = console.to(written, UTF_8);
        LiveLine line = console.liveLine();
        queued.println("first");
        for (int i = 0; i <= 1_000; i++) {
            line.show(i + " of 1000");
        }
        assertThat(console.awaitWritten(Duration.ofMinutes(1))).isTrue();
        queued.println("second");
        assertThat(console.awaitWritten(Duration.ofMinutes(1))).isTrue();
        assertThat(shown().rows()).containsExactly("first", "second", "1000 of 1000");
        line.clear();
        assertThat(console.awaitWritten(Duration.ofMinutes(1))).isTrue();
        assertThat(shown().rows()).containsExactly("first", "second");
    }
}
