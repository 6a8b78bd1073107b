package io.orchestress.protocol.a2a;

import io.orchestress.text.Named;

/** Which version of A2A is spoken. */
public enum A2aVersion implements Named {
    /** 1.0 if the card offers it, else 0.3. */
    AUTO,
    V0_3,
    V1_0;

    @Override
    public String configName() {
        return switch (this) {
            case AUTO -> "auto";
            case V0_3 -> "0.3";
            case V1_0 -> "1.0";
        };
    }
}
