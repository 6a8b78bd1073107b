package io.orchestress.scenario;

import io.orchestress.gatling.Journey;
import io.orchestress.protocol.WireProtocol;

/**
 * All that a protocol is: its name and its block of configuration ({@link io.orchestress.config.Protocol}, which says how to add one, in this
 * project or in a jar of your own), how a target is found and reached ({@link WireProtocol}), and what a user of it does.
 */
public interface ScenarioProtocol extends WireProtocol {
    /** What each user does; asked for once a run. {@link TaskMix} draws its tasks, {@link FirstCalls} asks before the load. */
    Journey journey();
}
