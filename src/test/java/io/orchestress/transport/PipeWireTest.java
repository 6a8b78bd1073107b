package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real child processes that do exactly one thing. */
@Tag("slow")
@Timeout(180)
class PipeWireTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();

    @AfterEach
    void end() {
        PipeWire.killAll();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void linesComeBackInOrderAndEachIsAnEvent() {
        PipeWire wire = shell("while read -r line; do echo \"1 $line\"; echo; echo \"2 $line\"; done");
        Ear ear = new Ear(event -> event.data().startsWith("2"));

        send(wire, "hello wörld", ear);

        assertThat(ear.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(ear.events).containsExactly("1 hello wörld", "2 hello wörld");
    }

    @Test
    void theSameProcessAnswersTheNextRequest() {
        PipeWire wire = shell("while read -r line; do echo $$; done");
        Ear first = send(wire, "a", new Ear(event -> true));
        first.ending();
        Ear second = send(wire, "b", new Ear(event -> true));
        second.ending();

        assertThat(first.events).hasSize(1).isEqualTo(second.events);
    }

    @Test
    void aNotificationEndsWhenItIsWritten() {
        PipeWire wire = shell("read -r line; sleep 60");
        Ear ear = new Ear(event -> true);

        loop.execute(() -> wire.send(new Outbound.Line("tell", false), LONG, ear));

        assertThat(ear.ending()).isEqualTo(Ending.COMPLETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONNECTION | exit 3",
                "CONNECTION | read -r line; exit 0",
                "TRUNCATED  | read -r line; printf '{\"half'",
                "MALFORMED  | read -r line; printf '\\377\\376\\n'; sleep 60",
                "TOO_LONG   | cat /dev/zero",
                "CONNECTION | exec 1>&-; sleep 60"
            })
    void whatAChildCanDoWrong(Ending ending, String script) {
        assertThat(send(shell(script), "ask", new Ear(event -> true)).ending()).isEqualTo(ending);
    }

    @Test
    void aProgramThatDoesNotExist() {
        PipeWire wire = new PipeWire(List.of("/no/such/program"), loop, AnswerLimits.DEFAULT);

        assertThat(send(wire, "ask", new Ear(event -> true)).ending()).isEqualTo(Ending.CONNECTION);
    }

    @Test
    void afterItsEndTheProcessIsStartedAgain() {
        PipeWire wire = shell("read -r line; [ \"$line\" = die ] || { echo \"$line\"; sleep 60; }");
        assertThat(send(wire, "die", new Ear(event -> true)).ending()).isEqualTo(Ending.CONNECTION);

        Ear ear = send(wire, "live", new Ear(event -> true));

        assertThat(ear.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(ear.events).containsExactly("live");
    }

    @Test
    void anEndThatNobodyWaitedForIsToldToTheNextRequest() {
        PipeWire wire = shell("read -r line; echo \"$line\"");
        assertThat(send(wire, "first", new Ear(event -> true)).ending()).isEqualTo(Ending.COMPLETE);

        assertThat(send(wire, "second", new Ear(event -> true)).ending()).isEqualTo(Ending.CONNECTION);
        assertThat(send(wire, "third", new Ear(event -> true)).ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void aTimeoutLeavesTheProcessToOthers() {
        PipeWire wire = shell("while read -r line; do [ \"$line\" = mute ] || echo \"$line\"; done");
        Ear mute = new Ear(event -> true);
        loop.execute(() -> wire.send(new Outbound.Line("mute", true), Duration.ofMillis(50), mute));
        assertThat(mute.ending()).isEqualTo(Ending.TIMEOUT);

        assertThat(send(wire, "speak", new Ear(event -> true)).ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void whatAChildSaysOnItsStandardErrorHoldsNothingUp() {
        PipeWire wire = shell("head -c 1000000 /dev/zero >&2; read -r line; echo done");

        assertThat(send(wire, "ask", new Ear(event -> true)).ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void aMillionLinesOfNoInterestAreReadAndForgotten() {
        PipeWire wire = shell("read -r line; yes noise | head -n 1000000; echo done");
        Ear ear = new Ear(event -> event.data().equals("done"));
        ear.keepsNothing = true;

        assertThat(send(wire, "ask", ear).ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void aChildThatDoesNotReadHoldsUpNobody() {
        PipeWire wire = shell("sleep 60");
        Ear ear = new Ear(event -> true);
        loop.execute(() -> wire.send(new Outbound.Line("x".repeat(1 << 20), true), Duration.ofMillis(200), ear));

        assertThat(ear.ending()).isEqualTo(Ending.TIMEOUT);
    }

    /** A line of 100 kB counts in the same budget as bodies do, and is given back. */
    @ParameterizedTest
    @CsvSource({"1000000, COMPLETE, ''", "50000, INJECTOR, 'responses being read hold 50000 bytes, the limit'"})
    void linesCountInTheBudgetOfAllAnswers(long memory, Ending ending, String why) {
        MemoryBudget budget = new MemoryBudget(memory);
        PipeWire wire = new PipeWire(
                List.of("/bin/sh", "-c", "read -r line; head -c 100000 /dev/zero | tr '\\0' x; echo; read -r line"),
                loop,
                new AnswerLimits(1 << 20, 1 << 20, budget));

        Ear ear = send(wire, "ask", new Ear(event -> true));

        assertThat(ear.ending()).isEqualTo(ending);
        assertThat(ear.why).startsWith(why);
        assertThat(budget.held()).as("all was given back").isZero();
    }

    @Test
    void closingCutsOffWhatIsUnderWayAndKillsTheWholeTree() throws IOException {
        Path pids = folder.resolve("pids");
        PipeWire wire = shell("sleep 1000 & echo $$ $! > " + pids + "; echo started; wait");
        Ear ear = new Ear(event -> false);
        CompletableFuture<Void> started = ear.firstEvent;
        send(wire, "ask", ear);
        started.join();
        List<ProcessHandle> tree = new ArrayList<>();
        for (String pid : Files.readString(pids, StandardCharsets.UTF_8).strip().split(" ", 0)) {
            tree.add(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
        }

        loop.execute(wire::close);

        assertThat(ear.ending()).isEqualTo(Ending.CLOSED);
        tree.forEach(process -> process.onExit().join());
        assertThat(tree).hasSize(2).noneMatch(ProcessHandle::isAlive);
        assertThat(send(wire, "again", new Ear(event -> true)).ending()).isEqualTo(Ending.CLOSED);
    }

    @Test
    void whatTheProcessAsksWhileNobodyWaitsIsToldToWhoEndedLastAndAnsweredBesideTheNext() {
        PipeWire wire = shell("read -r a; echo \"$a\"; echo asks; read -r b; read -r c; echo \"$b, $c\"");
        CompletableFuture<String> asked = new CompletableFuture<>();
        Ear first = new Ear(event -> true);
        first.unasked = asked::complete;
        assertThat(send(wire, "first", first).ending()).isEqualTo(Ending.COMPLETE);
        assertThat(asked.orTimeout(120, TimeUnit.SECONDS).join()).isEqualTo("asks");

        Ear aside = new Ear(event -> true);
        loop.execute(() -> wire.send(new Outbound.Line("aside", false, true), LONG, aside));
        Ear second = send(wire, "second", new Ear(event -> true));

        assertThat(aside.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(second.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(second.events).containsExactly("aside, second");
    }

    @Test
    void whatIsSaidAsideStartsNoProcessAndHidesNoEnd() {
        PipeWire wire = shell("read -r line; echo \"$line\"");
        assertThat(send(wire, "first", new Ear(event -> true)).ending()).isEqualTo(Ending.COMPLETE);

        Ear aside = new Ear(event -> true);
        loop.execute(() -> wire.send(new Outbound.Line("aside", false, true), LONG, aside));

        assertThat(aside.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(send(wire, "second", new Ear(event -> true)).ending()).isEqualTo(Ending.CONNECTION);
    }

    private PipeWire shell(String script) {
        return new PipeWire(List.of("/bin/sh", "-c", script), loop, AnswerLimits.DEFAULT);
    }

    private Ear send(PipeWire wire, String line, Ear ear) {
        loop.execute(() -> wire.send(new Outbound.Line(line, true), LONG, ear));
        return ear;
    }

    /** Keeps what it was told, on the event loop, and fails when told anything after the end. */
    private final class Ear implements Receiver {
        private final Predicate<SseEvent> enough;
        private final List<String> events = new ArrayList<>();
        private final CompletableFuture<Void> firstEvent = new CompletableFuture<>();
        private final CompletableFuture<Ending> ended = new CompletableFuture<>();
        private volatile String why = "";
        private boolean keepsNothing;
        private Consumer<String> unasked = line -> {};

        Ear(Predicate<SseEvent> enough) {
            this.enough = enough;
        }

        @Override
        public void head(int status, Map<String, String> headers, long nanos) {
            throw new AssertionError("a pipe has no head");
        }

        @Override
        public boolean event(SseEvent event, long nanos) {
            assertThat(loop.inEventLoop()).isTrue();
            assertThat(ended).isNotDone();
            if (!keepsNothing) {
                events.add(event.data());
            }
            firstEvent.complete(null);
            return enough.test(event);
        }

        @Override
        public void why(String cause) {
            why = cause;
        }

        @Override
        public void unasked(SseEvent line) {
            unasked.accept(line.data());
        }

        @Override
        public void end(Ending ending, byte[] body, long nanos) {
            assertThat(loop.inEventLoop()).isTrue();
            assertThat(ended.complete(ending)).as("ended once").isTrue();
        }

        Ending ending() {
            return ended.orTimeout(120, TimeUnit.SECONDS).join();
        }
    }
}
