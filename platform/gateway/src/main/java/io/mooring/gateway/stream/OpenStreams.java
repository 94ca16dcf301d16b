package io.mooring.gateway.stream;

import io.mooring.gateway.GatewayProblem;
import io.mooring.gateway.GatewaySettings;
import io.mooring.platform.web.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts the open streams of each user, so that one script cannot take them all. */
@Component
class OpenStreams {

    private final int most;
    private final int mostPerUser;
    private final Map<String, Integer> byUser = new HashMap<>();
    private int all;

    OpenStreams(GatewaySettings settings) {
        this.most = settings.stream().maxStreams();
        this.mostPerUser = settings.stream().maxStreamsPerUser();
    }

    /** The stream, counted from its first reader until its end; problem {@code too-many-streams}. */
    <T> Flux<T> counted(String user, Flux<T> stream) {
        return Flux.usingWhen(
                Mono.fromCallable(() -> take(user)),
                taken -> stream,
                this::giveBack,
                (taken, failure) -> giveBack(taken),
                this::giveBack);
    }

    private synchronized String take(String user) {
        int mine = byUser.getOrDefault(user, 0);
        if (mine >= mostPerUser || all >= most) {
            throw new ProblemException(
                            GatewayProblem.TOO_MANY_STREAMS,
                            mine >= mostPerUser
                                    ? "You have " + mine + " live streams open. Close some, then try again."
                                    : "All live streams are taken at present. Try again later.")
                    .withHeader(HttpHeaders.RETRY_AFTER, "30");
        }
        byUser.put(user, mine + 1);
        all++;
        return user;
    }

    private Mono<Void> giveBack(String user) {
        return Mono.fromRunnable(() -> {
            synchronized (this) {
                byUser.computeIfPresent(user, (name, mine) -> mine == 1 ? null : mine - 1);
                all--;
            }
        });
    }
}
