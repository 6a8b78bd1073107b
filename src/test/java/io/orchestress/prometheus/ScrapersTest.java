package io.orchestress.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.ManualTime;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapersTest {
    /** One and a half times the longest gap, and 5 s, but no longer than is allowed; nothing for who is gone. */
    @ParameterizedTest(name = "{0}: read at {1} s, ended at {2} s")
    @CsvSource({
        "nobody scrapes, '', 60, 0",
        "each 15 s, 0 15 30 45, 50, 20000",
        "each 5 s, 0 5 10 15, 18, 12500",
        "each second, 0 1 2 3, 3.5, 6500",
        "two of them, 0 3 11 14 22 25, 30, 17000",
        "once, 2, 5, 20000",
        "once and long ago, 2, 60, 0",
        "gone, 0 5 10, 26, 0",
        "not yet gone, 0 5 10, 20, 12500",
        "quicker than before, 0 30 32 34 36 38, 39, 8000",
    })
    void theEndWaitsForTheNextScrape(String who, String reads, double ended, long millis) {
        ManualTime time = new ManualTime();
        Scrapers scrapers = new Scrapers(time);
        double now = 0;
        for (String read :
                Arrays.stream(reads.split(" ")).filter(r -> !r.isEmpty()).toList()) {
            time.advance(Duration.ofNanos(Math.round((Double.parseDouble(read) - now) * 1e9)));
            now = Double.parseDouble(read);
            scrapers.read();
        }
        time.advance(Duration.ofNanos(Math.round((ended - now) * 1e9)));

        assertThat(scrapers.longestWait(Duration.ofSeconds(20))).as(who).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1000"})
    void neverLongerThanIsAllowed(long most, long millis) {
        ManualTime time = new ManualTime();
        Scrapers scrapers = new Scrapers(time);
        scrapers.read();
        time.advance(Duration.ofMillis(100));
        assertThat(scrapers.longestWait(Duration.ofSeconds(most))).isEqualTo(Duration.ofMillis(millis));
    }
}
