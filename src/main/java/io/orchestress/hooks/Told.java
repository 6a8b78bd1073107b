package io.orchestress.hooks;

import java.util.List;
import java.util.Optional;

/**
 * What became of one hook.
 *
 * @param failure why it was not told; empty when it was
 * @param said what it answered, if anything
 */
record Told(Optional<String> failure, List<String> said) {
    Told {
        said = List.copyOf(said);
    }

    static Told well(List<String> said) {
        return new Told(Optional.empty(), said);
    }

    static Told failed(String why, List<String> said) {
        return new Told(Optional.of(why), said);
    }
}
