package io.orchestress.config;

/** @param growthPerHour share of its start by which a figure may grow in an hour */
public record EnduranceSettings(double growthPerHour) {

    static EnduranceSettings read(Section s) {
        EnduranceSettings settings = new EnduranceSettings(s.number("growth-per-hour", 0, 1000));
        s.end();
        return settings;
    }
}
