package io.orchestress.gatling;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.protocol.Call;
import java.util.Optional;

/** The behaviour of a virtual user; how many users there are and how fast they come is the workload's matter. */
@FunctionalInterface
public interface Journey {
    /** One iteration; it should take its blocks' exits itself ({@code exitBlockOnFail}), so that the user goes on. */
    ChainBuilder iteration(Requests requests);

    /**
     * Looks whether the target can do what the journey asks for. Called once, before there are users and a record; what it sends is in
     * no figure.
     *
     * @throws io.orchestress.config.InvalidConfigException when it cannot: the run ends with exit code 2
     */
    default void prepare(Requests requests) {}

    /**
     * What a user says when it leaves, such as that its session is over. It is in no figure, is waited for as long as the call says, and
     * whatever comes of it is of no consequence.
     */
    default Optional<Call> farewell(Session leaving) {
        return Optional.empty();
    }

    /** By what users tell the target that they leave a task, in the words of the protocol; empty: they can only close the connection. */
    default Optional<String> cancel(Requests requests) {
        return Optional.empty();
    }

    /** What a user does once, before the first iteration. */
    default Optional<ChainBuilder> arrival(Requests requests) {
        return Optional.empty();
    }
}
