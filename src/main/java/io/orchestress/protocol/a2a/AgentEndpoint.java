package io.orchestress.protocol.a2a;

import io.orchestress.config.Hosts;
import io.orchestress.config.Origin;
import io.orchestress.config.Settings;
import io.orchestress.protocol.Endpoint;
import io.orchestress.protocol.ProbeClient;
import io.orchestress.protocol.ProbeResponse;
import io.orchestress.protocol.UnusableTargetException;
import java.net.URI;
import java.util.Optional;

/** Where an agent says that it is spoken to, and whether it may be put under load there. */
public final class AgentEndpoint {
    private final URI target;
    private final A2aSettings a2a;
    private final Hosts hosts;

    public AgentEndpoint(URI target, Settings settings) {
        this.target = target;
        a2a = settings.protocols().of(A2aSettings.class);
        hosts = settings.target().hosts();
    }

    /** Reads the card. */
    public Endpoint endpoint(ProbeClient client) throws UnusableTargetException {
        ProbeResponse asked = client.get(a2a.card());
        if (!asked.isSuccess()) {
            throw UnusableTargetException.notSpoken(
                    asked, "If the agent card is at another path, set orchestress.protocols.a2a.card.");
        }
        try {
            AgentCard card = AgentCard.read(asked.text());
            AgentCard.Endpoint endpoint = card.choose(a2a.version(), target);
            URI url = whereLoadMayGo(endpoint.url());
            boolean wantsStream = a2a.mode() == A2aMode.STREAM;
            if (wantsStream && !card.streams().orElse(true)) {
                throw unusable("says that the agent does not stream: set orchestress.protocols.a2a.mode = send");
            }
            return new Endpoint(url, endpoint.dialect().version());
        } catch (AgentCard.Unusable e) {
            throw unusable(e.why());
        }
    }

    /**
     * What the card names, if that may be put under load; by whichever name of this machine the user has given. An address that stands
     * for all of a machine says where the agent listens, not where it is: it is at the target's host.
     */
    private URI whereLoadMayGo(URI named) throws UnusableTargetException {
        Origin own = Origin.of(target);
        URI at = own.insteadOfAnyAddress(named);
        Optional<String> refusal = hosts.refusal(at, own);
        if (refusal.isEmpty()) {
            return own.at(at);
        }
        if (own.isOtherScheme(at)) {
            throw unusable("says " + at.getScheme() + ", but the target is " + target
                    + ", and one port speaks one of the two: if it is "
                    + at.getScheme() + ", set orchestress.target.url to " + at.getScheme() + "://" + own.authority()
                    + ", else the card is wrong");
        }
        String meant = at.equals(named)
                ? ""
                : "says " + named + ", which stands for all addresses of the agent's machine, and ";
        throw unusable(meant + "points elsewhere: " + refusal.get());
    }

    private UnusableTargetException unusable(String why) {
        return UnusableTargetException.because("the agent card of " + target + " (" + a2a.card() + ") " + why);
    }
}
