package io.mooring.backup.read;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.mooring.backup.key.DecryptionKey;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/** One OpenPGP message around one zstd frame, from the outside in. */
final class DecryptContent {

    private static final int SLICE = 128 * 1024;

    private DecryptContent() {}

    /** @throws IOException the target's only */
    static void of(InputStream ciphertext, DecryptionKey key, long sourceBytes, ChunkTarget target)
            throws BrokenContent, IOException, InterruptedException {
        Message message = begin(ciphertext, key);
        decompress(message.content(), sourceBytes, target);
        message.requireIntegrity();
    }

    /** Finds the key's part of the message and the content behind it. */
    static Message begin(InputStream ciphertext, DecryptionKey key) throws BrokenContent {
        try {
            if (new BcPGPObjectFactory(ciphertext).nextObject() instanceof PGPEncryptedDataList list) {
                return message(list, key);
            }
            throw new BrokenContent("it is no encrypted OpenPGP message");
        } catch (IOException | PGPException | RuntimeException garbage) {
            // Bouncy Castle answers garbage with any exception it likes; to us all of them mean the same.
            throw new BrokenContent("it does not decrypt: " + garbage.getMessage(), garbage);
        }
    }

    private static Message message(PGPEncryptedDataList list, DecryptionKey key)
            throws BrokenContent, PGPException, IOException {
        for (PGPEncryptedData candidate : list) {
            if (candidate instanceof PGPPublicKeyEncryptedData data) {
                Optional<PGPPrivateKey> part = key.part(data.getKeyIdentifier());
                if (part.isPresent()) {
                    return message(data, part.get());
                }
            }
        }
        throw new BrokenContent("it is not encrypted to the key " + key.fingerprint());
    }

    private static Message message(PGPPublicKeyEncryptedData data, PGPPrivateKey key)
            throws BrokenContent, PGPException, IOException {
        InputStream clear = data.getDataStream(new FastDecryptors(key));
        if (!data.isIntegrityProtected()) {
            throw new BrokenContent("it has no modification detection code");
        }
        if (new BcPGPObjectFactory(clear).nextObject() instanceof PGPLiteralData literal) {
            return new Message(data, literal.getInputStream());
        }
        throw new BrokenContent("it holds no literal data");
    }

    private static void decompress(InputStream content, long sourceBytes, ChunkTarget target)
            throws BrokenContent, IOException, InterruptedException {
        long count = 0;
        byte[] slice = new byte[SLICE];
        try (ZstdInputStreamNoFinalizer frame = frame(content)) {
            for (int n = next(frame, slice); n >= 0; n = next(frame, slice)) {
                ReadChunks.stopIfInterrupted();
                count += n;
                if (sourceBytes != StoredChunk.UNKNOWN && count > sourceBytes) {
                    throw new BrokenContent("it holds more than the " + sourceBytes + " bytes that it should");
                }
                target.write(slice, 0, n);
            }
        }
        if (sourceBytes != StoredChunk.UNKNOWN && count != sourceBytes) {
            throw new BrokenContent("it holds " + count + " bytes instead of " + sourceBytes);
        }
    }

    private static ZstdInputStreamNoFinalizer frame(InputStream content) throws BrokenContent {
        try {
            return new ZstdInputStreamNoFinalizer(new KeptOpen(content));
        } catch (IOException noMemory) {
            throw new BrokenContent("it does not decompress: " + noMemory.getMessage(), noMemory);
        }
    }

    private static int next(InputStream frame, byte[] slice) throws BrokenContent {
        try {
            return frame.read(slice, 0, slice.length);
        } catch (IOException | RuntimeException wrong) {
            throw new BrokenContent("it does not decompress: " + wrong.getMessage(), wrong);
        }
    }

    /** Closing frees the decompressor's memory; what follows the frame is still to be read. */
    private static final class KeptOpen extends FilterInputStream {

        KeptOpen(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Whoever opened it closes it.
        }
    }

    /** A message whose content is being read. */
    record Message(PGPPublicKeyEncryptedData data, InputStream content) {

        /** After the content; reads what is left of the message. */
        void requireIntegrity() throws BrokenContent {
            try {
                if (content.read() >= 0) {
                    throw new BrokenContent("something follows its zstd frame");
                }
                if (!data.verify()) {
                    throw new BrokenContent("its modification detection code is wrong");
                }
            } catch (IOException | PGPException | RuntimeException wrong) {
                throw new BrokenContent(
                        "its modification detection code cannot be checked: " + wrong.getMessage(), wrong);
            }
        }
    }
}
