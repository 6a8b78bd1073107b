package io.orchestress.config;

/**
 * The earlier runs that a run is compared with.
 *
 * @param name empty: nothing; {@code last-N}: the last N good runs like it; else the name of a baseline, or a run id
 * @param origin where that is written
 */
public record BaselineSettings(String name, String origin) {

    static BaselineSettings read(Section s) {
        return new BaselineSettings(s.text("baseline"), s.origin("baseline"));
    }
}
