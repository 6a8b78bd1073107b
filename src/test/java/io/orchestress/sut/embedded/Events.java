package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** What a stream of server-sent events carried. */
final class Events {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Events() {}

    /** The data of each event, in their order; each must be on one line. */
    static List<String> data(Client.Reply stream) {
        List<String> data = new ArrayList<>();
        for (String event : stream.raw().body().split("\n\n")) {
            data.add(event.substring(event.indexOf("data: ") + "data: ".length()));
        }
        return data;
    }

    /** The same as JSON. */
    static List<JsonNode> json(List<String> data) throws Exception {
        List<JsonNode> nodes = new ArrayList<>();
        for (String one : data) {
            nodes.add(MAPPER.readTree(one));
        }
        return nodes;
    }
}
