package io.orchestress.gatling;

import io.orchestress.metrics.Measurements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The second view of a user of the closed model with a pace {@code P}. It is meant to start iterations at {@code s, s + P, s + 2 P …}; while it is busy with one it starts no other,
 * and goes on at the first intended start after it: it does not catch up. A start that was omitted is taken to have been held up by the request that was in flight at it, and only
 * until that request ended, so it is recorded under the name of that request; a start that fell between two requests was held up by nothing but the user's own work.
 *
 * <p>Every sample depends on what the iteration, its first request and the starts held up before it have left: that is one state, and stays in one type.
 */
final class PacedCorrection implements Correction {
    /** Of more flights in one iteration that reached over an intended start the longest are kept. */
    private static final int MOST_HOLDS = 64;

    private static final long UNKNOWN = -1;

    private final LoadRun run;
    private final long paceNanos;
    private final Map<Measurements.Request, Own> names = new LinkedHashMap<>();
    private List<Hold> pending = new ArrayList<>();
    private List<Hold> holds = new ArrayList<>();

    /** Covered starts that a request which came up again in this iteration had held up. */
    private final List<StartRun> released = new ArrayList<>();

    private boolean begun;
    private boolean working;
    private long nextNanos;
    private long startNanos;
    private long endNanos;
    private long idleFromNanos;
    private StartRun covered = StartRun.none();
    private Measurements.@Nullable Request first;
    private Measurements.@Nullable Request task;
    private long taskMicros = UNKNOWN;
    private long taskBeforeMicros = UNKNOWN;

    /** @param paceNanos above 0 */
    PacedCorrection(LoadRun run, long paceNanos) {
        this.run = run;
        this.paceNanos = paceNanos;
    }

    /**
     * Intended starts at which a request was in flight.
     *
     * @param isFirst whether that was the first one of its iteration
     * @param ownMicros what the request takes when nothing holds it up, at most
     */
    private record Hold(Measurements.Request by, boolean isFirst, StartRun starts, long untilNanos, long ownMicros) {}

    /** What the user knows of a name. */
    private static final class Own {
        private long lastMicros = UNKNOWN;
        private boolean lastHeld;
        private int times;

        /** What it takes when no intended start falls into it, as far as is known. */
        long freeMicros(long otherwise) {
            return lastMicros != UNKNOWN && !lastHeld ? lastMicros : otherwise;
        }
    }

    @Override
    public long nextNanos() {
        return nextNanos;
    }

    @Override
    public void iterationStarts(long now) {
        if (!begun) {
            begun = true;
            nextNanos = now;
            endNanos = now;
        }
        recordAlone(pending);
        pending = holds;
        holds = new ArrayList<>();
        released.clear();
        startNanos = now;
        idleFromNanos = endNanos;
        covered = new StartRun(nextNanos, paceNanos, 1 + Math.max(0, now - nextNanos) / paceNanos);
        nextNanos = covered.at(covered.count());
        names.values().forEach(own -> own.times = 0);
        first = null;
        task = null;
        working = true;
    }

    @Override
    public void iterationEnds(long now) {
        endNanos = now;
        working = false;
    }

    @Override
    public void requestEnds(Measurements.Request request, int phase, long since, long end) {
        long micros = Correction.micros(end - since);
        if (!begun) {
            request.corrected(phase, micros, 1);
            return;
        }
        Own own = names.computeIfAbsent(request, r -> new Own());
        StartRun under = omittedUntil(since, end);
        boolean isFirst = first == null;
        first = isFirst ? request : first;
        recordCovered(request, isFirst, since, end, under.isEmpty() ? micros : own.freeMicros(micros));
        if (!under.isEmpty()) {
            long known = own.lastMicros == UNKNOWN ? UNKNOWN : Math.min(own.lastMicros, micros);
            keep(new Hold(request, isFirst, under, end, known));
        }
        own.lastMicros = micros;
        own.lastHeld = !under.isEmpty();
        own.times++;
    }

