package io.mooring.notifier.heartbeat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Whether the outside hears this instance, and what keeps it back. */
@RestController
@RequestMapping("/api/v1/heartbeat")
class HeartbeatApi {

    private final Heart heart;

    HeartbeatApi(Heart heart) {
        this.heart = heart;
    }

    record HeartbeatView(
            String state, @Nullable Instant at, @Nullable Instant lastPingAt, String why, List<Beat.Fault> faults) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<HeartbeatView> get() {
        return Mono.fromSupplier(() -> {
            Beat beat = heart.latest();
            return new HeartbeatView(beat.state().word(), beat.at(), beat.lastPingAt(), beat.why(), beat.faults());
        });
    }
}
