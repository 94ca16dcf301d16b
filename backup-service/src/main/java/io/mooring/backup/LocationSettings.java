package io.mooring.backup;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** A place for copies: exactly one of its two kinds. */
public record LocationSettings(
        @DefaultValue("") String id,
        @Nullable S3 s3,
        @Nullable Directory directory) {

    void collect(SettingFaults faults, String at) {
        faults.name(at + ".id", id);
        faults.require((s3 == null) != (directory == null), at + ": give either s3 or directory");
        if (s3 != null) {
            s3.collect(faults, at + ".s3");
        }
        if (directory != null) {
            faults.require(
                    directory.path() != null && directory.path().isAbsolute(),
                    at + ".directory.path must be an absolute path");
        }
    }

    /**
     * A bucket.
     *
     * @param endpoint null for Amazon's own
     * @param prefix before every key, empty or ending in a slash
     * @param objectLock the store is to refuse deleting what is written; null: it is not asked to
     * @param checksums off for stores that refuse CRC32, such as Google Cloud Storage
     * @param accessKey together with a secret key or a file that holds it; without both the SDK looks where it always does
     */
    public record S3(
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region,
            @DefaultValue("") String bucket,
            @DefaultValue("") String prefix,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable Path secretKeyFile,
            @DefaultValue("false") boolean pathStyle,
            @DefaultValue("true") boolean checksums,
            @Nullable Lock objectLock) {

        private void collect(SettingFaults faults, String at) {
            faults.text(at + ".bucket", bucket);
            faults.text(at + ".region", region);
            faults.require(
                    prefix.isEmpty() || prefix.endsWith("/") && !prefix.startsWith("/") && !prefix.contains(".."),
                    at + ".prefix must be empty or end in a slash and not begin with one but is '" + prefix + "'");
            faults.require(
                    endpoint == null || "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()),
                    at + ".endpoint must begin with http:// or https://");
            if (objectLock != null) {
                objectLock.collect(faults, at + ".object-lock");
            }
            faults.require(
                    secretKey == null || secretKeyFile == null, at + ": give secret-key or secret-key-file, not both");
            faults.require(
                    (accessKey == null) == (secretKey == null && secretKeyFile == null),
                    at + ": an access key needs a secret key and the other way round");
        }

        @Override
        public String toString() {
            return "s3://" + bucket + "/" + prefix + (endpoint == null ? "" : " at " + endpoint);
        }
    }

    /**
     * An object lock.
     *
     * @param mode governance (some may delete before the time, by a permission of their own) or compliance (nobody may)
     * @param days counted from the writing; what a later backup refers to is locked anew
     */
    public record Lock(
            @DefaultValue("") String mode,
            @DefaultValue("0") int days) {

        private static final int MOST_DAYS = 36_500;

        private void collect(SettingFaults faults, String at) {
            faults.require(
                    mode.equals("governance") || mode.equals("compliance"),
                    at + ".mode must be governance or compliance but is '" + mode + "'");
            faults.between(at + ".days", days, 1, MOST_DAYS);
        }
    }

    /** A folder, perhaps of a network file system. */
    public record Directory(@Nullable Path path) {}
}
