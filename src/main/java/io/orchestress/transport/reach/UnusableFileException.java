package io.orchestress.transport.reach;

/** A file or a password that cannot be used; the message says why and what would be valid, and holds no secret. */
public final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Which setting it is about. */
    public enum Setting {
        CA,
        CERTIFICATE,
        KEY,
        KEY_PASSWORD;

        /** Its key below {@code target.tls}. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Setting setting;

    UnusableFileException(Setting setting, String message) {
        super(message);
        this.setting = setting;
    }

    public Setting setting() {
        return setting;
    }

    /** Its message. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
