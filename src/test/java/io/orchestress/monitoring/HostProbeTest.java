package io.orchestress.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import oshi.SystemInfo;

class HostProbeTest {
    @TempDir
    private Path folder;

    private static long[] ticks(long... userNiceSystemIdleIowaitIrqSoftirqSteal) {
        return userNiceSystemIdleIowaitIrqSoftirqSteal;
    }

    /** A second of 2 CPUs: 200 ticks. */
    static Stream<Arguments> seconds() {
        return Stream.of(
                Arguments.of("idle", ticks(0, 0, 0, 200, 0, 0, 0, 0), 0.0, 0.0),
                Arguments.of("busy", ticks(60, 20, 10, 90, 10, 4, 6, 0), 0.5, 0.0),
                Arguments.of("half of it stolen", ticks(60, 0, 0, 40, 0, 0, 0, 100), 0.3, 0.5),
                Arguments.of("all of it stolen", ticks(0, 0, 0, 0, 0, 0, 0, 200), 0.0, 1.0));
    }

    private static Map<String, Double> read(HostProbe probe) {
        Map<String, Double> figures = new HashMap<>();
        probe.read(0, figures::put);
        return figures;
    }

    private static Map<String, Double> after(long[] second, boolean tellsSteal) {
        long[] now = ticks(7, 7, 7, 7, 7, 7, 7, 7);
        HostProbe probe = new HostProbe(new SystemInfo().getHardware(), now::clone, tellsSteal);
        read(probe);
        for (int i = 0; i < now.length; i++) {
            now[i] += second[i];
        }
        return read(probe);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seconds")
    void whatWasStolenIsNotBusy(String what, long[] second, double cpu, double steal) {
        assertThat(after(second, true)).containsEntry("cpu", cpu).containsEntry("steal", steal);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seconds")
    void whereItIsNotToldItIsUnknownAndNotZero(String what, long[] second, double cpu, double steal) {
        assertThat(after(second, false)).containsKey("cpu").doesNotContainKey("steal");
    }

    @Test
    void ticksThatStandStillOrRunBackwardsTellNothing() {
        assertThat(after(ticks(0, 0, 0, 0, 0, 0, 0, 0), true)).doesNotContainKeys("cpu", "steal");
        assertThat(after(ticks(100, 0, 0, 100, 0, 0, 0, -3), true)).doesNotContainKeys("cpu", "steal");
        assertThat(after(ticks(100, 0, 0, -1, 0, 0, 0, 3), true)).doesNotContainKeys("cpu", "steal");
    }

    @ParameterizedTest
    @CsvSource({
        "cpu  1659263 44087 165816 424197 3114 0 4544 276 0 0, true",
        "cpu  1659263 44087 165816 424197 3114 0 4544 276, true",
        "cpu  1659263 44087 165816 424197, false", // Linux before 2.6.11
        "nothing of the kind, false"
    })
    void theFileSaysWhetherStealIsCounted(String line, boolean told) throws IOException {
        Path stat = Files.writeString(folder.resolve("stat"), line + "\ncpu0 1 2 3\n");
        assertThat(HostProbe.tellsSteal(stat)).isEqualTo(told);
    }

    @Test
    void withoutThatFileNothingIsCounted() {
        assertThat(HostProbe.tellsSteal(folder.resolve("none"))).isFalse();
    }
}
