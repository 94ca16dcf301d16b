package io.mooring.platform.web.json;

import java.util.List;
import org.springframework.util.unit.DataSize;

/**
 * The largest body that some paths take, where it is not the one of {@code mooring.web.body.max-body}. Whoever answers such
 * paths declares it as a bean.
 *
 * @param patterns as {@code /api/v1/imports/*}
 * @param most a larger body is answered 413
 */
public record BodyLimit(List<String> patterns, DataSize most) {}
