package io.trefoil.wire.protocol.message;

/**
 * What a client answers to an {@link AuthenticationRequest}. All four share the type byte 'p' and only the request
 * tells which one it is: a decoder yields {@link UntypedResponse}, and whoever asked turns it into what was asked for.
 */
public sealed interface AuthenticationResponse extends FrontendMessage
        permits GssResponse, PasswordMessage, SaslInitialResponse, SaslResponse, UntypedResponse {
    /** The type byte that all of them share. */
    char TYPE = 'p';
}
