package io.orchestress.backend.fault;

import io.orchestress.backend.law.Draws;
import io.orchestress.workload.kind.BackendFault;
import io.orchestress.workload.kind.BackendFault.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * The faults in force: those that were set last, then those of the script. Of the faults that are of a call, the first one that draws it has
 * it. Safe for use by any number of threads.
 */
public final class Faults {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Draws draws;
    private final List<Live> scripted;
    private volatile List<Live> set = List.of();

    /** @param scripted from the start, as long as the backend lives, unless they say how long */
    public Faults(List<BackendFault> scripted, long seed, long nowNanos) {
        draws = new Draws(seed);
        this.scripted = live(scripted, nowNanos);
    }

    /** One in force, and the calls that it was asked about. */
    private record Live(BackendFault fault, long sinceNanos, LongAdder calls, LongAdder hit) {
        boolean isOver(long nowNanos) {
            return fault.ends().isPresent()
                    && nowNanos - sinceNanos >= fault.ends().get().toNanos();
        }
    }

    private static List<Live> live(List<BackendFault> faults, long nowNanos) {
        return faults.stream()
                .map(fault -> new Live(fault, nowNanos, new LongAdder(), new LongAdder()))
                .toList();
    }

    /** Puts these in the place of all that were set before; those of the script stay. */
    public void set(List<BackendFault> faults, long nowNanos) {
        set = live(faults, nowNanos);
    }

    /**
     * The fault that a call has.
     *
     * @param number of the call; what is drawn depends on it, for a call that is tried again is drawn again
     * @param possible whether a call of this kind can have such a fault
     */
    public Optional<BackendFault> of(
            Subject subject, String name, long number, long nowNanos, Predicate<BackendFault.Kind> possible) {
        Optional<BackendFault> fault = first(set, subject, name, number, nowNanos, possible);
        return fault.isPresent() || scripted.isEmpty()
                ? fault
                : first(scripted, subject, name, number, nowNanos, possible);
    }

    private Optional<BackendFault> first(
            List<Live> all,
            Subject subject,
            String name,
            long number,
            long nowNanos,
            Predicate<BackendFault.Kind> possible) {
        int index = 0;
        for (Live live : all) {
            index++;
            if (!live.isOver(nowNanos) && live.fault.isOf(subject, name) && possible.test(live.fault.kind())) {
                live.calls.increment();
                if (live.fault.share() >= 1 || draws.of(number, "fault", index).nextDouble() < live.fault.share()) {
                    live.hit.increment();
                    return Optional.of(live.fault);
                }
            }
        }
        return Optional.empty();
    }

    /** All in force, for JSON. */
    public List<Map<String, Object>> view(long nowNanos) {
        List<Map<String, Object>> view = new ArrayList<>();
        add(view, set, "set", nowNanos);
        add(view, scripted, "script", nowNanos);
        return view;
    }

    private static void add(List<Map<String, Object>> view, List<Live> all, String from, long nowNanos) {
        for (Live live : all) {
            if (!live.isOver(nowNanos)) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("fault", live.fault.kind().text());
                one.put(live.fault.subject() == Subject.MODEL ? "model" : "tool", live.fault.name());
                one.put("share", live.fault.share());
                one.put("from", from);
                one.put("calls", live.calls.sum());
                one.put("hit", live.hit.sum());
                live.fault
                        .ends()
                        .ifPresent(lasts -> one.put(
                                "secondsLeft",
                                (lasts.toNanos() - (nowNanos - live.sinceNanos)) / (double) NANOS_PER_SECOND));
                view.add(one);
            }
        }
    }
}
