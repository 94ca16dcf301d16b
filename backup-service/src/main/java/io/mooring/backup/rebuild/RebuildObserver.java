package io.mooring.backup.rebuild;

/** Told how a rebuild goes, from several threads. */
public interface RebuildObserver {

    /** What it is doing. */
    enum Step {
        /** Making the database and its tables, loading, building indexes: pg_restore. */
        LOADING,
        /** Collecting planner statistics. */
        ANALYZING
    }

    void step(Step step);

    /** How many of the archive's entries pg_restore has done with. */
    void entries(long done, long total);

    /** For whoever does not want to know. */
    static RebuildObserver silent() {
        return new RebuildObserver() {
            @Override
            public void step(Step step) {
                // Not asked for.
            }

            @Override
            public void entries(long done, long total) {
                // Not asked for.
            }
        };
    }
}
