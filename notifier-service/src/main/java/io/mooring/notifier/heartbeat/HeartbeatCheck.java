package io.mooring.notifier.heartbeat;

import reactor.core.publisher.Mono;

/** One part of the way from an event to a person. A bean of this type that finds a fault keeps the heartbeat back. */
public interface HeartbeatCheck {

    /** A few words, such as "database"; no other check has them. */
    String name();

    /** What is wrong, in words; empty when nothing is. An error counts as a fault, and so does an answer that takes too long. */
    Mono<String> fault();
}
