package io.orchestress.text;

/** Is told how far a piece of work is, by the one who does it and as often as is convenient. */
@FunctionalInterface
public interface ProgressListener {
    /** Nobody asks. */
    ProgressListener NONE = (doing, done, total) -> {};

    /**
     * @param doing such as {@code reading k6.json}
     * @param done in whatever unit, up to {@code total}
     * @param total 0: not known
     */
    void at(String doing, long done, long total);
}
