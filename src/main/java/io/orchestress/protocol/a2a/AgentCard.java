package io.orchestress.protocol.a2a;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The card by which an agent describes itself.
 *
 * @param streams absent: not said
 * @param bindings where it is spoken to, in its order of preference; 1.0 lists them all, 0.3 has the preferred one in {@code url}
 */
public record AgentCard(String name, Optional<Boolean> streams, List<Binding> bindings) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_RPC = "JSONRPC";

    /**
     * One way to speak to an agent.
     *
     * @param binding {@code JSONRPC}, {@code GRPC} or {@code HTTP+JSON}
     * @param version of the protocol; 0.3 where the card says none
     */
    public record Binding(String url, String binding, String version) {}

    /** Where, and in which words. */
    public record Endpoint(URI url, Dialect dialect) {}

    /** A card that cannot be used. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        Unusable(String why) {
            super(why);
            this.why = why;
        }

        /** Returns the fault of the card, as the second half of a sentence about it. */
        public String why() {
            return why;
        }
    }

    public AgentCard {
        bindings = List.copyOf(bindings);
    }

    /** Whether it may be one at all: an object that names an agent and a place. */
    public static boolean isOne(String text) {
        try {
            return read(text).bindings().size() > 0;
        } catch (Unusable e) {
            return false;
        }
    }

    /** @throws Unusable when it is no JSON object */
    public static AgentCard read(String text) throws Unusable {
        JsonNode card;
        try {
            card = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Unusable("is not JSON");
        }
        if (!card.isObject()) {
            throw new Unusable("is not a JSON object");
        }
        List<Binding> bindings = new ArrayList<>();
        for (JsonNode one : card.path("supportedInterfaces")) {
            String version = one.path("protocolVersion").asText();
            bindings.add(new Binding(
                    one.path("url").asText(),
                    one.path("protocolBinding").asText(),
                    version.isBlank() ? Dialect.V1_0.version() : version));
        }
        if (card.hasNonNull("url")) {
            String version = card.path("protocolVersion").asText("0.3");
            bindings.add(new Binding(
                    card.path("url").asText(), card.path("preferredTransport").asText(JSON_RPC), version));
            for (JsonNode one : card.path("additionalInterfaces")) {
                bindings.add(new Binding(
                        one.path("url").asText(), one.path("transport").asText(), version));
            }
        }
        JsonNode streams = card.path("capabilities").path("streaming");
        return new AgentCard(
                card.path("name").asText(),
                streams.isBoolean() ? Optional.of(streams.asBoolean()) : Optional.empty(),
                bindings);
    }

    /**
     * The first JSON-RPC binding of the wanted version; with {@code auto} the first of 1.0, else of 0.3.
     *
     * @param target whose card it is: a path alone is one of its paths
     * @throws Unusable when there is none, or its URL is none
     */
    public Endpoint choose(A2aVersion wanted, URI target) throws Unusable {
        List<Dialect> dialects = switch (wanted) {
            case AUTO -> List.of(Dialect.V1_0, Dialect.V0_3);
            case V1_0 -> List.of(Dialect.V1_0);
            case V0_3 -> List.of(Dialect.V0_3);
        };
        for (Dialect dialect : dialects) {
            for (Binding binding : bindings) {
                if (isJsonRpc(binding.binding()) && speaks(binding.version(), dialect)) {
                    return new Endpoint(url(binding.url(), target), dialect);
                }
            }
        }
        throw new Unusable("lists no JSON-RPC interface of version "
                + dialects.stream().map(Dialect::version).collect(Collectors.joining(" or ")) + ", but "
                + (bindings.isEmpty()
                        ? "none at all"
                        : bindings.stream()
                                .map(b -> b.binding() + " " + b.version())
                                .distinct()
                                .collect(Collectors.joining(", "))));
    }

    private static boolean speaks(String version, Dialect dialect) {
        return switch (dialect) {
            case V1_0 -> version.equals("1") || version.startsWith("1.");
            case V0_3 -> version.startsWith("0.3") || version.startsWith("0.2");
        };
    }

    private static boolean isJsonRpc(String binding) {
        return binding.replaceAll("[^A-Za-z]", "").equalsIgnoreCase(JSON_RPC);
    }

    private static URI url(String text, URI target) throws Unusable {
        try {
            URI named = new URI(text.strip());
            URI url = text.startsWith("/") ? target.resolve(named) : named;
            if (url.getHost() != null
                    && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // the same as a URL of another kind
        }
        throw new Unusable("gives the URL '" + text + "', which is not an HTTP URL");
    }
}
