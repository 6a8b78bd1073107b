package io.orchestress.backend.server;

import io.orchestress.backend.call.Call;
import io.orchestress.backend.call.Counts;
import io.orchestress.backend.call.Journal;
import io.orchestress.metrics.TimeSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** What all endpoints share. */
final class World {
    final TimeSource time;
    final Counts counts;
    final Journal journal;
    final Bench bench = new Bench();
    private final AtomicLong numbers = new AtomicLong();
    private final long salt;

    World(TimeSource time, Counts counts, Journal journal, long seed) {
        this.time = time;
        this.counts = counts;
        this.journal = journal;
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

    void ended(Call call) {
        counts.add(call);
        journal.add(call);
    }
}
