package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.ProtocolViolation;

/**
 * A message from server to client (PostgreSQL docs, "Message Formats", B). To add one: a record in this package, its
 * name in {@code permits} and its type byte in {@link #decode}.
 */
public sealed interface BackendMessage
        permits AuthenticationRequest,
                BackendKeyData,
                BindComplete,
                CloseComplete,
                CommandComplete,
                CopyBothResponse,
                CopyData,
                CopyDone,
                CopyInResponse,
                CopyOutResponse,
                DataRow,
                EmptyQueryResponse,
                ErrorResponse,
                FunctionCallResponse,
                NegotiateProtocolVersion,
                NoData,
                NoticeResponse,
                NotificationResponse,
                ParameterDescription,
                ParameterStatus,
                ParseComplete,
                PortalSuspended,
                ReadyForQuery,
                RowDescription {

    /** Writes the whole message, frame included. */
    void encode(MessageWriter out);

    /**
     * Reads the body of a message of this type byte.
     *
     * @throws ProtocolViolation for a body that does not fit the type; fatal for a type that does not exist
     */
    static BackendMessage decode(int type, MessageReader in) {
        return switch (type) {
            case AuthenticationRequest.TYPE -> AuthenticationRequest.decode(in);
            case BackendKeyData.TYPE -> BackendKeyData.decode(in);
            case BindComplete.TYPE -> BindComplete.decode(in);
            case CloseComplete.TYPE -> CloseComplete.decode(in);
            case CommandComplete.TYPE -> CommandComplete.decode(in);
            case CopyBothResponse.TYPE -> CopyBothResponse.decode(in);
            case CopyData.TYPE -> CopyData.decode(in);
            case CopyDone.TYPE -> CopyDone.decode(in);
            case CopyInResponse.TYPE -> CopyInResponse.decode(in);
            case CopyOutResponse.TYPE -> CopyOutResponse.decode(in);
            case DataRow.TYPE -> DataRow.decode(in);
            case EmptyQueryResponse.TYPE -> EmptyQueryResponse.decode(in);
            case ErrorResponse.TYPE -> ErrorResponse.decode(in);
            case FunctionCallResponse.TYPE -> FunctionCallResponse.decode(in);
            case NegotiateProtocolVersion.TYPE -> NegotiateProtocolVersion.decode(in);
            case NoData.TYPE -> NoData.decode(in);
            case NoticeResponse.TYPE -> NoticeResponse.decode(in);
            case NotificationResponse.TYPE -> NotificationResponse.decode(in);
            case ParameterDescription.TYPE -> ParameterDescription.decode(in);
            case ParameterStatus.TYPE -> ParameterStatus.decode(in);
            case ParseComplete.TYPE -> ParseComplete.decode(in);
            case PortalSuspended.TYPE -> PortalSuspended.decode(in);
            case ReadyForQuery.TYPE -> ReadyForQuery.decode(in);
            case RowDescription.TYPE -> RowDescription.decode(in);
            default -> throw ProtocolViolation.fatal("invalid backend message type " + (type & 0xff));
        };
    }
}
