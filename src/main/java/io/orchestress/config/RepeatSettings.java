package io.orchestress.config;

/**
 * Whether a run is repeated that others disturbed.
 *
 * @param disturbed how often a run is repeated in which they had the machine
 * @param of id of the run that this one repeats; empty: none
 */
public record RepeatSettings(int disturbed, String of) {
    public static final String REPEAT_DISTURBED = "orchestress.injector.repeat-disturbed";
    public static final String REPEAT_OF = "orchestress.injector.repeat-of";

    private static final int MOST_REPETITIONS = 5;

    static RepeatSettings read(Section s) {
        return new RepeatSettings(s.integer("repeat-disturbed", 0, MOST_REPETITIONS), s.text("repeat-of"));
    }
}
