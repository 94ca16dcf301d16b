package io.mooring.backup.location;

import io.mooring.backup.key.Secret;
import io.mooring.testkit.S3;
import io.mooring.testkit.network.FaultyHttp;
import io.mooring.testkit.network.HttpTrouble;
import io.mooring.testkit.network.SeenRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 store that is slow, overloaded, broken or cut off, at each request that a write or a question needs. */
class S3FaultsIT extends LocationFaultsContract<S3FaultsIT.Place> {

    private static final int ATTEMPTS = 4;
    /** What a store without any trouble keeps, its disk as busy as it may be. */
    private static final Duration REQUEST = Duration.ofSeconds(6);

    private static final Map<String, HttpTrouble> TROUBLES = new TreeMap<>(Map.of(
            "500 InternalError", error(500, "InternalError"),
            "503 SlowDown", error(503, "SlowDown"),
            "cut before the request", new HttpTrouble.CutRequest(0),
            "cut within the request", new HttpTrouble.CutRequest(0.5),
            "lost answer", new HttpTrouble.LoseAnswer(),
            "cut within the answer", new HttpTrouble.CutAnswer(0.5),
            "silence", new HttpTrouble.Silence(),
            "flipped bit", new HttpTrouble.FlipRequest(0.5),
            "late answer", new HttpTrouble.Late(Duration.ofMillis(700))));

    private static final Map<String, String> WORDS = Map.of(
            "500 InternalError", "in trouble: 500",
            "503 SlowDown", "in trouble: 503",
            "flipped bit", "refused: 40[03]|does not answer",
            "silence", "does not answer: .*timeout");

    /** A bucket that is reached through a proxy. */
    record Place(S3.Bucket bucket, FaultyHttp store, S3Location location) implements Trouble.Place {

        @Override
        public String name() {
            return "The bucket " + bucket.name() + " at " + store.uri();
        }

        @Override
        public boolean hasLeftovers() {
            try (S3Client client = bucket.client()) {
                return !client.listMultipartUploads(request -> request.bucket(bucket.name()))
                        .uploads()
                        .isEmpty();
            }
        }

        @Override
        public void close() {
            location.close();
            store.close();
        }
    }

    @Override
    protected Place emptyPlace() {
        S3.Bucket bucket = S3.shared().freshBucket();
        FaultyHttp store = FaultyHttp.to(bucket.endpoint());
        S3Settings.Credentials credentials = new S3Settings.Credentials(
                bucket.key().id(), Secret.of(bucket.key().secret()));
        S3Settings settings = new S3Settings(
                "bucket",
                bucket.name(),
                "backups/",
                store.uri(),
                "eu-central-1",
                true,
                credentials,
                true,
                5 * MIB,
                2,
                REQUEST);
        return new Place(bucket, store, new S3Location(settings));
    }

    /** Four attempts at the write, as many at tidying up, and the waiting in between. */
    @Override
    protected Duration patience() {
        return REQUEST.multipliedBy(4 * 4);
    }

    @Override
    protected Stream<Trouble<Place>> whileWriting(int bytes) {
        Map<String, Predicate<SeenRequest>> requests = new TreeMap<>();
        requests.put(
                "asking for the object",
                request -> is(request, "HEAD") && request.target().contains(KEY));
        if (bytes < 5 * MIB) {
            requests.put("the put", request -> is(request, "PUT"));
        } else {
            requests.put("the beginning", request -> is(request, "POST") && request.hasQuery("uploads"));
            requests.put(
                    "the second part",
                    request ->
                            request.hasQuery("partNumber") && request.target().contains("partNumber=2"));
            requests.put("the completion", request -> is(request, "POST") && request.hasQuery("uploadId"));
        }
        return Stream.concat(
                requests.keySet().stream().flatMap(at -> troubles(at, requests.get(at))),
                Stream.of("500 InternalError", "503 SlowDown", "cut within the request", "lost answer", "silence")
                        .map(this::fromHalfwayOn));
    }

    @Override
    protected Stream<Trouble<Place>> whileAsking() {
        Stream<Trouble<Place>> passing = TROUBLES.keySet().stream()
                .filter(name -> fits(name, "everything"))
                .map(name -> trouble(name, "everything", request -> true, 1));
        Stream<Trouble<Place>> lasting = Stream.of("500 InternalError", "lost answer", "silence")
                .map(name -> trouble(name, "everything", request -> true, Integer.MAX_VALUE));
        return Stream.concat(passing, lasting);
    }

    /** At one request: once, and as often as it is tried, so that tidying up meets a store that is well again. */
    private Stream<Trouble<Place>> troubles(String at, Predicate<SeenRequest> chosen) {
        boolean last = at.equals("the put") || at.equals("the completion");
        return TROUBLES.keySet().stream().filter(name -> fits(name, at)).flatMap(name -> {
            boolean lingers = name.equals("silence") || name.equals("503 SlowDown");
            return name.equals("late answer") || (lingers && !last)
                    ? Stream.of(trouble(name, at, chosen, 1))
                    : Stream.of(trouble(name, at, chosen, 1), trouble(name, at, chosen, ATTEMPTS));
        });
    }

    /** Not every request has a body, nor every answer. */
    private static boolean fits(String name, String at) {
        return switch (name) {
            case "flipped bit" ->
                Set.of("the put", "the second part", "the completion").contains(at);
            case "cut within the answer" ->
                Set.of("the beginning", "the completion").contains(at);
            default -> true;
        };
    }

    private Trouble<Place> trouble(String name, String at, Predicate<SeenRequest> chosen, int times) {
        Trouble.End end =
                times == 1 ? Trouble.End.RIDDEN_OUT : times == ATTEMPTS ? Trouble.End.FAILS_CLEAN : Trouble.End.FAILS;
        return new Trouble<>(
                "%s, %s, at %s".formatted(name, times == 1 ? "once" : times == ATTEMPTS ? "four times" : "always", at),
                place -> place.store().trouble(chosen, 1, times, TROUBLES.get(name)),
                place -> {},
                place -> place.store().peace(),
                end,
                words(name));
    }

    private Trouble<Place> fromHalfwayOn(String name) {
        return new Trouble<>(
                name + ", from halfway on",
                place -> {},
                place -> place.store().trouble(request -> true, 1, Integer.MAX_VALUE, TROUBLES.get(name)),
                place -> place.store().peace(),
                Trouble.End.FAILS,
                words(name));
    }

    private static Pattern words(String name) {
        return Pattern.compile(WORDS.getOrDefault(name, "does not answer: "));
    }

    private static boolean is(SeenRequest request, String method) {
        return request.method().equals(method);
    }

    private static HttpTrouble error(int status, String code) {
        return new HttpTrouble.Answer(
                status,
                "<Error><Code>" + code + "</Code><Message>Later.</Message></Error>",
                "Content-Type: application/xml");
    }
}
