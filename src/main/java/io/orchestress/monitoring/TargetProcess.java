package io.orchestress.monitoring;

/** Which process of this machine is the target. */
public sealed interface TargetProcess {

    /** One whose id is known. */
    record Pid(long pid) implements TargetProcess {}

    /** The one that listens at this TCP port, if it can be found. */
    record ListenerAt(int port) implements TargetProcess {}

    /** None, or not a process of this machine. */
    record Unknown() implements TargetProcess {}
}
