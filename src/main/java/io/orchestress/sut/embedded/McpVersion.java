package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.JsonRpc.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Which version of MCP a request is in, and what the stateless one demands of its headers. */
final class McpVersion {
    static final String STATELESS = "2026-07-28";
    static final List<String> OF_SESSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");
    static final int HEADER_MISMATCH = -32_020;
    static final int UNSUPPORTED_VERSION = -32_022;

    private static final String VERSION_HEADER = "mcp-protocol-version";
    private static final String META = "io.modelcontextprotocol/";

    private McpVersion() {}

    /** The version to go on with after {@code initialize}: the one asked for, or the newest that has sessions. */
    static String negotiated(String asked) {
        return OF_SESSIONS.contains(asked) ? asked : OF_SESSIONS.get(0);
    }

    /** Whether a connection without a message, such as DELETE, is in the version without sessions. */
    static boolean isStateless(Exchange exchange) {
        return exchange.header(VERSION_HEADER).filter(STATELESS::equals).isPresent();
    }

    /** Whether a message is in the version without sessions; one that is must have all it needs. */
    static boolean isStateless(Exchange exchange, JsonRpc message) {
        String header = exchange.header(VERSION_HEADER).orElse("");
        boolean versionInBody =
                message.params().child("_meta").raw(META + "protocolVersion").isTextual();
        boolean known = header.isEmpty() || OF_SESSIONS.contains(header);
        if (known && !versionInBody) {
            return false;
        }
        if (!known && !header.equals(STATELESS)) {
            throw unsupported(header);
        }
        check(exchange, message, header);
        return true;
    }

    private static Refusal unsupported(String version) {
        return new Refusal(
                400,
                UNSUPPORTED_VERSION,
                "Unsupported protocol version: " + version,
                Map.of("supported", List.of(STATELESS), "requested", version));
    }

    private static void check(Exchange exchange, JsonRpc message, String version) {
        Json meta = message.params().child("_meta");
        String method = message.method();
        same(
                "MCP-Protocol-Version",
                version,
                "_meta",
                meta.raw(META + "protocolVersion").asText(version));
        same("Mcp-Method", exchange.header("mcp-method").orElse(""), "method", method);
        if (method.equals("tools/call")) {
            String name = message.params().raw("name").asText("");
            same("Mcp-Name", decoded(exchange.header("mcp-name").orElse("")), "params.name", name);
        }
        if (message.wantsAnswer()) {
            demanded(meta.raw(META + "protocolVersion").isTextual(), "protocolVersion", "a text");
            demanded(meta.raw(META + "clientCapabilities").isObject(), "clientCapabilities", "an object");
        }
    }

    private static void demanded(boolean there, String name, String kind) {
        if (!there) {
            throw new Refusal(
                    400, JsonRpc.INVALID_PARAMS, "Invalid params: _meta." + META + name + " must be " + kind, Map.of());
        }
    }

    private static void same(String header, String value, String inBody, String bodyValue) {
        if (!value.equals(bodyValue)) {
            String what = value.isEmpty() ? header + " is missing" : header + " is '" + value + "'";
            throw new Refusal(
                    400,
                    HEADER_MISMATCH,
                    "Header mismatch: " + what + ", must be '" + bodyValue + "' as in " + inBody,
                    Map.of());
        }
    }

    /** A header whose text is not plain ASCII is wrapped as {@code =?base64?…?=}. */
    private static String decoded(String header) {
        if (!header.startsWith("=?base64?") || !header.endsWith("?=")) {
            return header;
        }
        try {
            String base64 = header.substring("=?base64?".length(), header.length() - 2);
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return header;
        }
    }
}
