package io.mooring.gateway.system;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mooring.gateway.GatewaySettings;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Asks a service for its health. What cannot be learnt in time is unknown, not down: it may be busy. */
@Component
class ProbeService {

    private final WebClient client;
    private final Duration timeout;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Told(@Nullable String status) {}

    ProbeService(GatewaySettings settings) {
        this.client = WebClient.create();
        this.timeout = settings.upstream().probeTimeout();
    }

    Mono<ServiceReport> ask(String service, URI address) {
        return client.get()
                .uri(address + "/actuator/health")
                .accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(answer -> read(service, answer))
                .timeout(timeout)
                .onErrorResume(failure -> Mono.just(unanswered(service, failure)));
    }

    private static Mono<ServiceReport> read(String service, ClientResponse answer) {
        return answer.bodyToMono(Told.class)
                .map(told -> told(service, told.status()))
                .defaultIfEmpty(told(service, null));
    }

    private static ServiceReport told(String service, @Nullable String status) {
        return switch (status) {
            case "UP" -> new ServiceReport(service, ServiceState.HEALTHY, "It says that all is well.");
            case "DEGRADED" ->
                new ServiceReport(service, ServiceState.DEGRADED, "It works, but not with all its parts.");
            case "DOWN" -> new ServiceReport(service, ServiceState.DOWN, "It answers, but says that it cannot work.");
            case "OUT_OF_SERVICE" ->
                new ServiceReport(service, ServiceState.DOWN, "It is out of service, or starting.");
            case null, default ->
                new ServiceReport(service, ServiceState.UNKNOWN, "It answers, but does not say how it is.");
        };
    }

    private ServiceReport unanswered(String service, Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        if (root instanceof ConnectException || root.getCause() instanceof ConnectException) {
            return new ServiceReport(
                    service, ServiceState.DOWN, "It takes no connections: it is not running, or starting.");
        }
        return root instanceof TimeoutException
                ? new ServiceReport(
                        service, ServiceState.UNKNOWN, "It did not answer within " + timeout.toMillis() + " ms.")
                : new ServiceReport(service, ServiceState.UNKNOWN, "Its answer could not be read.");
    }
}
