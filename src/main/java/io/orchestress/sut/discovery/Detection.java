package io.orchestress.sut.discovery;

import io.orchestress.config.Origin;
import io.orchestress.config.Protocol;
import io.orchestress.config.Protocols;
import io.orchestress.config.Settings;
import io.orchestress.protocol.a2a.AgentCard;
import io.orchestress.sut.Liveness;
import io.orchestress.sut.TargetUnavailableException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a target speaks: found out, where the configuration leaves it open, or else checked. */
public final class Detection {
    /** In this order: the embedded orchestrator's own API first, because it speaks several others, too. */
    private static final List<Protocol> ASKED =
            List.of(Protocol.REST, Protocol.A2A, Protocol.MCP, Protocol.LANGGRAPH, Protocol.OPENAI);

    private final URI target;
    private final Settings settings;
    private final ProbeClient asker;
    private final ProtocolProbes questions;

    private Detection(URI target, Settings settings) {
        this.target = target;
        this.settings = settings;
        asker = new ProbeClient(target, settings.target());
        questions = new ProtocolProbes(asker, settings.protocols());
    }

    /**
     * The settings with a protocol in place of {@code auto}; the embedded orchestrator is spoken to in its own.
     *
     * @param out gets one line with what was found
     * @throws TargetUnavailableException when the target is not there, or speaks nothing that is known, or several
     */
    public static Settings resolved(Settings settings, PrintStream out) throws TargetUnavailableException {
        if (settings.target().protocol() != Protocol.AUTO) {
            return settings;
        }
        if (settings.target().url().isEmpty()) {
            return settings.speaking(Protocol.REST);
        }
        URI target = settings.target().url().get();
        Liveness.check(target, settings.target().connectTimeout());
        ProbeResult found = new Detection(target, settings).find();
        out.println("auto: " + target + " speaks " + found);
        return settings.speaking(found.protocol());
    }

    /**
     * How a target that is there is spoken to. Asks where a question is harmless: a2a, langgraph; mcp is asked by its own client; what does not
     * speak rest or openai shows in the run.
     *
     * @throws TargetUnavailableException when it does not speak the protocol of the settings, or in a way that cannot be used
     */
    public static DetectedEndpoint spoken(URI target, Settings settings) throws TargetUnavailableException {
        Detection detection = new Detection(target, settings);
        Protocol protocol = settings.target().protocol();
        return switch (protocol) {
            case A2A -> detection.agent();
            case LANGGRAPH -> {
                ProbeResult finding = detection.questions.ask(protocol);
                if (!finding.spoken()) {
                    throw detection.other(finding.because());
                }
                yield new DetectedEndpoint(protocol, target, "");
            }
            case REST, OPENAI, MCP, PROCESS, MCP_STDIO, AUTO -> new DetectedEndpoint(protocol, target, "");
        };
    }

    private ProbeResult find() throws TargetUnavailableException {
        List<ProbeResult> findings = new ArrayList<>();
        for (Protocol protocol : ASKED) {
            ProbeResult finding = questions.ask(protocol);
            findings.add(finding);
            if (protocol == Protocol.REST && finding.spoken()) {
                return finding;
            }
        }
        List<ProbeResult> spoken = findings.stream().filter(ProbeResult::spoken).toList();
        if (spoken.size() == 1) {
            return spoken.get(0);
        }
        if (!spoken.isEmpty()) {
            throw new TargetUnavailableException(target
                    + " speaks several protocols: choose one with -Dprotocol=NAME. Asked and answered:"
                    + listed(spoken));
        }
        boolean silent =
                findings.stream().anyMatch(finding -> !finding.because().isAnswered());
        throw new TargetUnavailableException(target
                + (silent
                        ? " did not answer all that it was asked, so what it speaks is not known"
                        : " speaks nothing that is known")
                + ": choose one with -Dprotocol=NAME. An agent card at another path than "
                + settings.protocols().a2a().card()
                + " is named by -Dorchestress.protocols.a2a.card=/PATH; any other HTTP API is described by a mapping for"
                + " protocol rest (docs/protocols/rest.md). Asked and answered:" + listed(findings));
    }

    private static String listed(List<ProbeResult> findings) {
        return findings.stream()
                .map(finding -> System.lineSeparator() + "  " + finding)
                .collect(Collectors.joining());
    }

    private DetectedEndpoint agent() throws TargetUnavailableException {
        ProbeResponse asked = asker.get(settings.protocols().a2a().card());
        if (!asked.isSuccess()) {
            throw other(asked);
        }
        try {
            AgentCard card = AgentCard.read(asked.text());
            AgentCard.Endpoint endpoint = card.choose(settings.protocols().a2a().version(), target);
            URI url = whereLoadMayGo(endpoint.url());
            boolean wantsStream = settings.protocols().a2a().mode() == Protocols.A2aMode.STREAM;
            if (wantsStream && !card.streams().orElse(true)) {
                throw unusable("says that the agent does not stream: set orchestress.protocols.a2a.mode to send");
            }
            return new DetectedEndpoint(Protocol.A2A, url, endpoint.dialect().version());
        } catch (AgentCard.Unusable e) {
            throw unusable(e.why());
        }
    }

    /**
     * What the card names, if that may be put under load; by whichever name of this machine the user has given. An address that stands
     * for all of a machine says where the agent listens, not where it is: it is at the target's host.
     */
    private URI whereLoadMayGo(URI named) throws TargetUnavailableException {
        Origin own = Origin.of(target);
        URI at = own.insteadOfAnyAddress(named);
        Optional<String> refusal = settings.target().hosts().refusal(at, own);
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

    private TargetUnavailableException unusable(String why) {
        return new TargetUnavailableException("the agent card of " + target + " ("
                + settings.protocols().a2a().card() + ") " + why);
    }

    /** One sentence: what else the target seems to speak. */
    public static String instead(URI target, Settings settings) {
        return new Detection(target, settings).instead();
    }

    /** No answer in time is no word on the protocol: whoever was slow is not told that he speaks another. */
    private TargetUnavailableException other(ProbeResponse because) {
        String protocol = settings.target().protocol().configName();
        if (!because.isAnswered()) {
            return new TargetUnavailableException(target + " did not answer when it was asked whether it speaks "
                    + protocol + " (" + because + "; the limit is orchestress.target.connect-timeout)");
        }
        String hint = settings.target().protocol() == Protocol.A2A
                ? " An agent card at another path is named by orchestress.protocols.a2a.card."
                : "";
        return new TargetUnavailableException(
                target + " does not speak " + protocol + " (" + because + "). " + instead() + hint);
    }

    private String instead() {
        List<ProbeResult> spoken = new ArrayList<>();
        for (Protocol protocol : ASKED) {
            if (protocol != settings.target().protocol()) {
                ProbeResult finding = questions.ask(protocol);
                if (finding.spoken()) {
                    spoken.add(finding);
                }
            }
        }
        return spoken.isEmpty() ? "What it speaks is not known here." : "It seems to speak:" + listed(spoken);
    }
}
