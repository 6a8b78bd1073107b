package io.orchestress.backend.server;

import io.orchestress.backend.call.Call;
import io.orchestress.backend.call.Counts;
import io.orchestress.backend.call.Journal;
import io.orchestress.backend.fault.Faults;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.metrics.TimeSource;
import io.orchestress.workload.kind.BackendFault;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What all endpoints share. */
final class World {
    /** When the bench is full. */
    static final Refusal TOO_MUCH = new Refusal(503, "", "Too many large requests wait to be read.", "", "");

    final TimeSource time;
    final Counts counts;
    final Journal journal;
    final Faults faults;
    final Bench bench = new Bench();
    private final AtomicLong numbers = new AtomicLong();
    private final long salt;

    World(TimeSource time, Counts counts, Journal journal, long seed, List<BackendFault> scripted) {
        this.time = time;
        this.counts = counts;
        this.journal = journal;
        faults = new Faults(scripted, seed, time.nanos());
        salt = seed * 0x9E3779B97F4A7C15L ^ time.now().toEpochMilli() << 20;
    }

    /** Of a call, from 1. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** 16 hexadecimal digits that no other call of this backend has, nor of one that was started at another time. */
    String unique(long number) {
        return HexFormat.of().toHexDigits(salt + number);
    }

    /**
     * Reads a body: a small one at once, a large one on the bench.
     *
     * @param read is told where to go on with what it read
     * @return whether it will be read; else too much waits
     */
    boolean reading(Exchange exchange, Consumer<Executor> read) {
        if (exchange.body.length <= Bench.LARGE_BYTES) {
            read.accept(Runnable::run);
            return true;
        }
        return bench.take(() -> read.accept(exchange::onLoop));
    }

    void ended(Call call) {
        counts.add(call);
        journal.add(call);
    }
}
