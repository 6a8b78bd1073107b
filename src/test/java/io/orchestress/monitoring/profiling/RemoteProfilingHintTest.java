package io.orchestress.monitoring.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.monitoring.FoundProcess;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteProfilingHintTest {

    @ParameterizedTest
    @CsvSource({
        "java, jcmd 42 JFR.start duration=60s settings=profile filename=target.jfr",
        "python3.11, py-spy record --pid 42 --duration 60 -o target.svg",
        "node, kill -USR1 42",
        "orchestrator, perf record -F 99 -g -p 42 -- sleep 60",
        "'', perf record -F 99 -g -p 42 -- sleep 60"
    })
    void namesTheCommandForTheProgram(String program, String command) {
        assertThat(RemoteProfilingHint.advice(Optional.of(new FoundProcess(42, program))))
                .contains("process 42", "`" + command);
    }

    @Test
    void aTargetElsewhereGetsOneForEach() {
        assertThat(RemoteProfilingHint.advice(Optional.empty()))
                .contains("not a process on this machine", "jcmd PID", "py-spy", "perf record");
    }
}
