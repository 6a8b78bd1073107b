package io.orchestress.importer;

/** A fault in a row that is a fault of the whole file: leaving out the row would not help. */
public final class WholeFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WholeFileException(String problem) {
        super(problem);
    }
}
