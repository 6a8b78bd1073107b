package io.orchestress.protocol.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.config.Protocols;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.ProbeClient;
import io.orchestress.protocol.ProbeResponse;
import io.orchestress.protocol.ProbeResult;

/** A server says that it is well, and what it is. */
public final class LangGraphProbe implements Probe {
    @Override
    public ProbeResult ask(ProbeClient target, Protocols settings) {
        ProbeResponse ok = target.get("/ok");
        if (!(ok.isSuccess() && ok.json().path("ok").asBoolean())) {
            return new ProbeResult(false, ok);
        }
        ProbeResponse info = target.get("/info");
        return new ProbeResult(info.isSuccess() && isLangGraph(info.json()), info);
    }

    private static boolean isLangGraph(JsonNode info) {
        return info.hasNonNull("langgraph_js_version")
                || info.hasNonNull("langgraph_py_version")
                || info.path("flags").has("assistants");
    }
}
