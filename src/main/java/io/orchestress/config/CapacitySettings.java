package io.orchestress.config;

/** @param statedLoad that head-room is asked for; 0: none */
public record CapacitySettings(double statedLoad) {

    static CapacitySettings read(Section s) {
        CapacitySettings settings = new CapacitySettings(s.number("stated-load", 0, 1e9));
        s.end();
        return settings;
    }
}
