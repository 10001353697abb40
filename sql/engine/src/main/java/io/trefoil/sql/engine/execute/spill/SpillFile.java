package io.trefoil.sql.engine.execute.spill;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One temporary file that an operator appends blocks of rows to; several {@link SpillSegment}s share it. It is made at the
 * first write and unlinked while open, so nothing is left behind even by a crash. One thread at a time.
 */
public final class SpillFile implements AutoCloseable {
    private final Path directory;
    private final RowCodec codec = new RowCodec();
    private @Nullable FileChannel channel;
    private long size;

    public SpillFile(Path directory) {
        this.directory = directory;
    }

    /** An empty sequence of rows in this file. */
    public SpillSegment newSegment() {
        return new SpillSegment(this);
    }

    /** Bytes written. */
    public long size() {
        return size;
    }

    RowCodec codec() {
        return codec;
    }

    /** Appends a block and answers its place. */
    long append(byte[] bytes, int length) {
        long place = size;
        try {
            ByteBuffer source = ByteBuffer.wrap(bytes, 0, length);
            while (source.hasRemaining()) {
                size += channel().write(source, size);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return place;
    }

    void read(long place, byte[] target, int length) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
            while (buffer.hasRemaining()) {
                if (channel().read(buffer, place + buffer.position()) < 0) {
                    throw new IOException("temporary file ends early");
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Path file = Files.createTempFile(directory, "spill", ".tmp");
            open = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            channel = open;
        }
        return open;
    }

    private static SqlStateException failed(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("No space left")
                ? new SqlStateException(SqlState.DISK_FULL, "could not write to temporary file: " + message, cause)
                : new SqlStateException(SqlState.IO_ERROR, "could not access temporary file: " + message, cause);
    }

    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
