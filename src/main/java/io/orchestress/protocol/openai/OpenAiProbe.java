package io.orchestress.protocol.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.config.Protocols;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.ProbeClient;
import io.orchestress.protocol.ProbeResponse;
import io.orchestress.protocol.ProbeResult;
import java.util.Map;

/** A server lists its models, or refuses a request as OpenAI does. */
public final class OpenAiProbe implements Probe {
    @Override
    public ProbeResult ask(ProbeClient target, Protocols settings) {
        ProbeResponse models = target.get("/v1/models");
        boolean listed = models.isSuccess()
                && models.json().path("object").asText().equals("list")
                && models.json().path("data").isArray();
        if (listed || isOpenAiError(models)) {
            return new ProbeResult(true, models);
        }
        // Without a model and messages there is nothing to complete.
        ProbeResponse refused =
                target.post(settings.of(OpenAiSettings.class).path(), Map.of("Accept", "application/json"), "{}");
        return new ProbeResult(isOpenAiError(refused), refused);
    }

    private static boolean isOpenAiError(ProbeResponse asked) {
        JsonNode error = asked.json().path("error");
        return asked.status() >= 400
                && asked.status() != 404
                && error.hasNonNull("message")
                && error.hasNonNull("type");
    }
}
