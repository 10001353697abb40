package io.trefoil.wire.server.connection;

import io.trefoil.sql.api.CopyShape;
import io.trefoil.sql.api.CopySource;
import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.types.TextFormat;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.message.CommandComplete;
import io.trefoil.wire.protocol.message.CopyData;
import io.trefoil.wire.protocol.message.CopyDone;
import io.trefoil.wire.protocol.message.CopyInResponse;
import io.trefoil.wire.protocol.message.CopyOutResponse;
import io.trefoil.wire.protocol.message.EmptyQueryResponse;
import io.trefoil.wire.protocol.message.PortalSuspended;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers of statements as messages. One instance serves a connection for one of the two query protocols:
 * only the simple one announces rows with RowDescription here.
 */
final class ResultWriter implements ResponseSink {
    private final ClientInput input;
    private final ClientOutput output;
    private final MessageWriter writer;
    private final boolean describesRows;
    private @Nullable RowEncoder encoder;
    private boolean synchronizationLost;

    ResultWriter(ClientInput input, ClientOutput output, boolean describesRows) {
        this.input = input;
        this.output = output;
        this.writer = output.writer();
        this.describesRows = describesRows;
    }

    /** Whether a copy was interrupted by a message that has no place in it: the connection cannot go on. */
    boolean synchronizationLost() {
        return synchronizationLost;
    }

    void copyWasInterrupted() {
        synchronizationLost = true;
    }

    @Override
    public void rows(RowShape shape, TextFormat format) {
        encoder(shape, format);
        if (describesRows) {
            RowEncoder.describe(shape, writer);
        }
    }

    private RowEncoder encoder(RowShape shape, TextFormat format) {
        RowEncoder current = encoder;
        if (current == null || !current.fits(shape, format)) {
            current = new RowEncoder(shape, format);
            encoder = current;
        }
        return current;
    }

    @Override
    public void row(@Nullable Object[] values) {
        RowEncoder current = encoder;
        if (current == null) {
            throw new IllegalStateException("a row before rows()");
        }
        try {
            current.row(values, output);
        } catch (Throwable failure) {
            writer.abandon();
            throw failure;
        }
        output.pace();
    }

    @Override
    public void complete(String tag) {
        CommandComplete.write(writer, tag);
        output.pace();
    }

    @Override
    public void suspended() {
        PortalSuspended.write(writer);
    }

    @Override
    public void emptyQuery() {
        EmptyQueryResponse.write(writer);
    }

    @Override
    public CopySource copyIn(CopyShape shape) {
        new CopyInResponse(shape.binary() ? 1 : 0, columnFormats(shape)).encode(writer);
        output.flush();
        return new CopyInStream(input, this);
    }

    @Override
    public void copyOut(CopyShape shape) {
        new CopyOutResponse(shape.binary() ? 1 : 0, columnFormats(shape)).encode(writer);
    }

    @Override
    public void copyData(byte[] source, int offset, int length) {
        CopyData.begin(writer);
        output.sink().putBytes(source, offset, length);
        writer.end();
        output.pace();
    }

    @Override
    public void copyDone() {
        CopyDone.write(writer);
    }

    @Override
    public byte @Nullable [] draft(
            RowShape shape,
            TextFormat format,
            Supplier<@Nullable Object @Nullable []> rows,
            Supplier<String> tag,
            int bytesMax) {
        // Nothing leaves before pace() or flush(), which nobody calls meanwhile.
        long start = output.position();
        int from = output.sink().size();
        RowEncoder current = encoder(shape, format);
        RowEncoder.describe(shape, writer);
        boolean fits = true;
        try {
            for (var row = rows.get(); row != null && fits; row = rows.get()) {
                current.row(row, output);
                fits = output.sink().size() - from <= bytesMax;
            }
            CommandComplete.write(writer, tag.get());
        } catch (Throwable failure) {
            takeBack(start);
            throw failure;
        }
        byte[] messages = takeBack(start);
        return messages != null && messages.length <= bytesMax ? messages : null;
    }

    @Override
    public void send(byte[] draft) {
        int skipped = describesRows ? 0 : 1 + ByteBuffer.wrap(draft).getInt(1);
        giveBack(draft, skipped, draft.length - skipped);
        output.pace();
    }

    @Override
    public boolean syncFollows() {
        return !describesRows && input.syncFollows();
    }

    @Override
    public long position() {
        return output.position();
    }

    @Override
    public byte @Nullable [] takeBack(long position) {
        writer.abandon();
        return output.takeBack(position);
    }

    @Override
    public void giveBack(byte[] messages, int offset, int length) {
        output.sink().putBytes(messages, offset, length);
    }

    private static short[] columnFormats(CopyShape shape) {
        short[] formats = new short[shape.columns()];
        Arrays.fill(formats, (short) (shape.binary() ? 1 : 0));
        return formats;
    }
}
