package io.orchestress.config;

/**
 * Where runs are remembered.
 *
 * @param file of the store
 * @param keepRuns newest runs that the store keeps beside those of baselines
 */
public record HistorySettings(String file, int keepRuns) {

    static HistorySettings read(Section s) {
        HistorySettings settings = new HistorySettings(s.text("file"), s.integer("keep-runs", 1, 1_000_000));
        return settings;
    }
}
