package io.orchestress.report;

/** The coefficients of the Universal Scalability Law under the names that every report gives them; some call crosstalk coherency. */
public enum UslCoefficient {
    LAMBDA("λ", "", "throughput per second of a single one"),
    SIGMA("σ", "contention", "share of work that is serialised"),
    KAPPA("κ", "crosstalk", "cost of coordination, per pair");

    private final String symbol;
    private final String term;
    private final String meaning;

    UslCoefficient(String symbol, String term, String meaning) {
        this.symbol = symbol;
        this.term = term;
        this.meaning = meaning;
    }

    public String symbol() {
        return symbol;
    }

    /** In a sentence: {@code contention}, {@code crosstalk}; empty for the throughput of one. */
    public String term() {
        return term;
    }

    public String meaning() {
        return meaning;
    }

    /** {@code σ contention}. */
    String named() {
        return (symbol + " " + term).strip();
    }

    /** {@code contention σ}, in a sentence. */
    String inWords() {
        return term + " " + symbol;
    }
}
