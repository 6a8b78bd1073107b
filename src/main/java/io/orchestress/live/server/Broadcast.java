package io.orchestress.live.server;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Newest state, shown to all who watch. Whoever is slow gets the newest one when there is room, and is told how many it has missed: nothing
 * waits in a queue, and publishing waits for nobody. Safe for use by any number of threads.
 */
public final class Broadcast {
    private final int most;
    private final Runnable whenJoined;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Message newest;
    private long number;

    /**
     * One state.
     *
     * @param number from 1
     * @param event as it is sent
     */
    record Message(long number, byte[] event) {}

    /** Somebody who watches. */
    interface Viewer {
        /** There is something newer; returns at once. */
        void wake();
    }

    /**
     * @param most viewers at a time
     * @param whenJoined told that somebody watches who is to be shown something; returns at once
     */
    public Broadcast(int most, Runnable whenJoined) {
        this.most = most;
        this.whenJoined = whenJoined;
    }

    /**
     * Shows the next state.
     *
     * @param name of the event
     * @param data of one line
     */
    public synchronized void publish(String name, String data) {
        if (data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("an event of one line");
        }
        newest =
                new Message(++number, ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        viewers.forEach(Viewer::wake);
    }

    /** Who watches now. */
    public int viewers() {
        return viewers.size();
    }

    @Nullable
    Message newest() {
        return newest;
    }

    /** @return whether there was room for one more */
    boolean join(Viewer viewer) {
        // On the server's only thread, so that nobody comes between the two.
        if (viewers.size() >= most) {
            return false;
        }
        viewers.add(viewer);
        whenJoined.run();
        return true;
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
    }
}
