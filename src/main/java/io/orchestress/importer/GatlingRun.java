package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The records of a Gatling log, text or binary, as events. */
final class GatlingRun {
    /** Between a group and what is in it, as in Gatling's own reports. */
    static final String WITHIN = " / ";

    static final Set<String> TEXT = Set.of("3.10", "3.11", "3.12");
    static final Set<String> BINARY = Set.of("3.13", "3.14", "3.15");

    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+)\\..*");

    private final Path file;
    private final ImportEvents events;
    private final RunInfo.Builder facts = new RunInfo.Builder();
    private boolean started;
    private long users;

    GatlingRun(Path file, ImportEvents events) {
        this.file = file;
        this.events = events;
    }

    /** @param supported versions whose layout is known */
    void version(String version, Set<String> supported) {
        var minor = VERSION.matcher(version);
        if (!minor.matches() || !supported.contains(minor.group(1))) {
            throw new ImportException(
                    file,
                    "was written by Gatling '" + version.replaceAll("[^ -~]", "?")
                            + "', whose log is not known in this form",
                    "text logs of 3.10 to 3.12, binary logs of 3.13 to 3.15");
        }
        facts.toolVersion(version);
    }

    void started(String simulationClass) {
        facts.simulation(simulationClass.substring(simulationClass.lastIndexOf('.') + 1));
        started = true;
    }

    void request(String groups, String name, long startMillis, long endMillis, boolean ok, String message) {
        requireStart();
        events.request(
                "",
                groups.isEmpty() ? name : groups + WITHIN + name,
                ok ? FailureClass.OK : GatlingFailure.classOf(message.strip()),
                Timestamps.ofMillis(startMillis),
                length(startMillis, endMillis));
    }

    void group(String groups, long startMillis, long endMillis) {
        requireStart();
        events.task("", groups, Timestamps.ofMillis(startMillis), length(startMillis, endMillis));
    }

    void user(boolean start, long atMillis) {
        requireStart();
        events.userChanged(Timestamps.ofMillis(atMillis), start ? 1 : -1);
        users += start ? 1 : -1;
    }

    /** A request that could not be built, and never was sent. */
    void error() {
        requireStart();
        facts.count("errorsOfTheScript");
    }

    /** A record that no run can have had. */
    void leaveOut(String place, String reason) {
        facts.leaveOut(place, reason);
    }

    RunInfo.Builder facts() {
        return facts;
    }

    /** @param torn where the file stops in the middle of a record; null when it does not */
    RunInfo end(@Nullable String torn) {
        if (!started) {
            throw new ImportException(file, "has no RUN record", "a whole simulation.log");
        }
        if (torn != null) {
            facts.torn(torn);
        } else if (users > 0) {
            facts.stopped("The log ends before " + users
                    + " virtual users did: Gatling was killed, or stopped the run at its maximum duration.");
        }
        return facts.build();
    }

    private static long length(long startMillis, long endMillis) {
        return Timestamps.ofMillis(endMillis) - Timestamps.ofMillis(startMillis);
    }

    private void requireStart() {
        if (!started) {
            throw new WholeFileException("the RUN record must come first");
        }
    }
}
