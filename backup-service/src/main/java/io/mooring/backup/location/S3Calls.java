package io.mooring.backup.location;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks a store. The SDK asks again by itself, but not when an answer's XML is cut off in the middle: that comes out of its parser as an
 * UncheckedIOException, which is no {@link SdkException}, or as XML that is none.
 */
final class S3Calls {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private S3Calls() {}

    static <T> T ask(Supplier<T> question) {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.get();
            } catch (UncheckedIOException cut) {
                if (attempt == S3Clients.ATTEMPTS) {
                    throw SdkClientException.create("its answer was cut off: " + cut.getCause(), cut);
                }
                pause(PAUSE.multipliedBy(attempt));
            } catch (SdkClientException failure) {
                if (attempt == S3Clients.ATTEMPTS || !isHalfAnAnswer(failure)) {
                    throw failure;
                }
                pause(PAUSE.multipliedBy(attempt));
            }
        }
    }

    private static boolean isHalfAnAnswer(SdkClientException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof XMLStreamException) {
                return true;
            }
        }
        return false;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted before asking again", stopped);
        }
    }
}
