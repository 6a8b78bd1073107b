package io.orchestress.monitoring.profiling;

import io.orchestress.record.Profiles;
import io.orchestress.record.Profiles.Profile;
import io.orchestress.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The recordings in a record's folder. */
public final class JfrFiles {
    static final String PREFIX = "profile-";
    static final String SUFFIX = ".jfr";

    private JfrFiles() {}

    /**
     * Reads the recordings of a record, and its note; absent when there is neither. A recording that cannot be
     * read becomes a note.
     *
     * @param most rows of each list
     */
    public static @Nullable Profiles of(Path folder, RunRecord run, int most) throws IOException {
        List<Profile> profiles = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (run.profiles() != null && !run.profiles().note().isEmpty()) {
            notes.add(run.profiles().note());
        }
        for (Path file : recordings(folder)) {
            try {
                profiles.add(JfrProfile.of(file, phase(file, run), most));
            } catch (IOException | RuntimeException e) {
                String unreadable = file.getFileName() + " cannot be read: " + e.getMessage();
                if (notes.stream().noneMatch(note -> note.contains(unreadable))) {
                    notes.add(unreadable);
                }
            }
        }
        return profiles.isEmpty() && notes.isEmpty() ? null : new Profiles(profiles, String.join(" ", notes));
    }

    private static List<Path> recordings(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name(file).startsWith(PREFIX) && name(file).endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Its name in the plan; the file's own name where the plan has no such phase. */
    private static String phase(Path file, RunRecord run) {
        String name = name(file);
        String[] parts =
                name.substring(PREFIX.length(), name.length() - SUFFIX.length()).split("-", 2);
        int index = parts[0].matches("\\d{1,4}") ? Integer.parseInt(parts[0]) - 1 : -1;
        return index >= 0 && index < run.plan().size() ? run.plan().get(index).name() : name;
    }
}
