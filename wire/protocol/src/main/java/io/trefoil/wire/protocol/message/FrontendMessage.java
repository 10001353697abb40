package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolLimits;
import io.trefoil.wire.protocol.ProtocolViolation;

/**
 * A message from client to server (PostgreSQL docs, "Message Formats", F). To add one: a record in this package, its
 * name in {@code permits} (the compiler then lists the switches that must follow) and its type byte in {@link #decode}.
 */
public sealed interface FrontendMessage
        permits AuthenticationResponse,
                Bind,
                Close,
                CopyData,
                CopyDone,
                CopyFail,
                Describe,
                Execute,
                Flush,
                FunctionCall,
                MalformedMessage,
                Parse,
                Query,
                StartupPacket,
                Sync,
                Terminate {

    /** Writes the whole message, frame included. */
    void encode(MessageWriter out);

    /**
     * Reads the body of a message of this type byte.
     *
     * @throws ProtocolViolation for a body that does not fit the type; fatal for a type that does not exist
     */
    static FrontendMessage decode(int type, MessageReader in) {
        return switch (type) {
            case UntypedResponse.TYPE -> UntypedResponse.decode(in);
            case Bind.TYPE -> Bind.decode(in);
            case Close.TYPE -> Close.decode(in);
            case CopyData.TYPE -> CopyData.decode(in);
            case CopyDone.TYPE -> CopyDone.decode(in);
            case CopyFail.TYPE -> CopyFail.decode(in);
            case Describe.TYPE -> Describe.decode(in);
            case Execute.TYPE -> Execute.decode(in);
            case Flush.TYPE -> Flush.decode(in);
            case FunctionCall.TYPE -> FunctionCall.decode(in);
            case Parse.TYPE -> Parse.decode(in);
            case Query.TYPE -> Query.decode(in);
            case Sync.TYPE -> Sync.decode(in);
            case Terminate.TYPE -> Terminate.decode(in);
            default -> throw unknownType(type);
        };
    }

    /**
     * The most bytes that the body of a message of this type may have, as PostgreSQL's SocketBackend sets them.
     *
     * @throws ProtocolViolation fatal, for a type that does not exist
     */
    static int bodyBytesMax(int type) {
        return switch (type) {
            case Bind.TYPE, CopyData.TYPE, FunctionCall.TYPE, Parse.TYPE, Query.TYPE ->
                ProtocolLimits.LARGE_MESSAGE_BYTES_MAX;
            case Close.TYPE,
                    CopyDone.TYPE,
                    CopyFail.TYPE,
                    Describe.TYPE,
                    Execute.TYPE,
                    Flush.TYPE,
                    Sync.TYPE,
                    Terminate.TYPE -> ProtocolLimits.SMALL_MESSAGE_BYTES_MAX;
            case UntypedResponse.TYPE -> ProtocolLimits.AUTHENTICATION_MESSAGE_BYTES_MAX;
            default -> throw unknownType(type);
        };
    }

    private static ProtocolViolation unknownType(int type) {
        return ProtocolViolation.fatal("invalid frontend message type " + (type & 0xff));
    }
}
