package io.orchestress.sut.embedded;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for a slot, in the order in which they get one. Of {@link QueueOrder#FAIR} each tenant has a queue of its own, as long as the one of all is
 * otherwise, and they get slots in turn (round robin). Not safe for threads.
 */
final class WaitingTasks {
    /** More tenants than this share one queue: their names come from outside. */
    private static final int MOST_TENANTS = 64;

    private static final String SHARED = "";

    private final QueueOrder order;

    /** By tenant, the next one first; none of them is empty. */
    private final Map<String, LinkedHashSet<Task>> queues = new LinkedHashMap<>();

    private final Map<Task, String> tenants = new HashMap<>();

    WaitingTasks(QueueOrder order) {
        this.order = order;
    }

    /** Tasks that wait in the queue of a tenant. */
    int size(String tenant) {
        LinkedHashSet<Task> queue = queues.get(queueOf(tenant));
        return queue == null ? 0 : queue.size();
    }

    /** Tasks that wait. */
    int size() {
        return tenants.size();
    }

    void add(Task task, String tenant) {
        String queue = queueOf(tenant);
        queues.computeIfAbsent(queue, name -> new LinkedHashSet<>()).add(task);
        tenants.put(task, queue);
    }

    /** Nothing happens where it does not wait. */
    void remove(Task task) {
        String tenant = tenants.remove(task);
        LinkedHashSet<Task> queue = tenant == null ? null : queues.get(tenant);
        if (queue != null && queue.remove(task) && queue.isEmpty()) {
            queues.remove(tenant);
        }
    }

    /** Takes the next one; null: none waits. */
    @Nullable
    Task next() {
        if (queues.isEmpty()) {
            return null;
        }
        Map.Entry<String, LinkedHashSet<Task>> first =
                queues.entrySet().iterator().next();
        String tenant = first.getKey();
        LinkedHashSet<Task> queue = first.getValue();
        queues.remove(tenant);
        Task next = queue.iterator().next();
        queue.remove(next);
        tenants.remove(next);
        if (!queue.isEmpty()) {
            queues.put(tenant, queue);
        }
        return next;
    }

    private String queueOf(String tenant) {
        return order == QueueOrder.FIFO || (queues.size() >= MOST_TENANTS && !queues.containsKey(tenant))
                ? SHARED
                : tenant;
    }
}
