package io.orchestress.metrics;

import static io.orchestress.metrics.FailureLayer.ENVELOPE;
import static io.orchestress.metrics.FailureLayer.STATUS;

/** Failure classes that differ by a number. */
public enum FailureFamily {
    /** A status that means failure. */
    HTTP("http-", STATUS, "http-NNN", "an error status, such as http-429") {
        @Override
        String meaning(String number) {
            if (!number.matches("\\d{3}")) {
                return "";
            }
            return "HTTP status " + number + ", "
                    + switch (number.charAt(0)) {
                        case '5', '6', '7', '8', '9' -> "server error";
                        case '4' -> "client error";
                        default -> "not expected";
                    };
        }
    },
    /** The code with which a command ended. */
    EXIT("exit-", STATUS, "exit-N", "a command that ended with exit code N") {
        @Override
        String meaning(String number) {
            return number.matches("\\d{1,9}") ? "a command that ended with exit code " + number : "";
        }
    },
    /** A JSON-RPC error; the codes that JSON-RPC does not reserve are one class. */
    RPC(
            "rpc-",
            ENVELOPE,
            "rpc-NNNNN",
            "a JSON-RPC error by its code, such as rpc-32601 for −32601; rpc-other: outside of −32768 … −32000") {
        @Override
        String meaning(String number) {
            return "a JSON-RPC error inside a successful response";
        }
    };

    private final String prefix;
    private final FailureLayer layer;
    private final String form;
    private final String meaning;

    FailureFamily(String prefix, FailureLayer layer, String form, String meaning) {
        this.prefix = prefix;
        this.layer = layer;
        this.form = form;
        this.meaning = meaning;
    }

    String prefix() {
        return prefix;
    }

    public FailureLayer layer() {
        return layer;
    }

    /** The labels of all of them, such as {@code http-NNN}. */
    public String form() {
        return form;
    }

    /** Returns the meaning that its members share. */
    public String meaning() {
        return meaning;
    }

    /** Of one of them; empty where this version cannot say. */
    abstract String meaning(String number);
}
