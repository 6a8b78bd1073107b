package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RestartedProcessTest {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final RestartedProcess.Listener listener = new RestartedProcess.Listener() {
        @Override
        public void died(int status) {
            told.add("died " + status);
        }

        @Override
        public void restarted(long pid, long tookMillis) {
            told.add("restarted " + pid + " " + (tookMillis >= 100));
        }
    };

    /** On a busy machine it may be dead before it has answered. */
    private static void tellToDie(Client client) throws Exception {
        try {
            client.put("/admin/faults", "{\"dieAfterMillis\": 200}");
        } catch (IOException e) {
            // that is what it was told to do
        }
    }

    @Test
    void comesBackAtTheSamePortAsItWasConfigured() throws Exception {
        try (RestartedProcess process =
                RestartedProcess.start(Server.quick().workers(3).build(), ProcessLimits.NONE, Duration.ofMillis(100))) {
            process.tell(listener);
            String url = process.url();
            long pid = process.pid();
            Client client = new Client(url);
            client.put("/admin/workers", "{\"workers\": 7}");
            tellToDie(client);

            eventually(() -> told.size() == 2);

            assertThat(process.url()).isEqualTo(url);
            assertThat(process.pid()).isNotEqualTo(pid);
            assertThat(told).containsExactly("died 137", "restarted " + process.pid() + " true");
            assertThat(client.get("/admin/workers").text("/workers")).isEqualTo("3");
            assertThat(client.get("/admin/faults").text("/dieAfterMillis")).isEqualTo("0");
        }
        assertThat(told).as("an end that was asked for is no death").hasSize(2);
    }

    @Test
    void staysDeadUnlessAskedToComeBack() throws Exception {
        try (RestartedProcess process =
                RestartedProcess.start(Server.quick().build(), ProcessLimits.NONE, Duration.ZERO)) {
            process.tell(listener);
            tellToDie(new Client(process.url()));

            eventually(() -> told.size() == 1);

            assertThat(told).containsExactly("died 137");
            assertThat(ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
        }
    }
}
