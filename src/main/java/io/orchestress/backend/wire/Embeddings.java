package io.orchestress.backend.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.backend.law.Draws;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * OpenAI's embeddings. A vector has length 1 and depends on its text alone.
 *
 * @param inputs texts, or lists of tokens as they are written
 * @param base64 little-endian floats in Base64, which OpenAI's own clients ask for, instead of numbers
 */
public record Embeddings(String model, List<String> inputs, int dimensions, boolean base64) {
    private static final int USUAL_DIMENSIONS = 1_536;
    private static final int MOST_DIMENSIONS = 4_096;
    private static final int MOST_INPUTS = 2_048;
    private static final long MOST_NUMBERS = 1L << 21;

    public Embeddings {
        inputs = List.copyOf(inputs);
    }

    /** @throws Refusal when it is no call of embeddings */
    public static Embeddings read(JsonNode body) throws Refusal {
        Bodies.object(body);
        String model = Bodies.model(body);
        JsonNode input = body.path("input");
        List<String> inputs = new ArrayList<>();
        boolean oneOfTokens = input.isArray() && input.path(0).isNumber();
        if (input.isTextual() || oneOfTokens) {
            inputs.add(oneOfTokens ? input.toString() : input.textValue());
        } else {
            for (JsonNode each : Bodies.list(body, "input")) {
                inputs.add(each.isTextual() ? each.textValue() : each.toString());
            }
        }
        int asked = Bodies.mostTokens(body, "dimensions");
        int dimensions = asked == 0 ? USUAL_DIMENSIONS : asked;
        if (inputs.size() > MOST_INPUTS
                || dimensions > MOST_DIMENSIONS
                || (long) dimensions * inputs.size() > MOST_NUMBERS) {
            throw Refusal.of(
                    "input",
                    "At most " + MOST_INPUTS + " inputs, " + MOST_DIMENSIONS + " dimensions and " + MOST_NUMBERS
                            + " numbers in all.");
        }
        return new Embeddings(
                model, inputs, dimensions, body.path("encoding_format").asText().equals("base64"));
    }

    public int tokens() {
        return Conversation.tokens(inputs.stream().mapToLong(String::length).sum());
    }

    /** Numbers that an answer has: what it costs to make. */
    public int numbers() {
        return inputs.size() * dimensions;
    }

    /** A whole answer, JSON. */
    public String whole() {
        StringBuilder out = new StringBuilder(inputs.size() * dimensions * 6 + 256);
        out.append("{\"object\":\"list\",\"data\":[");
        for (int i = 0; i < inputs.size(); i++) {
            out.append(i == 0 ? "" : ",")
                    .append("{\"object\":\"embedding\",\"index\":")
                    .append(i);
            out.append(",\"embedding\":");
            vector(out, inputs.get(i));
            out.append('}');
        }
        out.append("],\"model\":");
        JsonWords.quoted(out, model).append(",\"usage\":{\"prompt_tokens\":").append(tokens());
        return out.append(",\"total_tokens\":").append(tokens()).append("}}").toString();
    }

    private void vector(StringBuilder out, String text) {
        float[] vector = vector(text);
        if (base64) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            out.append('"')
                    .append(Base64.getEncoder().encodeToString(bytes.array()))
                    .append('"');
            return;
        }
        out.append('[');
        for (int i = 0; i < vector.length; i++) {
            out.append(i == 0 ? "" : ",").append(vector[i]);
        }
        out.append(']');
    }

    private float[] vector(String text) {
        SplittableRandom random = new SplittableRandom(Draws.hash(text));
        float[] vector = new float[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (random.nextDouble() * 2 - 1);
            squares += vector[i] * vector[i];
        }
        float length = (float) Math.max(1e-9, Math.sqrt(squares));
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}
