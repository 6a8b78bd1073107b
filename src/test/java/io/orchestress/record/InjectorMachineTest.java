package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.InjectorMachine.Difference.Kind;
import io.orchestress.record.InjectorMachine.Likeness;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InjectorMachineTest {
    private static final InjectorMachine HERE =
            new InjectorMachine("Xeon", 2.0, 8L << 30, "amd64", "Linux 6.1", "OpenJDK 17.0.15", "0.1.0", "aaaa");

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("itself", HERE, true, ""),
                Arguments.of(
                        "another CPU",
                        new InjectorMachine(
                                "Epyc", 2.0, 8L << 30, "amd64", "Linux 6.1", "OpenJDK 17.0.15", "0.1.0", "aaaa"),
                        false,
                        "CPU model: Xeon, before Epyc"),
                Arguments.of(
                        "a laptop",
                        new InjectorMachine(
                                "M2", 8.0, 16L << 30, "aarch64", "Mac OS X 14", "OpenJDK 21", "0.1.0", null),
                        false,
                        "CPU model: Xeon, before M2; CPUs: 2, before 8; memory: 8.0 GiB, before 16.0 GiB; "
                                + "architecture: amd64, before aarch64; operating system: Linux 6.1, before Mac OS X 14; "
                                + "Java: OpenJDK 17.0.15, before OpenJDK 21"),
                Arguments.of(
                        "half a CPU by quota",
                        new InjectorMachine(
                                "Xeon", 0.5, 8L << 30, "amd64", "Linux 6.1", "OpenJDK 17.0.15", "0.1.0", "aaaa"),
                        false,
                        "CPUs: 2, before 0.50"),
                Arguments.of(
                        "a kernel that keeps 2 % more memory",
                        new InjectorMachine(
                                "Xeon", 2.0, 8_415_000_000L, "amd64", "Linux 6.1", "OpenJDK 17.0.15", "0.1.0", "aaaa"),
                        true,
                        ""),
                Arguments.of(
                        "another version of ours",
                        new InjectorMachine(
                                "Xeon", 2.0, 8L << 30, "amd64", "Linux 6.1", "OpenJDK 17.0.15", "0.2.0", "aaaa"),
                        false,
                        "Orchestress: 0.1.0, before 0.2.0"),
                Arguments.of(
                        "another one of its make",
                        new InjectorMachine(
                                "Xeon", 2.0, 8L << 30, "amd64", "Linux 6.1", "OpenJDK 17.0.15", "0.1.0", "bbbb"),
                        true,
                        "host: aaaa, before bbbb"),
                Arguments.of(
                        "one in a container",
                        new InjectorMachine(
                                "Xeon", 2.0, 8L << 30, "amd64", "Linux 6.1", "OpenJDK 17.0.15", "0.1.0", null),
                        true,
                        ""),
                Arguments.of(
                        "a record from before its CPU was kept",
                        new InjectorMachine(
                                null, 2.0, 8L << 30, "amd64", "Linux 6.1", "OpenJDK 17.0.15", "0.1.0", null),
                        false,
                        "unknown of one or both: CPU model"),
                Arguments.of(
                        "an import",
                        new InjectorMachine(null, null, null, null, null, null, null, null),
                        false,
                        "unknown of one or both: CPU model, CPUs, memory, architecture, operating system, Java, Orchestress"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void isAlikeOnlyWhatIsKnownToBe(String what, InjectorMachine before, boolean alike, String words) {
        Likeness likeness = HERE.against(before);
        assertThat(likeness.isAlike()).isEqualTo(alike);
        assertThat(likeness.words()).isEqualTo(words);
    }

    @Test
    void twoOfWhichNothingIsKnownAreNotAlike() {
        InjectorMachine nothing = new InjectorMachine(null, null, null, null, null, null, null, null);
        assertThat(nothing.against(nothing).isAlike()).isFalse();
        assertThat(nothing.against(nothing).differences()).isEmpty();
    }

    @Test
    void aDifferenceIsOfAKind() {
        Likeness likeness = HERE.against(
                new InjectorMachine("Epyc", 2.0, 8L << 30, "amd64", "Linux 6.1", "OpenJDK 17.0.15", "0.1.0", "bbbb"));
        assertThat(likeness.has(Kind.MAKE)).isTrue();
        assertThat(likeness.has(Kind.HOST)).isTrue();
        assertThat(likeness.has(Kind.SOFTWARE)).isFalse();
    }

    @Test
    void ofARecordThatDoesNotTellItsCpu(@TempDir Path folder) {
        RunRecord run = RecordReader.open(
                        new SyntheticRecord(1).phase("steady", "steady", 1, 1).writeTo(folder),
                        RecordReader.Writer.GONE)
                .run();
        InjectorMachine machine = InjectorMachine.of(run);
        assertThat(machine.cpuModel()).isNull();
        assertThat(machine.cpus()).isEqualTo(2);
        assertThat(machine.memoryBytes()).isEqualTo(8L << 30);
    }
}
