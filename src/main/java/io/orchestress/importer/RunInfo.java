package io.orchestress.importer;

import io.orchestress.record.RunStatus;
import io.orchestress.record.SaturatedSum;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a whole run, as its file has them.
 *
 * @param toolVersion version of the tool that wrote it
 * @param simulation name of the test
 * @param url where the first request went, without its path
 * @param status {@link RunStatus#COMPLETED} unless the file shows that the run did not end as it should
 * @param endReason one sentence: what shows it
 * @param notes further facts and counts that have no place in a record, by name
 * @param remarks a sentence each: what was done about something that the file does not tell clearly
 * @param doubts a sentence each: why a run that keeps every limit would not be one that passes
 * @param leftOut rows that cannot be read
 * @param notRead what the file has that is not read, such as metrics of other protocols
 */
public record RunInfo(
        @Nullable String toolVersion,
        @Nullable String simulation,
        @Nullable String url,
        RunStatus status,
        @Nullable String endReason,
        Map<String, String> notes,
        List<String> remarks,
        List<String> doubts,
        @Nullable SkippedRows leftOut,
        Set<String> notRead) {
    public RunInfo {
        notes = Map.copyOf(notes);
        remarks = List.copyOf(remarks);
        doubts = List.copyOf(doubts);
        notRead = new TreeSet<>(notRead);
    }

    /** As it is, of a file that turned out to be cut short by what compressed it. */
    RunInfo cutShort() {
        return new RunInfo(
                toolVersion,
                simulation,
                url,
                RunStatus.CRASHED,
                "The compressed file is cut short: what should follow"
                        + (status == RunStatus.CRASHED ? ", and the record that it ends in, are" : " is")
                        + " not known.",
                notes,
                remarks,
                doubts,
                leftOut,
                notRead);
    }

    /** Gathers facts while a file is read. */
    public static final class Builder {
        private static final int MOST = 20;

        private final Map<String, Long> counts = new TreeMap<>();
        private final Set<String> remarks = new LinkedHashSet<>();
        private final Set<String> doubts = new LinkedHashSet<>();
        private final Set<String> notRead = new TreeSet<>();
        private @Nullable String toolVersion;
        private @Nullable String simulation;
        private @Nullable String url;
        private RunStatus status = RunStatus.COMPLETED;
        private @Nullable String endReason;
        private @Nullable SkippedRows leftOut;

        /** Version of the tool that wrote the file. */
        public void toolVersion(String version) {
            toolVersion = version;
        }

        /** Name of the test. */
        public void simulation(String name) {
            simulation = name;
        }

        /** Keeps scheme, host and port of the first HTTP URL; anything else is passed over. */
        public void url(String candidate) {
            if (url == null && (candidate.startsWith("http://") || candidate.startsWith("https://"))) {
                int path = candidate.indexOf('/', candidate.indexOf("//") + 2);
                String origin = path < 0 ? candidate : candidate.substring(0, path);
                int query = origin.indexOf('?');
                String host = query < 0 ? origin : origin.substring(0, query);
                url = host.replaceFirst("//[^@]*@", "//");
            }
        }

        /** One more of a fact that the record keeps as a number by this name. */
        public void count(String name) {
            add(name, 1);
        }

        /** So many more of it. */
        public void add(String name, long amount) {
            counts.merge(name, amount, SaturatedSum::plus);
        }

        /** Returns the sum of {@link #count} and {@link #add} under a name; 0 where there were none. */
        public long counted(String name) {
            return counts.getOrDefault(name, 0L);
        }

        /** A sentence: what was done about something that the file does not tell clearly. */
        public void remark(String sentence) {
            keep(remarks, sentence);
        }

        /** A sentence: why a run that keeps every limit would not be one that passes. */
        public void doubt(String sentence) {
            keep(doubts, sentence);
        }

        /** Notes a part of the file that is not read. */
        public void notRead(String what) {
            keep(notRead, what);
        }

        private static void keep(Set<String> kept, String text) {
            if (kept.size() < MOST) {
                kept.add(ImportText.shortened(text));
            }
        }

        /** A row that cannot be read, where the first such row is, and why. */
        public void leaveOut(String place, String reason) {
            leftOut = leftOut == null ? SkippedRows.first(place, ImportText.shortened(reason)) : leftOut.and(1);
        }

        /** The file ends inside a record. */
        public void torn(String where) {
            status = RunStatus.CRASHED;
            endReason = "The file ends inside a record, at " + where
                    + ": that record is left out, and what should follow it is not known.";
        }

        /** The run did not end as it should; a sentence says why. */
        public void stopped(String reason) {
            status = RunStatus.ABORTED;
            endReason = reason;
        }

        /** All of it. */
        public RunInfo build() {
            Map<String, String> notes = new TreeMap<>();
            counts.forEach((name, count) -> notes.put(name, Long.toString(count)));
            return new RunInfo(
                    toolVersion,
                    simulation,
                    url,
                    status,
                    endReason,
                    notes,
                    List.copyOf(remarks),
                    List.copyOf(doubts),
                    leftOut,
                    notRead);
        }
    }
}
