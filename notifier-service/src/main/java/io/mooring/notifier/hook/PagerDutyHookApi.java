package io.mooring.notifier.hook;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Where PagerDuty's webhook subscriptions send what happens to incidents, an address for each destination. */
@RestController
@RequestMapping("/api/v1/hooks/pagerduty")
class PagerDutyHookApi {

    private final HookSettings settings;
    private final JsonMapper json;
    private final HearPagerDuty hear;

    PagerDutyHookApi(HookSettings settings, JsonMapper json, HearPagerDuty hear) {
        this.settings = settings;
        this.json = json;
        this.hear = hear;
    }

    /** @param outcome in words, for whoever looks at the subscription's log */
    record Heard(String outcome) {}

    @PostMapping("/{destination}")
    Mono<Heard> happened(
            @PathVariable String destination,
            @RequestHeader(name = "X-PagerDuty-Signature", required = false) @Nullable String signature,
            ServerHttpRequest request) {
        return HookBody.of(request)
                .map(body -> {
                    PagerDutySignature.require(settings.pagerduty().get(destination), signature, body);
                    return PagerDutyEvent.of(json, body);
                })
                .flatMap(event -> hear.hear(destination, event))
                .map(Heard::new);
    }
}
