package io.orchestress.duel;

import io.orchestress.config.Settings;
import io.orchestress.sut.Liveness;
import io.orchestress.sut.TargetUnavailableException;
import io.orchestress.sut.discovery.Detection;
import java.io.PrintStream;

/** Whether both sides are there, and speak the same protocol in the same version. */
final class ProtocolCheck {
    private ProtocolCheck() {}

    static void check(Contender baseline, Contender candidate, PrintStream out) throws DuelRefusedException {
        String ofBaseline = spoken(baseline, out);
        String ofCandidate = spoken(candidate, out);
        if (!ofBaseline.equals(ofCandidate)) {
            throw new DuelRefusedException("the baseline speaks " + ofBaseline + " and the candidate " + ofCandidate
                    + ": a duel needs the same protocol on both sides");
        }
    }

    private static String spoken(Contender side, PrintStream out) throws DuelRefusedException {
        try {
            if (side.url().isPresent()) {
                Liveness.check(side.url().get(), side.settings());
            }
            Settings settings = Detection.resolved(side.settings(), out);
            String protocol = settings.target().protocol().name();
            if (side.url().isEmpty()) {
                return protocol;
            }
            String version = Detection.spoken(side.url().get(), settings).version();
            return version.isEmpty() ? protocol : protocol + " " + version;
        } catch (TargetUnavailableException e) {
            throw new DuelRefusedException("the " + side.name() + " is not usable: " + e.getMessage(), e);
        }
    }
}
