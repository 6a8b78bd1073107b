package com.example.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Address;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.Template;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.SseEvent;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The one call there is, and what its answer comes to. */
final class RelayCalls {
    private final Address address;
    private final Template body;

    RelayCalls(RelaySettings settings) {
        address = new Address(settings.path());
        body = new Template(settings.body());
    }

    Call ask(URI target, Map<String, String> values) {
        return new Call(
                new Outbound.Http(
                        "POST",
                        address.of(target),
                        Map.of("Content-Type", "application/json", "Accept", "application/json"),
                        body.json(values).getBytes(UTF_8)),
                RelayAnswer::new);
    }

    private static final class RelayAnswer extends Answer {
        @Override
        public boolean event(SseEvent event, long nanos) {
            return true; // a relay streams nothing
        }

        @Override
        protected Reply judge(byte[] answer, long nanos) {
            Optional<JsonNode> json = json(answer);
            if (json.isEmpty()) {
                return Reply.failed(FailureClass.MALFORMED, "no JSON" + quoted(answer));
            }
            return switch (json.get().path("state").asText()) {
                case "answered" -> Reply.ok(json.get().path("text"));
                case "refused" ->
                    Reply.failed(
                            FailureClass.TASK_FAILED,
                            "refused: " + json.get().path("why").asText());
                default -> Reply.failed(FailureClass.PROTOCOL, "no state that a relay has" + quoted(answer));
            };
        }
    }
}
