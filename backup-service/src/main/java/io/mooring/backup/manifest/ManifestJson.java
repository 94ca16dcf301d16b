package io.mooring.backup.manifest;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Manifests as JSON: fields in a fixed order, two-space indent, UTF-8, so that the same manifest gives the same bytes. */
public final class ManifestJson {

    /** 200,000 chunks or 50,000 tables are below this. A location may have been written to by anybody. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_STRING = 1024 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(20)
                            .maxNameLength(64)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            // A later writer may add fields; what the format promises is still there.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ManifestJson() {}

    public static byte[] write(Manifest manifest) {
        return (MAPPER.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what may be hostile: too large, too deep, incomplete or contradicting itself is {@link ManifestRejected}. */
    public static Manifest read(byte[] json) throws ManifestRejected {
        if (json.length > MAX_BYTES) {
            throw new ManifestRejected("the manifest is larger than " + MAX_BYTES + " bytes");
        }
        try {
            Manifest manifest = MAPPER.readValue(json, Manifest.class);
            if (manifest == null) {
                throw new ManifestRejected("the manifest is empty");
            }
            return manifest;
        } catch (ValueInstantiationException invalid) {
            Throwable cause = invalid.getCause();
            throw new ManifestRejected(
                    "the manifest is not valid: " + (cause == null ? invalid.getOriginalMessage() : cause.getMessage()),
                    invalid);
        } catch (JacksonException broken) {
            throw new ManifestRejected("the manifest is not readable" + path(broken) + ": " + words(broken), broken);
        }
    }

    /** " at data.chunks[1].bytes", or nothing when it is the document itself. */
    private static String path(JacksonException broken) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : broken.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? " at " : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String words(JacksonException broken) {
        return String.valueOf(broken.getOriginalMessage()).replaceAll(" \\(set `.*", "");
    }
}
