package io.orchestress.gatling;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.gatling.leave.LeavingSettings;
import io.orchestress.gatling.task.AnswerSettings;
import io.orchestress.text.Format;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.LoadModel;
import java.util.List;
import java.util.Optional;

/** What is said before the load of users who leave in the middle of their tasks. */
final class LeavingWords {
    private LeavingWords() {}

    /** @param cancel what the protocol has; empty: nothing */
    static Optional<String> of(Settings settings, Optional<String> cancel) {
        LeavingSettings leaving = settings.part(LeavingSettings.class);
        if (!leaving.isOn()) {
            return Optional.empty();
        }
        String drop = "close the connection";
        String told = cancel.map(words -> "cancel by " + words)
                .orElse(drop + ", because " + settings.target().protocol().name() + " has no cancel here");
        String how = switch (leaving.by()) {
            case CANCEL -> told;
            case DROP -> drop;
            case BOTH -> cancel.isPresent() ? told + " or " + drop : drop + ", because there is no cancel here";
        };
        String measured = AnswerSettings.marks(settings)
                ? ""
                : ". What the target does afterwards is not measured: that needs backend.enabled";
        return Optional.of("leaving " + Format.percent(leaving.share())
                + " of users leave each task before its end: they " + how + measured);
    }

    /** @throws InvalidConfigException where there are too few users for any to leave */
    static void check(Settings settings, Plan plan) {
        LeavingSettings leaving = settings.part(LeavingSettings.class);
        double most = plan.phases().stream().mapToDouble(Phase::users).max().orElse(0);
        if (leaving.isOn() && settings.load().model() == LoadModel.CLOSED && most * leaving.share() < 1) {
            throw new InvalidConfigException(List.of(new ConfigProblem(
                    "orchestress.leaving.share",
                    Double.toString(leaving.share()),
                    "the plan of the run",
                    "no user would leave: it has at most " + Format.count(Math.round(most), "user")
                            + "; valid: at least "
                            + Format.count((long) Math.ceil(1 / leaving.share()), "user")
                            + ", or a larger share")));
        }
    }
}
