package io.orchestress.sut.discovery;

import io.orchestress.config.Protocol;
import io.orchestress.config.ProtocolRegistry;
import io.orchestress.config.Settings;
import io.orchestress.plugin.PluginException;
import io.orchestress.protocol.Endpoint;
import io.orchestress.protocol.ProbeClient;
import io.orchestress.protocol.ProbeResponse;
import io.orchestress.protocol.ProbeResult;
import io.orchestress.protocol.UnusableTargetException;
import io.orchestress.protocol.WireProtocol;
import io.orchestress.sut.Liveness;
import io.orchestress.sut.TargetUnavailableException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Detects the protocol of a target where the configuration leaves it open, and else checks it. */
public final class Detection {
    /** @param because the exchange that decided it */
    private record Finding(Protocol protocol, boolean spoken, ProbeResponse because) {
        @Override
        public String toString() {
            return protocol.name() + ": " + because;
        }
    }

    private final URI target;
    private final Settings settings;
    private final ProbeClient client;

    private Detection(URI target, Settings settings) {
        this.target = target;
        this.settings = settings;
        client = new ProbeClient(target, settings);
    }

    /**
     * The settings with a protocol in place of {@code auto}; the embedded orchestrator is spoken to in its own.
     *
     * @param out gets one line with what was found
     * @throws TargetUnavailableException when the target is not there, or speaks no known protocol, or several
     */
    public static Settings resolved(Settings settings, PrintStream out) throws TargetUnavailableException {
        if (settings.target().protocol() != ProtocolRegistry.AUTO) {
            return settings;
        }
        if (settings.target().url().isEmpty()) {
            return settings.speaking(ProtocolRegistry.ofEmbedded());
        }
        URI target = settings.target().url().get();
        Liveness.check(target, settings);
        Finding found = new Detection(target, settings).find();
        out.println("auto: " + target + " speaks " + found);
        return settings.speaking(found.protocol());
    }

    /**
     * How a target that is there is spoken to, as its protocol finds out.
     *
     * @throws TargetUnavailableException when it does not speak the protocol of the settings, or in a way that cannot be used
     */
    public static DetectedEndpoint spoken(URI target, Settings settings) throws TargetUnavailableException {
        Detection detection = new Detection(target, settings);
        try {
            WireProtocol protocol = WireProtocol.of(settings);
            Endpoint endpoint = PluginException.guard(
                    protocol, "its endpoint", () -> protocol.endpoint(target, settings, detection.client));
            return new DetectedEndpoint(settings.target().protocol(), endpoint.url(), endpoint.version());
        } catch (UnusableTargetException e) {
            throw e.notSpoken().isPresent()
                    ? detection.other(e.notSpoken().get(), String.valueOf(e.getMessage()))
                    : new TargetUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private Finding find() throws TargetUnavailableException {
        List<Finding> findings = new ArrayList<>();
        for (WireProtocol protocol : WireProtocol.all()) {
            Optional<Finding> finding = ask(protocol);
            finding.ifPresent(findings::add);
            if (protocol.isBeforeOthers() && finding.filter(Finding::spoken).isPresent()) {
                return finding.get();
            }
        }
        List<Finding> spoken = findings.stream().filter(Finding::spoken).toList();
        if (spoken.size() == 1) {
            return spoken.get(0);
        }
        if (!spoken.isEmpty()) {
            throw new TargetUnavailableException(
                    target + " speaks several protocols; set -Dprotocol=NAME. Probes:" + listed(spoken));
        }
        boolean silent =
                findings.stream().anyMatch(finding -> !finding.because().isAnswered());
        throw new TargetUnavailableException(target
                + (silent ? " did not respond to every probe, so its protocol is unknown" : " speaks no known protocol")
                + "; set -Dprotocol=NAME. " + hints()
                + "any other HTTP API with protocol rest (docs/protocols/rest.md). Probes:"
                + listed(findings));
    }

    private Optional<Finding> ask(WireProtocol protocol) {
        return PluginException.guard(
                protocol,
                "its probe",
                () -> protocol.probe().map(probe -> {
                    ProbeResult result = probe.ask(client, settings.protocols());
                    return new Finding(protocol, result.spoken(), result.because());
                }));
    }

    private String hints() {
        return WireProtocol.all().stream()
                .map(protocol -> PluginException.guard(protocol, "its hint", () -> protocol.hint(settings)))
                .filter(hint -> !hint.isEmpty())
                .map(hint -> hint + "; ")
                .collect(Collectors.joining());
    }

    private static String listed(List<Finding> findings) {
        return findings.stream()
                .map(finding -> System.lineSeparator() + "  " + finding)
                .collect(Collectors.joining());
    }

    /** One sentence: what else the target seems to speak. */
    public static String instead(URI target, Settings settings) {
        return new Detection(target, settings).instead();
    }

    /** No answer in time is no word on the protocol: whoever was slow is not told that he speaks another. */
    private TargetUnavailableException other(ProbeResponse because, String hint) {
        String protocol = settings.target().protocol().name();
        if (!because.isAnswered()) {
            return new TargetUnavailableException(target + " did not respond when probed for " + protocol + " ("
                    + because + "; the limit is orchestress.target.connect-timeout)");
        }
        return new TargetUnavailableException(target + " does not speak " + protocol + " (" + because + "). "
                + instead() + (hint.isEmpty() ? "" : " " + hint));
    }

    private String instead() {
        List<Finding> spoken = WireProtocol.all().stream()
                .filter(protocol -> protocol != settings.target().protocol())
                .flatMap(protocol -> ask(protocol).stream())
                .filter(Finding::spoken)
                .toList();
        return spoken.isEmpty() ? "Its protocol is unknown." : "It appears to speak:" + listed(spoken);
    }
}
