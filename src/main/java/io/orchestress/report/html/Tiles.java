package io.orchestress.report.html;

import io.orchestress.analysis.Timeline.Bin;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.report.RunFacts;
import io.orchestress.report.html.Page.Tile;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;

/** The handful of figures at the top. */
final class Tiles {
    private Tiles() {}

    static List<Tile> of(RunFacts facts) {
        RequestResult totals = facts.run().totals();
        if (totals == null || totals.count() == 0) {
            return List.of();
        }
        List<Tile> tiles = new ArrayList<>();
        tiles.add(new Tile("Requests", Format.count(totals.count()), "", ""));
        double peak = facts.findings().timeline().bins().stream()
                .mapToDouble((Bin b) -> b.okPerSec() + b.failedPerSec())
                .max()
                .orElse(totals.throughputPerSec());
        tiles.add(new Tile("Peak rate", Format.number(peak), "/s", Format.rate(facts.meanPerSec()) + " on average"));
        Latency latency = totals.latencyMicros();
        if (latency != null) {
            Latency judged = totals.correctedLatencyMicros() == null ? latency : totals.correctedLatencyMicros();
            tiles.add(percentile("p95", judged.p95(), latency.p95(), "median " + Format.latency(latency.p50())));
            tiles.add(percentile("p99", judged.p99(), latency.p99(), "max " + Format.latency(latency.max())));
        }
        tiles.add(quantity("Failed", Format.percent(totals.errorRate()), Format.count(totals.failed(), "request")));
        tiles.add(new Tile(
                "Apdex", Format.fixed(totals.apdex(), 2), "", facts.apdexT() == null ? "" : "T = " + facts.apdexT()));
        return tiles;
    }

    /** The view that the gates judge by; where the other says something else, that stands beside it. */
    private static Tile percentile(String name, long judgedMicros, long plainMicros, String otherwise) {
        String judged = Format.latency(judgedMicros);
        String plain = Format.latency(plainMicros);
        return quantity(
                name,
                judged,
                judged.equals(plain) ? otherwise : "from the intended start; " + plain + " from the actual");
    }

    private static Tile quantity(String name, String text, String note) {
        int space = text.lastIndexOf(' ');
        return text.indexOf(' ') != space
                ? new Tile(name, text, "", note)
                : new Tile(name, text.substring(0, space), text.substring(space + 1), note);
    }
}
