package io.mooring.notifier.retention;

/** What is forgotten, and when it is over. Each takes the oldest first, and leaves alone what somebody has in hand. */
enum Forgotten {
    /**
     * Those of which no alert is left. Such a one has nothing to say any more, whatever it still owed: it would be asked for its
     * words again and again.
     */
    GATHERINGS("""
            WITH forgotten AS (
                SELECT id FROM gathering g WHERE opened_at < :before
                  AND NOT EXISTS (SELECT 1 FROM told t WHERE t.gathering_id = g.id)
                ORDER BY opened_at LIMIT :most FOR UPDATE SKIP LOCKED
            ), reach AS (
                DELETE FROM gathering_reach WHERE gathering_id IN (SELECT id FROM forgotten)
            )
            DELETE FROM gathering WHERE id IN (SELECT id FROM forgotten)"""),

    /** Not before it was noticed that they ended: what they held back is told then. */
    SILENCES("""
            DELETE FROM silence WHERE id IN (
                SELECT id FROM silence WHERE ends_at < :before AND next_change_at IS NULL
                ORDER BY ends_at LIMIT :most FOR UPDATE SKIP LOCKED)"""),

    WINDOWS("""
            DELETE FROM maintenance_window WHERE id IN (
                SELECT id FROM maintenance_window
                WHERE state IN ('CANCELLED', 'COMPLETED', 'FAILED') AND as_of < :before AND coalesce(ended_at, as_of) < :before
                ORDER BY as_of LIMIT :most FOR UPDATE SKIP LOCKED)"""),

    /** What was said of a window decides what is said of it next. */
    ANNOUNCEMENTS("""
            DELETE FROM announcement WHERE id IN (
                SELECT id FROM announcement a WHERE settled_at < :before
                  AND NOT EXISTS (SELECT 1 FROM maintenance_window w
                                  WHERE w.id = a.window_id AND w.state IN ('PLANNED', 'STARTED'))
                ORDER BY settled_at LIMIT :most FOR UPDATE SKIP LOCKED)"""),

    ON_CALL_OVERRIDES("""
            DELETE FROM on_call_cover WHERE id IN (
                SELECT id FROM on_call_cover WHERE ends < :before
                ORDER BY ends LIMIT :most FOR UPDATE SKIP LOCKED)"""),

    /** Of a digest that goes on nothing, and nothing that is still to be told. */
    NEWS("""
            DELETE FROM news WHERE (id, destination) IN (
                SELECT id, destination FROM news n WHERE came_at < :before AND due_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM news_digest d WHERE d.id = n.digest_id AND NOT d.closed)
                ORDER BY came_at LIMIT :most FOR UPDATE SKIP LOCKED)"""),

    /** Most of what a system says when it is well is news for nobody, and there is no end of it. */
    NEWS_FOR_NOBODY("""
            DELETE FROM news WHERE (id, destination) IN (
                SELECT id, destination FROM news WHERE came_at < :before AND destination = '' AND severity = 'INFO'
                ORDER BY came_at LIMIT :most FOR UPDATE SKIP LOCKED)"""),

    NEWS_DIGESTS("""
            DELETE FROM news_digest WHERE id IN (
                SELECT id FROM news_digest d WHERE closed AND joined_at < :before
                  AND NOT EXISTS (SELECT 1 FROM news n WHERE n.digest_id = d.id)
                ORDER BY joined_at LIMIT :most FOR UPDATE SKIP LOCKED)"""),

    INPUT_SIGNALS("""
            DELETE FROM input_signal WHERE (input, id) IN (
                SELECT input, id FROM input_signal WHERE heard_at < :before
                ORDER BY heard_at LIMIT :most FOR UPDATE SKIP LOCKED)"""),

    INPUT_REFUSALS("""
            DELETE FROM input_refusal WHERE (input, code, words) IN (
                SELECT input, code, words FROM input_refusal WHERE last_at < :before
                ORDER BY last_at LIMIT :most FOR UPDATE SKIP LOCKED)""");

    private final String statement;

    Forgotten(String statement) {
        this.statement = statement;
    }

    /** With {@code :before} and {@code :most}. */
    String statement() {
        return statement;
    }
}
