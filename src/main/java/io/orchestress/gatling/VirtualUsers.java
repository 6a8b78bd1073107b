package io.orchestress.gatling;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The virtual users alive. */
final class VirtualUsers {
    private final Set<VirtualUser> alive = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();

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
        return count.get();
    }

    /** Counts one user out when more than {@code target} are counted; the caller must leave then. */
    boolean leaveIfAbove(int target) {
        int now = count.get();
        while (now > target) {
            if (count.compareAndSet(now, now - 1)) {
                return true;
            }
            now = count.get();
        }
        return false;
    }

    void abandonAll() {
        alive.forEach(VirtualUser::abandon);
    }
}
