package io.orchestress.protocol.rest;

import io.orchestress.config.Section;
import io.orchestress.workload.kind.WorkloadSize;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The section {@code orchestress.protocols.rest}.
 *
 * @param spawn name of the call that each user makes once; empty: none
 * @param sizes size of a task → name of its call
 * @param firstCall whether each call that will be made is made once before the load, to see whether the target takes it
 */
public record RestSettings(
        String spawn, Map<WorkloadSize, String> sizes, Map<String, RestCall> calls, boolean firstCall) {
    public static RestSettings read(Section s) {
        Map<String, RestCall> calls = new LinkedHashMap<>();
        s.section("calls").named().forEach((name, call) -> calls.put(name, RestCall.read(call)));
        String known = String.join(", ", calls.keySet());
        Section sizesSection = s.section("sizes");
        Map<WorkloadSize, String> sizes = new EnumMap<>(WorkloadSize.class);
        for (WorkloadSize size : WorkloadSize.values()) {
            String call = sizesSection.text(size.configName());
            if (!calls.containsKey(call)) {
                sizesSection.problem(size.configName(), "no such call; expected one of " + known);
            }
            sizes.put(size, call);
        }
        String spawn = s.text("spawn");
        RestCall spawnCall = calls.get(spawn);
        if (spawnCall == null && !spawn.isEmpty()) {
            s.problem("spawn", "no such call; expected one of " + known + ", or \"\"");
        } else if (spawnCall != null && spawnCall.follow() != Follow.NONE) {
            s.problem("spawn", "spawning ends with the response: expected a call with follow = none");
        }
        boolean firstCall = s.flag("first-call");
        return new RestSettings(spawn, sizes, calls, firstCall);
    }
}
