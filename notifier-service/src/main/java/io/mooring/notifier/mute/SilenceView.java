package io.mooring.notifier.mute;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A silence as the API shows it.
 *
 * @param endedBy who ended it before its time
 * @param repeats when it comes back, in words
 * @param mutes whether it mutes at this moment, which one that comes back does not always
 * @param matching open alerts that its conditions match
 * @param etag what to send in If-Match
 */
record SilenceView(
        UUID id,
        List<MatcherView> matchers,
        String reason,
        String owner,
        Instant createdAt,
        Instant startsAt,
        Instant endsAt,
        String state,
        @Nullable String endedBy,
        @Nullable String repeats,
        @Nullable RepetitionView repetition,
        boolean mutes,
        long matching,
        String etag) {

    static SilenceView of(Silence silence, long matching, Instant now) {
        Silence.Ended ended = silence.ended();
        return new SilenceView(
                silence.id(),
                MatcherView.of(silence.matchers()),
                silence.reason(),
                silence.owner(),
                silence.createdAt(),
                silence.startsAt(),
                ended == null ? silence.endsAt() : ended.at(),
                silence.state(now).name().toLowerCase(Locale.ROOT),
                ended == null ? null : ended.by(),
                silence.repeats() == null ? null : silence.repeats().inWords(),
                RepetitionView.of(silence.repeats()),
                silence.mutes(now),
                matching,
                "\"" + silence.version() + "\"");
    }
}
