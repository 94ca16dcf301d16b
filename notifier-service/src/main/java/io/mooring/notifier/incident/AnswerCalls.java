package io.mooring.notifier.incident;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** What people do about an incident where they were called, such as in PagerDuty. */
public interface AnswerCalls {

    /** What they do. */
    enum Answer {
        /** They have it: nobody further up is called. */
        RESPOND,
        /** They have it no longer: levels are called again. */
        HAND_BACK,
        /** It is over. */
        RESOLVE
    }

    /**
     * @param by as people read it, such as "Ann Fisher (PagerDuty)"
     * @return whether the answer counts: not once the conversation or the incident is over, nor when it is no answer to how
     *     the incident stands; empty when the conversation is about no incident
     */
    Mono<Boolean> answer(UUID conversation, Answer answer, String by);
}
