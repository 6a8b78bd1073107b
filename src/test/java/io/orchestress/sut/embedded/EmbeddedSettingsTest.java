package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orchestress.sut.embedded.agent.Bugs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedSettingsTest {
    @Test
    void argumentsComeBackAsTheSameSettings() {
        EmbeddedSettings settings = EmbeddedSettings.builder()
                .port(8_081)
                .workers(3)
                .queueCapacity(0)
                .queue(QueueOrder.FAIR)
                .serviceLaw(ServiceLaw.EXPONENTIAL)
                .meanServiceMillis(12.5)
                .lognormalSigma(1.25)
                .spawnMillis(7)
                .tokensPerSec(33.3)
                .tokensPerChunk(4)
                .historySize(11)
                .bandwidthBytesPerSec(12_345)
                .seed(-5)
                .agent(new AgentOptions(
                        "http://127.0.0.1:9", 2.5, ServiceLaw.LOGNORMAL, AgentOptions.ToolOrder.PARALLEL, 7, 8))
                .bugs(new Bugs(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))
                .faults(new Faults(0.1, 2, 3, true, 0.4, 5, 6, 0.7, 0.8, 9, 0.11, 0.12, 0.13, 14, 15, true, 16, true))
                .build();
        assertThat(EmbeddedSettings.fromArguments(settings.toArguments())).isEqualTo(settings);
        assertThat(EmbeddedSettings.fromArguments(List.of())).isEqualTo(EmbeddedSettings.defaults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--port=65536                    | port is 65536, must be a whole number from 0 to 65535",
                "--workers=0                     | workers is 0, must be a whole number from 1 to 100000",
                "--workers=many                  | workers is 'many', must be a whole number",
                "--queueCapacity=-1              | queueCapacity is -1, must be a whole number from 0 to 1000000",
                "--queue=lifo                    | queue is 'lifo', must be one of [fifo, fair]",
                "--serviceLaw=uniform            | serviceLaw is 'uniform', must be one of [fixed, exponential, lognormal]",
                "--meanServiceMillis=-0.5        | meanServiceMillis is -0.5, must be a number from 0 to 86400000",
                "--meanServiceMillis=NaN         | meanServiceMillis is NaN, must be a number from 0 to 86400000",
                "--lognormalSigma=9              | lognormalSigma is 9.0, must be a number from 0 to 5",
                "--spawnMillis=-1                | spawnMillis is -1, must be a whole number from 0 to 86400000",
                "--tokensPerSec=0                | tokensPerSec is 0.0, must be a number from 0.001 to 1000000",
                "--historySize=-1                | historySize is -1, must be a whole number from 0 to 1000000",
                "--seed=x                        | seed is 'x', must be a whole number",
                "--faults.errorRate=1.5          | errorRate is 1.5, must be a number from 0 to 1",
                "--faults.dropRate=-1            | dropRate is -1.0, must be a number from 0 to 1",
                "--faults.taskFailureRate=2      | taskFailureRate is 2.0, must be a number from 0 to 1",
                "--faults.garbageRate=2          | garbageRate is 2.0, must be a number from 0 to 1",
                "--faults.latencyMillis=-1       | latencyMillis is -1, must be a whole number from 0 to 86400000",
                "--faults.freezeMillis=-1        | freezeMillis is -1, must be a whole number from 0 to 86400000",
                "--faults.dieAfterMillis=-1      | dieAfterMillis is -1, must be a whole number from 0 to 86400000",
                "--faults.leakBytesPerRequest=-1 | leakBytesPerRequest is -1, must be a whole number from 0 to 1073741824",
                "--faults.bodyBytes=-1           | bodyBytes is -1, must be a whole number from 0 to 16777216",
                "--faults.hang=perhaps           | faults.hang is 'perhaps', must be true or false",
                "--backend=http://example.com     | backend is 'http://example.com', must be empty or a URL of this machine",
                "--backend=http://127.0.0.1:9/v1  | backend is 'http://127.0.0.1:9/v1', must be empty or a URL",
                "--backend=https://127.0.0.1:9    | backend is 'https://127.0.0.1:9', must be empty or a URL",
                "--overheadMillis=-1              | overheadMillis is -1.0, must be a number from 0 to 86400000",
                "--overheadLaw=uniform            | overheadLaw is 'uniform', must be one of [fixed, exponential, lognormal]",
                "--tools=both                     | tools is 'both', must be one of [sequential, parallel]",
                "--tries=0                        | tries is 0, must be a whole number from 1 to 100",
                "--callTimeoutMillis=0            | callTimeoutMillis is 0, must be a whole number from 1 to 86400000",
                "--bugs.loseTask=-1               | loseTask is -1, must be a whole number from 0 to 1000000000",
                "--bugs.loseTask=1                | bugs are those of agents, and there are none without a backend",
                "--speed=1                       | no setting is called 'speed', there are port, workers,",
                "workers=1                       | 'workers=1' is not an argument; expected --name=value",
            })
    void aWrongValueIsRefusedWithWhatWouldBeRight(String argument, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedSettings.fromArguments(List.of(argument)))
                .withMessageStartingWith(message);
    }
}