    /** One sample for each intended start that the iteration stands for; the last one is that of the request itself. */
    private void recordCovered(Measurements.Request request, boolean isFirst, long since, long end, long copyMicros) {
        long micros = Correction.micros(end - since);
        long shift = since - startNanos;
        long actual = covered.count() - 1;
        long done = 0;
        List<Hold> taken = taken(request, isFirst);
        for (Hold hold : taken) {
            long from = covered.before(hold.starts.firstNanos());
            long to = from + hold.starts.count();
            recordFree(request, isFirst, done, from, since, end, copyMicros);
            long least = hold.by == request && hold.ownMicros != UNKNOWN
                    ? Math.min(hold.ownMicros, micros)
                    : hold.by == request ? micros : Math.max(1, hold.ownMicros);
            covered.part(from, Math.min(to, actual)).until(phases(), 0, hold.untilNanos, least, hold.by::corrected);
            if (to > actual) {
                covered.part(actual, actual + 1)
                        .until(phases(), isFirst ? 0 : shift, hold.untilNanos, micros, request::corrected);
            }
            done = Math.max(done, to);
        }
        recordFree(request, isFirst, done, covered.count(), since, end, copyMicros);
        taken.forEach(this::release);
    }

    /** Starts that no request held up: one that found the user idle is late by what the injector is late by. */
    private void recordFree(
            Measurements.Request request, boolean isFirst, long from, long to, long since, long end, long copyMicros) {
        long actual = covered.count() - 1;
        long shift = since - startNanos;
        long busy = isFirst ? covered.before(idleFromNanos) : covered.count();
        StartRun.Sink sink = request::corrected;
        copies(covered, from, Math.min(to, Math.min(busy, actual)), shift, since, copyMicros, sink);
        if (to > actual && actual < busy) {
            copies(covered, Math.max(from, actual), to, shift, since, Correction.micros(end - since), sink);
        }
        covered.part(Math.max(from, busy), to).until(phases(), shift, startNanos + end - since, 1, sink);
    }

    /**
     * The same latency for each start: at its own distance from the start, or, where an earlier request of the same start was held up, when that was over.
     *
     * @param releasedNanos when a request is sent that waited for the one that was held up
     */
    private void copies(
            StartRun starts, long from, long to, long shift, long releasedNanos, long micros, StartRun.Sink sink) {
        long done = from;
        for (StartRun held : released) {
            long begin = Math.min(to, Math.max(done, starts.before(held.firstNanos())));
            long end = Math.max(begin, Math.min(to, starts.before(held.at(held.count() - 1) + 1)));
            starts.part(done, begin).each(phases(), shift, micros, sink);
            if (end > begin) {
                sink.add(run.startedIn(releasedNanos), micros, end - begin);
            }
            done = Math.max(done, end);
        }
        starts.part(done, to).each(phases(), shift, micros, sink);
    }

    private void release(Hold hold) {
        if (!hold.starts.isEmpty()) {
            released.add(hold.starts);
            released.sort(Comparator.comparingLong(StartRun::firstNanos));
        }
    }

    /** Those holds of the iteration before that a request of this one stands for; each is given once. */
    private List<Hold> taken(Measurements.Request request, boolean isFirst) {
        if (pending.isEmpty()) {
            return List.of();
        }
        List<Hold> taken = new ArrayList<>();
        pending.removeIf(hold -> {
            boolean same = isFirst ? hold.isFirst : !hold.isFirst && hold.by == request;
            return same && taken.add(hold);
        });
        return taken;
    }

    private void keep(Hold hold) {
        holds.add(hold);
        if (holds.size() > MOST_HOLDS) {
            Hold shortest = hold;
            for (Hold other : holds) {
                shortest = other.starts.count() < shortest.starts.count() ? other : shortest;
            }
            holds.remove(shortest);
        }
    }

    /** Holds whose name did not come up again: recorded by themselves. */
    private void recordAlone(List<Hold> left) {
        for (Hold hold : left) {
            hold.starts.until(phases(), 0, hold.untilNanos, hold.ownMicros, hold.by::corrected);
        }
    }

