package io.orchestress.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowLogTest {
    private static final JsonLine.Name N = new JsonLine.Name("n");

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("rows.jsonl");
    }

    private static RowLog.Form<Integer> plain() {
        return (row, out) -> out.number(N, row);
    }

    @Test
    void theClockIsFirstAndTheCountLast() throws IOException {
        RowLog<Integer> log = RowLog.open(file(), "rows", plain(), TimeSource.SYSTEM);
        log.add(1);
        log.add(2);
        log.close();
        assertThat(Files.readAllLines(file()))
                .hasSize(4)
                .element(0)
                .asString()
                .matches("\\{\"nanos\":-?\\d+,\"at\":\"[^\"]+\"}");
        assertThat(Files.readAllLines(file()).subList(1, 4))
                .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"rows\":2,\"lost\":0}");
    }

    @Test
    void theLastLineMaySayMore() throws IOException {
        RowLog<Integer> log = RowLog.open(file(), "rows", plain(), TimeSource.SYSTEM);
        log.says("observed", 7);
        log.close();
        assertThat(Files.readAllLines(file())).last().isEqualTo("{\"rows\":0,\"lost\":0,\"observed\":7}");
    }

    /** A row is written, counted as lost, or both sides know of it: none is neither. */
    @Test
    void aFormThatFailsLosesWhatWasNotWritten() throws IOException {
        RowLog<Integer> log = RowLog.open(
                file(),
                "rows",
                (row, out) -> {
                    plain().write(row, out);
                    if (row == 3) {
                        throw new IOException("no space left on device");
                    }
                },
                TimeSource.SYSTEM);
        for (int row = 1; row <= 5; row++) {
            log.add(row);
        }
        log.close();
        assertThat(Files.readAllLines(file()).get(Files.readAllLines(file()).size() - 1))
                .isEqualTo("{\"rows\":2,\"lost\":3}");
        assertThat(log.lost()).isEqualTo(3);
    }

    @Test
    void whatDoesNotFitIsLostAndNobodyWaits() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        RowLog<Integer> log = RowLog.open(
                file(),
                "rows",
                (row, out) -> {
                    try {
                        disk.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    plain().write(row, out);
                },
                TimeSource.SYSTEM);
        int rows = 150_000;
        for (int row = 0; row < rows; row++) {
            log.add(row);
        }
        long lost = log.lost();
        assertThat(lost).isPositive();
        disk.countDown();
        log.close();
        assertThat(Files.readAllLines(file()))
                .hasSize((int) (rows - lost) + 2)
                .endsWith("{\"rows\":" + (rows - lost) + ",\"lost\":" + lost + "}");
    }

    /** Before it is closed: a process that is killed leaves what was done so far. */
    @Test
    void rowsComeIntoTheFileByThemselves() throws Exception {
        RowLog<Integer> log = RowLog.open(file(), "rows", plain(), TimeSource.SYSTEM);
        log.add(7);
        for (int i = 0; i < 3_000 && !Files.readString(file()).endsWith("{\"n\":7}\n"); i++) {
            Thread.sleep(10);
        }
        assertThat(Files.readString(file())).endsWith("{\"n\":7}\n");
        log.close();
    }

    /** None is written twice, none is missing, and those of one thread stay in their order. */
    @Test
    void severalThreadsAddAtOnce() throws Exception {
        RowLog<Integer> log = RowLog.open(file(), "rows", plain(), TimeSource.SYSTEM);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int from = t * 10_000;
            threads.add(new Thread(() -> IntStream.range(from, from + 10_000).forEach(log::add)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        log.close();
        List<Integer> rows = Files.readAllLines(file()).stream()
                .filter(line -> line.startsWith("{\"n\":"))
                .map(line -> Integer.parseInt(line.substring(5, line.length() - 1)))
                .toList();
        assertThat(rows).doesNotHaveDuplicates().hasSize(40_000);
        for (int t = 0; t < 4; t++) {
            int from = t * 10_000;
            assertThat(rows.stream().filter(n -> n >= from && n < from + 10_000))
                    .isSorted();
        }
    }

    @Test
    void aFormThatThrowsAnythingElseIsSaidToo() throws IOException {
        RowLog<Integer> log = RowLog.open(
                file(),
                "rows",
                (row, out) -> {
                    throw new IllegalStateException("no such row");
                },
                TimeSource.SYSTEM);
        log.add(1);
        log.close();
        assertThat(log.lost()).isEqualTo(1);
        assertThat(Files.readString(file())).endsWith("{\"rows\":0,\"lost\":1}\n");
    }
}
