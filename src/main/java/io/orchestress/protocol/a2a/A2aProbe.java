package io.orchestress.protocol.a2a;

import io.orchestress.config.Protocols;
import io.orchestress.protocol.Probe;
import io.orchestress.protocol.ProbeClient;
import io.orchestress.protocol.ProbeResponse;
import io.orchestress.protocol.ProbeResult;

/** An agent has a card. */
public final class A2aProbe implements Probe {
    @Override
    public ProbeResult ask(ProbeClient target, Protocols settings) {
        ProbeResponse card = target.get(settings.of(A2aSettings.class).card());
        return new ProbeResult(card.isSuccess() && AgentCard.isOne(card.text()), card);
    }
}
