package io.orchestress.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A target that is there and cannot be spoken to in the protocol of the configuration. */
public final class UnusableTargetException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ProbeResponse because;

    private UnusableTargetException(String message, @Nullable ProbeResponse because) {
        super(message);
        this.because = because;
    }

    /**
     * It speaks another one, or none, or did not answer.
     *
     * @param because what was asked and answered
     * @param hint one more sentence, for whoever asked at the wrong place; empty: none
     */
    public static UnusableTargetException notSpoken(ProbeResponse because, String hint) {
        return new UnusableTargetException(hint, because);
    }

    /** It speaks the protocol, but not so that it can be used; {@code why} is a sentence. */
    public static UnusableTargetException because(String why) {
        return new UnusableTargetException(why, null);
    }

    /** The exchange that showed that the protocol is not spoken; empty: it is. */
    public Optional<ProbeResponse> notSpoken() {
        return Optional.ofNullable(because);
    }
}
