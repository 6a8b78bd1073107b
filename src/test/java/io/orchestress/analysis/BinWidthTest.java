package io.orchestress.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinWidthTest {

    @ParameterizedTest
    @CsvSource({
        // run seconds, most bins, width, bins
        "0, 600, 1, 0",
        "0.4, 600, 1, 1",
        "600, 600, 1, 600",
        "600.1, 600, 2, 301",
        "1201, 600, 5, 241",
        "3600, 600, 10, 360",
        "3600, 300, 15, 240",
        "86400, 600, 300, 288",
        "864000, 600, 1800, 480",
        "8640000, 600, 14400, 600",
    })
    void handWorked(double runSeconds, int mostBins, int width, int bins) {
        assertThat(BinWidth.seconds(runSeconds, mostBins)).isEqualTo(width);
        assertThat(BinWidth.bins(runSeconds, width)).isEqualTo(bins);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1.99, 0", "2, 1", "5.9, 2", "6, 2", "77, 2", "-0.3, 0"})
    void everyTimeHasABin(double seconds, int bin) {
        assertThat(BinWidth.binOf(seconds, 2, 3)).isEqualTo(bin);
    }
}
