package io.orchestress.testkit;

import java.util.stream.LongStream;

/** Seeds of property tests: {@code @MethodSource("io.orchestress.testkit.Seeds#few")}; a failing one is in the test's name. */
public final class Seeds {
    private Seeds() {}

    public static LongStream few() {
        return LongStream.rangeClosed(1, 12);
    }

    public static LongStream many() {
        return LongStream.rangeClosed(1, 200);
    }
}
