package io.orchestress.backend.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Bodies of calls: JSON of bounded depth, and the members that several forms have. */
public final class Bodies {
    private static final int DEEPEST = 100;
    private static final int LONGEST_NAME = 256;
    private static final int MOST_TOOLS = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Bodies() {}

    /** @throws Refusal when it is no JSON, or nested too deeply */
    public static JsonNode json(byte[] body) throws Refusal {
        try {
            JsonNode node = JSON.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw Refusal.of("", "We could not parse the JSON body of your request: it is empty.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw Refusal.of("", "We could not parse the JSON body of your request: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Refusal.of("", "We could not read the body of your request.");
        }
    }

    /** JSON of ours. */
    public static JsonNode ours(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static void object(JsonNode body) throws Refusal {
        if (!body.isObject()) {
            throw Refusal.of("", "The body must be a JSON object.");
        }
    }

    static String model(JsonNode body) throws Refusal {
        String model = body.path("model").asText("");
        if (model.isEmpty() || model.length() > LONGEST_NAME) {
            throw Refusal.of("model", "you must provide a model parameter of 1 to " + LONGEST_NAME + " characters");
        }
        return model;
    }

    static boolean flag(JsonNode body, String name) throws Refusal {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw Refusal.of(name, "Invalid type for '" + name + "': expected a boolean.");
        }
        return value.booleanValue();
    }

    /** 0 where it is left out. */
    static int mostTokens(JsonNode body, String name) throws Refusal {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.canConvertToInt() || value.intValue() < 1) {
            throw Refusal.of(name, "Invalid '" + name + "': expected an integer of at least 1.");
        }
        return value.intValue();
    }

    /** A list that is not empty. */
    static JsonNode list(JsonNode body, String name) throws Refusal {
        JsonNode list = body.path(name);
        if (!list.isArray() || list.isEmpty()) {
            throw Refusal.of(name, "Invalid '" + name + "': expected an array that is not empty.");
        }
        return list;
    }

    /** Tools that have a name; others, which the provider runs itself, are passed over. */
    static List<ModelCall.Offered> tools(JsonNode body, Function<JsonNode, JsonNode> function, String schema)
            throws Refusal {
        List<ModelCall.Offered> tools = new ArrayList<>();
        for (JsonNode each : body.path("tools")) {
            JsonNode tool = function.apply(each);
            String name = tool.path("name").asText("");
            if (name.length() > LONGEST_NAME || tools.size() == MOST_TOOLS) {
                throw Refusal.of(
                        "tools",
                        "Invalid 'tools': at most " + MOST_TOOLS + ", each with a name of at most " + LONGEST_NAME
                                + " characters.");
            }
            if (!name.isEmpty() && !tool.path(schema).isNull()) {
                tools.add(new ModelCall.Offered(name, tool.path(schema)));
            }
        }
        return tools;
    }
}
