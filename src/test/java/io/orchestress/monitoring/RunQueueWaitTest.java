package io.orchestress.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Linux has them below /proc/self/task, in a folder of the test: time on a CPU, time waited for one, both in ns, and how often it ran. */
class RunQueueWaitTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path tasks;

    private RunQueueWait wait;

    private void thread(int tid, String name, String schedstat) throws IOException {
        Path folder = Files.createDirectories(tasks.resolve(Integer.toString(tid)));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("schedstat"), schedstat + "\n");
    }

    private OptionalDouble at(int seconds) {
        return wait.share(seconds * SECOND);
    }

    @Test
    void theThreadThatWaitedLongestAndNoCompilerOfItsOwn() throws IOException {
        wait = new RunQueueWait(tasks);
        thread(10, "gatling-1-1", "5000000 900000000 10");
        thread(11, "gatling-1-2", "5000000 100000000 10");
        thread(12, "C2 CompilerThre", "5000000 100000000 10");
        assertThat(at(0)).isEmpty();

        thread(10, "gatling-1-1", "6000000 950000000 20");
        thread(11, "gatling-1-2", "6000000 400000000 20");
        thread(12, "C2 CompilerThre", "6000000 900000000 20");
        assertThat(at(1)).hasValue(0.3);
        assertThat(at(2)).hasValue(0);
    }

    @Test
    void aThreadThatBeganMeanwhileCountsFromItsBeginningAndOneThatEndedNoMore() throws IOException {
        wait = new RunQueueWait(tasks);
        thread(10, "gatling-1-1", "5000000 0 10");
        at(0);
        thread(11, "gatling-1-2", "5000000 200000000 10");
        assertThat(at(2)).hasValue(0.1);
        Files.delete(tasks.resolve("11/schedstat"));
        assertThat(at(3)).hasValue(0);
        // its number is given to another, which has waited less
        thread(11, "gatling-1-9", "5000000 50000000 10");
        assertThat(at(4)).hasValue(0.05);
    }

    @Test
    void neverMoreThanAllOfTheTime() throws IOException {
        wait = new RunQueueWait(tasks);
        thread(10, "gatling-1-1", "5000000 0 10");
        at(0);
        thread(10, "gatling-1-1", "5000000 1010000000 10");
        assertThat(at(1)).hasValue(1);
    }

    @Test
    void whereTheKernelCountsNothingItIsUnknownAndNotZero() throws IOException {
        wait = new RunQueueWait(tasks);
        thread(10, "gatling-1-1", "0 0 0");
        assertThat(at(0)).isEmpty();
        assertThat(at(1)).isEmpty();
    }

    @Test
    void whereThereAreNoSuchFilesItIsUnknown() throws IOException {
        wait = new RunQueueWait(tasks);
        Files.createDirectories(tasks.resolve("10"));
        assertThat(at(0)).isEmpty();
        assertThat(at(1)).isEmpty();
        wait = new RunQueueWait(tasks.resolve("none"));
        assertThat(at(0)).isEmpty();
        assertThat(at(1)).isEmpty();
    }

    @Test
    void whatIsNotAsItShouldBeIsLeftOut() throws IOException {
        wait = new RunQueueWait(tasks);
        thread(10, "gatling-1-1", "5000000 0 10");
        thread(11, "gatling-1-2", "5000000 -7 10");
        thread(12, "gatling-1-3", "99999999999999999999 1 10");
        thread(13, "gatling-1-4", "");
        at(0);
        assertThat(at(1)).hasValue(0);
    }
}
