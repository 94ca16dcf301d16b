package io.mooring.platform.web.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;

/** Stands where a decoder of a format would that no API here speaks: it reads nothing. */
final class NoDecoder extends AbstractDecoder<Object> {

    @Override
    public boolean canDecode(ResolvableType type, @Nullable MimeType format) {
        return false;
    }

    @Override
    public Flux<Object> decode(
            Publisher<DataBuffer> body,
            ResolvableType type,
            @Nullable MimeType format,
            @Nullable Map<String, Object> hints) {
        return Flux.error(new UnsupportedOperationException(String.valueOf(format)));
    }
}
