package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.sut.embedded.Client.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AgentApiTest {
    @RegisterExtension
    final Server server = new Server();

    @Test
    void spawnsFindsListsAndStops() throws Exception {
        Client client = server.client();
        Reply coder = client.post("/v1/agents", "{\"type\":\"coder\"}");
        Reply tester = client.post("/v1/agents", "{\"type\":\"tester\"}");
        assertThat(List.of(coder.status(), tester.status())).containsExactly(201, 201);
        assertThat(coder.text("/type") + " " + coder.text("/state")).isEqualTo("coder idle");

        String id = coder.text("/agentId");
        assertThat(client.get("/v1/agents/" + id).json()).isEqualTo(coder.json());
        assertThat(client.get("/v1/agents").json().get("agents")).containsExactly(tester.json(), coder.json());
        assertThat(client.get("/v1/agents?limit=1").json().get("agents")).containsExactly(tester.json());

        Reply stopped = client.delete("/v1/agents/" + id);
        assertThat(stopped.status()).isEqualTo(204);
        assertThat(stopped.raw().body()).isEmpty();
        assertThat(client.get("/v1/agents/" + id).status()).isEqualTo(404);
        assertThat(client.delete("/v1/agents/" + id).text("/error/type")).isEqualTo("not_found");
        assertThat(client.get("/v1/agents").text("/total")).isEqualTo("1");
    }

    @Test
    void spawningTakesItsTime() throws Exception {
        Client client = server.with(Server.quick().spawnMillis(50));
        long before = System.nanoTime();
        assertThat(client.post("/v1/agents", "{\"type\":\"coder\"}").status()).isEqualTo(201);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void refusesAnUnknownTypeAndSaysWhichThereAre() throws Exception {
        Reply refused = server.client().post("/v1/agents", "{\"type\":\"poet\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message")).contains("poet", "coder", "generalist");
    }

    @Test
    void hasAPlaceForEachAgentThatWasStopped() {
        AgentRegistry full = new AgentRegistry(1);
        assertThat(full.reserve()).isTrue();
        String id = full.spawn("coder").agentId();
        assertThat(full.reserve()).isFalse();
        full.stop(id);
        assertThat(full.reserve()).isTrue();
    }
}
