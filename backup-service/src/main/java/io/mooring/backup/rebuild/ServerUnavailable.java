package io.mooring.backup.rebuild;

/** A private server that could not be had on this host. It says nothing about the backup. */
public class ServerUnavailable extends Exception {

    private final String remedy;

    public ServerUnavailable(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public ServerUnavailable(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** What an operator can do. */
    public String remedy() {
        return remedy;
    }
}
