package io.mooring.backup.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * What is sent to Google Cloud Storage with the settings for it: it understands S3 as it was before checksums in trailers, and refuses
 * the rest with SignatureDoesNotMatch.
 */
class GoogleStorageTest {

    private static final int MIB = 1024 * 1024;

    private final Store store = new Store();

    @Test
    void asksInTheWayOfOldForEverything() throws Exception {
        S3Location location = google(false);
        write(location, "plan/run/small", 1000);
        write(location, "plan/run/large", 6 * MIB);
        location.open("plan/run/large").close();
        location.list("");
        location.delete("plan/run/small");

        assertThat(store.requests).hasSizeGreaterThan(10).allSatisfy(request -> {
            assertThat(request.getUri().toString()).startsWith("https://storage.googleapis.com/bucket");
            assertThat(request.headers().keySet()).noneMatch(name -> name.toLowerCase(Locale.ROOT)
                    .matches(".*(checksum|trailer|decoded-content-length).*"));
            assertThat(request.firstMatchingHeader("Content-Encoding")).isEmpty();
            assertThat(request.firstMatchingHeader("x-amz-content-sha256").orElse(""))
                    .doesNotStartWith("STREAMING");
            assertThat(request.firstMatchingHeader("Authorization").orElseThrow())
                    .startsWith("AWS4-HMAC-SHA256 Credential=id/")
                    .doesNotContain("accept-encoding");
        });
    }

    @Test
    void hasItsContentCheckedByMd5AllTheSame() throws Exception {
        write(google(false), "plan/run/small", 1000);
        write(google(false), "plan/run/large", 6 * MIB);

        assertThat(puts()).containsExactlyInAnyOrder(md5(1000), md5(5 * MIB), md5(MIB));
    }

    @Test
    void otherStoresGetChecksumsAndChunks() throws Exception {
        write(google(true), "plan/run/small", 1000);

        assertThat(puts()).containsExactly("");
        assertThat(store.requests).anySatisfy(request -> {
            assertThat(request.firstMatchingHeader("x-amz-trailer")).contains("x-amz-checksum-crc32");
            assertThat(request.firstMatchingHeader("Content-Encoding")).contains("aws-chunked");
        });
    }

    private List<String> puts() {
        return store.requests.stream()
                .filter(request -> request.method() == SdkHttpMethod.PUT)
                .map(request -> request.firstMatchingHeader("Content-MD5").orElse(""))
                .toList();
    }

    private S3Location google(boolean checksums) {
        S3Settings settings = new S3Settings(
                "google",
                "bucket",
                "",
                URI.create("https://storage.googleapis.com"),
                "auto",
                true,
                new S3Settings.Credentials("id", Secret.of("secret")),
                checksums,
                5 * MIB,
                1,
                Duration.ofSeconds(5));
        return new S3Location(settings, S3Clients.client(settings, store));
    }

    private static void write(S3Location location, String key, int size) throws Exception {
        try (ObjectSink sink = location.create(key)) {
            sink.write(new byte[size], 0, size);
            sink.commit();
        }
    }

    private static String md5(int zeros) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(new byte[zeros]));
    }

    /** Takes requests as they would go onto the wire, signed, and answers what a store answers. */
    private static final class Store implements SdkHttpClient, SdkHttpClient.Builder<Store> {

        final List<SdkHttpRequest> requests = new CopyOnWriteArrayList<>();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    requests.add(asked.httpRequest());
                    if (asked.contentStreamProvider().isPresent()) {
                        asked.contentStreamProvider().get().newStream().readAllBytes();
                    }
                    return answer(asked.httpRequest());
                }

                @Override
                public void abort() {}
            };
        }

        private static HttpExecuteResponse answer(SdkHttpRequest request) {
            boolean head = request.method() == SdkHttpMethod.HEAD;
            boolean missing = head && request.encodedPath().length() > "/bucket/".length();
            byte[] body = head ? new byte[0] : body(request).getBytes(StandardCharsets.UTF_8);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(missing ? 404 : 200)
                            .putHeader("ETag", "\"etag\"")
                            .putHeader("Content-Length", String.valueOf(body.length))
                            .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }

        private static String body(SdkHttpRequest request) {
            if (request.rawQueryParameters().containsKey("uploads")) {
                return "<InitiateMultipartUploadResult><UploadId>upload</UploadId></InitiateMultipartUploadResult>";
            }
            if (request.method() == SdkHttpMethod.POST) {
                return "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>";
            }
            boolean lists = request.rawQueryParameters().containsKey("list-type");
            return lists ? "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>" : "";
        }

        @Override
        public Store buildWithDefaults(AttributeMap defaults) {
            return this;
        }

        @Override
        public void close() {}
    }
}
