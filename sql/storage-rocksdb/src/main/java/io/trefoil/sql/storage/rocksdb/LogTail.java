package io.trefoil.sql.storage.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Cuts junk off the end of the newest write-ahead log before RocksDB reads it. After a power failure the blocks behind the
 * last forced byte may hold anything. RocksDB 11.8 stops its recovery at the first record that is damaged, as we want, but
 * for some junk its reader never ends; what it would not have used is therefore taken away from it.
 *
 * <p>Format (RocksDB wiki, "Write Ahead Log File Format"): blocks of 32 KB with fragments, each of
 *
 * <pre>
 *   uint32 masked CRC-32C of type and payload | uint16 length of the payload | uint8 type | payload     (little-endian)
 * </pre>
 *
 * and of four more bytes of header, also under the checksum, for the types of recycled logs. The last bytes of a block
 * that are too few for a header are zero. Only the newest file is looked at: an end in the middle of older ones must stop
 * the recovery there, or commits would be missing between others.
 */
final class LogTail {
    private static final System.Logger LOGGER = System.getLogger(LogTail.class.getName());

    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int HEADER_BYTES = 7;
    private static final int RECYCLED_HEADER_BYTES = 11;
    private static final int CRC_MASK_DELTA = 0xa282ead8;

    private LogTail() {}

    /** Cuts the newest log in {@code data} behind its last whole fragment, if there is a log and anything behind it. */
    static void cutJunk(Path data) throws IOException {
        Optional<Path> newest = newestLog(data);
        if (newest.isEmpty()) {
            return;
        }
        try (FileChannel file = FileChannel.open(newest.get(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long good = goodBytes(file);
            long size = file.size();
            if (good < size) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "{0}: {1} bytes behind the last whole record are left out",
                        newest.get().getFileName(),
                        Long.toString(size - good));
                file.truncate(good);
                file.force(true);
            }
        }
    }

    private static Optional<Path> newestLog(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+\\.log"))
                    .max(Comparator.comparingLong(LogTail::number));
        }
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    /** How many bytes from the start are whole fragments. */
    private static long goodBytes(FileChannel file) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long start = 0; ; start += BLOCK_BYTES) {
            block.clear();
            while (block.hasRemaining() && file.read(block, start + block.position()) > 0) {
                // a read may come short
            }
            block.flip();
            int good = goodBytes(block);
            boolean wholeBlock = block.limit() == BLOCK_BYTES && BLOCK_BYTES - good < HEADER_BYTES;
            if (!wholeBlock) {
                return start + good;
            }
        }
    }

    private static int goodBytes(ByteBuffer block) {
        int position = 0;
        while (block.limit() - position >= HEADER_BYTES) {
            int length = Short.toUnsignedInt(block.getShort(position + 4));
            int type = Byte.toUnsignedInt(block.get(position + 6));
            int end = position + headerBytes(type) + length;
            if (type == 0 || end > block.limit() || block.getInt(position) != checksum(block, position + 6, end)) {
                return position;
            }
            position = end;
        }
        return position;
    }

    /** Types 5 to 8, 11 and 131 are those of recycled logs. */
    private static int headerBytes(int type) {
        return type >= 5 && type <= 8 || type == 11 || type == 131 ? RECYCLED_HEADER_BYTES : HEADER_BYTES;
    }

    private static int checksum(ByteBuffer block, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(block.array(), from, to - from);
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + CRC_MASK_DELTA;
    }
}
