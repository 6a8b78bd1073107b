package io.orchestress.gatling;

import io.orchestress.config.Settings;
import io.orchestress.config.TenantSettings;
import io.orchestress.config.TenantSettings.Tenant;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.TenantPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of users of one run, by their index. */
final class RunTenants {
    private final List<Tenant> tenants;
    private final TenantPlan plan;
    private final Duration otherwisePace;

    private RunTenants(List<Tenant> tenants, Duration otherwisePace) {
        this.tenants = tenants;
        this.otherwisePace = otherwisePace;
        plan = new TenantPlan(tenants);
    }

    /** @param workload that is driven */
    static Optional<RunTenants> of(Settings settings, String workload) {
        List<Tenant> tenants = settings.part(TenantSettings.class).of(workload);
        return tenants.isEmpty()
                ? Optional.empty()
                : Optional.of(new RunTenants(tenants, settings.load().pace()));
    }

    int size() {
        return tenants.size();
    }

    String name(int index) {
        return tenants.get(index).name();
    }

    List<Tenant> all() {
        return tenants;
    }

    TenantPlan plan() {
        return plan;
    }

    Duration pace(int index) {
        return tenants.get(index).pace().orElse(otherwisePace);
    }

    /** Users of each tenant that sends in a phase while that holds its load, or arrivals per second of the open model; by name. */
    Map<String, Double> loads(Phase phase, boolean closed) {
        double[] users = plan.heldUsers(phase);
        Map<String, Double> loads = new TreeMap<>();
        for (int i = 0; i < users.length; i++) {
            if (users[i] > 0) {
                loads.put(name(i), closed ? users[i] : users[i] * 1000 / pace(i).toMillis());
            }
        }
        return loads;
    }

    /** Whole users of one tenant. */
    int wholeAt(Plan planned, double seconds, int index) {
        return plan.wholeUsersAt(planned, seconds)[index];
    }

    /** Open model: arrivals per second of one tenant. */
    double arrivalsPerSec(Plan planned, double seconds, int index) {
        return plan.usersAt(planned, seconds)[index] * 1000 / pace(index).toMillis();
    }
}
