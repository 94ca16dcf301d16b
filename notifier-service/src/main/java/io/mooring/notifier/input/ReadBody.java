package io.mooring.notifier.input;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** A message's bytes, within bounds of size and time. */
final class ReadBody {

    /** Ten thousand alerts of a storm, as Alertmanager writes them. */
    static final int LARGEST = 8 * 1024 * 1024;

    /** Of a message that does not say how large it is, or whose sender is known only once it was read. */
    static final int ORDINARY = 1024 * 1024;

    private static final Duration LONGEST = Duration.ofSeconds(15);

    private ReadBody() {}

    /** Whether it says that it is larger than most. */
    static boolean isLarge(ServerHttpRequest request) {
        return request.getHeaders().getContentLength() > ORDINARY;
    }

    /** @param largest in bytes; a larger one is answered 413, one that takes too long to come 503 */
    static Mono<Payload> of(ServerHttpRequest request, int largest) {
        return of(request, largest, LONGEST);
    }

    static Mono<Payload> of(ServerHttpRequest request, int largest, Duration longest) {
        HttpHeaders headers = request.getHeaders();
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Mono.error(new ProblemException(
                    PlatformProblem.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as it is, not encoded as " + Plain.cut(encoding, 40) + "."));
        }
        return DataBufferUtils.join(request.getBody(), largest)
                .map(ReadBody::bytes)
                .timeout(longest)
                .onErrorMap(TimeoutException.class, late -> notArrived())
                .onErrorMap(AbortedException.class, hungUp -> notArrived())
                .onErrorMap(DataBufferLimitException.class, large -> tooLarge(largest))
                .defaultIfEmpty(new byte[0])
                .map(body -> Payload.of(headers.getFirst(HttpHeaders.CONTENT_TYPE), headers.toSingleValueMap(), body));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static ProblemException notArrived() {
        return new ProblemException(
                NotifierProblem.INPUT_NOT_TAKEN,
                "The message did not arrive whole within " + LONGEST.toSeconds() + " seconds. Send it again.");
    }

    private static ProblemException tooLarge(int largest) {
        return new ProblemException(
                PlatformProblem.BODY_TOO_LARGE,
                "The body is larger than " + largest + " bytes, the most accepted here"
                        + (largest < LARGEST ? " without a Content-Length." : "."));
    }
}
