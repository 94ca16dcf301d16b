package io.mooring.gateway.stream;

import java.util.Map;
import java.util.Objects;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** The gateway does its work without live events, only less well: Kafka's absence must not take it out of service. */
@Component("liveStream")
class FollowerHealth implements HealthIndicator {

    private final FollowTopics follower;

    FollowerHealth(FollowTopics follower) {
        this.follower = follower;
    }

    @Override
    public Health health() {
        StreamHealth now = follower.health();
        String detail = Objects.requireNonNullElse(now.problem(), "Events arrive.");
        return now.isFollowing()
                ? Health.up().withDetail("detail", detail).build()
                : Health.status(new Status("DEGRADED"))
                        .withDetails(Map.of("detail", detail))
                        .build();
    }
}
