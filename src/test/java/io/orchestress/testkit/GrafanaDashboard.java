package io.orchestress.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dashboard that is shipped. */
public final class GrafanaDashboard {
    private final JsonNode root;

    public GrafanaDashboard() throws IOException {
        root = new ObjectMapper()
                .readTree(Path.of("ci/grafana/orchestress.json").toFile());
    }

    public JsonNode json() {
        return root;
    }

    /**
     * Its expressions by panel and legend, with values for what Grafana replaces.
     *
     * @param run id of the run that is looked at; null: any
     */
    public Map<String, String> expressions(@Nullable String run, String rateInterval) {
        Map<String, String> expressions = new LinkedHashMap<>();
        for (JsonNode panel : root.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String expression = target.path("expr")
                        .asText()
                        .replace("$__rate_interval", rateInterval)
                        .replace("$request", ".*")
                        .replace("run=\"$run\"", run == null ? "run=~\".+\"" : "run=\"" + run + "\"");
                expressions.put(
                        panel.path("title").asText() + ", "
                                + target.path("legendFormat").asText(),
                        expression);
            }
        }
        return expressions;
    }
}
