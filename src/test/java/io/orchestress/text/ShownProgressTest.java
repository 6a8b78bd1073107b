package io.orchestress.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.ManualTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ticks by hand. */
class ShownProgressTest {
    private final ManualTime time = new ManualTime();
    private final StringWriter lines = new StringWriter();
    private final List<String> live = new ArrayList<>();

    private ShownProgress progress(int columns) {
        LiveLine line = new LiveLine() {
            @Override
            public int columns() {
                return columns;
            }

            @Override
            public void show(String text) {
                live.add(text);
            }
        };
        return new ShownProgress(line, new PrintWriter(lines), time::nanos);
    }

    private void tick(ShownProgress progress, int millis) {
        time.advanceMillis(millis);
        progress.tick();
    }

    @Test
    void whatIsSoonDoneShowsNothing() {
        try (ShownProgress progress = progress(80)) {
            progress.at("reading", 1, 2);
            tick(progress, 1_999);
        }
        assertThat(live).containsExactly("");
    }

    @Test
    void inPlaceFromTheThirdSecondOnAndGoneAtTheEnd() {
        ShownProgress progress = progress(60);
        tick(progress, 2_500); // nothing is known yet
        progress.at("importing k6.json", 0, 100);
        tick(progress, 500);
        progress.at("importing k6.json", 25, 100);
        tick(progress, 4_500);
        progress.at("writing report.html", 3, 0);
        tick(progress, 1_000);
        progress.close();
        tick(progress, 1_000);
        assertThat(live)
                .containsExactly(
                        "[>           ]    0 %  importing k6.json",
                        "[===>        ]   25 %  importing k6.json  15 s left",
                        "[ <=>        ]  writing report.html  1 s",
                        "");
        assertThat(lines.toString()).isEmpty();
    }

    @Test
    void elsewhereALineNowAndThen() {
        ShownProgress progress = progress(0);
        for (int second = 1; second <= 170; second++) {
            progress.at("importing \033[2J.json", second, 200);
            tick(progress, 1_000);
        }
        progress.close();
        assertThat(lines.toString().lines())
                .containsExactly(
                        "importing \uFFFD[2J.json: 5 %, 3 min 10 s left",
                        "importing \uFFFD[2J.json: 10 %, 3 min left",
                        "importing \uFFFD[2J.json: 20 %, 2 min 40 s left",
                        "importing \uFFFD[2J.json: 40 %, 2 min left",
                        "importing \uFFFD[2J.json: 70 %, 1 min left");
    }
}
