package io.mooring.platform.events.serde;

import io.mooring.events.security.AddressUnblocked;
import io.mooring.events.security.UnblockCause;
import java.time.Instant;
import java.util.HexFormat;

/** An event small enough to write down its bytes by hand. */
final class Unblocked {

    static final String TOPIC = "mooring.security.threats";
    static final String SUBJECT = TOPIC + "-io.mooring.events.security.AddressUnblocked";

    /**
     * After the header: lengths and numbers are zigzag, so 2 is written 04. "b1"; "192.0.2.7"; the enum's symbol 1; the
     * union's branch 0, null; branch 1 and "ok"; 1,500,000 microseconds.
     */
    static final byte[] BODY = HexFormat.of()
            .parseHex("04" + "6231" + "12" + "3139322e302e322e37" + "02" + "00" + "02" + "04" + "6f6b" + "c08db701");

    static final AddressUnblocked EVENT = AddressUnblocked.newBuilder()
            .setBlockId("b1")
            .setSubject("192.0.2.7")
            .setCause(UnblockCause.EXPIRED)
            .setReason("ok")
            .setUnblockedAt(Instant.ofEpochMilli(1500))
            .build();

    private Unblocked() {}

    /** The event as it travels under a schema id below 128. */
    static byte[] record(int schemaId) {
        byte[] bytes = new byte[WireFormat.HEADER_BYTES + BODY.length];
        bytes[4] = (byte) schemaId;
        System.arraycopy(BODY, 0, bytes, WireFormat.HEADER_BYTES, BODY.length);
        return bytes;
    }
}
