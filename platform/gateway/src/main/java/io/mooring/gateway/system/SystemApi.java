package io.mooring.gateway.system;

import io.mooring.gateway.GatewaySettings;
import io.mooring.gateway.stream.FollowTopics;
import io.mooring.gateway.stream.StreamHealth;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How everything behind the gateway is, asked at once and at most every two seconds, whoever asks. */
@RestController
class SystemApi {

    private final FollowTopics follower;
    private final Mono<List<ServiceReport>> services;

    SystemApi(GatewaySettings settings, ProbeService probe, FollowTopics follower) {
        this.follower = follower;
        this.services = Flux.fromIterable(settings.services().entrySet())
                .flatMapSequential(service ->
                        probe.ask(service.getKey(), service.getValue().address()))
                .collectList()
                .cache(Duration.ofSeconds(2));
    }

    @GetMapping("/api/v1/system")
    Flux<ServiceReport> system() {
        return services.flatMapIterable(reports -> reports).startWith(Mono.fromSupplier(this::gateway));
    }

    private ServiceReport gateway() {
        StreamHealth stream = follower.health();
        return new ServiceReport(
                "gateway",
                stream.state() == StreamHealth.State.FOLLOWING ? ServiceState.HEALTHY : ServiceState.DEGRADED,
                Objects.requireNonNullElse(stream.problem(), "It works, and live events arrive."));
    }
}
