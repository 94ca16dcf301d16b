package io.mooring.notifier;

import io.mooring.embedded.slack.SlackFault;
import java.util.List;
import java.util.Random;

/** Ways in which Slack fails, some of which let the message through. */
final class SlackTroubles {

    private static final List<SlackFault> ALL = List.of(
            new SlackFault.Answers(503),
            new SlackFault.RateLimited(1),
            new SlackFault.Cuts(),
            new SlackFault.PostsThenCuts(),
            new SlackFault.PostsThenFails());

    private SlackTroubles() {}

    /** What befalls the next three calls. */
    static SlackFault[] some(Random random) {
        return random.ints(3, 0, ALL.size()).mapToObj(ALL::get).toArray(SlackFault[]::new);
    }
}
