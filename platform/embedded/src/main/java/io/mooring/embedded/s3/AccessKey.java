package io.mooring.embedded.s3;

/** What an S3 client signs its requests with. Never printed whole. */
public record AccessKey(String id, String secret) {

    public AccessKey {
        if (id.isBlank() || secret.length() < 8) {
            throw new IllegalArgumentException("An access key needs an id and a secret of at least 8 characters");
        }
    }

    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
