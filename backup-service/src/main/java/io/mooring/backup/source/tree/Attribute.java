package io.mooring.backup.source.tree;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An extended attribute or an ACL as tar archives have it: a pax record. Keys are those of GNU tar and star: {@code SCHILY.xattr.} with
 * the attribute's name, {@code SCHILY.acl.access} and {@code SCHILY.acl.default} with the ACL as text.
 *
 * @param value any bytes, 64 KiB at most as Linux has them
 */
record Attribute(byte[] key, byte[] value) {

    private static final byte[] PREFIX = Bytes.of("SCHILY.xattr.");
    private static final byte[] ACCESS = Bytes.of("SCHILY.acl.access");
    private static final byte[] DEFAULT = Bytes.of("SCHILY.acl.default");
    private static final byte[] ACCESS_NAME = Bytes.of("system.posix_acl_access");
    private static final byte[] DEFAULT_NAME = Bytes.of("system.posix_acl_default");

    /** As the kernel tells it. An ACL of a version that we do not know stays the attribute that it is. */
    static Attribute of(byte[] name, byte[] value) {
        boolean access = Arrays.equals(name, ACCESS_NAME);
        if (access || Arrays.equals(name, DEFAULT_NAME)) {
            return AclText.of(value)
                    .map(text -> new Attribute(access ? ACCESS : DEFAULT, text))
                    .orElseGet(() -> extended(name, value));
        }
        return extended(name, value);
    }

    private static Attribute extended(byte[] name, byte[] value) {
        return new Attribute(Bytes.join(PREFIX, escaped(name)), value);
    }

    /** Whether a pax record is one. */
    static boolean isKey(byte[] key) {
        return Arrays.equals(key, ACCESS)
                || Arrays.equals(key, DEFAULT)
                || Arrays.mismatch(key, PREFIX) == PREFIX.length;
    }

    /** The kernel's name of it. */
    byte[] name() {
        if (isAcl()) {
            return Arrays.equals(key, ACCESS) ? ACCESS_NAME : DEFAULT_NAME;
        }
        return unescaped(Arrays.copyOfRange(key, PREFIX.length, key.length));
    }

    /** The kernel's form of its value. */
    byte[] raw() {
        return isAcl() ? AclText.binary(value) : value;
    }

    private boolean isAcl() {
        return Arrays.equals(key, ACCESS) || Arrays.equals(key, DEFAULT);
    }

    /** A record's key ends at the first equals sign, so GNU tar (since 1.30) writes this and itself as a percent sign and two digits. */
    private static byte[] escaped(byte[] name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte b : name) {
            if (b == '=' || b == '%') {
                out.writeBytes(Bytes.of("%%%02X".formatted(b)));
            } else {
                out.write(b);
            }
        }
        return out.toByteArray();
    }

    private static byte[] unescaped(byte[] key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < key.length; i++) {
            boolean escape = key[i] == '%'
                    && i + 2 < key.length
                    && HexFormat.isHexDigit(key[i + 1])
                    && HexFormat.isHexDigit(key[i + 2]);
            if (escape) {
                out.write(HexFormat.fromHexDigit(key[i + 1]) << 4 | HexFormat.fromHexDigit(key[i + 2]));
                i += 2;
            } else {
                out.write(key[i]);
            }
        }
        return out.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attribute that && Arrays.equals(key, that.key) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return Bytes.shown(key) + "=" + HexFormat.of().formatHex(value);
    }
}
