package io.mooring.platform.web.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractEncoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;

/** Stands where an encoder of a format would that no API here speaks: it writes nothing. */
final class NoEncoder extends AbstractEncoder<Object> {

    @Override
    public boolean canEncode(ResolvableType type, @Nullable MimeType format) {
        return false;
    }

    @Override
    public Flux<DataBuffer> encode(
            Publisher<?> answer,
            DataBufferFactory buffers,
            ResolvableType type,
            @Nullable MimeType format,
            @Nullable Map<String, Object> hints) {
        return Flux.error(new UnsupportedOperationException(String.valueOf(format)));
    }
}
