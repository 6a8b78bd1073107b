package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.protocol.rest.RestSettings;
import io.orchestress.workload.kind.WorkloadSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StressKindTest {
    @TempDir
    Path folder;

    /** Weights of simple, medium, complex, workflow; payload in bytes; pace in milliseconds; the call of simple tasks over REST. */
    @ParameterizedTest
    @CsvSource({
        "mixed, 20, 40, 30, 10, 0, 1000, run",
        "cpu, 0, 0, 100, 0, 0, 1000, run",
        "concurrency, 20, 40, 30, 10, 0, 0, run",
        "network, 100, 0, 0, 0, 65536, 1000, run",
        "memory, 100, 0, 0, 0, 16384, 1000, remember-more",
        "database, 80, 20, 0, 0, 0, 1000, recall",
    })
    void aKindReplacesWhatItNames(
            String kind, int simple, int medium, int complex, int workflow, int payload, int pace, String call) {
        Settings settings = load("orchestress.stress.kind", kind);

        Settings.TaskMix mix = settings.taskMix();
        assertThat(new double[] {
                    mix.weight(WorkloadSize.SIMPLE),
                    mix.weight(WorkloadSize.MEDIUM),
                    mix.weight(WorkloadSize.COMPLEX),
                    mix.weight(WorkloadSize.WORKFLOW)
                })
                .containsExactly(simple, medium, complex, workflow);
        assertThat(mix.payloadBytes()).isEqualTo(payload);
        assertThat(settings.load().pace()).isEqualTo(Duration.ofMillis(pace));
        assertThat(settings.protocols().of(RestSettings.class).sizes()).containsEntry(WorkloadSize.SIMPLE, call);
        assertThat(settings.protocols().of(RestSettings.class).calls())
                .containsKeys("run", "submit", "stream", "workflow", call);
        assertThat(settings.effective())
                .containsEntry("stress.kind", kind)
                .containsEntry("load.pace", pace == 0 ? "0 s" : "1 s");
    }

    @Test
    void itWinsOverAFileAndPropertiesWinOverIt() throws IOException {
        Path file = Files.writeString(
                folder.resolve("mine.conf"), "orchestress { task-mix.simple = 7, task-mix.think-time = 3 s }");

        Settings settings =
                load("config", file.toString(), "orchestress.stress.kind", "cpu", "orchestress.task-mix.medium", "5");

        assertThat(settings.taskMix().weight(WorkloadSize.SIMPLE)).isZero();
        assertThat(settings.taskMix().weight(WorkloadSize.MEDIUM)).isEqualTo(5);
        assertThat(settings.taskMix().weight(WorkloadSize.COMPLEX)).isEqualTo(100);
        assertThat(settings.taskMix().thinkTime()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void thereCanBeOthers() throws IOException {
        Path file = Files.writeString(
                folder.resolve("mine.conf"),
                "orchestress.stress { kind = short, kinds.short.task-mix { medium = 0, complex = 0, workflow = 0 } }");

        assertThat(load("config", file.toString()).taskMix().weight(WorkloadSize.MEDIUM))
                .isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            kind = disk                                    | expected one of concurrency, cpu, database, memory, mixed, network
            kinds.cpu.target.url = "http://127.0.0.1"      | a kind of stress replaces settings of load, protocols, task-mix only
            { kind = cpu, kinds.cpu.task-mix.huge = 3 }    | orchestress.task-mix.huge = 3: unknown key
            { kind = cpu, kinds.cpu.task-mix.payload = 3 } | expected an amount with its unit
            { kind = cpu, kinds.cpu.task-mix.payload = 17 MiB } | up to 16384 KiB
            """)
    void refuses(String stress, String message) throws IOException {
        String text = stress.startsWith("{") ? stress : "{" + stress + "}";
        Path file = Files.writeString(folder.resolve("mine.conf"), "orchestress.stress = " + text);

        InvalidConfigException e = Objects.requireNonNull(
                catchThrowableOfType(InvalidConfigException.class, () -> load("config", file.toString())));

        assertThat(e.problems()).singleElement().asString().contains("mine.conf: 1: ", message);
    }

    private static Settings load(String... properties) {
        Properties all = new Properties();
        for (int i = 0; i < properties.length; i += 2) {
            all.setProperty(properties[i], properties[i + 1]);
        }
        return SettingsLoader.load(all);
    }
}
