package io.orchestress.record;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of users that shared a run.
 *
 * @param results of each of them, in the run without its warm-up and in each phase in which it sent
 * @param isolations of each that sends with another and without it
 */
public record Tenants(List<TenantResult> results, List<TenantIsolation> isolations) {
    public Tenants {
        results = List.copyOf(results);
        isolations = List.copyOf(isolations);
    }

    /**
     * All of one tenant together.
     *
     * @param phase its name; {@code *}: the run without its warm-up
     * @param total of its requests
     * @param agents absent where nothing was measured of them
     */
    public record TenantResult(
            String tenant,
            String phase,
            RequestResult total,
            @Nullable AgentResult agents) {}

    /** Of one tenant in a phase, or in the run. */
    public Optional<TenantResult> result(String tenant, String phase) {
        return results.stream()
                .filter(result ->
                        result.tenant().equals(tenant) && result.phase().equals(phase))
                .findFirst();
    }

    /** Names, in alphabetical order. */
    public List<String> names() {
        return results.stream().map(TenantResult::tenant).distinct().sorted().toList();
    }
}
