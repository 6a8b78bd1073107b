package io.orchestress.report.duel;

import io.orchestress.record.DuelRecord;
import io.orchestress.report.html.SelfContained;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A duel as one HTML file that needs nothing else: its pairs as lines, and the estimate as it closed in. */
public final class DuelHtml {
    private static final String HERE = "io/orchestress/report/duel/";

    private DuelHtml() {}

    /**
     * Writes the page; equal duels give equal bytes.
     *
     * @param out takes the text, to be encoded as UTF-8; stays open
     */
    public static void write(DuelRecord duel, Writer out) throws IOException {
        SelfContained.write(
                HERE + "duel.peb", HERE + "duel.js", DuelPage.of(duel), SelfContained.json(charts(duel)), out);
    }

    private static Map<String, Object> charts(DuelRecord duel) {
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (DuelRecord.Pair pair : duel.pairs()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", String.valueOf(pair.number()));
            one.put("isVoid", pair.isVoid());
            one.put("before", pair.typicalMillisBefore());
            one.put("after", pair.typicalMillisAfter());
            one.put("text", DuelPage.of(pair).change());
            pairs.add(one);
        }
        List<Map<String, Object>> looks = new ArrayList<>();
        for (DuelRecord.Look look : duel.looks()) {
            DuelRecord.Figure typical = look.figures().get(0);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("pairs", look.pairs());
            one.put("change", typical.change());
            one.put("from", typical.from());
            one.put("to", typical.to());
            one.put("text", DuelPage.of(look).typical());
            looks.add(one);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("pairs", pairs);
        data.put("looks", looks);
        data.put("tolerance", duel.limits().latency());
        return data;
    }
}
