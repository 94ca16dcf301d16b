package io.mooring.testkit.s3;

import java.util.List;
import java.util.Map;

/** A store's answers in XML. Everything fits into one page. */
final class S3Words {

    private S3Words() {}

    static String refusal(Refusal refusal) {
        return "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(refusal.code(), refusal.getMessage());
    }

    static String begun(Call call, String uploadId) {
        return "<InitiateMultipartUploadResult><Bucket>%s</Bucket><Key>%s</Key><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
                .formatted(call.bucket(), call.key(), uploadId);
    }

    static String completed(Call call, Version version) {
        return "<CompleteMultipartUploadResult><Bucket>%s</Bucket><Key>%s</Key><ETag>\"%s\"</ETag></CompleteMultipartUploadResult>"
                .formatted(call.bucket(), call.key(), version.id);
    }

    static String lock(LockedBucket bucket) {
        if (!bucket.mayAsk()) {
            throw Refusal.denied("Access Denied");
        }
        if (!bucket.hasLock()) {
            throw new Refusal(
                    404,
                    "ObjectLockConfigurationNotFoundError",
                    "Object Lock configuration does not exist for this bucket");
        }
        return "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>";
    }

    static String uploads(LockedBucket bucket, String prefix) {
        StringBuilder xml = new StringBuilder("<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>");
        bucket.uploads.forEach((id, upload) -> {
            if (upload.key().startsWith(prefix)) {
                xml.append("<Upload><Key>%s</Key><UploadId>%s</UploadId></Upload>".formatted(upload.key(), id));
            }
        });
        return xml.append("</ListMultipartUploadsResult>").toString();
    }

    static String objects(Map<String, List<Version>> found) {
        StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
        found.forEach((key, versions) -> {
            byte[] content = versions.getFirst().content;
            if (content != null) {
                xml.append("<Contents><Key>%s</Key><Size>%d</Size></Contents>".formatted(key, content.length));
            }
        });
        return xml.append("</ListBucketResult>").toString();
    }

    static String versions(Map<String, List<Version>> found) {
        StringBuilder xml = new StringBuilder("<ListVersionsResult><IsTruncated>false</IsTruncated>");
        found.forEach((key, versions) -> {
            for (Version version : versions) {
                String element = version.isMarker() ? "DeleteMarker" : "Version";
                xml.append("<%s><Key>%s</Key><VersionId>%s</VersionId><IsLatest>%s</IsLatest></%s>"
                        .formatted(element, key, version.id, version == versions.getFirst(), element));
            }
        });
        return xml.append("</ListVersionsResult>").toString();
    }
}
