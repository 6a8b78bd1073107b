package io.orchestress.protocol.langgraph;

import io.orchestress.config.Section;
import java.util.Collections;
import java.util.List;

/**
 * The section {@code orchestress.protocols.langgraph}.
 *
 * @param input template of the run's input, in JSON
 * @param tokenPointer where in the data of a {@code custom} event the text of a token is
 */
public record LangGraphSettings(
        String assistant, RunMode mode, List<String> streamModes, String input, String tokenPointer) {

    public static LangGraphSettings read(Section s) {
        LangGraphSettings langgraph = new LangGraphSettings(
                s.text("assistant"),
                s.oneOf("mode", RunMode.values()),
                s.texts("stream-modes"),
                s.jsonTemplate("input"),
                s.pointer("token"));
        if (langgraph.mode() == RunMode.STREAM
                && Collections.disjoint(langgraph.streamModes(), List.of("values", "updates"))) {
            s.problem(
                    "stream-modes",
                    "expected values or updates among them: without one, the end of a run cannot be detected");
        }
        return langgraph;
    }
}
