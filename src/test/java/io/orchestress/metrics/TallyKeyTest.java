package io.orchestress.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.Measurements.TallyKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyKeyTest {
    /** As a record's own equality would have it: each part counts. */
    @Test
    void twoAreOneWhereAllTheirPartsAre() {
        List<TallyKey> keys = new ArrayList<>();
        List<List<Object>> parts = new ArrayList<>();
        for (int phase = 0; phase < 2; phase++) {
            for (String request : List.of("a", "b")) {
                for (Counter tally : List.of(Counter.TASKS_OK, Counter.TASKS_FAILED)) {
                    for (String detail : List.of("", "a")) {
                        for (int twice = 0; twice < 2; twice++) {
                            keys.add(new TallyKey(
                                    phase,
                                    String.valueOf(request.toCharArray()),
                                    tally,
                                    String.valueOf(detail.toCharArray())));
                            parts.add(List.of(phase, request, tally, detail));
                        }
                    }
                }
            }
        }
        for (int i = 0; i < keys.size(); i++) {
            for (int j = 0; j < keys.size(); j++) {
                assertThat(keys.get(i).equals(keys.get(j)))
                        .isEqualTo(parts.get(i).equals(parts.get(j)));
            }
        }
        assertThat(new HashSet<>(keys)).hasSize(16);
        assertThat(keys.get(0)).isNotEqualTo("a");
    }
}
