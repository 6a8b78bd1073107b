package io.orchestress.backend.wire;

/** A call that is none, or that must not be answered now; said in the words of its provider. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String param;
    private final String code;

    /**
     * @param status of HTTP
     * @param type as the provider names it; empty: the usual one of the status
     * @param param of the call that is wrong; empty: none
     * @param code as the provider names it; empty: none
     */
    public Refusal(int status, String type, String message, String param, String code) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    /** A call that is wrong: 400. */
    public static Refusal of(String param, String message) {
        return new Refusal(400, "", message, param, "");
    }

    public int status() {
        return status;
    }

    String type() {
        return type;
    }

    String param() {
        return param;
    }

    String code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
