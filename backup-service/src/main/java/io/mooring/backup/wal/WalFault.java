package io.mooring.backup.wal;

/** What is wrong with the receiving of WAL, in words. */
public record WalFault(String code, String message, String remedy) {

    @Override
    public String toString() {
        return message + " " + remedy;
    }
}
