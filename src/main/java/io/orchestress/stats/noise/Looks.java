package io.orchestress.stats.noise;

import java.util.ArrayList;
import java.util.List;

/**
 * When a row that grows is looked at.
 *
 * @param pairs the looks, in order, each more than the one before; the last is {@code N}
 */
public record Looks(List<Integer> pairs) {
    private static final List<Integer> USUAL = List.of(2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192);

    public Looks {
        pairs = List.copyOf(pairs);
        int before = 0;
        for (int look : pairs) {
            if (look <= before) {
                throw new IllegalArgumentException("looks go up: " + pairs);
            }
            before = look;
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("no look");
        }
    }

    /**
     * At 2, 3, 4, 6, 8, 12, 16, 24, 32 … and at the most there are.
     *
     * @param most 2 or more
     */
    public static Looks upTo(int most) {
        if (most < 2) {
            throw new IllegalArgumentException("looks begin at 2: " + most);
        }
        List<Integer> looks =
                new ArrayList<>(USUAL.stream().filter(look -> look < most).toList());
        looks.add(most);
        return new Looks(looks);
    }

    public int most() {
        return pairs.get(pairs.size() - 1);
    }

    public boolean isLook(int n) {
        return pairs.contains(n);
    }
}
