package io.orchestress.gatling;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The virtual users alive. */
final class VirtualUsers {
    private final Set<VirtualUser> alive = ConcurrentHashMap.newKeySet();
    private final Set<VirtualUser> unsaid = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final List<VirtualUsers> parts = new CopyOnWriteArrayList<>();

    /** A part of them that is counted by itself and here. */
    VirtualUsers part() {
        VirtualUsers part = new VirtualUsers();
        parts.add(part);
        return part;
    }

    void enter(VirtualUser user) {
        alive.add(user);
        count.incrementAndGet();
    }

    /** @param counted false when {@link #leaveIfAbove} has counted it out already */
    void leave(VirtualUser user, boolean counted) {
        alive.remove(user);
        if (counted) {
            count.decrementAndGet();
        }
    }

    int count() {
        int all = count.get();
        for (VirtualUsers part : parts) {
            all += part.count();
        }
        return all;
    }

    /** Counts one user out when more than {@code target} are counted, and returns how many there were; else 0. The caller must leave then. */
    int leaveIfAbove(int target) {
        int now = count.get();
        while (now > target) {
            if (count.compareAndSet(now, now - 1)) {
                return now;
            }
            now = count.get();
        }
        return 0;
    }

    /** One leaves while the load stops, before the end of it, and has not said its farewell. */
    void leavesUnsaid(VirtualUser user) {
        unsaid.add(user);
    }

    /** Those at work, and those who left since the load stops. */
    Set<VirtualUser> atWork() {
        Set<VirtualUser> all = new HashSet<>(alive);
        all.addAll(unsaid);
        parts.forEach(part -> all.addAll(part.atWork()));
        return all;
    }

    void abandonAll() {
        int rank = Math.max(1, count.get());
        for (VirtualUser user : alive) {
            user.abandon(rank);
            rank = Math.max(1, rank - 1);
        }
        parts.forEach(VirtualUsers::abandonAll);
    }
}
