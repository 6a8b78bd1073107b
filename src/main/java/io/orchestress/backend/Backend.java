package io.orchestress.backend;

import io.orchestress.backend.call.Call.Kind;
import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.call.Counts;
import io.orchestress.backend.call.FileJournal;
import io.orchestress.backend.server.BackendServer;
import io.orchestress.metrics.TimeSource;
import io.orchestress.text.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A backend that listens. */
public final class Backend implements AutoCloseable {
    private static final List<String> ANY_ADDRESS = List.of("0.0.0.0", "::", "[::]");

    private final BackendSettings settings;
    private final BackendServer server;
    private final LateJournal journal;

    private Backend(BackendSettings settings, BackendServer server, LateJournal journal) {
        this.settings = settings;
        this.server = server;
        this.journal = journal;
    }

    /**
     * Starts one; it answers when this returns.
     *
     * @throws IOException when the port is in use, or the journal cannot be written
     */
    public static Backend start(BackendSettings settings) throws IOException {
        LateJournal journal = new LateJournal();
        if (!settings.journal().isEmpty()) {
            journal.to(FileJournal.open(Path.of(settings.journal()), TimeSource.SYSTEM));
        }
        try {
            BackendServer server = BackendServer.start(
                    settings.host(),
                    settings.port(),
                    settings.threads(),
                    settings.script(),
                    settings.seed(),
                    settings.token(),
                    journal,
                    TimeSource.SYSTEM);
            return new Backend(settings, server, journal);
        } catch (IOException e) {
            journal.close();
            throw new IOException(
                    "orchestress.backend.port = " + settings.port() + ": " + e.getMessage()
                            + "; valid: a port that nothing listens at, or 0 for any such",
                    e);
        }
    }

    /** From now on calls are written to this file. */
    public void writeTo(Path file) throws IOException {
        journal.to(FileJournal.open(file, TimeSource.SYSTEM));
    }

    /** Such as {@code http://127.0.0.1:4111}. */
    public String url() {
        String host = ANY_ADDRESS.contains(settings.host()) ? "127.0.0.1" : settings.host();
        return "http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":"
                + server.port();
    }

    public Counts counts() {
        return server.counts();
    }

    /** Counts of all calls, for JSON. */
    public Map<String, Object> view() {
        return server.counts().view(server.lostFromJournal());
    }

    /** Returns the settings of a target that make it call this backend, one a line. */
    public static List<String> lines(String url) {
        return List.of(
                "The scripted backend listens at " + url + ". Set in the target (any key is accepted):",
                "  OPENAI_BASE_URL=" + url + "/v1 OPENAI_API_KEY=any",
                "  ANTHROPIC_BASE_URL=" + url + " ANTHROPIC_API_KEY=any",
                "  MCP server: " + url + "/mcp, or over stdio: scripts/orchestress backend --stdio --url " + url
                        + "/mcp");
    }

    /** Returns the counts of calls and failures, one a line. */
    public List<String> summary() {
        Counts counts = server.counts();
        List<String> lines = new ArrayList<>();
        long models = counts.of(Kind.CHAT) + counts.of(Kind.RESPONSES) + counts.of(Kind.MESSAGES);
        lines.add(
                "Backend: model calls " + Format.number(models) + ", tool calls " + Format.number(counts.of(Kind.TOOL))
                        + ", embeddings " + Format.number(counts.of(Kind.EMBEDDINGS)) + ", refused by a limit (429) "
                        + Format.number(counts.of(Outcome.LIMITED)) + ", left by the client "
                        + Format.number(counts.of(Outcome.LEFT)) + ", not booked to a task "
                        + Format.number(counts.unbooked()));
        counts.unknownPaths()
                .forEach((path, count) ->
                        lines.add("Unknown to the backend: " + path + ", requests " + Format.number(count) + " (404)"));
        counts.refusals()
                .forEach((why, count) ->
                        lines.add("Refused by the backend, requests " + Format.number(count) + ": " + why));
        counts.faults()
                .forEach((fault, count) ->
                        lines.add("Faults of the backend: " + fault + ", calls " + Format.number(count)));
        if (server.lostFromJournal() > 0) {
            lines.add("Missing from the journal: calls " + Format.number(server.lostFromJournal()));
        }
        return lines;
    }

    /** Closes all connections, and ends the journal. */
    @Override
    public void close() {
        server.close();
    }
}
