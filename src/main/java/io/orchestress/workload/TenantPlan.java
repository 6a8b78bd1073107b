package io.orchestress.workload;

import io.orchestress.config.TenantSettings.Tenant;
import java.util.List;

/**
 * Splits the users of a plan among tenants.
 *
 * <p>As real numbers, a tenant has its share of the phase: {@code users × weight ÷ sum of the weights in the phase}, and in a ramp
 * what lies between its users in the phase before and in this one.
 *
 * <p>As whole users, the plan's, rounded down but at least one where there is any, are given one by one: each to the tenant with the highest
 * {@code users ÷ (2 s + 1)}, where {@code s} is what it has already (Sainte-Laguë's method; among equals the first). So their sum is the plan's
 * at every moment, no tenant loses a user because the plan gains one, and with fewer users than tenants the ones of least weight have none.
 */
public final class TenantPlan {
    private final List<Tenant> tenants;

    /** @param tenants at least one */
    public TenantPlan(List<Tenant> tenants) {
        this.tenants = List.copyOf(tenants);
    }

    /** Users of each tenant as real numbers; their sum is the plan's. */
    public double[] usersAt(Plan plan, double seconds) {
        double[] users = new double[tenants.size()];
        if (seconds < 0 || seconds >= plan.totalSeconds()) {
            return users;
        }
        int index = plan.phaseAt(seconds);
        Phase phase = plan.phases().get(index);
        double now = phase.usersAt(seconds);
        double[] shares = shares(phase.name());
        double since = seconds - phase.startSeconds();
        if (index == 0 || since >= phase.rampSeconds()) {
            for (int i = 0; i < users.length; i++) {
                users[i] = now * shares[i];
            }
            return users;
        }
        double done = since / phase.rampSeconds();
        double[] before = shares(plan.phases().get(index - 1).name());
        for (int i = 0; i < users.length; i++) {
            users[i] = phase.fromUsers() * before[i] * (1 - done) + phase.users() * shares[i] * done;
        }
        return users;
    }

    /** Users of each tenant while a phase holds its load, as real numbers. */
    public double[] heldUsers(Phase phase) {
        double[] users = shares(phase.name());
        for (int i = 0; i < users.length; i++) {
            users[i] *= phase.users();
        }
        return users;
    }

    /** Whole users of each tenant; their sum is the plan's whole users. */
    public int[] wholeUsersAt(Plan plan, double seconds) {
        return whole(usersAt(plan, seconds), wholeOf(plan.usersAt(seconds)));
    }

    /** Mean users of a tenant over a phase, its ramp and cooldown included. */
    public double meanUsers(Plan plan, int phaseIndex, int tenant) {
        Phase phase = plan.phases().get(phaseIndex);
        double to = phase.users() * shares(phase.name())[tenant];
        double from = phaseIndex == 0
                ? phase.fromUsers() * shares(phase.name())[tenant]
                : phase.fromUsers() * shares(plan.phases().get(phaseIndex - 1).name())[tenant];
        return (phase.rampSeconds() * (from + to) / 2 + phase.holdSeconds() * to)
                / (phase.endSeconds() - phase.startSeconds());
    }

    private static int wholeOf(double users) {
        return users <= 0 ? 0 : Math.max(1, (int) Math.floor(users + 1e-9));
    }

    private double[] shares(String phase) {
        double sum =
                tenants.stream().mapToDouble(tenant -> tenant.weightIn(phase)).sum();
        return tenants.stream()
                .mapToDouble(tenant -> sum == 0 ? 0 : tenant.weightIn(phase) / sum)
                .toArray();
    }

    /** As many as {@code sum}, by Sainte-Laguë: first what each has for certain, less one, then one by one. */
    static int[] whole(double[] users, int sum) {
        int[] whole = new int[users.length];
        double all = 0;
        for (double one : users) {
            all += one;
        }
        if (all <= 0) {
            return whole;
        }
        int given = 0;
        for (int i = 0; i < users.length; i++) {
            // By this method nobody is further than this below its quota.
            whole[i] = Math.max(0, (int) Math.floor(sum * (users[i] / all)) - users.length);
            given += whole[i];
        }
        for (; given < sum; given++) {
            int next = 0;
            for (int i = 1; i < users.length; i++) {
                if (users[i] * (2.0 * whole[next] + 1) > users[next] * (2.0 * whole[i] + 1) * (1 + 1e-12)) {
                    next = i;
                }
            }
            whole[next]++;
        }
        return whole;
    }
}
