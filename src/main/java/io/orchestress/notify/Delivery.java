package io.orchestress.notify;

import java.util.List;
import java.util.Optional;

/**
 * What became of one hook.
 *
 * @param failure why it was not told; empty when it was
 * @param said what it answered, if anything
 */
record Delivery(Optional<String> failure, List<String> said) {
    Delivery {
        said = List.copyOf(said);
    }

    static Delivery well(List<String> said) {
        return new Delivery(Optional.empty(), said);
    }

    static Delivery failed(String why, List<String> said) {
        return new Delivery(Optional.of(why), said);
    }
}
