package io.orchestress.testkit;

import java.util.SplittableRandom;

/**
 * Memory of a process like a JVM under constant load, second by second: what it holds, garbage that is collected every twelve seconds or
 * so from the young part and every three minutes from the old one, and resident memory whose own sawtooth takes about a minute and a half.
 *
 * <p>What it holds begins at 60 MiB, and grows by 30 MiB as code is compiled (with a time constant of 5 min) and by 40 MiB as caches fill
 * (15 min); each hour a job of four minutes holds 25 MiB more; noise of 3 MiB forgets itself in a minute; a leak adds to it, from the
 * first second or from a later one on.
 */
public final class SyntheticMemory {
    private static final double MIB = 1 << 20;
    private static final double NOISE_MIB = 3;
    private static final double FORGETS = Math.exp(-1 / 60.0);

    private final SplittableRandom random;
    private final double leakMibPerSec;
    private final boolean hourlyJob;
    private final double leaksAfterSeconds;
    private double asked = Double.POSITIVE_INFINITY;
    private double second;
    private double noise;
    private double young;
    private double old;
    private double youngUntil = 12;
    private double oldUntil = 180;
    private double held;
    private double afterCollection;
    private double phase;
    private double cycle = 90;

    public SyntheticMemory(long seed, double leakMibPerMin, boolean hourlyJob) {
        this(seed, leakMibPerMin, hourlyJob, 0);
    }

    /** @param leaksAfterSeconds with load from which on it leaks */
    public SyntheticMemory(long seed, double leakMibPerMin, boolean hourlyJob, double leaksAfterSeconds) {
        this.random = new SplittableRandom(seed);
        this.leakMibPerSec = leakMibPerMin / 60;
        this.hourlyJob = hourlyJob;
        this.leaksAfterSeconds = leaksAfterSeconds;
        this.phase = random.nextDouble();
        this.afterCollection = 0;
    }

    /** The same, asked for a collection of everything each so many seconds, too. */
    public SyntheticMemory collected(double eachSeconds) {
        asked = eachSeconds;
        return this;
    }

    /** A second with load passes. */
    public void busy() {
        second++;
        noise = FORGETS * noise + Math.sqrt(1 - FORGETS * FORGETS) * NOISE_MIB * random.nextGaussian();
        double job = hourlyJob && second % 3600 >= 1500 && second % 3600 < 1740 ? 25 : 0;
        held = 60
                + 30 * (1 - Math.exp(-second / 300))
                + 40 * (1 - Math.exp(-second / 900))
                + leakMibPerSec * Math.max(0, second - leaksAfterSeconds)
                + job
                + noise;
        young += 8 * (0.8 + 0.4 * random.nextDouble());
        old += 0.15 * random.nextDouble();
        if (second >= youngUntil) {
            young = 0;
            youngUntil = second + 12 * (0.9 + 0.2 * random.nextDouble());
        }
        if (second >= oldUntil || second % asked == 0) {
            old = 0;
            oldUntil = second + 180 * (0.8 + 0.4 * random.nextDouble());
            afterCollection = held + random.nextGaussian();
        }
        phase += 1 / cycle;
        if (phase >= 1) {
            phase = 0;
            cycle = 90 * (0.85 + 0.3 * random.nextDouble());
        }
    }

    /** Bytes held right after the last collection of everything; 0 before there was one. */
    public double heapAfterGc() {
        return Math.max(0, afterCollection * MIB);
    }

    public double heap() {
        return (held + young + old) * MIB;
    }

    public double rss() {
        return (120 + 1.2 * held + 60 * phase + 2 * random.nextGaussian()) * MIB;
    }
}
