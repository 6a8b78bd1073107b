package io.orchestress.report;

import io.orchestress.record.Profiles;
import io.orchestress.record.Profiles.GarbageCollection;
import io.orchestress.record.Profiles.Hot;
import io.orchestress.record.Profiles.Profile;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The profiles of the target's JVM, by phase. */
public final class ProfileTables {

    /**
     * One phase.
     *
     * @param note how much was sampled, and the garbage collections
     * @param tables hot methods, allocations, locks: those that have rows
     */
    public record PhaseProfile(String name, String note, List<Table> tables) {}

    private ProfileTables() {}

    public static List<PhaseProfile> of(@Nullable Profiles profiles) {
        return profiles == null
                ? List.of()
                : profiles.profiles().stream().map(ProfileTables::phase).toList();
    }

    /** Why there is none, or not of all phases; empty: nothing to say. */
    public static String note(@Nullable Profiles profiles) {
        return profiles == null ? "" : PlainText.clean(profiles.note());
    }

    /** {@code 2 phases, most samples in java.util.zip.Deflater.deflate (12.3 %)}; empty: nothing was profiled. */
    public static String sentence(@Nullable Profiles profiles) {
        if (profiles == null) {
            return "";
        }
        if (profiles.profiles().isEmpty()) {
            return note(profiles);
        }
        String phases = Format.count(profiles.profiles().size(), "phase");
        Profile most = profiles.profiles().stream()
                .max((a, b) -> Long.compare(a.samples(), b.samples()))
                .orElseThrow();
        if (most.hot().isEmpty()) {
            return phases + ", no sample of a running thread";
        }
        Hot hot = most.hot().get(0);
        return phases + ", most of " + PlainText.clean(most.phase()) + " in " + PlainText.clean(hot.method()) + " ("
                + percent(hot.share()) + " %)";
    }

    private static PhaseProfile phase(Profile profile) {
        List<Table> tables = new ArrayList<>();
        tables.add(new Table(
                "Hot methods: at the top of the stack of a running thread",
                List.of(
                        Column.text("method"),
                        Column.number("samples", "", ""),
                        Column.number("share", "%", "Of all samples of the phase")),
                profile.hot().stream()
                        .map(hot -> Row.of(
                                PlainText.clean(hot.method()), Format.count(hot.samples()), percent(hot.share())))
                        .toList()));
        tables.add(new Table(
                "Allocation, estimated from samples",
                List.of(
                        Column.text("class"),
                        Column.number("allocated", "", ""),
                        Column.number("share", "%", "Of all allocation in the phase")),
                profile.allocations().stream()
                        .map(a -> Row.of(PlainText.clean(a.type()), Format.bytes(a.bytes()), percent(a.share())))
                        .toList()));
        tables.add(new Table(
                "Locks that threads waited for",
                List.of(
                        Column.text("class"),
                        Column.number("waits", "", ""),
                        Column.number("waited", "", "All together")),
                profile.locks().stream()
                        .map(lock -> Row.of(
                                PlainText.clean(lock.type()),
                                Format.count(lock.count()),
                                Format.latency(lock.waitedMillis() * 1000)))
                        .toList()));
        return new PhaseProfile(
                PlainText.clean(profile.phase()),
                note(profile),
                tables.stream().filter(table -> !table.isEmpty()).toList());
    }

    private static String note(Profile profile) {
        GarbageCollection gc = profile.gc();
        String collections = gc.count() == 0
                ? "no garbage collection"
                : Format.count(gc.count(), "garbage collection") + ", "
                        + Format.latency(gc.pauseMillis() * 1000) + " of pauses, the longest "
                        + Format.latency(gc.longestMillis() * 1000);
        return Format.count(profile.samples(), "sample") + " in "
                + Format.duration(profile.seconds()) + "; " + collections + "; "
                + PlainText.clean(profile.file());
    }

    private static String percent(double share) {
        return Format.fixed(100 * share, 1);
    }
}
