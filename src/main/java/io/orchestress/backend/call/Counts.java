package io.orchestress.backend.call;

import io.orchestress.backend.call.Call.Kind;
import io.orchestress.backend.call.Call.Outcome;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Counts of all calls since the start: none is left out, however it ended. */
public final class Counts {
    private static final int MOST_NAMES = 100;
    private static final String OTHERS = "(others)";
    private static final long LONGEST_LATENESS_MICROS = 60_000_000;

    private final Map<Kind, LongAdder> kinds = adders(Kind.class);
    private final Map<Outcome, LongAdder> outcomes = adders(Outcome.class);
    private final Map<Identity.By, LongAdder> booked = adders(Identity.By.class);
    private final ConcurrentMap<String, LongAdder> unknownPaths = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> faults = new ConcurrentHashMap<>();
    private final LongAdder mixed = new LongAdder();
    private final LongAdder effects = new LongAdder();
    private final LongAdder tokensIn = new LongAdder();
    private final LongAdder tokensOut = new LongAdder();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final ConcurrentHistogram latenessMicros = new ConcurrentHistogram(LONGEST_LATENESS_MICROS, 2);

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    /** A call of a model or tool begins. */
    public void began() {
        int now = open.incrementAndGet();
        if (now > mostOpen.get()) {
            mostOpen.accumulateAndGet(now, Math::max);
        }
    }

    /** A call of a model or tool that {@link #began} has ended. */
    public void ended() {
        open.decrementAndGet();
    }

    /** A call that has ended. */
    public void add(Call call) {
        add(kinds, call.kind());
        add(outcomes, call.outcome());
        if (call.kind().isWork()) {
            add(booked, call.identity().by());
            if (!call.identity().others().isEmpty()) {
                mixed.increment();
            }
        }
        if (call.kind() == Kind.UNKNOWN) {
            add(unknownPaths, call.name());
        }
        if (!call.fault().isEmpty()) {
            add(faults, call.fault());
        }
        if (call.effect()) {
            effects.increment();
        }
        tokensIn.add(call.tokensIn());
        tokensOut.add(call.tokensOut());
    }

    /** Why a call was refused that is none. */
    public void refused(String why) {
        add(refusals, why);
    }

    /** An answer or a chunk left so much later than its law had it. */
    public void late(long nanos) {
        latenessMicros.recordValue(Math.min(LONGEST_LATENESS_MICROS, Math.max(0, nanos / 1_000)));
    }

    private static <E> void add(Map<E, LongAdder> adders, E key) {
        LongAdder adder = adders.get(key);
        if (adder != null) {
            adder.increment();
        }
    }

    /** Names that come from outside: so many of them, and the rest together. */
    private static void add(ConcurrentMap<String, LongAdder> names, String name) {
        String key = names.containsKey(name) || names.size() < MOST_NAMES ? name : OTHERS;
        names.computeIfAbsent(key, one -> new LongAdder()).increment();
    }

    public long of(Kind kind) {
        return sum(kinds, kind);
    }

    public long of(Outcome outcome) {
        return sum(outcomes, outcome);
    }

    /** Calls of models and tools of which nobody knows the task. */
    public long unbooked() {
        return sum(booked, Identity.By.NOTHING);
    }

    /** Calls on each path that the backend does not know, at most 100 of them. */
    public Map<String, Long> unknownPaths() {
        return sums(unknownPaths);
    }

    /** How often a call was refused for what. */
    public Map<String, Long> refusals() {
        return sums(refusals);
    }

    /** How many calls had which fault. */
    public Map<String, Long> faults() {
        return sums(faults);
    }

    private static <E> long sum(Map<E, LongAdder> adders, E key) {
        LongAdder adder = adders.get(key);
        return adder == null ? 0 : adder.sum();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> adders) {
        Map<String, Long> sums = new TreeMap<>();
        adders.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }

    /** All of it, for JSON; names are those of the documentation. */
    public Map<String, Object> view(long lostFromJournal) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("calls", named(kinds));
        view.put("outcomes", named(outcomes));
        view.put("booked", named(booked));
        view.put("mixed", mixed.sum());
        view.put("effects", effects.sum());
        view.put("tokensIn", tokensIn.sum());
        view.put("tokensOut", tokensOut.sum());
        view.put("open", open.get());
        view.put("mostOpen", mostOpen.get());
        view.put("unknownPaths", unknownPaths());
        view.put("refusals", refusals());
        view.put("faults", faults());
        view.put("lostFromJournal", lostFromJournal);
        view.put("latenessMicros", lateness());
        return view;
    }

    private Map<String, Long> lateness() {
        Map<String, Long> lateness = new LinkedHashMap<>();
        lateness.put("count", latenessMicros.getTotalCount());
        lateness.put("p50", latenessMicros.getValueAtPercentile(50));
        lateness.put("p99", latenessMicros.getValueAtPercentile(99));
        lateness.put("max", latenessMicros.getMaxValue());
        return lateness;
    }

    private static <E extends Enum<E>> Map<String, Long> named(Map<E, LongAdder> adders) {
        Map<String, Long> named = new LinkedHashMap<>();
        adders.forEach((key, adder) -> named.put(key.name().toLowerCase(Locale.ROOT), adder.sum()));
        return named;
    }
}
