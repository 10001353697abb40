package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.ProtocolViolation;

/** What the server says during authentication: type byte 'R', then an int32 code that tells which. */
public sealed interface AuthenticationRequest extends BackendMessage
        permits AuthenticationCleartextPassword,
                AuthenticationGss,
                AuthenticationGssContinue,
                AuthenticationKerberosV5,
                AuthenticationMd5Password,
                AuthenticationOk,
                AuthenticationSasl,
                AuthenticationSaslContinue,
                AuthenticationSaslFinal,
                AuthenticationSspi {
    /** The type byte that all of them share. */
    char TYPE = 'R';

    static AuthenticationRequest decode(MessageReader in) {
        int code = in.int32();
        return switch (code) {
            case AuthenticationOk.CODE -> AuthenticationOk.decode(in);
            case AuthenticationKerberosV5.CODE -> AuthenticationKerberosV5.decode(in);
            case AuthenticationCleartextPassword.CODE -> AuthenticationCleartextPassword.decode(in);
            case AuthenticationMd5Password.CODE -> AuthenticationMd5Password.decode(in);
            case AuthenticationGss.CODE -> AuthenticationGss.decode(in);
            case AuthenticationGssContinue.CODE -> AuthenticationGssContinue.decode(in);
            case AuthenticationSspi.CODE -> AuthenticationSspi.decode(in);
            case AuthenticationSasl.CODE -> AuthenticationSasl.decode(in);
            case AuthenticationSaslContinue.CODE -> AuthenticationSaslContinue.decode(in);
            case AuthenticationSaslFinal.CODE -> AuthenticationSaslFinal.decode(in);
            default -> throw ProtocolViolation.of("unknown authentication request " + code);
        };
    }
}
