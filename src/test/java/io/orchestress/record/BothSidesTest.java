package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.BothSides.Booking;
import io.orchestress.record.BothSides.TaskWork;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BothSidesTest {
    /** Rows are written {@code phase/request/size/tasks}. */
    @ParameterizedTest
    @CsvSource({
        "'p/*/*/9', 'p/*/*/9'",
        "'p/*/*/9 p/*/s/9 p/ask/*/9 p/ask/s/9', 'p/*/*/9 p/ask/*/9'",
        "'p/*/*/9 p/*/s/4 p/*/l/5 p/ask/*/9 p/ask/s/4 p/ask/l/5', 'p/*/*/9 p/*/s/4 p/*/l/5 p/ask/*/9 p/ask/s/4 p/ask/l/5'",
        "'p/*/*/9 p/*/s/4 p/*/l/5 p/ask/*/4 p/ask/s/4 p/do/*/5 p/do/l/5', 'p/*/*/9 p/ask/*/4 p/do/*/5'",
        "'p/*/s/8 p/ask/*/4 p/ask/s/4 p/do/*/4 p/do/s/4', 'p/*/s/8 p/ask/*/4 p/do/*/4'",
        "'p/*/s/4 p/ask/*/4 p/ask/l/4', 'p/*/s/4 p/ask/*/4'",
        "'p/*/s/4 q/ask/*/4 q/ask/s/4', 'p/*/s/4 q/ask/*/4'"
    })
    void aRowThatIsAllOfARequestIsShownOnce(String all, String shown) {
        List<TaskWork> work =
                Arrays.stream(all.split(" ")).map(BothSidesTest::row).toList();
        BothSides sides = new BothSides(
                new Booking(9, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, true, true, false, Map.of()),
                work,
                List.of(),
                List.of());
        assertThat(sides.distinctWork().stream()
                        .map(row -> row.phase() + "/" + row.request() + "/" + row.size() + "/" + row.tasks()))
                .containsExactly(shown.split(" "));
    }

    private static TaskWork row(String text) {
        String[] part = text.split("/");
        return new TaskWork(
                part[0],
                part[1],
                part[2],
                Long.parseLong(part[3]),
                0,
                null,
                null,
                null,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                0,
                0,
                0);
    }
}
