package io.mooring.backup.source;

/** How the connection to the database is protected; libpq's {@code sslmode}, understood by pg_dump and by JDBC alike. */
public enum SslMode {
    DISABLE("disable"),
    PREFER("prefer"),
    REQUIRE("require"),
    VERIFY_CA("verify-ca"),
    VERIFY_FULL("verify-full");

    private final String libpqName;

    SslMode(String libpqName) {
        this.libpqName = libpqName;
    }

    /** The word that both libpq and pgjdbc use. */
    public String libpqName() {
        return libpqName;
    }
}
