package io.orchestress.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.MoreTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class CommandWireTest {
    private final Commands commands = new Commands(4, AnswerLimits.DEFAULT);
    private final WireBench bench = new WireBench(true, loop -> new CommandWire(commands, loop));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        bench.close();
        commands.close();
    }

    private static Outbound shell(String script, String input) {
        return new Outbound.Command(
                List.of("sh", "-c", script), input.getBytes(StandardCharsets.UTF_8), Map.of("EXTRA", "given"));
    }

    private Heard run(String script) {
        return bench.exchange(shell(script, ""));
    }

    @Test
    void inputOutputAndExitCode() {
        Heard heard = bench.exchange(shell("cat; echo \" $EXTRA\"; echo oops >&2; exit 3", "héllo"));

        assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(heard.status()).isEqualTo(3);
        assertThat(heard.body()).isEqualTo("héllo given\n");
        assertThat(heard.headers())
                .containsEntry("stdout-bytes", "13")
                .containsEntry("stderr-bytes", "5")
                .containsEntry("stderr", "oops\n");
    }

    @Test
    void noShellTouchesTheArguments() {
        Heard heard =
                bench.exchange(new Outbound.Command(List.of("printf", "%s", "$HOME; 'x' *"), new byte[0], Map.of()));
        assertThat(heard.body()).isEqualTo("$HOME; 'x' *");
    }

    @Test
    void aProgramThatDoesNotExist() {
        Heard heard = bench.exchange(new Outbound.Command(List.of("/no/such/program"), new byte[0], Map.of()));
        assertThat(heard.ending()).isEqualTo(Ending.CONNECTION);
        assertThat(heard.headers().get("error")).contains("/no/such/program", "No such file");
    }

    /** 100 kB of output count in the same budget as bodies do, and are given back. */
    @ParameterizedTest
    @CsvSource({"1000000, COMPLETE, ''", "50000, INJECTOR, 'responses being read hold 50000 bytes, the limit'"})
    void outputCountsInTheBudgetOfAllAnswers(long memory, Ending ending, String why) {
        MemoryBudget budget = new MemoryBudget(memory);
        try (Commands own = new Commands(1, new AnswerLimits(1 << 20, 1 << 20, budget));
                WireBench ownBench = new WireBench(true, loop -> new CommandWire(own, loop))) {
            Heard heard = ownBench.exchange(shell("head -c 100000 /dev/zero", ""));

            assertThat(heard.ending()).isEqualTo(ending);
            assertThat(heard.why()).startsWith(why);
            ownBench.exchange(shell("true", ""));
            assertThat(budget.held()).as("all was given back").isZero();
        }
    }

    @Test
    void endedByASignal() {
        assertThat(run("kill -9 $$").status()).isEqualTo(137);
    }

    @Test
    void inputThatIsNotReadIsNoFailure() {
        Heard heard = bench.exchange(shell("exit 0", "x".repeat(1 << 20)));
        assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(heard.status()).isZero();
    }

    @Test
    void muchOnBothStreamsAndInputDoesNotBlock() {
        Heard heard = bench.exchange(shell("cat; cat /dev/zero | head -c 3000000 >&2", "x".repeat(3_000_000)));
        assertThat(heard.body()).hasSize(3_000_000);
        assertThat(heard.headers()).containsEntry("stderr-bytes", "3000000");
        assertThat(heard.headers().get("stderr")).hasSize(CommandRun.KEPT_ERROR_BYTES);
    }

    @Test
    void writesForEver() {
        Heard heard = run("yes");
        assertThat(heard.ending()).isEqualTo(Ending.TOO_LONG);
        assertThat(heard.body()).hasSize(AnswerLimits.DEFAULT.longestAnswerBytes());
    }

    @Test
    void neverEndsAndIsKilledWithItsChildren() throws Exception {
        MoreTime.than(Duration.ofMillis(800), limit -> {
            Path pids = Files.writeString(folder.resolve("pids"), "");
            Heard heard = bench.send(
                    shell(
                            "echo begun; sleep 1000 & echo $! > " + pids + "; sh -c 'sleep 1001 & echo $! >> " + pids
                                    + "; wait'",
                            ""),
                    limit,
                    new Heard());

            assertThat(heard.ending()).isEqualTo(Ending.TIMEOUT);
            assertThat(heard.body()).isEqualTo("begun\n");
            List<String> children = Files.readAllLines(pids);
            assertThat(children).hasSize(2);
            assertThat(children)
                    .allSatisfy(pid -> assertThat(endsSoon(Long.parseLong(pid))).isTrue());
        });
    }

    @Test
    void theUserLeaves() {
        Path pid = folder.resolve("pid");
        Heard heard =
                bench.send(shell("echo $$ > " + pid + "; exec sleep 1000", ""), Duration.ofSeconds(50), new Heard());
        long started = awaitPid(pid);

        bench.loop().execute(bench.wire()::close);

        assertThat(heard.ending()).isEqualTo(Ending.CLOSED);
        assertThat(endsSoon(started)).isTrue();
    }

    @Test
    void theLoadEnds() {
        Path pid = folder.resolve("pid");
        bench.send(shell("echo $$ > " + pid + "; exec sleep 1000", ""), Duration.ofSeconds(50), new Heard());
        long started = awaitPid(pid);

        commands.close();

        assertThat(endsSoon(started)).isTrue();
    }

    /** A shell that becomes another program, or that turns its streams round, has the streams that it was started with. */
    @ParameterizedTest
    @ValueSource(
            strings = {"exec cat >&2", "exec 1>&2; cat", "exec 2>&1 1>/dev/null; cat >&2; exit 0", "cat >&2 | true"})
    void whatIsRedirectedIsNotTakenForWhatItWas(String script) {
        for (int i = 0; i < 20; i++) {
            Heard heard = bench.exchange(shell(script, "words"));
            assertThat(heard.body()).isEqualTo(script.startsWith("exec 2>&1") ? "words" : "");
        }
    }

    /** Nothing of ours waits for the child that holds the output. */
    @Test
    void aChildThatHoldsTheOutputCostsNoThread() throws IOException {
        Path pid = folder.resolve("pid");
        Heard heard = run("echo done; sleep 1000 & echo $! > " + pid);

        assertThat(heard.body()).isEqualTo("done\n");
        assertThat(readingThreads()).isZero();
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
                .as("it is not killed")
                .hasValueSatisfying(ProcessHandle::destroyForcibly);
    }

    private static long readingThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().matches("orchestress-(pipe|command)-.*"))
                .filter(thread -> List.of(thread.getValue()).toString().contains("FileInputStream.readBytes"))
                .count();
    }

    @Test
    void aChildInTheBackgroundIsNotWaitedFor() throws IOException {
        Path pid = folder.resolve("pid");
        Heard heard = run("echo done; sleep 1000 & echo $! > " + pid);

        assertThat(heard.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(heard.body()).isEqualTo("done\n");
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void noMoreThanAllowedAtATimeAndWaitingCounts() throws IOException {
        // Each writes a line when it begins and one when it ends, and ends only when four have begun: never may more
        // have begun and not ended.
        Path log = folder.resolve("log");
        List<Heard> all = IntStream.range(0, 12)
                .mapToObj(i -> bench.send(
                        shell(
                                "echo + >> " + log + "; until [ $(grep -c + " + log
                                        + ") -ge 4 ]; do sleep 0.02; done; sleep 0.1; echo - >> " + log,
                                ""),
                        Duration.ofSeconds(50),
                        new Heard()))
                .toList();
        assertThat(all).allSatisfy(heard -> assertThat(heard.ending()).isEqualTo(Ending.COMPLETE));

        int running = 0;
        int most = 0;
        for (String line : Files.readAllLines(log)) {
            running += line.equals("+") ? 1 : -1;
            most = Math.max(most, running);
        }
        assertThat(most).isEqualTo(4);
    }

    @Test
    void aCommandWhoseTimeIsOverBeforeItsTurnIsNotStarted() throws IOException {
        Path end = folder.resolve("end");
        List<Heard> first = IntStream.range(0, 4)
                .mapToObj(i -> bench.send(
                        shell("until [ -e " + end + " ]; do sleep 0.02; done", ""),
                        Duration.ofSeconds(50),
                        new Heard()))
                .toList();
        Path trace = folder.resolve("trace");
        Heard late = bench.send(shell("touch " + trace, ""), Duration.ofMillis(100), new Heard());

        assertThat(late.ending()).isEqualTo(Ending.TIMEOUT);
        Files.writeString(end, "");
        assertThat(first).allSatisfy(heard -> assertThat(heard.ending()).isEqualTo(Ending.COMPLETE));
        assertThat(run("true").ending()).isEqualTo(Ending.COMPLETE);
        assertThat(trace).doesNotExist();
    }

    private static long awaitPid(Path file) {
        for (int i = 0; i < 1000; i++) {
            try {
                String text = Files.exists(file) ? Files.readString(file).strip() : "";
                if (!text.isEmpty()) {
                    return Long.parseLong(text);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        throw new AssertionError("not started");
    }

    private static boolean endsSoon(long pid) {
        for (int i = 0; i < 500; i++) {
            if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return false;
    }
}
