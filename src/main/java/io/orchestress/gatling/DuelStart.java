package io.orchestress.gatling;

import io.orchestress.config.Settings;
import io.orchestress.duel.DuelRefusedException;
import io.orchestress.duel.Duels;
import io.orchestress.record.ExitCode;
import io.orchestress.text.Console;

/** A simulation of which a duel was asked for ({@code orchestress.duel}): this JVM has others run it, in pairs, and puts on no load itself. */
final class DuelStart {
    private DuelStart() {}

    /** Runs the duel and ends this JVM, where both sides are named; else returns. */
    static void insteadOf(Class<?> simulation, Settings settings) {
        if (!settings.duel().isAsked()) {
            return;
        }
        int status = Startup.unlessPossible(() -> {
            try {
                return Duels.run(simulation.getName(), System.getProperties(), settings, Console.out())
                        .status();
            } catch (DuelRefusedException e) {
                Startup.end(e.why());
                return ExitCode.NOT_RUN.status();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitCode.FAILED.status();
            }
        });
        ForkedJvm.endNow(status);
    }
}
