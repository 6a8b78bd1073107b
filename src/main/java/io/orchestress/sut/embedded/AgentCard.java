package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code /.well-known/agent-card.json}: what A2A clients of 0.3 and of 1.0 want to know, in one object. */
final class AgentCard {
    static final String PATH = "/.well-known/agent-card.json";

    private AgentCard() {}

    static List<Route> routes() {
        return List.of(Route.of("GET", PATH, AgentCard::answer));
    }

    private static void answer(Exchange exchange) {
        exchange.answer(
                Response.json(200, card("http://" + exchange.header("host").orElse("127.0.0.1") + A2aApi.PATH)));
    }

    private static ObjectNode card(String url) {
        ObjectNode card = Json.newObject()
                .put("protocolVersion", "0.3.0")
                .put("name", "orchestress-embedded")
                .put("description", "Runs a task of text and answers with text")
                .put("url", url)
                .put("preferredTransport", "JSONRPC")
                .put("version", "1.0");
        card.putArray("additionalInterfaces").addObject().put("url", url).put("transport", "JSONRPC");
        card.putArray("supportedInterfaces").add(offered(url, A2aVersion.V1_0)).add(offered(url, A2aVersion.V0_3));
        card.putObject("capabilities").put("streaming", true).put("pushNotifications", false);
        card.putArray("defaultInputModes").add("text/plain");
        card.putArray("defaultOutputModes").add("text/plain");
        ObjectNode skill = card.putArray("skills").addObject();
        skill.put("id", "run-task").put("name", "Run a task").put("description", "Does what the message says");
        skill.putArray("tags").add("task");
        return card;
    }

    private static ObjectNode offered(String url, A2aVersion version) {
        return Json.newObject()
                .put("url", url)
                .put("protocolBinding", "JSONRPC")
                .put("protocolVersion", version.text);
    }
}
