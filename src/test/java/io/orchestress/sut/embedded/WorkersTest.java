package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine grows and shrinks while it works. */
class WorkersTest {
    private static final String TASK = "{\"prompt\":\"x\",\"size\":\"simple\"}";

    @RegisterExtension
    final Server server = new Server();

    @Test
    void moreWorkersTakeFromTheQueueAtOnceAndFewerFinishWhatTheyDo() throws Exception {
        Client client = server.with(Server.quick().meanServiceMillis(3_600_000).workers(2));
        for (int i = 0; i < 7; i++) {
            client.post("/v1/tasks", TASK);
        }
        assertState(client, 2, 2, 5);

        assertThat(client.put("/admin/workers", "{\"instances\": 3}").text("/workers"))
                .isEqualTo("6");
        assertState(client, 6, 6, 1);

        assertThat(client.put("/admin/workers", "{\"workers\": 3}").text("/instances"))
                .isEqualTo("1.5");
        assertState(client, 3, 6, 1);

        for (int i = 1; i <= 3; i++) {
            client.delete("/v1/tasks/task-" + i);
        }
        assertState(client, 3, 3, 1);
        client.delete("/v1/tasks/task-4");
        assertState(client, 3, 3, 0);
    }

    @Test
    void aResizeDoesNotWaitForAFreeze() throws Exception {
        Client client = server.with(Server.quick().workers(2));
        client.put("/admin/faults", "{\"freezeMillis\": 60000}");

        assertThat(client.put("/admin/workers", "{\"workers\": 5}").status()).isEqualTo(200);
        assertThat(client.get("/admin/workers").text("/workers")).isEqualTo("5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                | either workers or instances must be there
            {"workers": 1, "instances": 1}    | either workers or instances must be there
            {"workers": 0}                    | workers is 0, must be a whole number from 1 to 100000
            {"workers": "4"}                  | workers is "4", must be a whole number
            {"instances": 60000}              | must be a whole number from 1 to 50000
            4                                 | the body must be a JSON object
            """)
    void refuses(String body, String message) throws Exception {
        Client client = server.with(Server.quick().workers(2));
        Client.Reply reply = client.put("/admin/workers", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/error/message")).contains(message);
        assertThat(client.get("/admin/workers").text("/workers")).isEqualTo("2");
    }

    private static void assertState(Client client, int workers, int active, int queued) throws Exception {
        eventually(() -> client.get("/health").text("/activeWorkers").equals(Integer.toString(active)));
        Client.Reply health = client.get("/health");
        assertThat(health.text("/workers")).isEqualTo(Integer.toString(workers));
        assertThat(health.text("/queueDepth")).isEqualTo(Integer.toString(queued));
    }
}
