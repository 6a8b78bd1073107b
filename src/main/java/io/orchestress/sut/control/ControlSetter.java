package io.orchestress.sut.control;

import java.util.Optional;

/** Sets one thing on the target. */
@FunctionalInterface
interface ControlSetter {
    /**
     * Sets it to a value and waits until it is set, at most for the control's time-out.
     *
     * @return why it could not be set; empty when it was
     */
    Optional<String> to(String value) throws InterruptedException;
}
