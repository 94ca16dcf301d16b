package io.mooring.notifier.hook;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a caller sent, before anybody believes it. */
final class HookBody {

    static final int LARGEST = 256 * 1024;

    private HookBody() {}

    /** The bytes as they were signed. A form's body cannot be asked for as an argument: it would be read as fields. */
    static Mono<byte[]> of(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), LARGEST)
                .onErrorMap(
                        DataBufferLimitException.class,
                        tooMuch -> new ProblemException(
                                PlatformProblem.BODY_TOO_LARGE,
                                "The body is larger than " + LARGEST + " bytes, the most accepted here"))
                .map(HookBody::bytes)
                .defaultIfEmpty(new byte[0]);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    /** @param json with the limits of depth that hold for every request */
    static JsonNode object(JsonMapper json, byte[] text) {
        try {
            JsonNode root = json.readTree(text);
            if (root.isObject()) {
                return root;
            }
        } catch (JacksonException notJson) {
            throw notUnderstood("It is not well-formed JSON");
        }
        throw notUnderstood("It is no JSON object");
    }

    static ProblemException notUnderstood(String why) {
        return new ProblemException(NotifierProblem.HOOK_NOT_UNDERSTOOD, why);
    }

    /** A name that comes from outside, short and on one line. */
    static String name(String name) {
        String line = name.replaceAll("\\p{C}|\\R", " ").strip();
        return line.substring(0, line.offsetByCodePoints(0, Math.min(80, line.codePointCount(0, line.length()))));
    }
}
