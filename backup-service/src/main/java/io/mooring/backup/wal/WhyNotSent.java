package io.mooring.backup.wal;

import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.SourceFailure;
import io.mooring.backup.source.StandbyQuestions;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a server does not send what pg_receivewal asks for. Not told from their words, which are in the server's language.
 *
 * @param removed the server no longer has it
 * @param leftAt where the server's history left the timeline, before what is asked for: more was received of it than the server ever had
 */
record WhyNotSent(boolean removed, Optional<TimelineHistory.Branch> leftAt) {

    /** It may have any other reason. */
    static final WhyNotSent UNKNOWN = new WhyNotSent(false, Optional.empty());

    private static final Logger LOG = LoggerFactory.getLogger(WhyNotSent.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    /**
     * @param next what is asked for
     * @param timeline the server's
     */
    static WhyNotSent ask(ClusterSource source, Segment next, SegmentSize size, long timeline) {
        StandbyQuestions questions = new StandbyQuestions(source, size.bytes(), TIMEOUT);
        try {
            Optional<TimelineHistory.Branch> leftAt = timeline <= next.timeline()
                    ? Optional.empty()
                    : leftAt(TimelineHistory.parse(timeline, questions.history(timeline)), next, size);
            boolean removed = leftAt.isEmpty() && questions.isRemoved(next.timeline(), next.number());
            return new WhyNotSent(removed, leftAt);
        } catch (SourceFailure failure) {
            LOG.debug("Why {} is not sent is not known", next, failure);
            return UNKNOWN;
        }
    }

    /** As StartReplication in walsender.c judges it. */
    static Optional<TimelineHistory.Branch> leftAt(TimelineHistory history, Segment next, SegmentSize size) {
        return history.leftAt(next.timeline())
                .filter(left -> next.start(size).isAfter(left))
                .map(left -> new TimelineHistory.Branch(next.timeline(), left));
    }
}