    @Override
    public void taskEnds(Measurements.Request ended, int phase, long since, long end) {
        long micros = Correction.micros(end - since);
        StartRun.Sink sink = Correction.tasks(ended);
        if (!begun) {
            sink.add(phase, micros, 1);
            return;
        }
        long shift = since - startNanos;
        long busy = covered.before(idleFromNanos);
        // What held up the iteration held up its first task.
        covered.part(0, busy).until(phases(), shift, task == null ? startNanos : Long.MIN_VALUE / 2, micros, sink);
        covered.part(busy, covered.count()).until(phases(), shift, startNanos + end - since, 1, sink);
        task = ended;
        taskBeforeMicros = taskMicros;
        taskMicros = micros;
    }

    @Override
    public void leaves(int rank) {
        endSchedule(working ? run.clock().nanos() : endNanos, rank);
    }

    @Override
    public void cutOff(Measurements.@Nullable Request inFlight, int phase, long since, long now, int rank) {
        if (inFlight != null) {
            requestEnds(inFlight, phase, since, now);
        }
        endSchedule(working ? now : endNanos, rank);
    }

    /** Starts that were omitted while the user was busy with its last iteration. */
    private void endSchedule(long until, int rank) {
        if (!begun) {
            return;
        }
        recordAlone(pending);
        pending = new ArrayList<>();
        StartRun omitted = wanted(omittedUntil(nextNanos, until), rank);
        released.clear();
        Own ofFirst = first == null ? null : names.get(first);
        if (first != null && ofFirst != null && !omitted.isEmpty()) {
            recordLast(first, true, omitted, ofFirst, until);
            ofFirst.times--;
            holds.stream().filter(Hold::isFirst).forEach(this::release);
            names.forEach((request, own) -> recordOthers(request, own, omitted, until));
        }
        if (task != null) {
            long least = taskBeforeMicros == UNKNOWN ? 1 : Math.min(taskBeforeMicros, taskMicros);
            omitted.until(phases(), 0, until, least, Correction.tasks(task));
        }
        holds = new ArrayList<>();
        begun = false;
    }

    private void recordOthers(Measurements.Request request, Own own, StartRun omitted, long until) {
        if (own.times > 0) {
            recordLast(request, false, omitted, own, until);
        }
        long micros = own.freeMicros(own.lastMicros);
        for (int more = 1; more < own.times; more++) {
            copies(omitted, 0, omitted.count(), 0, until, micros, request::corrected);
        }
    }

    private void recordLast(Measurements.Request request, boolean isFirst, StartRun omitted, Own own, long until) {
        long micros = own.freeMicros(own.lastMicros);
        long done = 0;
        for (Hold hold : holds) {
            if (hold.by == request && hold.isFirst == isFirst) {
                long from = omitted.before(hold.starts.firstNanos());
                long to = Math.min(omitted.count(), from + hold.starts.count());
                copies(omitted, done, from, 0, until, micros, request::corrected);
                omitted.part(from, to).until(phases(), 0, hold.untilNanos, hold.ownMicros, request::corrected);
                done = Math.max(done, to);
            }
        }
        copies(omitted, done, omitted.count(), 0, until, micros, request::corrected);
    }

    /** Starts from the next one on within a span, before the end of the plan. */
    private StartRun omittedUntil(long since, long until) {
        long skipped = Math.max(0, -Math.floorDiv(nextNanos - since, paceNanos));
        StartRun endless = new StartRun(nextNanos + skipped * paceNanos, paceNanos, Long.MAX_VALUE / paceNanos / 4);
        return endless.part(0, endless.before(Math.min(until + 1, run.planEndNanos())));
    }

    /** Those up to the last one at which the plan had a place for the user: after that it would have left, had nothing held it. */
    private StartRun wanted(StartRun omitted, int rank) {
        long stride = Math.max(1, 1_000_000_000L / paceNanos);
        long end = omitted.count();
        while (end > 0 && !run.wantsAt(omitted.at(end - 1), rank)) {
            end -= Math.min(end, stride);
        }
        while (end < omitted.count() && run.wantsAt(omitted.at(end), rank)) {
            end++;
        }
        return omitted.part(0, end);
    }

    private StartRun.Phases phases() {
        return run.phases();
    }
}
