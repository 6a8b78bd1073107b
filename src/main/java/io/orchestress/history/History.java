package io.orchestress.history;

import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The runs that are remembered and the baselines among them. Several processes may have the same one open and write; each call that
 * writes is one transaction. For one thread. Every method may throw {@link HistoryException}.
 *
 * <p>Runs and baselines are one type, because they change together: what a baseline may hold is checked, and what {@link #prune} must keep
 * is read, in the transaction that writes.
 */
public final class History implements AutoCloseable {
    private final Store store;
    private final RunTable runs;
    private final BaselineLog baselines;

    private History(Store store) {
        Folders folders = Folders.of(store.file());
        this.store = store;
        this.runs = new RunTable(folders);
        this.baselines = new BaselineLog(store.file(), folders);
    }

    /**
     * Opens the store in that file, and makes an empty one where there is none.
     *
     * @throws HistoryException also for a damaged store, which is left as it is
     */
    public static History open(Path file) {
        return new History(Store.open(file));
    }

    /**
     * Like {@link #open}, but a damaged store is set aside as {@code <file>.corrupt-<now>}, and where that happened, or there was no
     * store, one is made from the records.
     *
     * @param records folder in which the records are; need not exist
     * @param said takes a sentence about each thing that was done or left undone
     */
    public static History openOrRebuild(Path file, Path records, Instant now, Consumer<String> said) {
        History history = new History(Repair.open(file, now, said));
        try {
            if (history.isNew()) {
                Rebuild rebuild = history.rebuild(records);
                if (rebuild.added() > 0) {
                    said.accept("The history " + file + " was made from " + rebuild.added()
                            + (rebuild.added() == 1 ? " record in " : " records in ") + records);
                }
                rebuild.shortProblems().forEach(said);
            }
            return history;
        } catch (HistoryException e) {
            history.close();
            throw e;
        }
    }

    /**
     * Adds a run, in place of what is remembered of it.
     *
     * @param folder of its record
     * @throws HistoryException {@code ASKED_WRONG} for a run that has not ended
     */
    public void add(RunRecord run, Path folder) {
        if (run.status() == RunStatus.RUNNING) {
            throw HistoryException.wrong(
                    folder + ": the run is still active, or was killed; scripts/orchestress report closes its record");
        }
        List<MetricValue> values = RememberedMetrics.of(run);
        PastRun past = PastRun.of(run, Folders.real(folder));
        store.write(connection -> {
            MetricStore.insert(connection, runs.insert(connection, past), values);
            return past;
        });
    }

    /** Whether there was no store, or a damaged one, before it was opened. */
    public boolean isNew() {
        return store.isCreated();
    }

    /**
     * Adds every record of a folder. Nothing is forgotten: runs whose record is not there stay as they are.
     *
     * @param records need not exist
     */
    public Rebuild rebuild(Path records) {
        return Rebuild.of(this, records);
    }

    public Optional<RunRef> find(String runId) {
        return run(runId).map(PastRun::ref);
    }

    public Optional<PastRun> run(String runId) {
        return store.read(connection -> runs.find(connection, runId));
    }

    /** Newest first. */
    public List<PastRun> runs(RunFilter filter) {
        return store.read(connection -> runs.select(connection, filter));
    }

    /** Figures of a run: of the whole run before those of phases, of all requests before those of one. */
    public List<MetricValue> metrics(String runId) {
        return store.read(connection -> MetricStore.of(connection, runId));
    }

    /**
     * One metric over the runs, each as a whole.
     *
     * @param request {@code *}: all of them together
     * @return empty when none of these runs has it; else in the unit of the newest run that has it
     */
    public Optional<MetricSeries> series(RunFilter filter, String metric, String request) {
        return store.read(connection -> MetricStore.series(connection, filter, metric, request));
    }

    /** Returns the names of all {@link #series} of these runs, in alphabetical order; {@code *} before the single requests. */
    public List<MetricSeries.Name> seriesNames(RunFilter filter) {
        return store.read(connection -> MetricStore.names(connection, filter));
    }

    /**
     * Good runs like one: completed, PASS or WARN, {@linkplain PastRun#isLike same load, same target}, begun before it, with
     * their record still in its place. Never the run itself, which may be remembered already.
     *
     * @param before begun before that, too
     * @return newest first, at most {@code n}
     */
    public List<RunRef> lastGood(int n, RunRecord like, Instant before) {
        return last(n, like, run -> run.isGood() && run.startedAt().isBefore(before));
    }

    /**
     * Runs like one that came to their end, whatever their verdict: {@linkplain PastRun#isLike same load, same target}, begun before it, with
     * their record still in its place. Never the run itself.
     *
     * @return newest first, at most {@code n}
     */
    public List<RunRef> lastLike(int n, RunRecord like) {
        return last(n, like, run -> run.status() == RunStatus.COMPLETED);
    }

    private List<RunRef> last(int n, RunRecord like, Predicate<PastRun> chosen) {
        PastRun wanted = PastRun.of(like, Path.of(""));
        return alike(wanted)
                .filter(run -> !run.runId().equals(wanted.runId())
                        && run.startedAt().isBefore(wanted.startedAt())
                        && chosen.test(run)
                        && Files.isRegularFile(run.folder().resolve(RecordReader.RUN_FILE)))
                .limit(n)
                .map(PastRun::ref)
                .toList();
    }

    /** Newest first. */
    private Stream<PastRun> alike(PastRun wanted) {
        return runs(new RunFilter(wanted.simulation(), wanted.profile(), wanted.protocol(), wanted.workload())).stream()
                .filter(run -> run.isLike(wanted));
    }

    /**
     * {@linkplain PastRun#isLike Like} one, it included if it is remembered, not begun after it; good or not.
     *
     * @return oldest first
     */
    public List<PastRun> row(RunRecord like) {
        PastRun wanted = PastRun.of(like, Path.of(""));
        return row(wanted).stream()
                .filter(run -> !run.startedAt().isAfter(wanted.startedAt()))
                .toList();
    }

    /** {@linkplain PastRun#isLike Like} one, oldest first. */
    public List<PastRun> row(PastRun like) {
        List<PastRun> row = new ArrayList<>(alike(like).toList());
        Collections.reverse(row);
        return row;
    }

    /**
     * The newest run of a row that somebody accepted: of those in the baseline that was moved last among the baselines with a run in
     * the row.
     */
    public Optional<PastRun> accepted(List<PastRun> row) {
        return baselines().stream()
                .filter(baseline -> row.stream().anyMatch(run -> baseline.runs().contains(run.ref())))
                .max(Comparator.comparing(Baseline::since))
                .flatMap(baseline -> row.stream()
                        .filter(run -> baseline.runs().contains(run.ref()))
                        .max(Comparator.comparing(PastRun::startedAt)));
    }

    /** The runs of a baseline, in every scope in which there is one by that name; empty when there is none. */
    public Optional<List<RunRef>> baseline(String name) {
        List<RunRef> refs = baselines().stream()
                .filter(baseline -> baseline.name().equals(name))
                .flatMap(baseline -> baseline.runs().stream())
                .toList();
        return refs.isEmpty() ? Optional.empty() : Optional.of(refs);
    }

    /** The baseline by that name for the simulation, profile and protocol of a run. */
    public Optional<Baseline> baselineFor(String name, RunRecord run) {
        Scope scope = Scope.of(PastRun.of(run, Path.of("")));
        return baselines().stream()
                .filter(baseline ->
                        baseline.name().equals(name) && baseline.scope().equals(scope))
                .findFirst();
    }

    /** In the order of names; a record that was added again from another place is where the store says. */
    public List<Baseline> baselines() {
        return baselines.baselines().stream()
                .map(baseline -> new Baseline(
                        baseline.name(),
                        baseline.scope(),
                        baseline.runs().stream()
                                .map(ref -> find(ref.runId()).orElse(ref))
                                .toList(),
                        baseline.since(),
                        baseline.by(),
                        baseline.reason()))
                .toList();
    }

    /** Every move of every baseline, oldest first. */
    public List<BaselineMove> baselineMoves() {
        return baselines.moves();
    }

    /**
     * Moves a baseline, in the scope of these runs.
     *
     * @param runIds remembered runs, at least one, all of one scope
     * @param force also runs that are not good, or not alike
     * @throws HistoryException {@code ASKED_WRONG}, naming what is wrong with the name or the runs
     */
    public Baseline setBaseline(String name, List<String> runIds, Instant at, String by, String reason, boolean force) {
        return store.write(connection -> {
            List<PastRun> chosen = new ArrayList<>();
            for (String runId : runIds) {
                chosen.add(runs.find(connection, runId)
                        .orElseThrow(() -> HistoryException.wrong("run '" + runId
                                + "' is not in the history; add it with scripts/orchestress history add FOLDER")));
            }
            boolean ambiguous = runs.find(connection, name).isPresent();
            BaselineRules.check(name, ambiguous, chosen, force);
            BaselineMove move = new BaselineMove(
                    name,
                    Scope.of(chosen.get(0)),
                    chosen.stream().map(PastRun::ref).toList(),
                    at,
                    by,
                    reason,
                    force);
            baselines.append(List.of(move));
            return new Baseline(name, move.scope(), move.runs(), at, by, reason);
        });
    }

    /**
     * Removes a baseline, in every scope in which there is one by that name.
     *
     * @return what was removed
     * @throws HistoryException {@code ASKED_WRONG} when there is none
     */
    public List<Baseline> removeBaseline(String name, Instant at, String by, String reason) {
        return store.write(connection -> {
            List<Baseline> removed = baselines.baselines().stream()
                    .filter(baseline -> baseline.name().equals(name))
                    .toList();
            if (removed.isEmpty()) {
                throw HistoryException.wrong("there is no baseline '" + name + "'");
            }
            baselines.append(removed.stream()
                    .map(baseline -> new BaselineMove(name, baseline.scope(), List.of(), at, by, reason, false))
                    .toList());
            return removed;
        });
    }

    /** Returns the runs that {@link #prune} would forget, newest first. */
    public List<PastRun> surplus(int keep) {
        return store.read(connection -> surplus(connection, keep));
    }

    private List<PastRun> surplus(Connection connection, int keep) throws SQLException {
        List<PastRun> older = runs.older(connection, keep);
        if (older.isEmpty()) {
            return older;
        }
        Set<String> kept = baselines.baselines().stream()
                .flatMap(baseline -> baseline.runs().stream())
                .map(RunRef::runId)
                .collect(Collectors.toSet());
        return older.stream().filter(run -> !kept.contains(run.runId())).toList();
    }

    /**
     * Forgets all runs but the newest and those of baselines; records are not touched.
     *
     * @param keep 1 or more
     * @return what was forgotten, newest first
     */
    public List<PastRun> prune(int keep) {
        return store.write(connection -> {
            List<PastRun> forgotten = surplus(connection, keep);
            for (PastRun run : forgotten) {
                runs.delete(connection, run.runId());
            }
            return forgotten;
        });
    }

    /** Everything. */
    public HistoryExport export() {
        return new HistoryExport(
                HistoryExport.SCHEMA_VERSION,
                runs(RunFilter.ALL).stream()
                        .map(run -> HistoryExport.Run.of(run, metrics(run.runId())))
                        .toList(),
                baselines().stream().map(HistoryExport.Baseline::of).toList(),
                baselineMoves().stream().map(HistoryExport.BaselineMove::of).toList());
    }

    @Override
    public void close() {
        store.close();
    }
}
