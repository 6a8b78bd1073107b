package io.orchestress.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gatling's {@code simulation.log} as written by 3.10 to 3.12: a record a line, fields separated by tabs, times in milliseconds. */
final class GatlingText implements ForeignFile {
    private static final String VALID =
            "simulation.log of Gatling 3.10 to 3.12: RUN, USER, REQUEST, GROUP and ERROR lines";
    private static final int RUN_FIELDS = 6;
    private static final int MOST_GROUPS = 10_000;

    /** Paths of the groups that ended, as they stand in the file: known from the second reading on. */
    private final Set<String> groups = new HashSet<>();

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        Lines lines = new Lines(file, in);
        GatlingRun run = new GatlingRun(file, events);
        Rows rows = new Rows(file, VALID, run.facts());
        while (lines.advance()) {
            rows.read(lines.number(), () -> record(run, fields(lines.text())));
        }
        return run.end(lines.isTorn() ? "line " + (lines.number() + 1) : null);
    }

    private void record(GatlingRun run, List<String> fields) {
        switch (fields.get(0)) {
            case "RUN" -> {
                run.version(at(fields, RUN_FIELDS - 1), GatlingRun.TEXT);
                run.started(at(fields, 1));
            }
            case "REQUEST" ->
                run.request(
                        groups(at(fields, 1)),
                        at(fields, 2),
                        millis(fields, 3),
                        millis(fields, 4),
                        isOk(fields, 5),
                        at(fields, 6));
            case "USER" -> run.user(isStart(at(fields, 2)), millis(fields, 3));
            case "GROUP" -> {
                String path = at(fields, 1);
                run.group(groups(path), millis(fields, 2), millis(fields, 3));
                if (groups.size() < MOST_GROUPS) {
                    groups.add(path);
                }
            }
            case "ERROR" -> run.error();
            case "ASSERTION" -> {}
            default ->
                throw new IllegalArgumentException("'" + shortened(fields.get(0)) + "' is not a known kind of record");
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>(8);
        int from = 0;
        for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', from)) {
            fields.add(line.substring(from, tab));
            from = tab + 1;
        }
        fields.add(line.substring(from));
        return fields;
    }

    private static String at(List<String> fields, int index) {
        if (index >= fields.size()) {
            throw new IllegalArgumentException(
                    fields.get(0) + " has " + fields.size() + " fields, not " + (index + 1) + " or more");
        }
        return fields.get(index);
    }

    private static long millis(List<String> fields, int index) {
        String text = at(fields, index);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + shortened(text) + "' is not a time in milliseconds", e);
        }
    }

    private static boolean isOk(List<String> fields, int index) {
        String text = at(fields, index);
        if (!text.equals("OK") && !text.equals("KO")) {
            throw new IllegalArgumentException("'" + shortened(text) + "' is neither OK nor KO");
        }
        return text.equals("OK");
    }

    private static boolean isStart(String text) {
        if (!text.equals("START") && !text.equals("END")) {
            throw new IllegalArgumentException("'" + shortened(text) + "' is neither START nor END");
        }
        return text.equals("START");
    }

    /**
     * The file joins groups by commas, and a name may hold one. Every group that ends has a line of its own: what stands before a
     * comma is a group only if it has one, or if neither has.
     */
    private String groups(String text) {
        int comma = text.lastIndexOf(',');
        if (comma < 0) {
            return text;
        }
        boolean known = groups.contains(text);
        StringBuilder path = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) {
            if (known ? groups.contains(text.substring(0, at)) : !text.startsWith(" ", at + 1)) {
                path.append(text, from, at).append(GatlingRun.WITHIN);
                from = at + 1;
            }
        }
        return path.append(text.substring(from)).toString();
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
