package io.mooring.backup.verify;

import io.mooring.platform.observability.Traceparent;
import io.mooring.schemas.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifications for tests. */
final class Checked {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Traceparent TRACE = Traceparent.parse(
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .orElseThrow();

    private Checked() {}

    static Verification queued(String plan, String run, VerificationKind kind) {
        return of(plan, run, kind, null);
    }

    static Verification restoreTestOf(String plan, String run, @Nullable String location) {
        return of(plan, run, VerificationKind.RESTORE_TEST, location);
    }

    private static Verification of(String plan, String run, VerificationKind kind, @Nullable String location) {
        VerificationRequest request = new VerificationRequest(
                kind,
                run,
                plan,
                "The shop",
                location,
                NOW.minusSeconds(3600),
                VerificationTrigger.MANUAL,
                "ann",
                Duration.ofMinutes(30),
                "correlation",
                TRACE);
        return Verification.queued(UuidV7.system().next().toString(), request, List.of("bucket", "folder"), NOW);
    }

    /** With every part filled. */
    static Verification failed(Verification running) {
        CopyReading read = new CopyReading(
                "folder",
                Finding.failed("<b>data.000002</b> is missing"),
                3,
                3,
                300,
                200,
                1,
                List.of(new Damage("shop/r/data.000002.zst.pgp", "is missing")));
        Measured measured = new Measured(
                "folder",
                7,
                1,
                List.of(new Measured.Difference("public.orders", 10L, 9L, false, "a row is missing")),
                1234L,
                new Measured.Replayed(3, "0/5000060", NOW, 800L, new Measured.Between(NOW, 812, 815)),
                List.of(new Measured.Step("load", 1000)));
        Findings findings = new Findings(
                Finding.failed("an object is missing"),
                Finding.passed("it loads"),
                Finding.failed("public.orders differs"),
                Finding.passed("1 s"));
        return running.read(read).measured(measured).decided(findings, "Use another copy.", NOW.plusSeconds(60));
    }
}
