package io.orchestress.e2e;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.roundRobinSwitch;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.orchestress.config.Protocols;
import io.orchestress.gatling.LoadSimulation;
import io.orchestress.gatling.Requests;
import io.orchestress.protocol.a2a.A2aCalls;
import io.orchestress.protocol.a2a.Dialect;
import io.orchestress.protocol.langgraph.LangGraphCalls;
import io.orchestress.protocol.langgraph.LangGraphSettings;
import io.orchestress.protocol.openai.ChatCalls;
import io.orchestress.protocol.openai.Conversation;
import io.orchestress.protocol.openai.OpenAiSettings;
import io.orchestress.testkit.Redirector;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A journey that a target sends elsewhere in every way there is; {@code elsewhere} is where. */
public final class RedirectsSimulation extends LoadSimulation {
    public RedirectsSimulation() {
        super("smoke", RedirectsSimulation::iteration);
    }

    private static ChainBuilder iteration(Requests requests) {
        String elsewhere = System.getProperty("elsewhere");
        List<ActionBuilder> all = new ArrayList<>();
        all.add(requests.http("own whole URL", http -> http.get(session -> requests.url() + "/fine")));
        for (String way : Redirector.WAYS) {
            all.add(requests.http(way, http -> http.post("/" + way).check(status().is(200))));
        }
        all.add(requests.http("named", http -> http.get(elsewhere + "/named")));
        all.add(requests.http("built", http -> http.get(session -> elsewhere + "/" + session.userId())));
        all.add(requests.measured("plain", http("plain").get(elsewhere + "/plain")));
        all.add(requests.http(
                "with a resource",
                http -> http.get("/fine").resources(http("resource").get(elsewhere + "/resource"))));
        all.add(requests.http("no TLS there", http -> http.get(System.getProperty("noTls"))));
        all.add(requests.http("nothing there", http -> http.get("http://127.0.0.1:1/")));
        all.add(requests.http(
                "headers",
                http -> http.get("/headers").header("accept", "text/plain").check(status().is(200))));
        Protocols protocols = requests.settings().protocols();
        all.add(requests.call(
                "openai",
                session -> new ChatCalls(protocols.of(OpenAiSettings.class)).next(requests.url(), Conversation.EMPTY)));
        all.add(requests.call("a2a", session -> new A2aCalls(requests.url(), Dialect.V1_0).send("hello")));
        all.add(requests.call(
                "langgraph",
                session -> new LangGraphCalls(protocols.of(LangGraphSettings.class)).createThread(requests.url())));
        all.add(requests.call("call", session -> new A2aCalls(URI.create(elsewhere), Dialect.V1_0).send("hello")));
        all.add(requests.measured("socket", ws("socket").connect(elsewhere.replace("http", "ws") + "/socket")));
        return exec(roundRobinSwitch().on(all.stream().map(CoreDsl::exec).toList()));
    }
}
