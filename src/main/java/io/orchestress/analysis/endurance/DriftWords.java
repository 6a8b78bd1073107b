package io.orchestress.analysis.endurance;

import io.orchestress.record.Estimate;
import io.orchestress.text.Format;

/** How a growth reads in a sentence. */
final class DriftWords {
    private DriftWords() {}

    /** {@code +12.5 MiB/h (+11.9 MiB/h to +13.1 MiB/h)}. */
    static String rate(Estimate perHour, String unit) {
        return signed(perHour.value(), unit) + " (" + signed(perHour.low(), unit) + " to "
                + signed(perHour.high(), unit) + ")";
    }

    /** {@code 12.5 MiB/h}. */
    static String rate(double perHour, String unit) {
        return Format.of(perHour, unit) + "/h";
    }

    private static String signed(double perHour, String unit) {
        return Format.signed(perHour, unit) + "/h";
    }

    /** {@code 12.2 KiB per 1,000 requests}, {@code 0.35 per 1,000 requests}. */
    static String perThousandRequests(double growth, String unit) {
        return Format.of(growth, unit) + " per 1,000 requests";
    }
}
