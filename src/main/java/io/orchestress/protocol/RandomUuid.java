package io.orchestress.protocol;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** UUIDs of version 4 that need not be secret, without the lock of {@link UUID#randomUUID()}. */
public final class RandomUuid {
    private RandomUuid() {}

    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
