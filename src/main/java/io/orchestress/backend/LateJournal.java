package io.orchestress.backend;

import io.orchestress.backend.call.Call;
import io.orchestress.backend.call.Journal;

/** A journal that is told later where to write: what was added before is nowhere. */
final class LateJournal implements Journal {
    private volatile Journal to = Journal.NONE;

    void to(Journal journal) {
        to = journal;
    }

    @Override
    public void add(Call call) {
        to.add(call);
    }

    @Override
    public long lost() {
        return to.lost();
    }

    @Override
    public void close() {
        to.close();
    }
}
