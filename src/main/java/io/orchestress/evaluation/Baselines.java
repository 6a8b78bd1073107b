package io.orchestress.evaluation;

import io.orchestress.config.Settings;
import io.orchestress.history.Baseline;
import io.orchestress.history.History;
import io.orchestress.history.PastRun;
import io.orchestress.history.RunRef;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a baseline is called by, and the records it stands for. {@code last-N} ends before the run since which runs are worse than what was
 * accepted, so that a step that lasts does not become what later runs are held against: see {@link Anchor}.
 *
 * @param folders of the records, oldest first; none: there is no earlier good run yet
 */
record Baselines(String name, List<Path> folders) {
    private static final Pattern LAST = Pattern.compile("last-([1-9][0-9]?)");

    Baselines {
        folders = List.copyOf(folders);
    }

    /** Whether that many of the newest good runs are asked for, rather than certain ones. */
    static boolean isLast(String name) {
        return LAST.matcher(name).matches();
    }

    /**
     * Finds the runs.
     *
     * @param name {@code last-N}, the name of a baseline, a run id, or the folder of a record
     * @return empty when there is no such baseline, run or folder
     */
    static Optional<Baselines> find(String name, RunRecord candidate, History history) {
        Optional<Baselines> folder = folder(name);
        if (folder.isPresent()) {
            return folder;
        }
        Matcher last = LAST.matcher(name);
        if (last.matches()) {
            Optional<PastRun> worse = Anchor.of(history, candidate).since();
            List<RunRef> refs = new ArrayList<>(history.lastGood(
                    Integer.parseInt(last.group(1)),
                    candidate,
                    worse.map(PastRun::startedAt).orElse(Instant.MAX)));
            Collections.reverse(refs);
            return Optional.of(new Baselines(
                    worse.map(since -> name + " before " + since.runId()).orElse(name),
                    refs.stream().map(RunRef::folder).toList()));
        }
        Optional<List<RunRef>> named = history.baselineFor(name, candidate)
                .map(Baseline::runs)
                .or(() -> history.baseline(name))
                .or(() -> history.find(name).map(List::of));
        return named.map(refs ->
                new Baselines(name, refs.stream().map(RunRef::folder).sorted().toList()));
    }

    /** A record that is named by its folder; empty when there is no record in such a folder. */
    static Optional<Baselines> folder(String name) {
        if (!isFolder(name)) {
            return Optional.empty();
        }
        Path folder = Path.of(name);
        Path shown = folder.toAbsolutePath().normalize().getFileName();
        return Optional.of(new Baselines(shown == null ? name : shown.toString(), List.of(folder)));
    }

    private static boolean isFolder(String name) {
        try {
            return !name.isEmpty() && Files.isRegularFile(Path.of(name).resolve(RecordReader.RUN_FILE));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static boolean exists(String name, History history) {
        return history.baseline(name).isPresent() || history.find(name).isPresent() || isFolder(name);
    }

    /** Where the history and the records are, for a message. */
    static String unknown(String name, Settings settings) {
        return "there is no baseline '" + name + "': no baseline or run of that name in the history "
                + settings.history().file() + ", and no record in a folder of that name;"
                + " valid: last-5, a name of scripts/orchestress baseline list, a run id, the folder of a record";
    }
}
