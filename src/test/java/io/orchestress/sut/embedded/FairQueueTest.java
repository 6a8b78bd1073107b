package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose task gets the slot of another that was cancelled. */
class FairQueueTest {
    private static final String TASK = "{\"prompt\":\"x\",\"size\":\"simple\"}";

    @RegisterExtension
    final Server server = new Server();

    /**
     * One slot. Tenants in the order in which they send, and in the order in which their tasks then run; the digits of a tenant are the numbers of the task.
     *
     * @param sent letters, {@code -}: without the header
     */
    @ParameterizedTest
    @CsvSource({
        "FIFO, NNNNQ,   1 2 3 4 5",
        "FAIR, NNNNQ,   1 2 5 3 4",
        "FAIR, NNNNQQ,  1 2 5 3 6 4",
        "FAIR, NQQNN,   1 2 4 3 5",
        "FAIR, NNN-Q,   1 2 4 5 3",
        "FAIR, ----,    1 2 3 4",
        "FAIR, NNQZNQ,  1 2 3 4 5 6"
    })
    void tenantsInTurn(QueueOrder order, String sent, String expected) throws Exception {
        Client client = server.with(Server.quick()
                .meanServiceMillis(3_600_000)
                .workers(1)
                .queueCapacity(9)
                .queue(order));
        List<String> tasks = new ArrayList<>();
        for (char tenant : sent.toCharArray()) {
            String[] header = tenant == '-' ? new String[0] : new String[] {"x-tenant", String.valueOf(tenant)};
            tasks.add(client.send("POST", "/v1/tasks", TASK, header).text("/taskId"));
        }
        List<String> ran = new ArrayList<>();
        while (ran.size() < tasks.size()) {
            for (String task : tasks) {
                if (client.get("/v1/tasks/" + task).text("/state").equals("running")) {
                    ran.add(task.substring("task-".length()));
                    client.delete("/v1/tasks/" + task);
                    break;
                }
            }
        }
        assertThat(String.join(" ", ran)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"FIFO, 429", "FAIR, 202"})
    void theBacklogOfOneRefusesAnotherOrNot(QueueOrder order, int status) throws Exception {
        Client client = server.with(Server.quick()
                .meanServiceMillis(3_600_000)
                .workers(1)
                .queueCapacity(1)
                .queue(order));
        for (int wanted : new int[] {202, 202, 429}) {
            assertThat(client.send("POST", "/v1/tasks", TASK, "x-tenant", "N").status())
                    .isEqualTo(wanted);
        }
        assertThat(client.send("POST", "/v1/tasks", TASK, "x-tenant", "Q").status())
                .isEqualTo(status);
    }

    @Test
    void moreTenantsThanAreKeptApartShareOneQueue() throws Exception {
        Client client = server.with(Server.quick()
                .meanServiceMillis(3_600_000)
                .workers(1)
                .queueCapacity(1)
                .queue(QueueOrder.FAIR));
        int refused = 0;
        for (int i = 0; i < 70; i++) {
            refused +=
                    client.send("POST", "/v1/tasks", TASK, "x-tenant", "t" + i).status() == 429 ? 1 : 0;
        }
        assertThat(refused)
                .as("one runs, 64 wait for themselves, one in the shared queue")
                .isEqualTo(4);
    }
}
