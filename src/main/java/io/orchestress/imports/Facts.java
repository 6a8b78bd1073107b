package io.orchestress.imports;

import io.orchestress.run.Count;
import io.orchestress.run.RunStatus;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about the whole run.
 *
 * @param toolVersion version of the tool that wrote it
 * @param simulation name of the test
 * @param url where the first request went, without its path
 * @param status {@link RunStatus#COMPLETED} only when the file ends as its tool ends it
 * @param endReason one sentence: why it does not
 * @param notes further facts and counts that have no place in a record, by name
 */
record Facts(
        @Nullable String toolVersion,
        @Nullable String simulation,
        @Nullable String url,
        RunStatus status,
        @Nullable String endReason,
        Map<String, String> notes) {
    Facts {
        notes = Map.copyOf(notes);
    }

    /** Gathers facts while a file is read. */
    static final class Builder {
        private final Map<String, Long> counts = new TreeMap<>();
        private @Nullable String toolVersion;
        private @Nullable String simulation;
        private @Nullable String url;
        private RunStatus status = RunStatus.COMPLETED;
        private @Nullable String endReason;

        void toolVersion(String version) {
            toolVersion = version;
        }

        void simulation(String name) {
            simulation = name;
        }

        /** Keeps scheme, host and port of the first HTTP URL; anything else is passed over. */
        void url(String candidate) {
            if (url == null && (candidate.startsWith("http://") || candidate.startsWith("https://"))) {
                int path = candidate.indexOf('/', candidate.indexOf("//") + 2);
                String origin = path < 0 ? candidate : candidate.substring(0, path);
                int query = origin.indexOf('?');
                String host = query < 0 ? origin : origin.substring(0, query);
                url = host.replaceFirst("//[^@]*@", "//");
            }
        }

        void count(String name) {
            counts.merge(name, 1L, Count::plus);
        }

        void add(String name, long amount) {
            counts.merge(name, amount, Count::plus);
        }

        void torn(String where) {
            status = RunStatus.CRASHED;
            endReason = "The file stops in the middle of a record, at " + where + ": its tool was killed.";
        }

        void stopped(String reason) {
            status = RunStatus.ABORTED;
            endReason = reason;
        }

        Facts build() {
            Map<String, String> notes = new TreeMap<>();
            counts.forEach((name, count) -> notes.put(name, Long.toString(count)));
            return new Facts(toolVersion, simulation, url, status, endReason, notes);
        }
    }
}
