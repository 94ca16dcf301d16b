package io.mooring.notifier.input;

import static io.mooring.platform.web.problem.PlatformProblem.MALFORMED_JSON;
import static io.mooring.platform.web.problem.PlatformProblem.UNSUPPORTED_MEDIA_TYPE;

import io.mooring.platform.web.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON from strangers: UTF-8 only, not deep, no name twice in one object, nothing after its end. */
final class ReadJson {

    private static final int DEEPEST = 20;
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]*)");
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNameLength(1_000)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReadJson() {}

    static Json of(Payload payload) {
        return of(payload.contentType(), payload.body());
    }

    static Json of(String contentType, byte[] body) {
        checkCharset(contentType);
        String text = text(body);
        if (text.isBlank()) {
            throw new ProblemException(MALFORMED_JSON, "The body is empty.");
        }
        try {
            return new Json(STRICT.readTree(text), "");
        } catch (JacksonException wrong) {
            throw new ProblemException(MALFORMED_JSON, words(wrong));
        }
    }

    private static void checkCharset(String contentType) {
        Matcher charset = CHARSET.matcher(contentType);
        if (charset.find() && !"utf-8".equals(charset.group(1).toLowerCase(Locale.ROOT))) {
            throw new ProblemException(
                    UNSUPPORTED_MEDIA_TYPE, "JSON comes in UTF-8, not in " + Plain.cut(charset.group(1), 40) + ".");
        }
    }

    /** Strictly: a decoder that replaces what it cannot read would make two different names the same. */
    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new ProblemException(MALFORMED_JSON, "The body is not in UTF-8.");
        }
    }

    private static String words(JacksonException wrong) {
        var place = wrong.getLocation();
        String at = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        String message = String.valueOf(wrong.getOriginalMessage());
        if (message.contains("nesting depth")) {
            return "The body is nested deeper than " + DEEPEST + " levels.";
        }
        return message.startsWith("Duplicate")
                ? "The body names something twice in one object" + at + "."
                : "The body is not well-formed JSON" + at + ".";
    }
}
