package io.mooring.embedded.s3;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.TemporaryFolders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 store over a folder: a bucket is a folder, an object is a file (s3proxy). Clients must sign their requests (AWS
 * signature 2 or 4) and use path-style addresses; any region is accepted.
 */
public final class S3Store implements AutoCloseable {

    private static final int THREADS = 20;

    private final Path folder;
    private final boolean temporary;
    private final AccessKey key;
    private final FilesystemNio2BlobStore blobs;
    private final S3Proxy proxy;

    private S3Store(Path folder, boolean temporary, int port, AccessKey key) {
        this.folder = folder;
        this.temporary = temporary;
        this.key = key;
        this.blobs = new FilesystemNio2BlobStore(folder.toString());
        this.proxy = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, key.id(), key.secret())
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(THREADS)
                .build();
    }

    /** Starts a store on a free port with a random key; its objects go away with it. */
    public static S3Store startTemporary() {
        AccessKey key = new AccessKey("mooring-test", UUID.randomUUID().toString());
        return new S3Store(TemporaryFolders.create("s3"), true, 0, key).run();
    }

    /** Starts a store on a given port over a folder that may hold the buckets of an earlier one. */
    public static S3Store start(Path folder, int port, AccessKey key) {
        if (!FreePorts.isFree(port)) {
            throw new EmbeddedPartException("Port " + port + " for the S3 store is taken");
        }
        try {
            return new S3Store(Files.createDirectories(folder), false, port, key).run();
        } catch (IOException e) {
            throw new EmbeddedPartException("Cannot create the S3 store's folder " + folder + ": " + e, e);
        }
    }

    /** For {@code endpointOverride}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    public AccessKey key() {
        return key;
    }

    /** Creates a bucket unless it exists. */
    public void createBucket(String name) {
        if (!blobs.containerExists(name)) {
            blobs.createContainer(name);
        }
    }

    /** Where the objects of a bucket lie as files; for tests that look, damage or remove behind the store's back. */
    public Path bucketFolder(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new EmbeddedPartException("The S3 store does not stop: " + e, e);
        }
        if (temporary) {
            TemporaryFolders.delete(folder);
        }
    }

    private S3Store run() {
        try {
            proxy.start();
            return this;
        } catch (Exception e) {
            throw new EmbeddedPartException("The S3 store does not start over " + folder + ": " + e, e);
        }
    }
}
