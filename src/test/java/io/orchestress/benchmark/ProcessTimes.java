package io.orchestress.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Processor time of a process so far, user and system, as Linux counts it. */
final class ProcessTimes {
    /** USER_HZ, which is this on every Linux. */
    private static final double TICKS_PER_SECOND = 100;

    private ProcessTimes() {}

    /** All its threads, those that have ended included; empty: there is no such process any more. */
    static Optional<Double> seconds(long pid) {
        try {
            return Optional.of(of(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Its threads that are there and whose names contain one of these. */
    static double seconds(long pid, String... names) {
        double seconds = 0;
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : all.toList()) {
                Path comm = thread.resolve("comm");
                if (named(comm, List.of(names))) {
                    seconds += of(thread.resolve("stat"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seconds;
    }

    private static boolean named(Path comm, List<String> names) throws IOException {
        try {
            String name = Files.readString(comm);
            return names.stream().anyMatch(name::contains);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static double of(Path stat) {
        try {
            String text = Files.readString(stat);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
