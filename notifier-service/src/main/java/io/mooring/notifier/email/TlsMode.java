package io.mooring.notifier.email;

/** How the way to the mail server is protected. */
public enum TlsMode {
    /** Not at all: for a server on the same machine. */
    NONE,
    /** Begun in the open and then encrypted (RFC 3207), usually on port 587; a server that does not offer it is not used. */
    STARTTLS,
    /** Encrypted from the start (RFC 8314), usually on port 465. */
    TLS
}
