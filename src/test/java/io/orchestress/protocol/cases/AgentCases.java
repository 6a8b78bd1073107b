package io.orchestress.protocol.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.transport.SocketReplay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The rows of {@code src/test/resources/cases/agents}. */
final class AgentCases {
    private static final Path FOLDER = Path.of("src/test/resources/cases/agents");

    private AgentCases() {}

    /**
     * @param protocol {@code a2a-1.0}, {@code a2a-0.3}, {@code langgraph}, {@code langgraph-wait}, or {@code rest}
     * @param what of the answer, in words
     * @param expect what must come of it
     */
    record Case(String id, String protocol, String what, JsonNode row, JsonNode expect) {
        List<SocketReplay.Write> writes() {
            List<SocketReplay.Write> writes = new ArrayList<>();
            row.path("writes")
                    .forEach(write -> writes.add(new SocketReplay.Write(
                            write.path(0).asDouble(), write.path(1).asText())));
            return writes;
        }

        boolean closes() {
            return row.path("end").asText("close").equals("close");
        }

        @Override
        public String toString() {
            return id + " " + what;
        }
    }

    static List<Case> of(String file) {
        JsonNode rows = MissingNode.getInstance();
        try {
            rows = new ObjectMapper().readTree(Files.readString(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Case(
                        row.path("id").asText(),
                        row.path("protocol").asText(),
                        row.path("what").asText(),
                        row,
                        row.path("expect")))
                .toList();
    }
}
