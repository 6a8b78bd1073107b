package io.orchestress.analysis.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * When a row that grows is looked at, and how much of an error each look may spend: up to look {@code n} of at most {@code N} the
 * share {@code (n ÷ N)^1.5} (Kim and DeMets, Biometrika 74, 1987, with ρ = 1.5), at a look what is new of it.
 *
 * <p>All looks together spend no more than the error, whatever hangs together with what: the increments add up to it (Bonferroni). The
 * exact boundary for independent increments (Lan and DeMets, Biometrika 70, 1983) would give each look a little more, and hold for normal
 * values of known variance only.
 *
 * @param pairs the looks, in order, each more than the one before; the last is {@code N}
 */
public record Looks(List<Integer> pairs) {
    private static final double POWER = 1.5;
    private static final List<Integer> USUAL = List.of(2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64);

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

    /** At 2, 3, 4, 6, 8, 12, 16, 24, 32 … and at the most there are. @param most 2 or more */
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

    /** The first look that is not before {@code n}; empty behind the last one. */
    public OptionalInt notBefore(int n) {
        return pairs.stream().mapToInt(look -> look).filter(look -> look >= n).findFirst();
    }

    /** What of {@code error} look {@code n} may spend. @throws IllegalArgumentException if it is no look */
    public double levelAt(int n, double error) {
        int index = pairs.indexOf(n);
        if (index < 0) {
            throw new IllegalArgumentException(n + " is none of the looks " + pairs);
        }
        return error * (spent(n) - (index == 0 ? 0 : spent(pairs.get(index - 1))));
    }

    private double spent(int n) {
        return Math.pow((double) n / most(), POWER);
    }
}
